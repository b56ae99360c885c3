//! Announce, Like, and their Undo: what neighbours say of entries without writing one.
//!
//! The entry itself is never taken from such a letter. One that is not here is fetched from its own origin, later, by a job (THREATS 30).

use commons::{Iri, MarkVerb, Reader, Refusal, Standing};
use federation::{Heard, MarkRef};
use store::{Change, FetchKind, Found, MarkRow, NewFetch, StoreError, Why};

use super::standing::Asks;
use super::{Batch, Effect, Trouble};
use crate::operations::notify;

/// How much may wait to be fetched because one neighbour spoke of it.
pub const MOST_WAITING: i64 = 1_000;

/// Whether it concerns us: an entry of ours that everyone may read; or, where one that we follow recommends it, any entry that everyone
/// may read, also one that is not here yet.
pub async fn concerns_us(
    change: &mut Change,
    actor: &Iri,
    verb: MarkVerb,
    object: &Iri,
    asks: Asks,
    batch: &mut Batch<'_>,
) -> Result<bool, StoreError> {
    let recommends =
        verb == MarkVerb::Announce && asks == Asks::AsMember && batch.is_followed(change, actor).await?;
    match change.entries().readable_iri(object, &Reader::anyone()).await? {
        Found::Readable(row) => Ok(row.author != *actor && (row.local || recommends)),
        Found::Withdrawn(_) => Ok(false),
        Found::Absent => Ok(recommends && may_be_fetched(change, object, batch).await?),
    }
}

/// What is not here may be elsewhere; what is here and may not be read is not looked for.
async fn may_be_fetched(change: &mut Change, iri: &Iri, batch: &Batch<'_>) -> Result<bool, StoreError> {
    let origin = iri.origin();
    Ok(batch.hosts.by_host(origin.authority()).is_none()
        && change.entries().by_iri(iri).await?.is_none()
        && change.peers().stance(&origin).await? != store::Stance::Blocked)
}

/// Somebody recommends an entry, or says that it is so with them too.
pub async fn said(
    change: &mut Change,
    heard: &Heard,
    verb: MarkVerb,
    object: &Iri,
    reason: &str,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let entry = change.entries().by_iri(object).await?;
    if entry.is_none() && change.fetches().waiting_for(&heard.actor, MOST_WAITING).await? >= MOST_WAITING {
        return Err(Refusal::TooOften {}.into());
    }
    let before = change.marks().one(&heard.actor, verb, object).await?;
    let mark = MarkRow {
        actor: heard.actor.clone(),
        verb,
        object: object.clone(),
        activity: heard.id.clone(),
        reason: reason.to_owned(),
        standing: Standing::Published,
        version: before.as_ref().map_or(0, |before| before.version + 1).max(batch.now.millis()),
        local: false,
        said: batch.now,
    };
    change.marks().say(&mark).await?;
    match entry {
        // Of strangers the number is told and not the name: nobody's desk is filled from outside.
        Some(entry) if batch.is_followed(change, &heard.actor).await? => {
            notify::marked(change, &mark, &entry, None, batch.now).await?;
        }
        Some(_) => {}
        None => {
            let why = Why::Recommended;
            let wanted = NewFetch { iri: object, kind: FetchKind::Entry, asker: &heard.actor, why, depth: 0 };
            change.fetches().want(wanted, batch.now).await?;
        }
    }
    Ok(Effect::Taken)
}

/// Somebody takes back what he said. Who says it again later may.
pub async fn taken_back(
    change: &mut Change,
    heard: &Heard,
    of: &MarkRef,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let row = match (&of.object, &of.id) {
        (Some(object), _) => change.marks().one(&heard.actor, of.verb, object).await?,
        (None, Some(id)) => return taken_back_by_id(change, heard, id, batch).await,
        (None, None) => None,
    };
    withdraw(change, row, batch).await
}

/// The same, told by the id of the activity alone.
pub async fn taken_back_by_id(
    change: &mut Change,
    heard: &Heard,
    id: &Iri,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let row = change.marks().by_activity(id).await?;
    if row.as_ref().is_some_and(|row| row.actor != heard.actor) {
        return Err(Refusal::NotTheOwner {}.into());
    }
    withdraw(change, row, batch).await
}

async fn withdraw(change: &mut Change, row: Option<MarkRow>, batch: &Batch<'_>) -> Result<Effect, Trouble> {
    match row {
        None => Ok(Effect::Dropped),
        Some(row) if !row.stands() => Ok(Effect::Already),
        Some(row) => {
            change.marks().take_back(&row, batch.now.millis().max(row.version + 1)).await?;
            Ok(Effect::Taken)
        }
    }
}
