//! Activities, one file each: how it is read and how it is written.

pub mod accept;
pub mod announce;
pub mod circle;
pub mod create;
pub mod delete;
pub mod flag;
pub mod follow;
pub mod join;
pub mod like;
pub mod mark;
pub mod move_on;
pub mod reject;
pub mod themes;
pub mod undo;
pub mod update;

use commons::{Iri, MarkVerb, Refusal, ThemeReport, Time};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json;
use crate::objects::object::Object;

pub use circle::CircleWord;

/// What a letter asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Activity {
    /// To follow one of ours.
    Follow {
        /// The activity's id.
        id: Iri,
        /// Who is to be followed.
        object: Iri,
        /// What the follower says to it, tidied.
        message: Option<String>,
    },
    /// A Follow of ours is accepted.
    Accept {
        /// The activity's id.
        id: Iri,
        /// Which Follow.
        follow: FollowRef,
    },
    /// A Follow of ours is declined, or ended.
    Reject {
        /// The activity's id.
        id: Iri,
        /// Which Follow.
        follow: FollowRef,
    },
    /// Something is taken back.
    Undo {
        /// The activity's id.
        id: Iri,
        /// What.
        of: Undone,
    },
    /// To be a member of a list.
    Join {
        /// The activity's id.
        id: Iri,
        /// The list, or whoever keeps it.
        list: Iri,
    },
    /// Something new.
    Create {
        /// The activity's id.
        id: Iri,
        /// What.
        object: Object,
    },
    /// Something has changed.
    Update {
        /// The activity's id.
        id: Iri,
        /// What, as it is now.
        object: Object,
    },
    /// Something is gone.
    Delete {
        /// The activity's id.
        id: Iri,
        /// What.
        object: Iri,
        /// The version of its tombstone, where it is told.
        version: Option<i64>,
    },
    /// Somebody asks to look again at things of ours.
    Flag {
        /// The activity's id.
        id: Iri,
        /// Entries and organisations; at least one.
        objects: Vec<Iri>,
        /// What is said with it, tidied; may be empty.
        content: String,
    },
    /// The sender is somewhere else from now on.
    Move {
        /// The activity's id.
        id: Iri,
        /// Where. To be believed once the one who lives there says so too.
        target: Iri,
    },
    /// Something is said of an entry: Announce, Like. The entry itself is never taken from here.
    Mark {
        /// The activity's id.
        id: Iri,
        /// What is said.
        verb: MarkVerb,
        /// Of what.
        object: Iri,
        /// Why, tidied; empty where nothing is said.
        reason: String,
    },
    /// What the sender's visitors looked for and did not find in a month.
    Themes {
        /// The activity's id.
        id: Iri,
        /// Whom it is told.
        to: Iri,
        /// What.
        report: ThemeReport,
    },
    /// Something about a circle.
    Circle {
        /// The activity's id.
        id: Iri,
        /// What.
        word: CircleWord,
    },
    /// Valid, and nothing we act upon.
    Other {
        /// The activity's id.
        id: Iri,
        /// Its type, cut to sixty characters.
        kind: String,
    },
}

/// A Follow, as far as a letter tells which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowRef {
    /// Its id.
    pub id: Option<Iri>,
    /// Who follows.
    pub actor: Option<Iri>,
    /// Who is followed.
    pub object: Option<Iri>,
}

/// An Announce or a Like, as far as a letter tells which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRef {
    /// Its id.
    pub id: Option<Iri>,
    /// What was said.
    pub verb: MarkVerb,
    /// Of what.
    pub object: Option<Iri>,
}

/// What is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// A Follow.
    Follow(FollowRef),
    /// An Announce or a Like.
    Mark(MarkRef),
    /// Something else; `kind` is empty where only the id is told.
    Other {
        /// Its type, cut to sixty characters.
        kind: String,
        /// Its id.
        id: Option<Iri>,
    },
}

impl Activity {
    /// The id of the activity.
    pub fn id(&self) -> &Iri {
        match self {
            Self::Follow { id, .. }
            | Self::Accept { id, .. }
            | Self::Reject { id, .. }
            | Self::Undo { id, .. }
            | Self::Join { id, .. }
            | Self::Create { id, .. }
            | Self::Update { id, .. }
            | Self::Delete { id, .. }
            | Self::Flag { id, .. }
            | Self::Move { id, .. }
            | Self::Mark { id, .. }
            | Self::Themes { id, .. }
            | Self::Circle { id, .. }
            | Self::Other { id, .. } => id,
        }
    }

    /// Whether its id may rightly come twice, so that only the signature tells a replay: Follow, Accept, Reject, Undo.
    pub fn may_come_again(&self) -> bool {
        if let Self::Circle { word, .. } = self {
            return word.may_come_again();
        }
        matches!(self, Self::Follow { .. } | Self::Accept { .. } | Self::Reject { .. } | Self::Undo { .. })
    }

    /// Reads what `actor` says.
    pub(crate) fn read(
        mut map: Map<String, Value>,
        id: Iri,
        actor: &Iri,
        now: Time,
    ) -> Result<Self, Refusal> {
        let kind = json::kind(&map).to_owned();
        let object = map.remove("object").unwrap_or(Value::Null);
        if let Some(about_a_circle) = circle_word(&kind, &id, &map, &object, actor)? {
            return Ok(about_a_circle);
        }
        match kind.as_str() {
            "Follow" => follow::read(id, &map, &object),
            "Accept" => accept::read(id, &object),
            "Reject" => reject::read(id, &object),
            "Undo" => undo::read(id, &object, actor),
            "Join" => join::read(id, &object),
            "Create" => create::read(id, object, actor, now),
            "Update" => update::read(id, object, actor, now),
            "Delete" => delete::read(id, &map, &object, actor),
            "Flag" => flag::read(id, &map, &object),
            "Move" => move_on::read(id, &map, &object, actor),
            "Announce" => announce::read(id, &map, &object),
            "Like" => like::read(id, &object),
            "Offer" => themes::read(id, &map, &object),
            kind => Ok(Self::Other { id, kind: commons::text::excerpt(kind) }),
        }
    }
}

/// What is said about a circle; `None` if it is said about something else.
fn circle_word(
    kind: &str,
    id: &Iri,
    map: &Map<String, Value>,
    object: &Value,
    actor: &Iri,
) -> Result<Option<Activity>, Refusal> {
    match kind {
        "Invite" => circle::read_invite(id.clone(), map, object, actor).map(Some),
        "Accept" | "Reject" => circle::read_answer(id, map, object, kind),
        "Leave" => circle::read_leave(id.clone(), object).map(Some),
        "Remove" => circle::read_remove(id.clone(), map, object, actor).map(Some),
        "Update" => circle::read_update(id, object, actor),
        _ => Ok(None),
    }
}

/// The Follow that an Accept, Reject or Undo is about; `None` if it is about something else.
fn follow_of(object: &Value) -> Result<Option<FollowRef>, Refusal> {
    match object {
        Value::String(id) => {
            Ok(Some(FollowRef { id: Some(Iri::of_activity("object", id)?), ..FollowRef::default() }))
        }
        Value::Object(map) if json::kind(map) == "Follow" => {
            let id = json::text(map, "id").map(|id| Iri::of_activity("object", id)).transpose()?;
            Ok(Some(FollowRef { id, actor: json::iri(map, "actor")?, object: json::iri(map, "object")? }))
        }
        Value::Object(_) => Ok(None),
        _ => Err(Refusal::BadId { field: "object" }),
    }
}

/// What an Announce or a Like is about; `None` for what can be no entry, as where other software announces an activity.
fn marked_object(object: &Value) -> Result<Option<Iri>, Refusal> {
    let id = Iri::of_activity("object", json::id_of(object).unwrap_or(""))?;
    Ok(Iri::parse("object", id.as_str()).ok())
}

/// The Announce or Like that an Undo is about; `None` if it is about something else.
fn mark_of(map: &Map<String, Value>) -> Result<Option<MarkRef>, Refusal> {
    let verb = match json::kind(map) {
        "Announce" => MarkVerb::Announce,
        "Like" => MarkVerb::Like,
        _ => return Ok(None),
    };
    let id = json::text(map, "id").map(|id| Iri::of_activity("object", id)).transpose()?;
    let object = map.get("object").map(marked_object).transpose()?.flatten();
    Ok(Some(MarkRef { id, verb, object }))
}

/// The end of the id of a letter that says the same of the same version again, to somebody who may read it again, or no longer. In turn 0 it
/// is said for the first time.
fn turned(turn: i64) -> String {
    if turn == 0 { String::new() } else { format!("-{turn}") }
}

/// The envelope of everything we send.
#[derive(Serialize)]
pub(crate) struct Deed<'a, K, T> {
    pub id: Iri,
    #[serde(rename = "type")]
    pub kind: K,
    pub actor: &'a Iri,
    pub object: T,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
}
