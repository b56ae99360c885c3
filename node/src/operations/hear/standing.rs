//! Who may send what: decided by how we stand with the sender's origin, before anything is fetched and again before anything is written.

use commons::{Entry, Iri, Kind, Refusal};
use federation::{Activity, CircleWord, Heard, Object, Undone};
use store::Stance;

use super::about_lists::keeper;
use crate::hosts::Hosts;

/// In which capacity a sender speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Somebody we follow, or whose follow of us has an answer: speaks freely.
    AsMember,
    /// Somebody else: what he says about an entry of ours waits for a person.
    AsStranger,
}

/// Whether this letter may come in from an origin with which we stand so.
///
/// # Errors
/// 403 from a blocked origin, and for what only members may send; 404 for a Follow of nobody here.
pub fn may(stance: Stance, heard: &Heard, hosts: &Hosts) -> Result<Asks, Refusal> {
    may_send(stance, &heard.activity, hosts)
}

/// The same for a letter that is not verified yet.
///
/// # Errors
/// As [`may`].
pub fn may_send(stance: Stance, activity: &Activity, hosts: &Hosts) -> Result<Asks, Refusal> {
    match (stance, activity) {
        (Stance::Blocked, _) => Err(Refusal::Blocked {}),
        (_, Activity::Follow { object, .. }) if hosts.by_iri(object).is_none() => {
            Err(Refusal::NoSuchOrganisation {})
        }
        (_, Activity::Join { list, .. }) if keeper(list, hosts).is_none() => {
            Err(Refusal::NoSuchOrganisation {})
        }
        (_, Activity::Circle { word: CircleWord::Invite { target, .. }, .. })
            if hosts.by_iri(target).is_none() =>
        {
            Err(Refusal::NoSuchOrganisation {})
        }
        (Stance::Member, _) => Ok(Asks::AsMember),
        _ if strangers_may(activity, hosts) => Ok(Asks::AsStranger),
        _ => Err(Refusal::NotAMember {}),
    }
}

/// Follow and its Undo, a wish to be on a list, the answer to our Follow, an invitation to a circle and what follows from one, what a known actor
/// says of itself, its Delete, words about a local entry, what is said of one by Announce or Like, and a Flag of something of ours and its Undo:
/// whoever finds something wrong here need not be connected with us.
fn strangers_may(activity: &Activity, hosts: &Hosts) -> bool {
    match activity {
        Activity::Follow { .. }
        | Activity::Accept { .. }
        | Activity::Reject { .. }
        | Activity::Circle { .. }
        | Activity::Delete { .. }
        | Activity::Join { .. }
        // Whether it may be found, for one, is its own to say; and its key may be another now.
        | Activity::Update { object: Object::Actor(_), .. } => true,
        Activity::Undo { of: Undone::Follow(_) | Undone::Mark(_), .. } => true,
        Activity::Mark { object, .. } => hosts.by_host(object.origin().authority()).is_some(),
        // Told by its id alone, it may be a follow or a mark.
        Activity::Undo { of: Undone::Other { kind, id: Some(_) }, .. } => kind.is_empty() || kind == "Flag",
        Activity::Flag { objects, .. } => objects.iter().any(|object| is_ours(object, hosts)),
        Activity::Create { object: Object::Entry(entry), .. }
        | Activity::Update { object: Object::Entry(entry), .. } => is_about_us(entry, hosts),
        _ => false,
    }
}

/// A comment, an adoption or a lesson that refers to an entry of a local organisation.
pub fn is_about_us(entry: &Entry, hosts: &Hosts) -> bool {
    matches!(entry.kind(), Kind::Comment | Kind::Adoption | Kind::Lesson)
        && !references_to(entry, hosts).is_empty()
}

/// Whether it lives on a host of ours, whether it is there or not.
pub fn is_ours(iri: &Iri, hosts: &Hosts) -> bool {
    hosts.by_host(iri.origin().authority()).is_some()
}

/// What it refers to at hosts of ours, whether it is there or not.
pub fn references_to<'a>(entry: &'a Entry, hosts: &Hosts) -> Vec<&'a Iri> {
    entry.references().into_iter().map(|(_, target)| target).filter(|target| is_ours(target, hosts)).collect()
}

/// Refuses, before anything is fetched, what only somebody known to us can rightly send: the answer to a question of ours, the end of a follow,
/// and whatever is said about a circle but the first invitation.
///
/// # Errors
/// 403 for Accept, Reject, Undo and those.
pub fn must_be_known(activity: &Activity) -> Result<(), Refusal> {
    match activity {
        Activity::Circle { word: CircleWord::Invite { .. }, .. } => Ok(()),
        Activity::Circle { .. } => Err(Refusal::NotAsked {}),
        Activity::Accept { .. } | Activity::Reject { .. } | Activity::Undo { .. } => {
            Err(Refusal::NotAsked {})
        }
        _ => Ok(()),
    }
}
