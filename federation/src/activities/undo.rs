//! Undo: an actor takes back what it did itself.

use activitypub_federation::kinds::activity::{LikeType, UndoType};
use commons::{Iri, MarkVerb, Refusal, text};
use serde::Serialize;
use serde_json::Value;

use super::announce::Announce;
use super::follow::{Asked, Follow};
use super::like::like;
use super::mark::{Marked, told_apart};
use super::{Activity, Deed, Undone, follow_of, mark_of};
use crate::json;

pub(super) fn read(id: Iri, object: &Value, actor: &Iri) -> Result<Activity, Refusal> {
    let of = match object {
        Value::Object(map) => {
            // Nobody takes back what another did.
            if json::iri(map, "actor")?.is_some_and(|other| other != *actor) {
                return Err(Refusal::NotTheOwner {});
            }
            match (follow_of(object)?, mark_of(map)?) {
                (Some(follow), _) => Undone::Follow(follow),
                (None, Some(mark)) => Undone::Mark(mark),
                (None, None) => {
                    Undone::Other { kind: text::excerpt(json::kind(map)), id: undone_id(object)? }
                }
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

/// What was said of an entry, as the Undo names it.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Said<'a> {
    Announce(Announce<'a>),
    Like(Deed<'a, LikeType, &'a Iri>),
}

/// Takes back what was last said; `version` is that of taking it back.
pub(crate) fn undo_mark<'a>(marked: Marked<'a>, version: i64) -> Deed<'a, UndoType, Said<'a>> {
    let (actor, verb) = (marked.actor, marked.verb.code());
    let object = match marked.verb {
        MarkVerb::Announce => Said::Announce(Announce::of(marked, "")),
        MarkVerb::Like => Said::Like(like(marked)),
    };
    let (to, cc) = match &object {
        Said::Announce(announce) => announce.recipients(),
        Said::Like(like) => (like.to.clone(), Vec::new()),
    };
    Deed {
        id: actor.with(&format!("#undo-{verb}-{}-{version}", told_apart(marked.object))),
        kind: UndoType::Undo,
        actor,
        object,
        to,
        cc,
    }
}
