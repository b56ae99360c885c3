//! Follow: somebody wants to hear what an organisation publishes.

use activitypub_federation::kinds::activity::FollowType;
use commons::{Iri, Refusal, text};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Activity;
use crate::signatures::short_hash;
use crate::{html, json};

pub(super) fn read(id: Iri, map: &Map<String, Value>, object: &Value) -> Result<Activity, Refusal> {
    let object = Iri::parse("object", json::id_of(object).unwrap_or(""))?;
    let message = json::text(map, "content").map(html::to_text).filter(|message| !message.is_empty());
    text::check("content", message.as_deref().unwrap_or(""), text::caps::SHORT)?;
    Ok(Activity::Follow { id, object, message })
}

/// A Follow that was sent: what its answers name.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its id.
    pub id: &'a Iri,
    /// Who follows.
    pub follower: &'a Iri,
    /// Who is followed.
    pub followed: &'a Iri,
}

impl Asked<'_> {
    /// Tells this Follow's answers from those to others: an actor answers many.
    pub(crate) fn mark(&self) -> String {
        format!(
            "{:016x}",
            short_hash(format!("{}\n{}\n{}", self.id, self.follower, self.followed).as_bytes())
        )
    }
}

/// A Follow as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Follow<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: FollowType,
    actor: &'a Iri,
    object: &'a Iri,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    to: [&'a Iri; 1],
}

impl<'a> Follow<'a> {
    pub fn of(asked: Asked<'a>, message: &str) -> Self {
        let content = (!message.is_empty()).then(|| html::escape(message));
        let Asked { id, follower, followed } = asked;
        Self { id, kind: FollowType::Follow, actor: follower, object: followed, content, to: [followed] }
    }
}
