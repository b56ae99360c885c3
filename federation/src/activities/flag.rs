//! Flag: somebody asks the home of an entry or an organisation to look at it again. The node speaks, not a person: its application actor signs.

use activitypub_federation::kinds::activity::{FlagType, UndoType};
use commons::{Iri, Refusal, text};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Activity, Deed};
use crate::{html, json};

/// Things that one Flag may name.
pub const MOST_FLAGGED: usize = 50;
/// Characters of what is said with it; the rest is cut.
const LONGEST: usize = 5_000;

/// Reads what is flagged: one thing or several, each as id or embedded. What is no id is passed over: other software flags an actor and its posts
/// in one list.
pub(super) fn read(id: Iri, map: &Map<String, Value>, object: &Value) -> Result<Activity, Refusal> {
    let named = json::many(Some(object));
    if named.len() > MOST_FLAGGED {
        return Err(Refusal::TooMany { field: "object", limit: MOST_FLAGGED });
    }
    let mut objects = Vec::new();
    for iri in named.iter().filter_map(json::id_of).filter_map(|id| Iri::parse("object", id).ok()) {
        if !objects.contains(&iri) {
            objects.push(iri);
        }
    }
    if objects.is_empty() {
        return Err(Refusal::BadId { field: "object" });
    }
    let content = html::to_text(json::text(map, "content").unwrap_or(""));
    Ok(Activity::Flag { id, objects, content: text::cut(&text::paragraphs(&content), LONGEST) })
}

/// What is told to the home of something.
#[derive(Clone, Copy, Debug)]
pub struct Flagged<'a> {
    /// The report's id on this node: it is passed on once.
    pub report: &'a str,
    /// The application actor that speaks.
    pub actor: &'a Iri,
    /// The entry or the organisation.
    pub object: &'a Iri,
    /// Whose it is.
    pub owner: &'a Iri,
    /// What is said.
    pub content: &'a str,
}

/// A Flag as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Flag<'a> {
    id: Iri,
    #[serde(rename = "type")]
    kind: FlagType,
    actor: &'a Iri,
    object: [&'a Iri; 1],
    #[serde(skip_serializing_if = "String::is_empty")]
    content: String,
    to: [&'a Iri; 1],
}

pub(crate) fn flag(flagged: Flagged<'_>) -> Flag<'_> {
    Flag {
        id: flagged.actor.with(&format!("#flag-{}", flagged.report)),
        kind: FlagType::Flag,
        actor: flagged.actor,
        object: [flagged.object],
        content: html::escape(flagged.content),
        to: [flagged.owner],
    }
}

/// Takes it back. What was said need not be said again.
pub(crate) fn undo_flag(flagged: Flagged<'_>) -> Deed<'_, UndoType, Flag<'_>> {
    Deed {
        id: flagged.actor.with(&format!("#undo-flag-{}", flagged.report)),
        kind: UndoType::Undo,
        actor: flagged.actor,
        object: flag(Flagged { content: "", ..flagged }),
        to: vec![flagged.owner.to_string()],
        cc: Vec::new(),
    }
}
