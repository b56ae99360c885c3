//! Delete: an entry, a circle, or the actor itself, is gone.

use activitypub_federation::kinds::activity::DeleteType;
use commons::{Iri, Refusal};
use serde_json::{Map, Value};

use super::{Activity, Deed, circle, turned};
use crate::json;
use crate::objects::article::PUBLIC;
use crate::objects::tombstone::{self, Tombstone};

pub(super) fn read(
    id: Iri,
    map: &Map<String, Value>,
    object: &Value,
    actor: &Iri,
) -> Result<Activity, Refusal> {
    let gone = Iri::parse("object", json::id_of(object).unwrap_or(""))?;
    if gone.origin() != actor.origin() {
        return Err(Refusal::NotTheOwner {});
    }
    let version = object.as_object().and_then(tombstone::version).or_else(|| tombstone::version(map));
    if let (Some(version), true) = (version, object.as_object().is_some_and(tombstone::is_of_circle)) {
        return Ok(circle::dissolved(id, gone, version));
    }
    Ok(Activity::Delete { id, object: gone, version })
}

pub(crate) fn delete<'a>(
    subject: &'a Iri,
    actor: &'a Iri,
    version: i64,
    turn: i64,
) -> Deed<'a, DeleteType, Tombstone<'a>> {
    Deed {
        id: subject.with(&format!("#delete-{version}{}", turned(turn))),
        kind: DeleteType::Delete,
        actor,
        object: Tombstone::of(subject, version),
        to: vec![PUBLIC.to_owned()],
        cc: Vec::new(),
    }
}
