//! Join: an organisation asks to be a member of a list, or says to be somebody who stands on it.

use activitypub_federation::kinds::activity::JoinType;
use commons::{Iri, Refusal};
use serde_json::Value;

use super::{Activity, Deed};
use crate::json;

pub(super) fn read(id: Iri, object: &Value) -> Result<Activity, Refusal> {
    let list = Iri::parse("object", json::id_of(object).unwrap_or(""))?;
    Ok(Activity::Join { id, list })
}

pub(crate) fn join<'a>(actor: &'a Iri, list: &'a Iri, version: i64) -> Deed<'a, JoinType, &'a Iri> {
    Deed {
        id: actor.with(&format!("#join-{version}")),
        kind: JoinType::Join,
        actor,
        object: list,
        to: Vec::new(),
        cc: Vec::new(),
    }
}
