//! What remains of something that was deleted: its id, and the version at which it went.

use activitypub_federation::kinds::object::TombstoneType;
use commons::Iri;
use serde::Serialize;
use serde_json::{Map, Value};

/// A Tombstone as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Tombstone<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: TombstoneType,
    version: i64,
}

impl<'a> Tombstone<'a> {
    pub fn of(id: &'a Iri, version: i64) -> Self {
        Self { id, kind: TombstoneType::Tombstone, version }
    }
}

/// The version a neighbour's Tombstone carries, if it carries one.
pub(crate) fn version(map: &Map<String, Value>) -> Option<i64> {
    map.get("version").or_else(|| map.get("tempomacher:version")).and_then(Value::as_i64)
}
