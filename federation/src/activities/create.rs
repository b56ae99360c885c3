//! Create: an entry that is new to whoever gets it.

use activitypub_federation::kinds::activity::CreateType;
use commons::{Entry, Iri, Organisation, Refusal, Time};
use serde_json::Value;

use super::{Activity, Deed, turned};
use crate::objects::article::{self, Written};
use crate::objects::object::Object;

pub(super) fn read(id: Iri, object: Value, actor: &Iri, now: Time) -> Result<Activity, Refusal> {
    Ok(Activity::Create { id, object: Object::read(object, actor, now)? })
}

pub(crate) fn create<'a>(
    entry: &'a Entry,
    by: &'a Organisation,
    turn: i64,
) -> Result<Deed<'a, CreateType, Written<'a>>, Refusal> {
    let (to, cc) = article::recipients(entry, by);
    Ok(Deed {
        id: entry.iri.with(&format!("#create-{}{}", entry.version, turned(turn))),
        kind: CreateType::Create,
        actor: &by.iri,
        object: Written::of(entry, by)?,
        to,
        cc,
    })
}
