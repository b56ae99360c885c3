//! What crosses from crate to crate: JSON lines in a folder.
//!
//! `COLLECTION.documents.jsonl` holds `{id, title, text}`, `COLLECTION.questions.jsonl` holds `{set, id, text}`, and each engine answers
//! with `COLLECTION.rankings.jsonl`, `{engine, set, id, found}`; `set` is the place of the set among those of its collection.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::collections::Collection;
use crate::{Failure, Rankings};

/// Writes the texts and questions of a collection.
pub fn export(folder: &Path, collection: &Collection) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    let file = |what: &str| {
        File::create(folder.join(format!("{}.{what}.jsonl", collection.name))).map(BufWriter::new)
    };
    let mut documents = file("documents")?;
    for document in &collection.documents {
        let line = json!({ "id": document.id, "title": document.title, "text": document.body() });
        writeln!(documents, "{line}")?;
    }
    let mut questions = file("questions")?;
    for (set, asked) in collection.sets.iter().enumerate() {
        for question in &asked.questions {
            let line = json!({ "set": set, "id": question.id, "text": question.text });
            writeln!(questions, "{line}")?;
        }
    }
    documents.flush()?;
    Ok(questions.flush()?)
}

/// What other engines found for a collection, in the order in which they wrote.
pub fn rankings(folder: &Path, collection: &Collection) -> Result<Vec<(String, Vec<Rankings>)>, Failure> {
    let path = folder.join(format!("{}.rankings.jsonl", collection.name));
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut engines: Vec<(String, Vec<Rankings>)> = Vec::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line)?;
        let engine = value["engine"].as_str().ok_or("a ranking of nobody")?;
        if engines.last().is_none_or(|(last, _)| last != engine) {
            engines.push((engine.to_owned(), vec![Rankings::new(); collection.sets.len()]));
        }
        let place = value["set"].as_u64().ok_or("a ranking for no set")? as usize;
        let found = value["found"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let id = value["id"].as_str().ok_or("a ranking for no question")?;
        if let Some((_, sets)) = engines.last_mut() {
            let set = sets.get_mut(place).ok_or("a ranking for a set that there is not")?;
            set.insert(id.to_owned(), found.map(str::to_owned).collect());
        }
    }
    Ok(engines)
}
