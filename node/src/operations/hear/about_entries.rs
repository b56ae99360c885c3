//! Create, Update, Delete: what neighbours write, and what they say of themselves.

use commons::{Entry, EntryId, Iri, Refusal, Standing, Time};
use federation::{Heard, RemoteActor};
use store::entries::{Arrival, Home};
use store::{Change, Put, StoreError};

use super::standing::{Asks, is_about_us};
use super::{Batch, Effect, Trouble};
use crate::operations::remembering;

/// An entry arrives. It is kept if a local organisation follows its author or it refers to an entry of ours; a stranger's words wait for a person.
pub async fn take_in(
    change: &mut Change,
    entry: &Entry,
    asks: Asks,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let standing = match asks {
        Asks::AsStranger => Standing::Held,
        Asks::AsMember if batch.is_followed(change, &entry.author).await? => Standing::Published,
        Asks::AsMember if is_about_us(entry, batch.hosts) => Standing::Published,
        Asks::AsMember => return Ok(Effect::Dropped),
    };
    match (put(change, entry, standing, batch.now).await?, standing) {
        (Put::Stale, _) => stale(change, entry).await,
        (_, Standing::Held) => Ok(Effect::Held),
        _ => Ok(Effect::Taken),
    }
}

/// Why nothing was changed: it is somebody else's, or what is here is newer.
async fn stale(change: &mut Change, entry: &Entry) -> Result<Effect, Trouble> {
    match change.entries().by_iri(&entry.iri).await? {
        Some(row) if row.author != entry.author => Err(Refusal::NotTheOwner {}.into()),
        _ => Ok(Effect::Already),
    }
}

/// An entry read in a walk of its author's changes: we asked for it.
pub async fn take_in_walked(change: &mut Change, entry: &Entry, now: Time) -> Result<Put, StoreError> {
    put(change, entry, Standing::Published, now).await
}

/// A tombstone read in a walk of its author's changes.
pub async fn withdraw_walked(
    change: &mut Change,
    iri: &Iri,
    author: &Iri,
    version: i64,
    now: Time,
) -> Result<(), StoreError> {
    if change.entries().by_iri(iri).await?.is_some_and(|row| row.author == *author) {
        change.entries().withdraw(iri, version, now).await?;
    }
    Ok(())
}

/// How far a neighbour's clock may be ahead of ours, in milliseconds. A version beyond that is cut, or nothing could ever replace it.
const AHEAD: i64 = 5 * Time::MINUTE;

async fn put(change: &mut Change, entry: &Entry, standing: Standing, now: Time) -> Result<Put, StoreError> {
    let latest = now.plus(AHEAD).millis();
    let cut = (entry.version > latest).then(|| Entry { version: latest, ..entry.clone() });
    let entry = cut.as_ref().unwrap_or(entry);
    let arrival =
        Arrival { id: EntryId::new(now), home: Home::Elsewhere, standing, received: now, source: None };
    change.entries().put(entry, arrival).await
}

/// An actor says how it is now.
pub async fn actor(
    change: &mut Change,
    heard: &Heard,
    actor: &RemoteActor,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    if actor.iri != heard.actor {
        return Err(Refusal::NotTheOwner {}.into());
    }
    if change.actors().by_iri(&actor.iri).await?.is_none() {
        return Ok(Effect::Dropped);
    }
    change.actors().put_remote(&remembering::row(actor, batch.now)).await?;
    Ok(Effect::Taken)
}

/// An author withdraws an entry, or an actor itself is gone. Of an entry never seen a tombstone stays if we follow its author.
pub async fn delete(
    change: &mut Change,
    heard: &Heard,
    object: &Iri,
    version: Option<i64>,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    if *object == heard.actor {
        change.actors().gone(object).await?;
        return Ok(Effect::Taken);
    }
    let latest = batch.now.plus(AHEAD).millis();
    match change.entries().by_iri(object).await? {
        Some(row) if row.author != heard.actor => Err(Refusal::NotTheOwner {}.into()),
        Some(row)
            if row.standing == Standing::Erased || version.is_some_and(|version| version < row.version) =>
        {
            Ok(Effect::Already)
        }
        Some(row) => {
            let version = version.unwrap_or(row.version).max(row.version).min(latest.max(row.version));
            change.entries().withdraw(object, version, batch.now).await?;
            Ok(Effect::Taken)
        }
        None if object.origin() == heard.actor.origin()
            && batch.is_followed(change, &heard.actor).await? =>
        {
            let version = version.unwrap_or(batch.now.millis()).min(latest);
            let id = EntryId::new(batch.now);
            change.entries().tombstone_unknown(object, id, &heard.actor, version, batch.now).await?;
            Ok(Effect::Taken)
        }
        None => Ok(Effect::Dropped),
    }
}
