//! What the document shows: an entry of each kind in which every field is filled, and what is written and answered of them.
//!
//! They stand in `examples.json`. Tests ask that they name every field there is, and that a running node takes them.

use std::sync::LazyLock;

use commons::Kind;
use serde_json::{Map, Value, json};

use super::entry::GIVEN;

static EXAMPLES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("examples.json")).unwrap_or_default());

/// Where an entry lies on this node.
pub const ID: &str = "019a2f60-0000-7000-8000-000000000001";
/// Its version as ETag.
pub const ETAG: &str = "\"1777887000000\"";

/// An entry of this kind in which every field says something.
pub fn entry(kind: Kind) -> Value {
    let mut fields = Map::from_iter([("kind".to_owned(), json!(kind))]);
    for part in ["every", kind.code()] {
        fields.extend(EXAMPLES[part].as_object().cloned().unwrap_or_default());
    }
    Value::Object(fields)
}

/// What is sent to publish it.
pub fn draft(kind: Kind) -> Value {
    let mut fields = entry(kind);
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|name, _| !GIVEN.contains(&name.as_str()));
        fields.insert("organisation".to_owned(), json!("auenstadt"));
        // One id of a source belongs to one entry.
        fields["source"]["id"] = json!(format!("17-{}", kind.code()));
    }
    fields
}

/// The least that publishes something.
pub fn smallest() -> Value {
    EXAMPLES["smallest"].clone()
}

/// An entry as it is listed and read.
pub fn listed() -> Value {
    let entry = entry(Kind::Lesson);
    json!({ "id": ID, "iri": entry["id"], "url": entry["id"], "entry": entry })
}

/// Its id everywhere.
pub fn iri() -> Value {
    EXAMPLES["every"]["id"].clone()
}

/// What is answered to who has written.
pub fn receipt() -> Value {
    let entry = &EXAMPLES["every"];
    json!({ "id": ID, "iri": entry["id"], "version": entry["version"] })
}
