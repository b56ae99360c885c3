//! How well the right entries are found: nDCG@10 over three collections, and how fast.
//!
//! `cargo run --release -p search --example evaluate [DATA]` reads `../shared/data` unless told otherwise, and says so where it is
//! absent. The collections are no part of the project. `VERBOSE=1` shows each query, `SCALE=100000` repeats the towns' projects
//! until there are so many, and lets eight ask at once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use commons::{Audience, Content, Entry, Iri, Organisation, OrganisationKind, Reader, Time};
use search::{EntryDocument, Index, Opened, Origin, Question, Search, Update};

type Failure = Box<dyn std::error::Error>;

/// How relevant each document is to one query.
type Grades = HashMap<String, f64>;

struct Query {
    id: String,
    text: String,
}

struct Collection {
    documents: Vec<(String, Update)>,
    queries: Vec<Query>,
    grades: HashMap<String, Grades>,
}

fn main() -> Result<(), Failure> {
    let data = std::env::args().nth(1).map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    if !data.exists() {
        println!("skipped: {} is absent", data.display());
        return Ok(());
    }
    let verbose = std::env::var_os("VERBOSE").is_some();
    let towns = towns(&data)?;
    measure("towns", &towns, &[], verbose)?;
    for name in ["covidfaq-de", "xquad-de"] {
        let folder = data.join("ir").join(name);
        let variants =
            ["translit", "stripped", "typo1"].map(|variant| folder.join(format!("variants/{variant}.tsv")));
        measure(name, &collection(&folder)?, &variants, false)?;
    }
    match std::env::var("SCALE") {
        Ok(count) => scale(&towns, count.parse()?),
        Err(_) => Ok(()),
    }
}

/// Many entries, eight who ask at once, twenty hits with passages and facets each.
fn scale(collection: &Collection, count: usize) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let Opened::MustRebuild(mut rebuild) = Index::open(folder.path(), &origin())? else {
        return Err("a new folder has no index".into());
    };
    let began = Instant::now();
    for batch in (0..count).collect::<Vec<_>>().chunks(1_000) {
        let updates = batch
            .iter()
            .map(|number| repeated(&collection.documents[number % collection.documents.len()].1, *number));
        rebuild.write(updates.collect())?;
    }
    let index = rebuild.finish(1)?;
    println!("{count} entries written in {:.2?}; {}", began.elapsed(), memory());
    let times = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..8)
            .map(|first| {
                let index = &index;
                scope.spawn(move || ask_all(index, &collection.queries, first))
            })
            .collect();
        asking.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect::<Vec<Duration>>()
    });
    let mut times = times;
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{} searches, 8 at once: p50 {:.2?}, p95 {:.2?}, max {:.2?}; {}",
        times.len(),
        at(0.5),
        at(0.95),
        at(1.0),
        memory()
    );
    let mut alone = ask_all(&index, &collection.queries, 0);
    alone.sort();
    println!("alone: p50 {:.2?}, p95 {:.2?}", alone[alone.len() / 2], alone[alone.len() * 95 / 100]);
    let began = Instant::now();
    let everything = index.search(&Search::new(Question::default(), Reader::anyone(), Time::default()))?;
    println!("the empty question: {:.2?} for {}", began.elapsed(), everything.total);
    let began = Instant::now();
    index.write(vec![repeated(&collection.documents[0].1, count)], 2)?;
    println!("one entry written and shown: {:.2?}; {}", began.elapsed(), memory());
    Ok(())
}

/// Every query five times over, each asker from another one on.
fn ask_all(index: &Index, queries: &[Query], first: usize) -> Vec<Duration> {
    let rounds = queries.iter().cycle().skip(first * 5).take(queries.len() * 5);
    let timed = rounds.filter_map(|query| {
        let began = Instant::now();
        let question = Question::parse(&query.text).ok()?;
        index.search(&Search::new(question, Reader::anyone(), Time::default())).ok()?;
        Some(began.elapsed())
    });
    timed.collect()
}

fn repeated(update: &Update, number: usize) -> Update {
    let mut update = update.clone();
    if let Update::Entry(document) = &mut update {
        document.entry.iri = document.entry.author.with(&format!("eintraege/{number}"));
        document.entry.published = Time::from_millis(number as i64 * Time::HOUR);
    }
    update
}

/// What the process has in memory, in the words of Linux.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("RssAnon") || line.starts_with("RssFile"));
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(", ")
}

fn origin() -> Origin {
    Origin { database: "d".into(), epoch: "e".into() }
}

fn measure(name: &str, collection: &Collection, variants: &[PathBuf], verbose: bool) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let Opened::MustRebuild(mut rebuild) = Index::open(folder.path(), &origin())? else {
        return Err("a new folder has no index".into());
    };
    let updates: Vec<Update> = collection.documents.iter().map(|(_, update)| update.clone()).collect();
    let count = updates.len();
    let began = Instant::now();
    rebuild.write(updates)?;
    let index = rebuild.finish(1)?;
    let each = began.elapsed().as_secs_f64() * 1_000.0 / count as f64;
    let names: HashMap<&str, &str> =
        collection.documents.iter().map(|(id, update)| (update.iri(), id.as_str())).collect();

    let (score, took) = score(&index, collection, &collection.queries, &names, verbose)?;
    println!(
        "{name}: nDCG@10 {score:.3}, p50 {:.2?}, p95 {:.2?}; {count} entries written, {each:.3} ms each",
        took.0, took.1
    );
    for path in variants {
        let (score, _) = self::score(&index, collection, &queries(path)?, &names, false)?;
        println!("  {}: {score:.3}", path.file_stem().unwrap_or_default().to_string_lossy());
    }
    Ok(())
}

fn score(
    index: &Index,
    collection: &Collection,
    queries: &[Query],
    names: &HashMap<&str, &str>,
    verbose: bool,
) -> Result<(f64, (Duration, Duration)), Failure> {
    let (mut sum, mut judged, mut times) = (0.0, 0, Vec::new());
    for query in queries {
        let Some(grades) = collection.grades.get(&query.id).filter(|grades| !grades.is_empty()) else {
            continue;
        };
        let text: String = query.text.chars().take(500).collect();
        let began = Instant::now();
        let search =
            Search { limit: 10, ..Search::new(Question::parse(&text)?, Reader::anyone(), Time::default()) };
        let page = index.search(&search)?;
        times.push(began.elapsed());
        let found: Vec<&str> =
            page.hits.iter().map(|hit| names.get(hit.iri.as_str()).copied().unwrap_or("?")).collect();
        let score = ndcg(&found, grades);
        if verbose {
            println!("{score:.3} {} {text}\n      {}", query.id, found.join(" "));
        }
        sum += score;
        judged += 1;
    }
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Ok((sum / f64::from(judged), (at(0.5), at(0.95))))
}

/// Discounted gain of the first ten, compared with the best order there is.
fn ndcg(found: &[&str], grades: &Grades) -> f64 {
    let gain = |values: &mut dyn Iterator<Item = f64>| -> f64 {
        values
            .take(10)
            .enumerate()
            .map(|(rank, grade)| (grade.exp2() - 1.0) / (rank as f64 + 2.0).log2())
            .sum()
    };
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|one, other| other.total_cmp(one));
    gain(&mut found.iter().map(|id| grades.get(*id).copied().unwrap_or(0.0))) / gain(&mut best.into_iter())
}

fn towns(data: &Path) -> Result<Collection, Failure> {
    let mut documents = Vec::new();
    for line in std::fs::read_to_string(data.join("projects/projects.jsonl"))?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let topics = value["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect();
        let entry = Entry {
            summary: text("summary"),
            text: text("body"),
            language: text("lang"),
            topics,
            ..entry(documents.len(), &text("title"))?
        };
        documents.push((text("id"), update(entry, &text("municipality"))));
    }
    let mut queries = Vec::new();
    let mut grades = HashMap::new();
    for line in std::fs::read_to_string(data.join("search/queries.tsv"))?.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let column = |index: usize| columns.get(index).copied().unwrap_or_default();
        let graded = |index, grade| {
            column(index).split('|').filter(|id| !id.is_empty()).map(move |id: &str| (id.to_owned(), grade))
        };
        queries.push(Query { id: column(0).to_owned(), text: column(1).to_owned() });
        grades.insert(column(0).to_owned(), graded(5, 1.0).chain(graded(4, 2.0)).collect());
    }
    Ok(Collection { documents, queries, grades })
}

fn collection(folder: &Path) -> Result<Collection, Failure> {
    let mut documents = Vec::new();
    for line in std::fs::read_to_string(folder.join("docs.jsonl"))?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let entry = Entry { text: text("text"), ..entry(documents.len(), &text("title"))? };
        documents.push((text("id"), update(entry, "")));
    }
    let mut grades: HashMap<String, Grades> = HashMap::new();
    for line in std::fs::read_to_string(folder.join("qrels.txt"))?.lines() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        if let [query, _, document, grade] = columns[..] {
            grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade.parse()?);
        }
    }
    Ok(Collection { documents, queries: queries(&folder.join("queries.tsv"))?, grades })
}

fn queries(path: &Path) -> Result<Vec<Query>, Failure> {
    let text = std::fs::read_to_string(path)?;
    let columns = text.lines().filter_map(|line| line.split_once('\t'));
    Ok(columns.map(|(id, text)| Query { id: id.to_owned(), text: text.to_owned() }).collect())
}

fn entry(number: usize, title: &str) -> Result<Entry, Failure> {
    let author = Iri::parse("id", "https://auenstadt.de/")?;
    let content = Content::Project(Box::default());
    let entry = Entry::new(
        author.with(&format!("eintraege/{number}")),
        author,
        title,
        content,
        Time::from_millis(number as i64),
    );
    Ok(Entry { audience: Audience::Public, ..entry })
}

fn update(entry: Entry, municipality: &str) -> Update {
    let kind = OrganisationKind::Municipality;
    let organisation =
        Organisation::new(entry.author.clone(), "auenstadt.de", "auenstadt", municipality, kind);
    Update::Entry(Box::new(EntryDocument {
        entry,
        id: String::new(),
        changed: 0,
        organisation,
        thread_audience: None,
    }))
}
