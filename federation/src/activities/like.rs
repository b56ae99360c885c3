//! Like: "with us too". Said to the entry's owner, and to nobody else.

use activitypub_federation::kinds::activity::LikeType;
use commons::{Iri, MarkVerb, Refusal};
use serde_json::Value;

use super::mark::Marked;
use super::{Activity, Deed, marked_object};

pub(super) fn read(id: Iri, object: &Value) -> Result<Activity, Refusal> {
    Ok(match marked_object(object)? {
        Some(object) => Activity::Mark { id, verb: MarkVerb::Like, object, reason: String::new() },
        None => Activity::Other { id, kind: "Like".to_owned() },
    })
}

pub(crate) fn like(marked: Marked<'_>) -> Deed<'_, LikeType, &Iri> {
    Deed {
        id: marked.id.clone(),
        kind: LikeType::Like,
        actor: marked.actor,
        object: marked.object,
        to: marked.owner.map(Iri::to_string).into_iter().collect(),
        cc: Vec::new(),
    }
}
