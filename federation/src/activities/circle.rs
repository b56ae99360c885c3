//! What organisations say about a circle: Invite, its Accept and Reject, Leave, Remove, and the Update and the
//! Delete of the circle itself.

use commons::{Acceptance, Circle, Iri, Refusal};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Activity;
use crate::json;
use crate::objects::circle::{self, Group};
use crate::objects::tombstone::Tombstone;

/// What is said about a circle.
#[derive(Clone, Debug, PartialEq)]
pub enum CircleWord {
    /// Its owner asks an organisation to join.
    Invite {
        /// The circle as it is now.
        circle: Box<Circle>,
        /// Who is asked.
        target: Iri,
    },
    /// Who was asked joins, or accepts a new agreement.
    Accept {
        /// Which circle.
        circle: Iri,
        /// What was accepted, and in which function.
        acceptance: Acceptance,
    },
    /// Who was asked does not join.
    Reject {
        /// Which circle.
        circle: Iri,
    },
    /// A member leaves.
    Leave {
        /// Which circle.
        circle: Iri,
    },
    /// Its owner lets an organisation go.
    Remove {
        /// Which circle.
        circle: Iri,
        /// Who is let go.
        target: Iri,
        /// The version of the circle from which on.
        version: i64,
    },
    /// It has changed, or who belongs to it.
    Update {
        /// The circle as it is now.
        circle: Box<Circle>,
    },
    /// Its owner dissolves it: nobody belongs to it any more.
    Dissolve {
        /// Which circle.
        circle: Iri,
        /// The version with which it ended.
        version: i64,
    },
}

impl CircleWord {
    /// Which circle.
    pub fn circle(&self) -> &Iri {
        match self {
            Self::Invite { circle, .. } | Self::Update { circle } => &circle.iri,
            Self::Accept { circle, .. }
            | Self::Reject { circle }
            | Self::Leave { circle }
            | Self::Remove { circle, .. }
            | Self::Dissolve { circle, .. } => circle,
        }
    }

    /// Whether its id may rightly come twice: who joins, leaves and joins again says the same.
    pub(super) fn may_come_again(&self) -> bool {
        matches!(self, Self::Accept { .. } | Self::Reject { .. } | Self::Leave { .. })
    }
}

fn other(id: Iri, kind: &str) -> Activity {
    Activity::Other { id, kind: kind.to_owned() }
}

pub(super) fn read_invite(
    id: Iri,
    map: &Map<String, Value>,
    object: &Value,
    actor: &Iri,
) -> Result<Activity, Refusal> {
    if !circle::is_in(object) {
        return Ok(other(id, "Invite"));
    }
    let target = json::iri(map, "target")?.ok_or(Refusal::BadId { field: "target" })?;
    let word = CircleWord::Invite { circle: Box::new(circle::read(object, actor)?), target };
    Ok(Activity::Circle { id, word })
}

/// `None`: it answers something else than an invitation.
pub(super) fn read_answer(
    id: &Iri,
    map: &Map<String, Value>,
    object: &Value,
    kind: &str,
) -> Result<Option<Activity>, Refusal> {
    let Some(invite) = object.as_object().filter(|invite| json::kind(invite) == "Invite") else {
        return Ok(None);
    };
    let circle = json::iri(invite, "object")?.ok_or(Refusal::BadId { field: "object" })?;
    let word = match kind {
        "Accept" => CircleWord::Accept { circle, acceptance: circle::acceptance(map)? },
        _ => CircleWord::Reject { circle },
    };
    Ok(Some(Activity::Circle { id: id.clone(), word }))
}

pub(super) fn read_leave(id: Iri, object: &Value) -> Result<Activity, Refusal> {
    let circle = Iri::parse("object", json::id_of(object).unwrap_or(""))?;
    Ok(Activity::Circle { id, word: CircleWord::Leave { circle } })
}

pub(super) fn read_remove(
    id: Iri,
    map: &Map<String, Value>,
    object: &Value,
    actor: &Iri,
) -> Result<Activity, Refusal> {
    let Some(version) = map.get("version").and_then(Value::as_i64) else { return Ok(other(id, "Remove")) };
    let circle = json::iri(map, "target")?.ok_or(Refusal::BadId { field: "target" })?;
    if circle.origin() != actor.origin() {
        return Err(Refusal::NotTheOwner {});
    }
    let target = Iri::parse("object", json::id_of(object).unwrap_or(""))?;
    Ok(Activity::Circle { id, word: CircleWord::Remove { circle, target, version } })
}

/// `None`: what has changed is no circle.
pub(super) fn read_update(id: &Iri, object: &Value, actor: &Iri) -> Result<Option<Activity>, Refusal> {
    if !circle::is_in(object) {
        return Ok(None);
    }
    let word = CircleWord::Update { circle: Box::new(circle::read(object, actor)?) };
    Ok(Some(Activity::Circle { id: id.clone(), word }))
}

/// What is gone was a circle.
pub(super) fn dissolved(id: Iri, circle: Iri, version: i64) -> Activity {
    Activity::Circle { id, word: CircleWord::Dissolve { circle, version } }
}

/// An activity about a circle, as neighbours see it.
#[derive(Serialize)]
pub(crate) struct About<'a, T> {
    pub id: Iri,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub actor: &'a Iri,
    pub object: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<&'a Iri>,
    #[serde(rename = "tempomacher:agreement", skip_serializing_if = "Option::is_none")]
    pub agreement: Option<&'a Acceptance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    pub to: [&'a Iri; 1],
}

/// An invitation, named by its answer.
#[derive(Serialize)]
pub(crate) struct Named<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    actor: &'a Iri,
    object: &'a Iri,
    target: &'a Iri,
}

/// Between whom something is said about a circle, and as of which version: of the circle where its owner speaks, of the membership where
/// the member does.
#[derive(Clone, Copy, Debug)]
pub struct Between<'a> {
    /// Which circle.
    pub circle: &'a Iri,
    /// Who keeps it.
    pub owner: &'a Iri,
    /// Who is invited, belongs to it or did.
    pub member: &'a Iri,
    /// As of which version.
    pub version: i64,
}

impl<'a> Between<'a> {
    /// Of one circle many are told: a mark tells their letters apart.
    fn id(&self, word: &str, speaker: &Iri) -> Iri {
        let pair = format!("{}\n{}", self.circle, self.member);
        let mark = crate::signatures::short_hash(pair.as_bytes());
        speaker.with(&format!("#{word}-{mark:016x}-{}", self.version))
    }

    fn by_owner<T>(self, kind: &'static str, word: &str, object: T, target: &'a Iri) -> About<'a, T> {
        let Self { owner, member, version, .. } = self;
        let id = self.id(word, self.circle);
        About {
            id,
            kind,
            actor: owner,
            object,
            target: Some(target),
            agreement: None,
            version: Some(version),
            to: [member],
        }
    }

    fn by_member<T>(self, kind: &'static str, word: &str, object: T) -> About<'a, T> {
        let Self { owner, member, .. } = self;
        let id = self.id(word, member);
        About { id, kind, actor: member, object, target: None, agreement: None, version: None, to: [owner] }
    }

    fn invitation(self) -> Named<'a> {
        Named { kind: "Invite", actor: self.owner, object: self.circle, target: self.member }
    }
}

pub(crate) fn invite<'a>(between: Between<'a>, circle: &'a Circle) -> About<'a, Group<'a>> {
    between.by_owner("Invite", "invite", Group::of(circle), between.member)
}

pub(crate) fn accept<'a>(between: Between<'a>, acceptance: &'a Acceptance) -> About<'a, Named<'a>> {
    About { agreement: Some(acceptance), ..between.by_member("Accept", "join", between.invitation()) }
}

pub(crate) fn reject(between: Between<'_>) -> About<'_, Named<'_>> {
    between.by_member("Reject", "decline", between.invitation())
}

pub(crate) fn leave(between: Between<'_>) -> About<'_, &Iri> {
    between.by_member("Leave", "leave", between.circle)
}

pub(crate) fn remove(between: Between<'_>) -> About<'_, &Iri> {
    between.by_owner("Remove", "remove", between.member, between.circle)
}

pub(crate) fn dissolve(between: Between<'_>) -> About<'_, Tombstone<'_>> {
    let gone = Tombstone::of_circle(between.circle, between.version);
    About { target: None, ..between.by_owner("Delete", "delete", gone, between.member) }
}

pub(crate) fn update<'a>(between: Between<'a>, circle: &'a Circle) -> About<'a, Group<'a>> {
    About { target: None, ..between.by_owner("Update", "update", Group::of(circle), between.member) }
}
