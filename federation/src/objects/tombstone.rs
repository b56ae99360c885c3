//! What remains of something that was deleted: its id, and the version at which it went.

use activitypub_federation::kinds::object::TombstoneType;
use commons::Iri;
use serde::Serialize;
use serde_json::{Map, Value};

/// What a circle was.
const GROUP: &str = "Group";

/// A Tombstone as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Tombstone<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: TombstoneType,
    #[serde(rename = "formerType", skip_serializing_if = "Option::is_none")]
    former: Option<&'static str>,
    version: i64,
}

impl<'a> Tombstone<'a> {
    pub fn of(id: &'a Iri, version: i64) -> Self {
        Self { id, kind: TombstoneType::Tombstone, former: None, version }
    }

    /// Of a circle that its owner has dissolved.
    pub fn of_circle(id: &'a Iri, version: i64) -> Self {
        Self { former: Some(GROUP), ..Self::of(id, version) }
    }
}

/// Whether this is what remains of a circle.
pub(crate) fn is_of_circle(map: &Map<String, Value>) -> bool {
    map.get("formerType").and_then(Value::as_str) == Some(GROUP)
}

/// The version a neighbour's Tombstone carries, if it carries one.
pub(crate) fn version(map: &Map<String, Value>) -> Option<i64> {
    map.get("version").or_else(|| map.get("tempomacher:version")).and_then(Value::as_i64)
}
