//! Move: an actor says where it is from now on. Whoever follows it there instead must first see that the new one says so too.

use activitypub_federation::kinds::activity::{MoveType, UndoType};
use commons::{Iri, Refusal};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Activity, Deed};
use crate::json;
use crate::objects::article::PUBLIC;

/// Only the actor itself moves, and not to where it is.
pub(super) fn read(
    id: Iri,
    map: &Map<String, Value>,
    object: &Value,
    actor: &Iri,
) -> Result<Activity, Refusal> {
    let moved = Iri::parse("object", json::id_of(object).unwrap_or(""))?;
    if moved != *actor {
        return Err(Refusal::NotTheOwner {});
    }
    let target = json::iri(map, "target")?.ok_or(Refusal::BadId { field: "target" })?;
    if target == moved {
        return Err(Refusal::BadId { field: "target" });
    }
    Ok(Activity::Move { id, target })
}

/// A Move as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Move<'a> {
    id: Iri,
    #[serde(rename = "type")]
    kind: MoveType,
    actor: &'a Iri,
    object: &'a Iri,
    target: &'a Iri,
    to: [&'static str; 1],
    cc: [Iri; 1],
}

pub(crate) fn move_on<'a>(actor: &'a Iri, target: &'a Iri, version: i64) -> Move<'a> {
    Move {
        id: actor.with(&format!("#move-{version}")),
        kind: MoveType::Move,
        actor,
        object: actor,
        target,
        to: [PUBLIC],
        cc: [actor.with("followers")],
    }
}

/// The Undo has the version of its own; which Move it takes back its content tells.
pub(crate) fn undo_move<'a>(actor: &'a Iri, target: &'a Iri, version: i64) -> Deed<'a, UndoType, Move<'a>> {
    Deed {
        id: actor.with(&format!("#undo-move-{version}")),
        kind: UndoType::Undo,
        actor,
        object: move_on(actor, target, version),
        to: vec![PUBLIC.to_owned()],
        cc: vec![actor.with("followers").to_string()],
    }
}
