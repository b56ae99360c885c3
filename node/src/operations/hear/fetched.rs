//! What was read at its own origin, because somebody spoke of it: a recommended entry, what a comment stands under, what is adopted.
//!
//! Taken in is what everyone may read, and what is addressed to a circle to which its author and somebody here belong. What a person here has not decided
//! on yet stays as it is.

use commons::{Audience, Content, Entry, Iri, Standing, Time};
use federation::RemoteActor;
use store::{ActorRow, Change, FetchKind, FetchRow, NewFetch, Put, Stance, StoreError, Why};

use super::about_entries::{arrival, capped, is_addressed_to_us, tell_of};
use super::about_marks::MOST_WAITING;
use crate::hosts::Hosts;
use crate::operations::remembering;

/// So many steps are gone from what somebody spoke of.
const DEEPEST: i64 = 20;

/// What became of an entry that was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is here, and its author, whom we follow, tells of its changes.
    Followed,
    /// It is here, and nobody tells of its changes.
    Unfollowed,
    /// It is not for us.
    No,
}

/// Takes in an entry that was read at its own origin, and its author where he was read too.
pub async fn take_in_fetched(
    change: &mut Change,
    entry: &Entry,
    author: Option<&RemoteActor>,
    row: &FetchRow,
    hosts: &Hosts,
    now: Time,
) -> Result<Kept, StoreError> {
    let is_followed = change.follows().is_followed_here(&entry.author).await?;
    if !is_for_us(change, entry, row, is_followed, hosts).await? {
        return Ok(Kept::No);
    }
    let consents = match author {
        Some(author) => author.organisation.is_some() || author.indexable,
        None => change.actors().by_iri(&entry.author).await?.is_some_and(|author| has_consented(&author)),
    };
    // What is said below an entry is shown there, and found only if its author agrees; anything else is taken in to be found.
    if !consents && entry.parent().is_none() {
        return Ok(Kept::No);
    }
    if let Some(author) = author {
        change.actors().put_remote(&remembering::row(author, now)).await?;
    }
    let is_closed = entry.audience != Audience::Public;
    if is_closed && !is_addressed_to_us(change, entry).await? {
        // It was for us once, and no longer is: our copy goes. Followers of its author hear of it by themselves.
        if !is_followed && change.entries().by_iri(&entry.iri).await?.is_some() {
            change.entries().withdraw(&entry.iri, entry.version, now).await?;
        }
        return Ok(Kept::No);
    }
    if change.entries().put(&capped(entry, now), arrival(Standing::Published, now)).await? == Put::New {
        tell_of(change, entry, hosts, now).await?;
        want_references(change, entry, row.depth, hosts, now).await?;
    }
    // Who belongs to a circle is told of what changes there, as who follows is.
    Ok(if is_followed || is_closed { Kept::Followed } else { Kept::Unfollowed })
}

/// Its author is not blocked, nobody else's is overwritten, no decision is forestalled, and it still is what it was fetched for.
async fn is_for_us(
    change: &mut Change,
    entry: &Entry,
    row: &FetchRow,
    is_followed: bool,
    hosts: &Hosts,
) -> Result<bool, StoreError> {
    let origin = entry.iri.origin();
    if hosts.by_host(origin.authority()).is_some() || change.peers().stance(&origin).await? == Stance::Blocked
    {
        return Ok(false);
    }
    let before = change.entries().by_iri(&entry.iri).await?;
    if let Some(before) = &before
        && (before.author != entry.author || matches!(before.standing, Standing::Held | Standing::Erased))
    {
        return Ok(false);
    }
    Ok(match row.why {
        // Told by somebody of its author's host: the author himself is to be followed.
        Why::Told => is_followed || is_addressed_to_us(change, entry).await?,
        Why::Recommended => before.is_some() || change.marks().counts(&entry.iri).await?.recommended > 0,
        Why::Listed | Why::Referred | Why::Read | Why::Watched => hangs_somewhere(change, entry, row).await?,
    })
}

/// A comment hangs under something that is here or will be.
async fn hangs_somewhere(change: &mut Change, entry: &Entry, row: &FetchRow) -> Result<bool, StoreError> {
    let Some(parent) = entry.parent() else { return Ok(row.why != Why::Listed) };
    Ok(row.depth < DEEPEST || change.entries().by_iri(parent).await?.is_some())
}

/// Of other software only who agrees may be found (FEP-5feb, FEP-268d); organisations of our kind do.
pub fn has_consented(author: &ActorRow) -> bool {
    author.standing == Standing::Published && author.may_be_found()
}

/// An entry that cannot be had any more where it lives: our copy goes too, and what others said of it.
pub async fn is_gone(change: &mut Change, iri: &Iri, now: Time) -> Result<(), StoreError> {
    change.marks().forget_object(iri).await?;
    let row = change.entries().by_iri(iri).await?;
    if let Some(row) = row.filter(|row| !row.local && row.standing == Standing::Published) {
        change.entries().withdraw(iri, row.version, now).await?;
    }
    Ok(())
}

/// What an entry that has just come in stands under or is about is to be fetched, where it is not here; with what is said below it.
pub async fn want_references(
    change: &mut Change,
    entry: &Entry,
    depth: i64,
    hosts: &Hosts,
    now: Time,
) -> Result<(), StoreError> {
    if depth >= DEEPEST {
        return Ok(());
    }
    let wanted = match &entry.content {
        Content::Comment(comment) => vec![
            (FetchKind::Entry, &comment.parent),
            (FetchKind::Thread, comment.thread.as_ref().unwrap_or(&comment.parent)),
        ],
        Content::Adoption(adoption) => {
            adoption.entry().map(|target| (FetchKind::Entry, target)).into_iter().collect()
        }
        _ => return Ok(()),
    };
    let Some((_, first)) = wanted.first() else { return Ok(()) };
    let is_ours = hosts.by_host(first.origin().authority()).is_some();
    if is_ours || change.entries().by_iri(first).await?.is_some() {
        return Ok(());
    }
    for (kind, iri) in wanted {
        if hosts.by_host(iri.origin().authority()).is_none()
            && change.peers().stance(&iri.origin()).await? != Stance::Blocked
            && change.fetches().waiting_for(&entry.author, MOST_WAITING).await? < MOST_WAITING
        {
            let why = Why::Referred;
            let wanted = NewFetch { iri, kind, asker: &entry.author, why, depth: depth + 1 };
            change.fetches().want(wanted, now).await?;
        }
    }
    Ok(())
}

/// What is listed in the conversation below an entry and is not here is to be fetched from its own origin.
pub async fn want_listed(
    change: &mut Change,
    listed: &[Iri],
    row: &FetchRow,
    hosts: &Hosts,
    now: Time,
) -> Result<(), StoreError> {
    for iri in listed {
        let is_ours = hosts.by_host(iri.origin().authority()).is_some();
        if !is_ours && change.entries().by_iri(iri).await?.is_none() {
            let kind = FetchKind::Entry;
            let wanted = NewFetch { iri, kind, asker: &row.asker, why: Why::Listed, depth: row.depth + 1 };
            change.fetches().want(wanted, now).await?;
        }
    }
    Ok(())
}
