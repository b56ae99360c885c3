//! One run over the changes of one organisation that is followed, or with which a circle is shared: up to so many pages, items or so much time.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, Refusal, Time};
use federation::objects::own_actor::key_id;
use federation::{ChangesPage, RemoteActor, Signer, SigningKey};
use store::walks::{Bond, Place};
use store::{Change, StoreError, Work};
use tokio::time::Instant;

use crate::hall::Hall;
use crate::jobs::deliver::jitter;
use crate::operations::remembering;
use crate::operations::walked::{self, Fault, Sum, Verdict, Walk};
use crate::trouble::Trouble;

/// One run ends after so many pages, items or so much time, and goes on from its cursor later.
const PAGES: usize = 100;
const ITEMS: usize = 10_000;
const TIME: Duration = Duration::from_secs(60);
/// How much later, in milliseconds: a list without an end must not occupy us without an end.
const PAUSE: i64 = Time::MINUTE;

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// At the end of the list, with what the author holds and what came of comparing.
    Compared(Sum, Verdict),
    /// There is more: it goes on later.
    NotYet,
    /// Nobody wants it any more.
    Unwanted,
    /// There is nothing to walk.
    NothingToRead,
    /// Something went wrong.
    Stopped(anyhow::Error),
}

/// Walks on from where it has come to, and writes down where that led.
///
/// # Errors
/// When the memory fails.
pub async fn run(hall: &Arc<Hall>, mut walk: Walk) -> Result<Ended, StoreError> {
    let followed = hall.store.reading().await?.actors().by_iri(&walk.place.author).await?;
    let Some(address) = followed.and_then(|actor| actor.changes) else {
        let now = hall.clock.now();
        write(hall, &walk, move |change, walk| {
            Box::pin(async move { walked::reads_nothing(change, walk, now).await })
        })
        .await?;
        return Ok(Ended::NothingToRead);
    };
    match pages(hall, &mut walk, &address).await {
        Ok(ended) => Ok(ended),
        Err(error) => {
            stop(hall, &walk, &error).await?;
            Ok(Ended::Stopped(error))
        }
    }
}

/// Walks the pages. The walk that is handed in is left as far as it came.
async fn pages(hall: &Arc<Hall>, walk: &mut Walk, address: &Iri) -> anyhow::Result<Ended> {
    let started = Instant::now();
    let (mut items, mut been) = (0, HashSet::new());
    if walk.place.walked.is_none() && walk.place.cursor.is_none() && walk.row.sweep.is_none() {
        walk.place.cursor = shared_cursor(hall, walk).await?;
        // Whoever joins later may be shown more than those who walked before: the first difference counts.
        walk.row.differs = walk.place.cursor.is_some().then(|| hall.clock.now());
    }
    for _ in 0..PAGES {
        let page = fetch(hall, &walk.place, address).await?;
        if restored(walk, &page, hall.clock.now()) {
            // It does so once; who has another epoch on every page has none.
            refuse_unless(been.insert(None))?;
            continue;
        }
        items += page.items.len() + page.skipped;
        let is_end = page.next.is_none() || page.items.is_empty() && page.skipped == 0;
        refuse_unless(is_end || page.next != walk.place.cursor && been.insert(page.next.clone()))?;
        let told = Sum::from(&page);
        let Some(taken) = take_in(hall, walk, page).await? else { return Ok(Ended::Unwanted) };
        *walk = taken;
        if is_end {
            return compare(hall, walk, told).await;
        }
        if items >= ITEMS || started.elapsed() >= TIME {
            break;
        }
    }
    let until = hall.clock.now().plus(PAUSE);
    write(hall, walk, move |change, walk| Box::pin(async move { walked::rest(change, walk, until).await }))
        .await?;
    Ok(Ended::NotYet)
}

fn refuse_unless(moves: bool) -> Result<(), Refusal> {
    if moves { Ok(()) } else { Err(Refusal::WalkDoesNotMove {}) }
}

/// Whether the author's memory was restored since: then everything is walked anew, and this page is none of it.
fn restored(walk: &mut Walk, page: &ChangesPage, now: Time) -> bool {
    let is_other = walk.row.epoch.as_ref().is_some_and(|known| *known != page.epoch);
    if !is_other {
        return false;
    }
    tracing::info!(author = %walk.place.author, "the memory there was restored: everything is compared");
    let from_the_start = walk.place.cursor.is_none();
    walk.sweep(now);
    walk.row.epoch = Some(page.epoch.clone());
    !from_the_start
}

async fn shared_cursor(hall: &Hall, walk: &Walk) -> Result<Option<String>, StoreError> {
    match walk.place.bond {
        Bond::Follow => hall.store.reading().await?.follows().shared_cursor(&walk.place.author).await,
        // Not all belong to the same circles.
        Bond::Circle => Ok(None),
    }
}

/// Fetches the page after the walk's cursor, signed by the reader.
///
/// # Errors
/// Why the neighbour did not give it; or when the memory or a key fails.
pub async fn fetch(hall: &Hall, place: &Place, address: &Iri) -> anyhow::Result<ChangesPage> {
    let key = key(hall, place).await?;
    let signer = Signer { key: &key, key_id: &key_id(&place.reader), now: hall.clock.now() };
    let cursor = place.cursor.as_deref();
    let (client, author) = (hall.client(), &place.author);
    Ok(match place.bond {
        Bond::Follow => client.fetch_changes(address, author, cursor, &signer).await?,
        Bond::Circle => client.fetch_closed_changes(address, author, cursor, &signer).await?,
    })
}

async fn key(hall: &Hall, place: &Place) -> anyhow::Result<Arc<SigningKey>> {
    let (origin, now) = (place.author.origin(), hall.clock.now());
    hall.keyring.signing_key_for(&mut hall.store.reading().await?, &place.reader, &origin, now).await
}

async fn take_in(hall: &Arc<Hall>, walk: &Walk, page: ChangesPage) -> Result<Option<Walk>, StoreError> {
    let (page, now, here) = (Arc::new(page), hall.clock.now(), Arc::clone(hall));
    write(hall, walk, move |change, walk| {
        let (page, here) = (Arc::clone(&page), Arc::clone(&here));
        Box::pin(async move { walked::take_in(change, walk, &page, &here.hosts, now).await })
    })
    .await
}

async fn compare(hall: &Arc<Hall>, walk: &Walk, told: Sum) -> anyhow::Result<Ended> {
    let (now, sum) = (hall.clock.now(), told.clone());
    let verdict = write(hall, walk, move |change, walk| {
        let sum = sum.clone();
        Box::pin(async move { walked::compare(change, walk, &sum, now).await })
    })
    .await?;
    report(walk, verdict);
    Ok(Ended::Compared(told, verdict))
}

fn report(walk: &Walk, verdict: Verdict) {
    let (author, is_swept) = (&walk.place.author, walk.row.sweep.is_some());
    match verdict {
        Verdict::Same if is_swept => {
            tracing::info!(%author, "compared and set right: both sides hold the same")
        }
        Verdict::Same => tracing::debug!(%author, "both sides hold the same"),
        Verdict::Differs => tracing::info!(%author, "both sides do not hold the same: looked at again soon"),
        Verdict::BeginsAnew => tracing::warn!(%author, "both sides do not hold the same: all is compared"),
        Verdict::DiffersStill => tracing::warn!(%author, "all was compared, and both sides still differ"),
    }
}

/// Notes what stopped the walk, and logs it.
async fn stop(hall: &Arc<Hall>, walk: &Walk, error: &anyhow::Error) -> Result<(), StoreError> {
    let (fault, renewed) = fault(hall, &walk.place, error).await;
    tracing::warn!(peer.host = walk.origin().authority(), ?fault, "a walk stopped");
    let (now, percent) = (hall.clock.now(), jitter());
    write(hall, walk, move |change, walk| {
        let (fault, renewed) = (fault.clone(), renewed.clone());
        Box::pin(async move {
            if let Some(actor) = renewed {
                change.actors().put_remote(&remembering::row(&actor, now)).await?;
            }
            walked::stopped(change, walk, &fault, percent, now).await
        })
    })
    .await
}

/// What kind of fault this is. Where the list is not found the actor is asked: it may have moved its list, or be gone.
async fn fault(hall: &Hall, place: &Place, error: &anyhow::Error) -> (Fault, Option<RemoteActor>) {
    let word = Trouble::of(error).word();
    match error.downcast_ref::<Refusal>() {
        Some(refusal) if is_of_the_way(refusal) => (Fault::Way(word), None),
        Some(Refusal::SenderGone {} | Refusal::PeerAnswered { status: 404 }) => {
            match actor(hall, place).await {
                Ok(actor) => (Fault::Walk(word), Some(actor)),
                Err(Refusal::SenderGone {}) => (Fault::Gone(word), None),
                Err(_) => (Fault::Walk(word), None),
            }
        }
        _ => (Fault::Walk(word), None),
    }
}

async fn actor(hall: &Hall, place: &Place) -> Result<RemoteActor, Refusal> {
    let key = key(hall, place).await.map_err(|_| Refusal::FAILED)?;
    let signer = Signer { key: &key, key_id: &key_id(&place.reader), now: hall.clock.now() };
    hall.client().fetch_actor(&place.author, &signer).await
}

/// Whether another letter to this neighbour would fare no better at present.
fn is_of_the_way(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::PeerUnreachable {}
            | Refusal::PeerNameUnknown {}
            | Refusal::PeerTooSlow {}
            | Refusal::PeerInsecure {}
            | Refusal::PeerAnswered { status: 408 | 425 | 429 | 500.. }
    )
}

/// Something about this walk, in one transaction.
async fn write<T: Send + 'static>(
    hall: &Hall,
    walk: &Walk,
    work: impl for<'c> Fn(&'c mut Change, &'c Walk) -> Work<'c, T, StoreError> + Send + Sync + 'static,
) -> Result<T, StoreError> {
    let (walk, work) = (Arc::new(walk.clone()), Arc::new(work));
    hall.store
        .write(move |change| {
            let (walk, work) = (Arc::clone(&walk), Arc::clone(&work));
            Box::pin(async move { work(change, &walk).await })
        })
        .await
}
