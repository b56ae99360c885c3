//! Reject: the one we asked declines, or ends what was accepted.

use activitypub_federation::kinds::activity::RejectType;
use commons::{Iri, Refusal};
use serde_json::Value;

use super::follow::{Asked, Follow};
use super::{Activity, Deed, follow_of};

pub(super) fn read(id: Iri, object: &Value) -> Result<Activity, Refusal> {
    Ok(match follow_of(object)? {
        Some(follow) => Activity::Reject { id, follow },
        None => Activity::Other { id, kind: "Reject".to_owned() },
    })
}

pub(crate) fn reject<'a>(version: i64, asked: Asked<'a>) -> Deed<'a, RejectType, Follow<'a>> {
    Deed {
        id: asked.followed.with(&format!("#reject-{}-{version}", asked.mark())),
        kind: RejectType::Reject,
        actor: asked.followed,
        object: Follow::of(asked, ""),
        to: vec![asked.follower.to_string()],
        cc: Vec::new(),
    }
}
