//! A verified letter of a neighbour has its effect, or is refused. Neither begins nor commits: the job that calls it does.
//!
//! It checks before it writes, so that a refusal leaves nothing behind and the batch goes on.

mod about_entries;
mod about_follows;
mod standing;
mod standings;

use commons::{Iri, Origin, Refusal, Time};
use federation::{Activity, Heard, Object, RemoteActor};
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

/// Applies a letter whose replay was ruled out. `sender` is the actor where it had to be fetched.
///
/// # Errors
/// [`Trouble::Refused`] when nothing was written and the sender is told why; [`Trouble::Broken`] when the memory failed.
pub async fn apply(
    change: &mut Change,
    heard: &Heard,
    sender: Option<&RemoteActor>,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let stance = batch.stance(change, &heard.actor.origin()).await?;
    let asks = may(stance, heard, batch.hosts)?;
    if let Some(sender) = sender {
        change.actors().put_remote(&remembering::row(sender, batch.now)).await?;
    }
    match &heard.activity {
        Activity::Follow { id, object, message } => {
            about_follows::follow(change, heard, id, object, message.as_deref(), batch).await
        }
        Activity::Accept { follow, .. } => about_follows::accepted(change, heard, follow, batch).await,
        Activity::Reject { follow, .. } => about_follows::rejected(change, heard, follow, batch).await,
        Activity::Undo { of, .. } => about_follows::undone(change, heard, of, batch).await,
        Activity::Create { object, .. } | Activity::Update { object, .. } => match object {
            Object::Entry(entry) => about_entries::take_in(change, entry, asks, batch).await,
            Object::Actor(actor) => about_entries::actor(change, heard, actor, batch).await,
            Object::Named { .. } | Object::Foreign { .. } | Object::Unknown { .. } => Ok(Effect::Dropped),
        },
        Activity::Delete { object, version, .. } => {
            about_entries::delete(change, heard, object, *version, batch).await
        }
        Activity::Other { .. } => Ok(Effect::Dropped),
    }
}

pub use about_entries::{take_in_walked, withdraw_walked};
pub use standing::{Asks, may, may_send, must_be_known};
pub use standings::Standings;
