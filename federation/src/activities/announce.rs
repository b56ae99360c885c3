//! Announce: an organisation recommends an entry, with a reason. The entry itself is never taken from the letter.

use activitypub_federation::kinds::activity::AnnounceType;
use commons::{Iri, MarkVerb, Refusal, Time, text};
use serde::Serialize;
use serde_json::{Map, Value};

use super::mark::Marked;
use super::{Activity, marked_object};
use crate::objects::article::PUBLIC;
use crate::{html, json};

/// The reason is text: what HTML it came in is dropped.
pub(super) fn read(id: Iri, map: &Map<String, Value>, object: &Value) -> Result<Activity, Refusal> {
    let reason = html::to_text(json::text(map, "content").unwrap_or(""));
    text::check("content", &reason, text::caps::SHORT)?;
    Ok(match marked_object(object)? {
        Some(object) => Activity::Mark { id, verb: MarkVerb::Announce, object, reason },
        None => Activity::Other { id, kind: "Announce".to_owned() },
    })
}

/// An Announce as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Announce<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: AnnounceType,
    actor: &'a Iri,
    object: &'a Iri,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    published: Time,
    to: Vec<String>,
    cc: Vec<String>,
}

impl<'a> Announce<'a> {
    pub fn of(marked: Marked<'a>, reason: &str) -> Self {
        let Marked { id, actor, object, owner, said, .. } = marked;
        let cc = [actor.with("followers").to_string()].into_iter().chain(owner.map(Iri::to_string));
        Self {
            id,
            kind: AnnounceType::Announce,
            actor,
            object,
            content: (!reason.is_empty()).then(|| html::escape(reason)),
            published: said,
            to: vec![PUBLIC.to_owned()],
            cc: cc.collect(),
        }
    }

    pub fn recipients(&self) -> (Vec<String>, Vec<String>) {
        (self.to.clone(), self.cc.clone())
    }
}
