//! A follower walks the changes of whom he follows: first fill, long absence, a restored backup and the daily check are this one walk.

use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, Reader, Refusal, Time};
use federation::objects::own_actor::key_id;
use federation::{ChangedItem, ChangesPage, Signer};
use store::follows::WalkDue;
use store::{Change, FollowRow, Stance, StoreError};
use tokio::time::Instant;

use crate::failure::noted;
use crate::jobs::LOOK;
use crate::operations::hear::{take_in_walked, withdraw_walked};
use crate::town::Town;
use crate::trouble::Trouble;

/// One run ends after so many pages, items or so much time, and goes on from its cursor later.
const PAGES: usize = 100;
const ITEMS: usize = 10_000;
const TIME: Duration = Duration::from_secs(60);
/// Walks under way at once.
const AT_ONCE: i64 = 4;
/// When the next daily check is due, in milliseconds.
const DAILY: i64 = Time::DAY;
/// When a walk that failed is tried again, in milliseconds.
const AGAIN: i64 = 5 * Time::MINUTE;

/// Walks for ever what is due.
pub async fn run(town: Town) {
    loop {
        match due(&town).await {
            Ok(follows) if follows.is_empty() => {
                let _ = tokio::time::timeout(LOOK * 4, town.walk.notified()).await;
            }
            Ok(follows) => {
                let walks = follows.into_iter().map(|follow| walk(&town, follow));
                futures::future::join_all(walks).await;
            }
            Err(error) => {
                noted(error);
                tokio::time::sleep(LOOK * 20).await;
            }
        }
    }
}

async fn due(town: &Town) -> Result<Vec<FollowRow>, StoreError> {
    town.store.reading().await?.follows().walk_due(town.clock.now(), AT_ONCE).await
}

/// One run over the changes of one followed organisation, and when it walks next.
async fn walk(town: &Town, follow: FollowRow) {
    let walked = match pages(town, &follow).await {
        Ok(walked) => walked,
        Err(Stopped { cursor, error }) => {
            let said = format!("{error:#}");
            tracing::warn!(peer.host = follow.followed.origin().authority(), error = said, "a walk stopped");
            let due = WalkDue::GoesOn(town.clock.now().plus(AGAIN));
            Walked { cursor, due, error: Some(Trouble::of(&error).word()) }
        }
    };
    if let Err(error) = keep(town, &follow.followed, walked).await {
        noted(error);
    }
}

/// Where a walk has come to.
#[derive(Clone, Debug)]
struct Walked {
    cursor: Option<String>,
    due: WalkDue,
    error: Option<String>,
}

/// A walk that stopped, and the cursor up to which everything is kept.
struct Stopped {
    cursor: Option<String>,
    error: anyhow::Error,
}

async fn keep(town: &Town, followed: &Iri, walked: Walked) -> Result<(), StoreError> {
    let followed = followed.clone();
    town.store
        .write(move |change| {
            let (followed, walked) = (followed.clone(), walked.clone());
            Box::pin(async move {
                let (cursor, error) = (walked.cursor.as_deref(), walked.error.as_deref());
                change.follows().set_walk(&followed, cursor, walked.due, error).await
            })
        })
        .await
}

async fn pages(town: &Town, follow: &FollowRow) -> Result<Walked, Stopped> {
    let started = Instant::now();
    let (mut cursor, mut items) = (follow.cursor.clone(), 0);
    for _ in 0..PAGES {
        let before = cursor.clone();
        let stopped = |error| Stopped { cursor: before.clone(), error };
        let page = fetch(town, follow, cursor.as_deref()).await.map_err(stopped)?;
        items += page.items.len() + page.skipped;
        let end = page.next.is_none() || page.items.is_empty() && page.skipped == 0;
        if !end && page.next == cursor {
            return Err(stopped(Refusal::WalkDoesNotMove {}.into()));
        }
        let told = (page.count, page.check.clone());
        cursor = page.next.clone().or(cursor);
        take_in(town, follow, page, cursor.clone()).await.map_err(|error| stopped(error.into()))?;
        if end {
            return check(town, follow, cursor, told).await.map_err(stopped);
        }
        if items >= ITEMS || started.elapsed() >= TIME {
            break;
        }
    }
    Ok(Walked { cursor, due: WalkDue::GoesOn(town.clock.now()), error: None })
}

/// At the end both hold the same, or the walk begins again, tomorrow at the latest.
async fn check(
    town: &Town,
    follow: &FollowRow,
    cursor: Option<String>,
    told: (u64, String),
) -> anyhow::Result<Walked> {
    let reader = Reader::of(follow.follower.clone());
    let ours = town.store.reading().await?.entries().count_and_check(&follow.followed, &reader).await?;
    let now = town.clock.now();
    let same = (u64::try_from(ours.count).unwrap_or_default(), format!("{:016x}", ours.check)) == told;
    // A long walk takes several runs, so where this run began does not tell; nor may one that always differs go on for ever.
    let began_again = follow.walked.is_some_and(|at| now.millis() - at.millis() < DAILY);
    let from_the_start = follow.cursor.is_none();
    let due = WalkDue::Reached(now, now.plus(DAILY));
    Ok(if same {
        Walked { cursor, due, error: None }
    } else if from_the_start || began_again {
        // A letter may have come between the page and the look: tomorrow tells.
        tracing::info!(peer.host = follow.followed.origin().authority(), "differs after a whole walk");
        Walked { cursor, due, error: None }
    } else {
        Walked { cursor: None, due: WalkDue::Reached(now, now), error: None }
    })
}

async fn fetch(town: &Town, follow: &FollowRow, cursor: Option<&str>) -> anyhow::Result<ChangesPage> {
    let mut reading = town.store.reading().await?;
    let row = reading.actors().by_iri(&follow.followed).await?;
    let address = row.and_then(|row| row.changes);
    let address = address.ok_or(Refusal::NoChangesToWalk {})?;
    let (origin, now) = (follow.followed.origin(), town.clock.now());
    let key = town.keyring.signing_key_for(&mut reading, &follow.follower, &origin, now).await?;
    drop(reading);
    let signer = Signer { key: &key, key_id: &key_id(&follow.follower), now };
    Ok(town.client().fetch_changes(&address, &follow.followed, cursor, &signer).await?)
}

/// A page's items and the new cursor, in one transaction.
async fn take_in(
    town: &Town,
    follow: &FollowRow,
    page: ChangesPage,
    cursor: Option<String>,
) -> Result<(), StoreError> {
    let (page, followed, now) = (Arc::new(page), follow.followed.clone(), town.clock.now());
    let hall = Arc::clone(&town.hall);
    town.store
        .write(move |change| {
            let (page, followed, cursor) = (Arc::clone(&page), followed.clone(), cursor.clone());
            let hall = Arc::clone(&hall);
            Box::pin(async move {
                // Blocked, or no longer followed, while the page was on its way.
                if !is_wanted(change, &followed).await? {
                    return Ok(());
                }
                for item in &page.items {
                    match item {
                        ChangedItem::Entry(entry) => {
                            take_in_walked(change, entry, &hall.hosts, now).await?;
                        }
                        ChangedItem::Tombstone { iri, version } => {
                            withdraw_walked(change, iri, &followed, *version, now).await?;
                        }
                    }
                }
                change.follows().set_walk(&followed, cursor.as_deref(), WalkDue::GoesOn(now), None).await
            })
        })
        .await
}

/// Whether anybody here still follows this author, and nobody has blocked its node.
async fn is_wanted(change: &mut Change, followed: &Iri) -> Result<bool, StoreError> {
    let is_blocked = change.peers().stance(&followed.origin()).await? == Stance::Blocked;
    Ok(!is_blocked && change.follows().is_followed_here(followed).await?)
}
