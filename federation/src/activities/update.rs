//! Update: an entry or an actor, as it is now.

use activitypub_federation::kinds::activity::UpdateType;
use commons::{Entry, Iri, Organisation, Refusal, Time};
use serde_json::Value;

use super::{Activity, Deed, turned};
use crate::objects::article::{self, Written};
use crate::objects::object::Object;
use crate::objects::own_actor::OrganisationActor;

/// What lives on another origin is not this actor's to change, and saying so is refused rather than dropped.
pub(super) fn read(id: Iri, object: Value, actor: &Iri, now: Time) -> Result<Activity, Refusal> {
    match Object::read(object, actor, now)? {
        Object::Foreign { .. } => Err(Refusal::NotTheOwner {}),
        object => Ok(Activity::Update { id, object }),
    }
}

pub(crate) fn update<'a>(
    entry: &'a Entry,
    by: &'a Organisation,
    turn: i64,
) -> Result<Deed<'a, UpdateType, Written<'a>>, Refusal> {
    let (to, cc) = article::recipients(entry, by);
    Ok(Deed {
        id: entry.iri.with(&format!("#update-{}{}", entry.version, turned(turn))),
        kind: UpdateType::Update,
        actor: &by.iri,
        object: Written::of(entry, by)?,
        to,
        cc,
    })
}

pub(crate) fn update_actor<'a>(
    actor: OrganisationActor<'a>,
    iri: &'a Iri,
    version: i64,
) -> Deed<'a, UpdateType, OrganisationActor<'a>> {
    Deed {
        id: iri.with(&format!("#update-{version}")),
        kind: UpdateType::Update,
        actor: iri,
        object: actor,
        to: vec![article::PUBLIC.to_owned()],
        cc: vec![iri.with("followers").to_string()],
    }
}
