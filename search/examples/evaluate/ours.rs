//! Our own index, asked as a node asks it.

use std::collections::HashMap;
use std::path::Path;

use commons::{Audience, Content, Entry, Iri, Organisation, OrganisationKind, Project, Reader, Time};
use search::{EntryDocument, Index, Opened, Origin, Question, Search, Synonyms, Update};

use crate::collections::{Collection, Document};
use crate::{DEPTH, Failure, Rankings};

/// Most words in a question; longer ones are cut, as a person would.
const MOST_WORDS: usize = 30;

/// The first ten for each question of each set; the index may also know the synonyms of a file.
pub fn rank(collection: &Collection, synonyms: Option<&Path>) -> Result<Vec<Rankings>, Failure> {
    let folder = tempfile::tempdir()?;
    let mut index = filled(folder.path(), &collection.documents)?;
    if let Some(file) = synonyms {
        index = index.with_synonyms(Synonyms::read(&std::fs::read_to_string(file)?).0);
    }
    let numbered = collection.documents.iter().enumerate();
    let names: HashMap<String, &str> = numbered
        .map(|(number, document)| Ok((address(number)?.to_string(), document.id.as_str())))
        .collect::<Result<_, Failure>>()?;
    let sets = collection.sets.iter().map(|set| {
        let ranked = set.questions.iter().map(|question| {
            let found = ask(&index, &question.text)?;
            let known = found.iter().filter_map(|iri| names.get(iri)).map(|id| (*id).to_owned());
            Ok((question.id.clone(), known.collect()))
        });
        ranked.collect()
    });
    sets.collect()
}

fn filled(folder: &Path, documents: &[Document]) -> Result<Index, Failure> {
    let origin = Origin { database: "evaluate".into(), epoch: "1".into() };
    let Opened::Missing(index) = Index::open(folder, &origin)? else {
        return Err("a new folder has no index".into());
    };
    let mut rebuild = index.rebuild()?;
    let updates = documents.iter().enumerate().map(|(number, document)| update(number, document));
    rebuild.write(updates.collect::<Result<_, _>>()?)?;
    Ok(rebuild.finish(1)?)
}

fn ask(index: &Index, text: &str) -> Result<Vec<String>, Failure> {
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let text: String = words.join(" ").chars().take(Question::LONGEST).collect();
    let question = Question::parse(&text).map_err(|refusal| format!("{text}: {refusal:?}"))?;
    let search = Search {
        limit: DEPTH,
        deadline_ms: 10_000,
        ..Search::new(question, Reader::anyone(), Time::default())
    };
    let page = index.search(&search).map_err(|refusal| format!("{text}: {refusal:?}"))?;
    Ok(page.hits.into_iter().map(|hit| hit.iri).collect())
}

fn author() -> Result<Iri, Failure> {
    Ok(Iri::parse("id", "https://auenstadt.example/")?)
}

fn address(number: usize) -> Result<Iri, Failure> {
    Ok(author()?.with(&format!("eintraege/{number}")))
}

fn update(number: usize, document: &Document) -> Result<Update, Failure> {
    let (author, time) = (author()?, Time::from_millis(number as i64));
    let content = Content::Project(Box::<Project>::default());
    let entry = Entry {
        summary: document.summary.clone(),
        text: document.text.clone(),
        language: document.language.clone(),
        topics: document.topics.clone(),
        audience: Audience::Public,
        ..Entry::new(address(number)?, author.clone(), &document.title, content, time)
    };
    let kind = OrganisationKind::Municipality;
    let organisation = Organisation::new(author, "auenstadt.example", "auenstadt", &document.place, kind);
    Ok(Update::Entry(Box::new(EntryDocument {
        entry,
        id: String::new(),
        changed: 0,
        organisation,
        uses: 0,
        thread_audience: None,
    })))
}
