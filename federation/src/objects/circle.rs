//! A circle as neighbours see it: a Group that only its members and those it invites are shown. The structured circle rides along; other
//! software has no use for it.

use commons::{Acceptance, Circle, Iri, Refusal};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json;
use crate::signatures::hash;

/// The member in which the structured circle rides.
const CIRCLE: &str = "tempomacher:circle";
/// The member in which an acceptance says what was accepted.
const AGREEMENT: &str = "tempomacher:agreement";

/// The SHA-256 of an agreement's words, hexadecimal: by it whoever accepts names what was read.
pub fn hash_of(agreement: &str) -> String {
    hash(agreement.as_bytes())
}

/// A Group as neighbours see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Group<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: &'static str,
    attributed_to: &'a Iri,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(rename = "tempomacher:circle")]
    circle: &'a Circle,
}

impl<'a> Group<'a> {
    pub fn of(circle: &'a Circle) -> Self {
        let Circle { iri, owner, name, purpose, .. } = circle;
        Self { id: iri, kind: "Group", attributed_to: owner, name, summary: purpose, circle }
    }
}

/// Whether a circle rides in this object.
pub(crate) fn is_in(value: &Value) -> bool {
    value.get(CIRCLE).is_some()
}

/// The circle that rides in an object of this actor, who keeps it. Its agreement's hash has to be that of its words.
pub(crate) fn read(value: &Value, actor: &Iri) -> Result<Circle, Refusal> {
    let id = Iri::parse("object", json::id_of(value).unwrap_or(""))?;
    let circle: Circle = json::typed(value.get(CIRCLE).cloned().unwrap_or_default())?;
    if circle.iri != id || id.origin() != actor.origin() {
        return Err(Refusal::BadId { field: "circle" });
    }
    if circle.owner != *actor {
        return Err(Refusal::NotTheOwner {});
    }
    if circle.agreement.sha256 != hash_of(&circle.agreement.text) {
        return Err(Refusal::BadId { field: "agreement" });
    }
    circle.tidy()
}

/// What an acceptance accepts, where it says so.
pub(crate) fn acceptance(map: &Map<String, Value>) -> Result<Acceptance, Refusal> {
    let acceptance: Acceptance =
        json::typed(map.get(AGREEMENT).cloned().ok_or(Refusal::Missing { field: "agreement" })?)?;
    let office = commons::text::line(&acceptance.office);
    commons::text::check("office", &office, commons::text::caps::TITLE)?;
    Ok(Acceptance { office, ..acceptance })
}
