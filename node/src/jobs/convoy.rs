//! Holds what somebody plans against what others plan, some entries at a time, behind the index: a plan is brought together with others as soon as
//! both can be found. See `operations/convoy.rs`.

use std::sync::Arc;
use std::time::Duration;

use commons::Time;
use store::{EntryRow, StoreError};

use crate::failure::Failure;
use crate::operations::convoy::{bring_together, pairs};
use crate::town::Town;

/// The job's name among the places.
const JOB: &str = "convoy";
/// How often it looks whether anything has changed: nobody waits for it.
const LOOK: Duration = Duration::from_secs(5);
/// Entries looked at at once.
const PORTION: i64 = 100;
/// For how long they are left to one worker, in milliseconds.
const LEASE: i64 = 10 * Time::MINUTE;

/// Follows for ever.
pub async fn run(town: Town) {
    loop {
        match go_on(&town).await {
            Ok(true) => tokio::task::yield_now().await,
            Ok(false) => tokio::time::sleep(LOOK).await,
            // Said where it happened; the lease runs out, and it is tried again.
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}

/// One portion. Whether there was anything.
///
/// # Errors
/// When the memory or the index fails.
pub async fn go_on(town: &Town) -> Result<bool, Failure> {
    let upto = town.index.cursor();
    let reached = town.store.reading().await?.places().reached(JOB).await?;
    match reached {
        None => {
            town.store.write(|change| Box::pin(async move { change.places().begin(JOB).await })).await?;
            return Ok(false);
        }
        Some(reached) if reached >= upto => return Ok(false),
        Some(_) => {}
    }
    let Some(from) = claim(town).await? else { return Ok(false) };
    let mut rows = town.store.reading().await?.entries().changed_since(from, PORTION).await?;
    let is_full = rows.len() as i64 == PORTION;
    rows.retain(|row| row.changed <= upto);
    let to = if is_full { rows.last().map_or(upto, |row| row.changed) } else { upto };
    tell(town, rows, to.max(from)).await?;
    Ok(true)
}

async fn claim(town: &Town) -> Result<Option<i64>, StoreError> {
    let now = town.clock.now();
    town.store
        .write(move |change| Box::pin(async move { change.places().claim(JOB, now, LEASE).await }))
        .await
}

async fn tell(town: &Town, rows: Vec<EntryRow>, to: i64) -> Result<(), Failure> {
    let mut found = Vec::new();
    for row in &rows {
        found.extend(pairs(town, row).await?);
    }
    let (found, now) = (Arc::new(found), town.clock.now());
    town.store
        .write(move |change| {
            let found = Arc::clone(&found);
            Box::pin(async move {
                for pair in found.iter() {
                    bring_together(change, pair, now).await?;
                }
                change.places().reach(JOB, to).await
            })
        })
        .await?;
    Ok(())
}
