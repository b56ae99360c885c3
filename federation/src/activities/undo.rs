//! Undo: an actor takes back what it did itself.

use activitypub_federation::kinds::activity::UndoType;
use commons::{Iri, Refusal, text};
use serde_json::Value;

use super::follow::{Asked, Follow};
use super::{Activity, Deed, Undone, follow_of};
use crate::json;

pub(super) fn read(id: Iri, object: &Value, actor: &Iri) -> Result<Activity, Refusal> {
    let of = match object {
        Value::Object(map) => {
            // Nobody takes back what another did.
            if json::iri(map, "actor")?.is_some_and(|other| other != *actor) {
                return Err(Refusal::NotTheOwner {});
            }
            match follow_of(object)? {
                Some(follow) => Undone::Follow(follow),
                None => Undone::Other { kind: text::excerpt(json::kind(map)), id: undone_id(object)? },
            }
        }
        _ => Undone::Other { kind: String::new(), id: undone_id(object)? },
    };
    Ok(Activity::Undo { id, of })
}

fn undone_id(object: &Value) -> Result<Option<Iri>, Refusal> {
    json::id_of(object).map(|id| Iri::of_activity("object", id)).transpose()
}

pub(crate) fn undo<'a>(version: i64, asked: Asked<'a>) -> Deed<'a, UndoType, Follow<'a>> {
    Deed {
        id: asked.follower.with(&format!("#undo-follow-{}-{version}", asked.mark())),
        kind: UndoType::Undo,
        actor: asked.follower,
        object: Follow::of(asked, ""),
        to: vec![asked.followed.to_string()],
        cc: Vec::new(),
    }
}
