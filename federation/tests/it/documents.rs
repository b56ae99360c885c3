//! Documents of other software: none may make anything panic, and actors are read as what they are.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::hand::{Draft, status};

fn all(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = item.path();
        if path.is_dir() {
            all(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

/// The document as its own letter, signed by whomever it says it is from.
fn letter(document: &Value) -> Draft {
    let actor =
        document["actor"].as_str().or_else(|| document["id"].as_str()).unwrap_or("https://birkenried.de/");
    Draft { key_id: format!("{actor}#main-key"), ..Draft::new(document.to_string()) }
}

#[test]
fn every_document_gets_an_answer() {
    let mut paths = Vec::new();
    all(Path::new("../../shared/fixtures"), &mut paths);
    if paths.is_empty() {
        eprintln!("SKIPPED: ../shared/fixtures is not there");
        return;
    }
    let (mut heard, mut activities) = (0, 0);
    for path in &paths {
        let Ok(document) = serde_json::from_slice::<Value>(&fs::read(path).expect("a file")) else {
            continue;
        };
        let whole = status(letter(&document).open());
        assert!([202, 400, 401, 403, 422].contains(&whole), "{}: {whole}", path.display());
        if path.display().to_string().contains("/activities/") && document.get("actor").is_some() {
            activities += 1;
            heard += usize::from(whole == 202);
            if whole != 202 {
                eprintln!("{}: {:?}", path.display(), letter(&document).open().err());
            }
        }
        as_object(&document);
    }
    eprintln!("{heard} of {activities} activities are heard");
    assert!(heard * 10 >= activities * 8, "{heard} of {activities}");
}

/// The document as the object of an Update by its author.
fn as_object(document: &Value) {
    let author = document["attributedTo"].as_str().or_else(|| document["id"].as_str()).unwrap_or("");
    let id = format!("{}#update-1", author.split('#').next().unwrap_or(""));
    let update = serde_json::json!({ "id": id, "type": "Update", "actor": author, "object": document });
    let answer = status(letter(&update).open());
    assert!([202, 400, 401, 403, 422].contains(&answer), "{answer}");
}
