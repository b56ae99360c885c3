//! A verified letter of a neighbour has its effect, or is refused. Neither begins nor commits: the job that calls it does.
//!
//! It checks before it writes, so that a refusal leaves nothing behind and the batch goes on.

mod about_circles;
mod about_entries;
mod about_follows;
mod about_lists;
mod about_marks;
mod about_moves;
mod about_reports;
mod about_themes;
mod fetched;
mod standing;
mod standings;

use commons::{Entry, Iri, Origin, Refusal, Standing, Time};
use federation::{Activity, Heard, Object, RemoteActor, Undone};
use store::{Change, Stance, StoreError};

use crate::hosts::Hosts;
use crate::operations::remembering;

/// What a letter did. All of it is answered 202.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It had its effect.
    Taken,
    /// It waits for a person.
    Held,
    /// It had its effect before.
    Already,
    /// It was valid and does not concern us.
    Dropped,
}

/// Why a letter had no effect.
#[derive(Debug)]
pub enum Trouble {
    /// It was refused: the sender is told.
    Refused(Refusal),
    /// The memory failed: the batch is rolled back.
    Broken(StoreError),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

/// One batch of letters.
pub struct Batch<'a> {
    /// The instant at which it is applied.
    pub now: Time,
    hosts: &'a Hosts,
    standings: &'a mut Standings,
}

impl<'a> Batch<'a> {
    /// A batch that is applied now.
    pub fn new(now: Time, hosts: &'a Hosts, standings: &'a mut Standings) -> Self {
        Self { now, hosts, standings }
    }

    async fn stance(&mut self, change: &mut Change, origin: &Origin) -> Result<Stance, StoreError> {
        if let Some(stance) = self.standings.stances.get(origin) {
            return Ok(*stance);
        }
        // A word from the peer: what waited for it may go.
        if change.peers().heard_from(origin, self.now).await? {
            change.deliveries().release(origin, self.now).await?;
            change.follows().hurry_failed_walks(origin, self.now).await?;
        }
        let stance = change.peers().stance(origin).await?;
        self.standings.stances.insert(origin.clone(), stance);
        Ok(stance)
    }

    /// Whether a local organisation follows this author.
    async fn is_followed(&mut self, change: &mut Change, author: &Iri) -> Result<bool, StoreError> {
        if let Some(followed) = self.standings.followed.get(author) {
            return Ok(*followed);
        }
        let followed = change.follows().is_followed_here(author).await?;
        self.standings.followed.insert(author.clone(), followed);
        Ok(followed)
    }

    /// After who follows whom has changed.
    fn forget(&mut self) {
        *self.standings = Standings::default();
    }
}

/// A verified letter, and its sender where he had to be fetched.
pub type Letter<'a> = (&'a Heard, Option<&'a RemoteActor>);

/// Applies letters whose replay was ruled out, in their order. Gives what each did, or why it was refused and left nothing behind.
///
/// # Errors
/// When the memory failed: nothing of the batch may be kept.
pub async fn apply(
    change: &mut Change,
    letters: &[Letter<'_>],
    batch: &mut Batch<'_>,
) -> Result<Vec<Result<Effect, Refusal>>, StoreError> {
    let mut answers = vec![Ok(Effect::Dropped); letters.len()];
    // Entries one after the other are written together; everything else sees what came before it.
    let mut waiting: Vec<(usize, &Entry, Standing)> = Vec::new();
    for (place, (heard, sender)) in letters.iter().enumerate() {
        let answer = match decide(change, heard, *sender, batch).await {
            Ok(Decided::Put(entry, standing)) => {
                waiting.push((place, entry, standing));
                continue;
            }
            Ok(Decided::Dropped) => Ok(Effect::Dropped),
            Ok(Decided::Act) => {
                about_entries::put_all(change, &mut waiting, batch, &mut answers).await?;
                act(change, heard, batch).await
            }
            Err(trouble) => Err(trouble),
        };
        answers[place] = match answer {
            Ok(effect) => Ok(effect),
            Err(Trouble::Refused(refusal)) => Err(refusal),
            Err(Trouble::Broken(error)) => return Err(error),
        };
    }
    about_entries::put_all(change, &mut waiting, batch, &mut answers).await?;
    Ok(answers)
}

/// What is to become of a letter.
enum Decided<'a> {
    /// Its entry is to be put in, standing so.
    Put(&'a Entry, Standing),
    /// It is to have its effect now.
    Act,
    /// It does not concern us.
    Dropped,
}

async fn decide<'a>(
    change: &mut Change,
    heard: &'a Heard,
    sender: Option<&RemoteActor>,
    batch: &mut Batch<'_>,
) -> Result<Decided<'a>, Trouble> {
    let stance = batch.stance(change, &heard.actor.origin()).await?;
    let asks = may(stance, heard, batch.hosts)?;
    if let Activity::Follow { object, .. } = &heard.activity
        && change.blocks().has(object, &heard.actor).await?
    {
        return Err(Refusal::NotWanted {}.into());
    }
    let decided = match &heard.activity {
        Activity::Create { object: Object::Entry(entry), .. }
        | Activity::Update { object: Object::Entry(entry), .. } => {
            if about_entries::is_unwanted(change, entry, batch.hosts).await? {
                return Err(Refusal::NotWanted {}.into());
            }
            let standing = about_entries::standing(change, entry, asks, sender, batch).await?;
            standing.map_or(Decided::Dropped, |standing| Decided::Put(entry, standing))
        }
        Activity::Join { list, .. } if !about_lists::concerns_us(change, list, batch).await? => {
            Decided::Dropped
        }
        Activity::Flag { objects, .. } if !about_reports::concern_us(change, objects, batch).await? => {
            Decided::Dropped
        }
        Activity::Mark { verb, object, .. } => {
            match about_marks::concerns_us(change, &heard.actor, *verb, object, asks, batch).await? {
                true => Decided::Act,
                false => Decided::Dropped,
            }
        }
        _ => Decided::Act,
    };
    // Of a stranger who said nothing that concerns us not even the name is kept.
    let concerns_us = asks == Asks::AsMember || !matches!(decided, Decided::Dropped);
    if let Some(sender) = sender
        && (concerns_us || change.actors().by_iri(&sender.iri).await?.is_some())
    {
        change.actors().put_remote(&remembering::row(sender, batch.now)).await?;
    }
    Ok(decided)
}

async fn act(change: &mut Change, heard: &Heard, batch: &mut Batch<'_>) -> Result<Effect, Trouble> {
    match &heard.activity {
        Activity::Follow { id, object, message } => {
            about_follows::follow(change, heard, id, object, message.as_deref(), batch).await
        }
        Activity::Accept { follow, .. } => about_follows::accepted(change, heard, follow, batch).await,
        Activity::Reject { follow, .. } => about_follows::rejected(change, heard, follow, batch).await,
        Activity::Flag { objects, content, .. } => {
            about_reports::flagged(change, heard, objects, content, batch).await
        }
        Activity::Move { target, .. } => about_moves::moved(change, heard, target, batch).await,
        Activity::Undo { of: Undone::Other { kind, .. }, .. } if kind == "Move" => {
            about_moves::undone(change, heard).await
        }
        Activity::Undo { of: Undone::Other { kind, id: Some(flag) }, .. } if kind == "Flag" => {
            about_reports::undone(change, heard, flag, batch).await
        }
        Activity::Undo { of, .. } => undone(change, heard, of, batch).await,
        Activity::Mark { verb, object, reason, .. } => {
            about_marks::said(change, heard, *verb, object, reason, batch).await
        }
        Activity::Join { list, .. } => about_lists::join(change, heard, list, batch).await,
        Activity::Create { object: Object::Actor(actor), .. }
        | Activity::Update { object: Object::Actor(actor), .. } => {
            about_entries::actor(change, heard, actor, batch).await
        }
        Activity::Delete { object, version, .. } => {
            about_entries::delete(change, heard, object, *version, batch).await
        }
        Activity::Create { object: Object::Named { id }, .. }
        | Activity::Update { object: Object::Named { id }, .. } => {
            about_entries::named(change, heard, id, batch).await
        }
        Activity::Themes { to, report, .. } => about_themes::told(change, heard, to, report, batch).await,
        Activity::Circle { word, .. } => about_circles::said(change, heard, word, batch).await,
        Activity::Create { .. } | Activity::Update { .. } | Activity::Other { .. } => Ok(Effect::Dropped),
    }
}

/// What is taken back: a follow or a mark. Told by its id alone, it may be either.
async fn undone(
    change: &mut Change,
    heard: &Heard,
    of: &Undone,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    if let Undone::Mark(mark) = of {
        return about_marks::taken_back(change, heard, mark, batch).await;
    }
    let effect = about_follows::undone(change, heard, of, batch).await?;
    match of {
        Undone::Other { id: Some(id), .. } if effect == Effect::Dropped => {
            about_marks::taken_back_by_id(change, heard, id, batch).await
        }
        _ => Ok(effect),
    }
}

pub use about_entries::{take_in_walked, withdraw_walked};
pub use fetched::{Kept, has_consented, is_gone, take_in_fetched, want_listed};
pub use standing::{Asks, may, may_send, must_be_known};
pub use standings::Standings;
