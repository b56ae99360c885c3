//! Accept: the one we asked lets us follow.

use activitypub_federation::kinds::activity::AcceptType;
use commons::{Iri, Refusal};
use serde_json::Value;

use super::follow::{Asked, Follow};
use super::{Activity, Deed, follow_of};

pub(super) fn read(id: Iri, object: &Value) -> Result<Activity, Refusal> {
    Ok(match follow_of(object)? {
        Some(follow) => Activity::Accept { id, follow },
        None => Activity::Other { id, kind: "Accept".to_owned() },
    })
}

pub(crate) fn accept<'a>(version: i64, asked: Asked<'a>) -> Deed<'a, AcceptType, Follow<'a>> {
    Deed {
        id: asked.followed.with(&format!("#accept-{}-{version}", asked.mark())),
        kind: AcceptType::Accept,
        actor: asked.followed,
        object: Follow::of(asked, ""),
        to: vec![asked.follower.to_string()],
        cc: Vec::new(),
    }
}
