//! The judged collections: documents, sets of questions, and which document answers which question how well.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Failure;

/// How well each document answers one question: 0 not at all.
pub type Grades = HashMap<String, f64>;

/// A text with what it is called.
pub struct Document {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub text: String,
    pub topics: Vec<String>,
    /// The town it comes from; empty where none is known.
    pub place: String,
    pub language: String,
}

impl Document {
    /// All its words but the title, for engines that know two fields.
    pub fn body(&self) -> String {
        let topics = self.topics.join(". ");
        [self.summary.as_str(), &self.text, &topics, &self.place]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// What somebody asks.
#[derive(Clone)]
pub struct Question {
    pub id: String,
    pub text: String,
}

/// The same questions, written in one way.
pub struct QuestionSet {
    pub name: String,
    pub questions: Vec<Question>,
}

/// One collection.
pub struct Collection {
    pub name: String,
    pub documents: Vec<Document>,
    /// As they were asked; then their variants: without umlauts, with a typing mistake ...
    pub sets: Vec<QuestionSet>,
    pub grades: HashMap<String, Grades>,
    /// Whether the two halves of the questions are shown too: what is tuned on one must hold on the other.
    pub in_halves: bool,
}

impl Collection {
    /// The questions of a set that somebody has judged.
    pub fn judged<'a>(&'a self, set: &'a QuestionSet) -> impl Iterator<Item = (&'a Question, &'a Grades)> {
        set.questions.iter().filter_map(|question| {
            let grades = self.grades.get(&question.id)?;
            grades.values().any(|grade| *grade > 0.0).then_some((question, grades))
        })
    }
}

/// Every collection below the folder.
pub fn all(data: &Path) -> Result<Vec<Collection>, Failure> {
    let mut collections = vec![towns(data)?];
    let mut folders: Vec<PathBuf> = fs::read_dir(data.join("ir"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    folders.retain(|folder| folder.join("docs.jsonl").exists());
    folders.sort();
    for folder in folders {
        collections.push(judged(&folder)?);
    }
    Ok(collections)
}

/// Descriptions of real projects, and what staff would ask.
fn towns(data: &Path) -> Result<Collection, Failure> {
    let documents = lines(&data.join("projects/projects.jsonl"))?.into_iter().map(|line| {
        let value: Value = serde_json::from_str(&line)?;
        let topics = value["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(Document {
            id: text(&value, "id"),
            title: text(&value, "title"),
            summary: text(&value, "summary"),
            text: text(&value, "body"),
            topics: topics.map(str::to_owned).collect(),
            place: text(&value, "municipality"),
            language: text(&value, "lang"),
        })
    });
    let documents = documents.collect::<Result<_, Failure>>()?;
    let (mut questions, mut grades) = (Vec::new(), HashMap::new());
    for line in lines(&data.join("search/queries.tsv"))?.iter().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let column = |index: usize| columns.get(index).copied().unwrap_or_default();
        let graded = |index, grade| {
            column(index).split('|').filter(|id| !id.is_empty()).map(move |id| (id.to_owned(), grade))
        };
        questions.push(Question { id: column(0).to_owned(), text: column(1).to_owned() });
        grades.insert(column(0).to_owned(), graded(5, 1.0).chain(graded(4, 2.0)).collect());
    }
    let sets = with_variants(questions, &data.join("search/variants"))?;
    Ok(Collection { name: "towns".to_owned(), documents, sets, grades, in_halves: true })
}

/// A folder with documents, questions and judgements.
fn judged(folder: &Path) -> Result<Collection, Failure> {
    let documents = lines(&folder.join("docs.jsonl"))?.into_iter().map(|line| {
        let value: Value = serde_json::from_str(&line)?;
        Ok(Document {
            id: text(&value, "id"),
            title: text(&value, "title"),
            summary: String::new(),
            text: text(&value, "text"),
            topics: Vec::new(),
            place: String::new(),
            language: "de".to_owned(),
        })
    });
    let documents = documents.collect::<Result<_, Failure>>()?;
    let mut grades: HashMap<String, Grades> = HashMap::new();
    for line in lines(&folder.join("qrels.txt"))? {
        if let [question, _, document, grade] = line.split_whitespace().collect::<Vec<_>>()[..] {
            grades.entry(question.to_owned()).or_default().insert(document.to_owned(), grade.parse()?);
        }
    }
    let sets = with_variants(questions(&folder.join("queries.tsv"))?, &folder.join("variants"))?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Collection { name, documents, sets, grades, in_halves: false })
}

fn with_variants(questions: Vec<Question>, folder: &Path) -> Result<Vec<QuestionSet>, Failure> {
    let mut sets = vec![QuestionSet { name: "as asked".to_owned(), questions }];
    if !folder.exists() {
        return Ok(sets);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sets.push(QuestionSet { name, questions: self::questions(&file)? });
    }
    Ok(sets)
}

fn questions(path: &Path) -> Result<Vec<Question>, Failure> {
    let lines = lines(path)?;
    let columns = lines.iter().filter_map(|line| line.split_once('\t'));
    Ok(columns.map(|(id, text)| Question { id: id.to_owned(), text: text.to_owned() }).collect())
}

fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
