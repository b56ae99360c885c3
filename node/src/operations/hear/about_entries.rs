//! Create, Update, Delete: what neighbours write, and what they say of themselves.

use std::borrow::Cow;

use commons::{Audience, Entry, EntryId, Iri, Reader, Refusal, Replies, Standing, Time};
use federation::{Heard, RemoteActor};
use store::entries::{Arrival, Home};
use store::walks::Bond;
use store::{Change, FetchKind, NewFetch, Put, StoreError, Why};

use super::about_marks::MOST_WAITING;
use super::fetched::want_references;
use super::standing::{Asks, is_about_us, references_to};
use super::{Batch, Effect, Trouble};
use crate::hosts::Hosts;
use crate::operations::{notify, remembering, turn_away};

/// How an entry that arrives is to stand. It is kept if a local organisation follows its author or it refers to an entry of ours; a stranger's words wait
/// for a person, or do what the owner of that entry has decided about other software. None: it does not concern us.
///
/// # Errors
/// 403 where the owner takes no replies from other software.
pub async fn standing(
    change: &mut Change,
    entry: &Entry,
    asks: Asks,
    sender: Option<&RemoteActor>,
    batch: &mut Batch<'_>,
) -> Result<Option<Standing>, Trouble> {
    if let Audience::Circles(circles) = &entry.audience {
        return addressed(change, entry, circles, asks).await;
    }
    if asks == Asks::AsMember && batch.is_followed(change, &entry.author).await? {
        return Ok(Some(Standing::Published));
    }
    let Some(owner) = whom_it_concerns(change, entry, batch).await? else { return Ok(None) };
    let is_of_our_kind = match sender {
        Some(sender) => sender.organisation.is_some(),
        None => change.actors().by_iri(&entry.author).await?.is_some_and(|row| row.organisation.is_some()),
    };
    // A server of other software has many accounts: that one of them is followed says nothing of the others.
    if asks == Asks::AsMember && is_of_our_kind {
        return Ok(Some(Standing::Published));
    }
    match change.settings().of_organisation(&owner).await?.replies {
        Replies::Open => Ok(Some(Standing::Published)),
        Replies::Off if !is_of_our_kind => Err(Refusal::RepliesOff {}.into()),
        Replies::Off | Replies::Held => Ok(Some(Standing::Held)),
    }
}

/// Whether it is said below an entry of ours whose owner does not want who says it. Most of what arrives is about nothing here, and is not looked at
/// again.
pub async fn is_unwanted(change: &mut Change, entry: &Entry, hosts: &Hosts) -> Result<bool, StoreError> {
    Ok(is_about_us(entry, hosts) && turn_away::is_unwanted(change, entry).await?)
}

/// What is addressed to circles is kept if somebody here belongs to one of them and its author does too. Of what is here already the new
/// readers are noted all the same: they may be fewer than before.
async fn addressed(
    change: &mut Change,
    entry: &Entry,
    circles: &[Iri],
    asks: Asks,
) -> Result<Option<Standing>, Trouble> {
    if asks == Asks::AsStranger {
        return Ok(None);
    }
    if is_addressed_to_us(change, entry).await? {
        return Ok(Some(Standing::Published));
    }
    if change.entries().by_iri(&entry.iri).await?.is_some_and(|row| row.author == entry.author) {
        return Ok(Some(Standing::Published));
    }
    // That its author has joined may not have been told here yet: it is to come again.
    for circle in circles {
        if change.circles().is_read_here(circle).await? {
            return Err(Refusal::NotAMember {}.into());
        }
    }
    Ok(None)
}

/// Whether this is addressed to a circle to which its author belongs and somebody here does.
pub(super) async fn is_addressed_to_us(change: &mut Change, entry: &Entry) -> Result<bool, StoreError> {
    let Audience::Circles(circles) = &entry.audience else { return Ok(false) };
    for circle in circles {
        if change.circles().may_write(circle, &entry.author).await?
            && change.circles().is_read_here(circle).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The owner of the entry of ours to which it refers, if everyone may read that. What refers to nothing would wait for nobody, and fill the memory.
async fn whom_it_concerns(
    change: &mut Change,
    entry: &Entry,
    batch: &Batch<'_>,
) -> Result<Option<Iri>, StoreError> {
    if !is_about_us(entry, batch.hosts) {
        return Ok(None);
    }
    for target in references_to(entry, batch.hosts) {
        let found = change.entries().readable_iri(target, &Reader::anyone()).await?.readable();
        if let Some(row) = found.filter(|row| row.local) {
            return Ok(Some(row.author));
        }
    }
    Ok(None)
}

/// Puts in the entries that wait, and answers each at its place.
pub async fn put_all(
    change: &mut Change,
    waiting: &mut Vec<(usize, &Entry, Standing)>,
    batch: &Batch<'_>,
    answers: &mut [Result<Effect, Refusal>],
) -> Result<(), StoreError> {
    let now = batch.now;
    let capped: Vec<_> = waiting.iter().map(|(_, entry, _)| capped(entry, now)).collect();
    let arrivals: Vec<_> = waiting
        .iter()
        .zip(&capped)
        .map(|((_, _, standing), entry)| (&**entry, arrival(*standing, now)))
        .collect();
    let puts = change.entries().put_all(&arrivals).await?;
    for ((place, entry, standing), put) in waiting.drain(..).zip(puts) {
        if (put, standing) == (Put::New, Standing::Published) {
            tell_of(change, entry, batch.hosts, now).await?;
            want_references(change, entry, 0, batch.hosts, now).await?;
        }
        answers[place] = match (put, standing) {
            (Put::Stale, _) => stale(change, entry).await?,
            (_, Standing::Held) => Ok(Effect::Held),
            _ => Ok(Effect::Taken),
        };
    }
    Ok(())
}

/// Those whom it concerns are told of it. Most of what arrives concerns nobody here, and is not looked at again.
pub(super) async fn tell_of(
    change: &mut Change,
    entry: &Entry,
    hosts: &Hosts,
    now: Time,
) -> Result<(), StoreError> {
    if is_about_us(entry, hosts) { notify::arrived(change, entry, None, now).await } else { Ok(()) }
}

/// Why nothing was changed: it is somebody else's, or what is here is newer.
async fn stale(change: &mut Change, entry: &Entry) -> Result<Result<Effect, Refusal>, StoreError> {
    Ok(match change.entries().by_iri(&entry.iri).await? {
        Some(row) if row.author != entry.author => Err(Refusal::NotTheOwner {}),
        _ => Ok(Effect::Already),
    })
}

/// An entry read in a walk of its author's changes: we asked for it. Of somebody who is not followed only what is addressed to a circle that is shared
/// with him.
pub async fn take_in_walked(
    change: &mut Change,
    entry: &Entry,
    bond: Bond,
    hosts: &Hosts,
    now: Time,
) -> Result<Put, StoreError> {
    if bond == Bond::Circle && !is_addressed_to_us(change, entry).await?
        || is_unwanted(change, entry, hosts).await?
    {
        return Ok(Put::Stale);
    }
    let put = change.entries().put(&capped(entry, now), arrival(Standing::Published, now)).await?;
    if put == Put::New {
        tell_of(change, entry, hosts, now).await?;
        want_references(change, entry, 0, hosts, now).await?;
    }
    Ok(put)
}

/// A tombstone read in a walk of its author's changes: gone for this reader, whether or not others may still read it. What is not shown to this
/// reader as things stand here is not its to lose. Tells whether anything changed.
pub async fn withdraw_walked(
    change: &mut Change,
    iri: &Iri,
    author: &Iri,
    version: i64,
    reader: &Reader,
    now: Time,
) -> Result<bool, StoreError> {
    let row = change.entries().held(iri, reader).await?;
    // A letter may have brought something newer while the page was on its way.
    let Some(row) = row.filter(|row| row.author == *author && row.version <= version) else {
        return Ok(false);
    };
    let latest = now.plus(AHEAD).millis().max(row.version);
    change.entries().set_aside(iri, version.min(latest), now).await
}

/// How far a neighbour's clock may be ahead of ours, in milliseconds. A version beyond that is cut, or nothing could ever replace it; so is a date, or
/// it would be the newest for ever.
const AHEAD: i64 = 5 * Time::MINUTE;

pub(super) fn capped(entry: &Entry, now: Time) -> Cow<'_, Entry> {
    let latest = now.plus(AHEAD);
    if entry.version <= latest.millis() && entry.published.max(entry.updated) <= latest {
        return Cow::Borrowed(entry);
    }
    Cow::Owned(Entry {
        version: entry.version.min(latest.millis()),
        published: entry.published.min(latest),
        updated: entry.updated.min(latest),
        ..entry.clone()
    })
}

pub(super) fn arrival(standing: Standing, now: Time) -> Arrival<'static> {
    Arrival { id: EntryId::new(now), home: Home::Elsewhere, standing, received: now, source: None }
}

/// An author whom we follow or share a circle with tells of an entry by its id alone: what it says is fetched from its origin, later.
pub async fn named(
    change: &mut Change,
    heard: &Heard,
    iri: &Iri,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    if !batch.is_followed(change, &heard.actor).await?
        && !change.circles().shares_one_here(&heard.actor).await?
    {
        return Ok(Effect::Dropped);
    }
    if change.entries().by_iri(iri).await?.is_some_and(|row| row.author != heard.actor) {
        return Err(Refusal::NotTheOwner {}.into());
    }
    if change.fetches().waiting_for(&heard.actor, MOST_WAITING).await? >= MOST_WAITING {
        return Err(Refusal::TooOften {}.into());
    }
    let (kind, why) = (FetchKind::Entry, Why::Told);
    let wanted = NewFetch { iri, kind, asker: &heard.actor, why, depth: 0 };
    change.fetches().want_now(wanted, batch.now).await?;
    Ok(Effect::Taken)
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
    let Some(known) = change.actors().by_iri(&actor.iri).await? else { return Ok(Effect::Dropped) };
    let mut row = remembering::row(actor, batch.now);
    // Only a fetch proves whose inbox it is.
    if actor.has_mailbox_elsewhere() && actor.shared_inbox.as_ref() != Some(&known.shared_inbox) {
        row.shared_inbox = None;
    }
    change.actors().put_remote(&row).await?;
    // It may have more to say than who it is: that its memory was restored.
    change.follows().hurry_walks_of(&actor.iri, batch.now).await?;
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
        change.marks().forget_actor(object).await?;
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
            // Who tells no version may send what was written before once more: it must not come back.
            let version = version.unwrap_or(row.version + 1).max(row.version).min(latest.max(row.version));
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
