//! Documents of other software, as `../shared/fixtures` keeps them. They are read there and never copied.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

const FOLDER: &str = "../../shared/fixtures";
const ACTORS: [&str; 5] = ["Person", "Organization", "Group", "Service", "Application"];

/// A document of other software.
pub struct Fixture {
    /// Its path below the folder.
    pub name: String,
    /// Its bytes, unchanged.
    pub bytes: Vec<u8>,
    /// What they say; null where they are no JSON.
    pub document: Value,
}

/// All of them in the order of their names. Nothing where the folder is not here, and that is said aloud.
pub fn all() -> Vec<Fixture> {
    let mut paths = Vec::new();
    gather(Path::new(FOLDER), &mut paths);
    if paths.is_empty() {
        eprintln!("SKIPPED: {FOLDER} is not here, so no document of other software was tried");
    }
    paths.sort();
    paths.iter().map(|path| Fixture::read(path)).collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = item.path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let document = serde_json::from_slice(&bytes).unwrap_or_default();
        Self { name: path.strip_prefix(FOLDER).unwrap().display().to_string(), bytes, document }
    }

    /// Whether it describes somebody.
    pub fn is_actor(&self) -> bool {
        self.document["type"].as_str().is_some_and(|kind| ACTORS.contains(&kind))
    }

    /// Whether it is something that is said, and not what it is said of.
    fn is_activity(&self) -> bool {
        self.document.get("actor").is_some() && self.document.get("object").is_some()
    }

    /// Whether it is, or tells of, something to be read, new, changed or gone.
    pub fn says_something(&self) -> bool {
        !self.is_activity()
            || ["Create", "Update", "Delete"].contains(&self.document["type"].as_str().unwrap_or_default())
    }

    /// Whether it has blanks, to be filled in by whoever tests with it.
    pub fn has_blanks(&self) -> bool {
        String::from_utf8_lossy(&self.bytes).contains("{{")
    }

    /// The id of whoever says it.
    pub fn sender(&self) -> Option<&str> {
        let sender = if self.is_actor() {
            &self.document
        } else if self.is_activity() {
            &self.document["actor"]
        } else {
            &self.document["attributedTo"]
        };
        first_id(sender)
    }

    /// The letter that carries it: an activity as it is, an object in a Create by its author, an actor in an Update by itself.
    /// What is none of these goes as it is too.
    pub fn letter(&self) -> Vec<u8> {
        let kind = if self.is_actor() { "Update" } else { "Create" };
        match (self.sender(), self.document["id"].as_str()) {
            (Some(sender), Some(id)) if !self.is_activity() => {
                let id = format!("{}#{}", id.split('#').next().unwrap(), kind.to_lowercase());
                let letter = json!({ "id": id, "type": kind, "actor": sender, "object": self.document });
                letter.to_string().into_bytes()
            }
            _ => self.bytes.clone(),
        }
    }

    /// The id of what it is about.
    pub fn object(&self) -> Option<&str> {
        if self.is_activity() { first_id(&self.document["object"]) } else { self.document["id"].as_str() }
    }
}

fn first_id(value: &Value) -> Option<&str> {
    match value {
        Value::Array(list) => list.first().and_then(first_id),
        Value::Object(map) => map.get("id").and_then(Value::as_str),
        other => other.as_str(),
    }
}
