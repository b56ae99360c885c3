//! What somebody spoke of is read at its own origin: a recommended entry, what a comment stands under, what is adopted, the conversation below an
//! entry. Never in a request: a letter that speaks of something costs its sender nothing, and us nothing at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use commons::{Entry, Iri, Origin, Refusal, Time};
use federation::{Conversation, Object, RemoteActor};
use store::{Change, FetchKind, FetchRow, Stance, StoreError, Why};

use crate::failure::noted;
use crate::fediverse::visitor::{self, Visitor};
use crate::jobs::LOOK;
use crate::operations::hear::{Kept, has_consented, is_gone, take_in_fetched, want_listed};
use crate::town::Town;
use crate::trouble::Trouble;

/// Taken at once. One after another of each origin, all origins side by side.
const AT_ONCE: i64 = 32;
/// How long what was taken is left alone, in milliseconds: longer than as many attempts as time out one after another.
const LEASE: i64 = 10 * Time::MINUTE;
/// After which pauses it is tried again, in milliseconds; the last one is kept to.
const LADDER: [i64; 6] =
    [Time::MINUTE, 5 * Time::MINUTE, 30 * Time::MINUTE, 2 * Time::HOUR, 6 * Time::HOUR, Time::DAY];
/// After this it is given up.
const PATIENCE: i64 = 7 * Time::DAY;
/// How often an entry is looked at of whose changes nobody tells.
const WATCHED: i64 = Time::DAY;
/// As so many of ours at most it is asked for what the node itself may not see.
const CONFIDANTS: i64 = 5;
/// How long a conversation that was read is not read again.
const FRESH: i64 = Time::HOUR;

/// Fetches for ever what is due.
pub async fn run(town: Town) {
    loop {
        match claim(&town).await {
            Ok(rows) if rows.is_empty() => tokio::time::sleep(LOOK).await,
            Ok(rows) => {
                let mut origins = BTreeMap::<Origin, Vec<FetchRow>>::new();
                for row in rows {
                    origins.entry(row.iri.origin()).or_default().push(row);
                }
                let all = origins.into_iter().map(|(origin, rows)| fetch_all(&town, origin, rows));
                futures::future::join_all(all).await;
            }
            Err(error) => {
                noted(error);
                tokio::time::sleep(LOOK * 20).await;
            }
        }
    }
}

async fn claim(town: &Town) -> Result<Vec<FetchRow>, StoreError> {
    let now = town.clock.now();
    // Asked of a reader first: most of the time there is nothing, and the writer is not bothered.
    let due = town.store.reading().await?.fetches().next_due().await?;
    if due.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    town.store
        .write(move |change| Box::pin(async move { change.fetches().claim(now, LEASE, AT_ONCE).await }))
        .await
}

/// What is wanted of one origin, one after another. Where it cannot be reached, the others are not tried either.
async fn fetch_all(town: &Town, origin: Origin, rows: Vec<FetchRow>) {
    for row in rows {
        let read = read(town, &row).await;
        tracing::debug!(peer.host = origin.authority(), iri = row.iri.as_str(), ?read, "fetched");
        if let Read::Nothing(trouble) = &read {
            let (iri, reason) = (row.iri.as_str(), trouble.word());
            tracing::info!(peer.host = origin.authority(), iri, reason, "nothing to be taken in");
        }
        let is_away = matches!(read, Read::Away(_));
        if let Err(error) = keep(town, row, read).await {
            noted(error);
        }
        if is_away {
            return;
        }
    }
}

/// What came of one fetch.
#[derive(Debug)]
enum Read {
    /// An entry, and its author where he was read too.
    Entry(Box<Entry>, Option<Box<RemoteActor>>),
    /// What is said below it.
    Conversation(Conversation),
    /// It is gone, not for everyone, or no longer asked for.
    Gone,
    /// It is nothing that could be taken in, and will not be.
    Nothing(Trouble),
    /// It was refused; waiting may cure it.
    Refused(Trouble),
    /// Its origin cannot be reached.
    Away(Trouble),
}

async fn read(town: &Town, row: &FetchRow) -> Read {
    match try_to_read(town, row).await {
        Ok(read) => read,
        Err(error) => failed(&error),
    }
}

/// What a failure means: waiting cures networks and busy hosts, and perhaps a refusal; never a document that is not what it should be.
fn failed(error: &anyhow::Error) -> Read {
    let trouble = Trouble::of(error);
    match error.downcast_ref::<Refusal>() {
        Some(Refusal::SenderGone {} | Refusal::PeerAnswered { status: 404 | 410 }) => Read::Gone,
        Some(Refusal::PeerAnswered { status: 408 | 425 | 429 | 500.. }) => Read::Away(trouble),
        Some(Refusal::PeerAnswered { .. }) => Read::Refused(trouble),
        Some(
            Refusal::PeerUnreachable {}
            | Refusal::PeerTooSlow {}
            | Refusal::PeerNameUnknown {}
            | Refusal::PeerInsecure {},
        ) => Read::Away(trouble),
        Some(_) => Read::Nothing(trouble),
        // Our own memory failed: the row is due again when its lease has run out.
        None => Read::Refused(trouble),
    }
}

async fn try_to_read(town: &Town, row: &FetchRow) -> anyhow::Result<Read> {
    if town.store.reading().await?.peers().stance(&row.iri.origin()).await? == Stance::Blocked {
        return Ok(Read::Nothing(Trouble::Known(Refusal::Blocked {})));
    }
    if (row.kind, row.why) == (FetchKind::Thread, Why::Watched) {
        // It was read an hour ago: who looks at it now may ask again.
        return Ok(Read::Gone);
    }
    let application = visitor::application(town).await.map_err(|failure| failure.refusal().clone())?;
    let refused = match read_as(town, row, &application).await {
        Err(error) if is_hidden(&error) => error,
        read => return read,
    };
    // It may be for some of us, and not for everyone.
    let origin = row.iri.origin();
    let confidants = town.store.reading().await?.circles().confidants_of(&origin, CONFIDANTS).await?;
    for confidant in confidants {
        let confidant = visitor::organisation(town, &confidant, &origin).await?;
        match read_as(town, row, &confidant).await {
            Err(error) if is_hidden(&error) => {}
            read => return read,
        }
    }
    Err(refused)
}

/// Whether it is not there, or not for who asked: the two look alike.
fn is_hidden(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<Refusal>(), Some(Refusal::PeerAnswered { status: 401 | 403 | 404 }))
}

async fn read_as(town: &Town, row: &FetchRow, visitor: &Visitor) -> anyhow::Result<Read> {
    let (client, signer) = (town.client(), visitor.at(town.clock.now()));
    if row.kind == FetchKind::Thread {
        return Ok(Read::Conversation(client.fetch_conversation(&row.iri, &signer).await?));
    }
    match client.fetch_object(&row.iri, &signer).await? {
        Object::Entry(entry) => {
            // Who did not agree to be found may have changed his mind.
            let known = town.store.reading().await?.actors().by_iri(&entry.author).await?;
            let author = match known.is_some_and(|author| has_consented(&author)) {
                true => None,
                false => Some(Box::new(client.fetch_actor(&entry.author, &signer).await?)),
            };
            Ok(Read::Entry(entry, author))
        }
        _ => Ok(Read::Nothing(Trouble::Known(Refusal::PeerAnswerUnreadable {}))),
    }
}

/// Writes down what came of it, in one transaction.
async fn keep(town: &Town, row: FetchRow, read: Read) -> Result<(), StoreError> {
    let (hall, shared, now) = (Arc::clone(&town.hall), Arc::new((row, read)), town.clock.now());
    town.store
        .write(move |change| {
            let (hall, shared) = (Arc::clone(&hall), Arc::clone(&shared));
            Box::pin(async move {
                let (row, read) = &*shared;
                match read {
                    Read::Entry(entry, author) => {
                        let kept =
                            take_in_fetched(change, entry, author.as_deref(), row, &hall.hosts, now).await?;
                        settle(change, row, kept, now).await
                    }
                    Read::Conversation(conversation) => {
                        take_in(change, row, conversation, &hall.hosts, now).await
                    }
                    Read::Gone => {
                        if row.kind == FetchKind::Entry {
                            is_gone(change, &row.iri, now).await?;
                        }
                        change.fetches().done(row).await
                    }
                    Read::Nothing(_) => give_up(change, row).await,
                    Read::Refused(trouble) => again(change, row, trouble, now).await,
                    Read::Away(trouble) => {
                        change.fetches().postpone(&row.iri.origin(), now.plus(pause(row))).await?;
                        again(change, row, trouble, now).await
                    }
                }
            })
        })
        .await
}

async fn settle(change: &mut Change, row: &FetchRow, kept: Kept, now: Time) -> Result<(), StoreError> {
    match kept {
        Kept::Followed => change.fetches().done(row).await,
        Kept::Unfollowed => change.fetches().watch(row, now.plus(WATCHED), now).await,
        Kept::No => give_up(change, row).await,
    }
}

/// What its home wrote is taken in; of everything else the ids are fetched one by one, each from its own origin.
async fn take_in(
    change: &mut Change,
    row: &FetchRow,
    conversation: &Conversation,
    hosts: &crate::hosts::Hosts,
    now: Time,
) -> Result<(), StoreError> {
    let mut listed = conversation.elsewhere.clone();
    let as_listed = FetchRow { why: Why::Listed, ..row.clone() };
    for entry in &conversation.entries {
        match change.actors().by_iri(&entry.author).await? {
            Some(_) => {
                take_in_fetched(change, entry, None, &as_listed, hosts, now).await?;
            }
            None => listed.push(entry.iri.clone()),
        }
    }
    want_listed(change, &listed, row, hosts, now).await?;
    // The row stays for a while, so that whoever looks again does not ask again.
    change.fetches().watch(row, now.plus(FRESH), now).await
}

async fn again(change: &mut Change, row: &FetchRow, trouble: &Trouble, now: Time) -> Result<(), StoreError> {
    if now.millis() - row.since.millis() > PATIENCE && row.why != Why::Watched {
        return give_up(change, row).await;
    }
    change.fetches().later(row, now.plus(pause(row)), &trouble.word()).await
}

fn pause(row: &FetchRow) -> i64 {
    let step = usize::try_from(row.tries - 1).unwrap_or_default().min(LADDER.len() - 1);
    LADDER[step]
}

/// Nothing comes of it. What was said of an entry that never came is forgotten with it.
async fn give_up(change: &mut Change, row: &FetchRow) -> Result<(), StoreError> {
    if row.kind == FetchKind::Entry && !is_here(change, &row.iri).await? {
        change.marks().forget_object(&row.iri).await?;
    }
    change.fetches().done(row).await
}

async fn is_here(change: &mut Change, iri: &Iri) -> Result<bool, StoreError> {
    Ok(change.entries().by_iri(iri).await?.is_some())
}
