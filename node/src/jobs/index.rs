//! The index follows the memory: it reads what has changed since the number in its own commit and writes that, with the new number, in one commit.

mod documents;

use std::time::Duration;

use search::{Index, Update};
use store::{Reading, Store};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use crate::jobs::LOOK;
use crate::town::Town;

/// Rows read at once.
const PAGE: i64 = 1_500;
/// A commit of more rows than this is followed by a pause: under load few large commits cost less than many small ones.
const MANY: usize = 50;
/// From the beginning of a large commit to the next one, at least.
const PAUSE: Duration = Duration::from_millis(400);
/// After a failure it is tried again so soon, and twice as late each time. Trying can cost minutes, and want of room is not cured by it.
const SOON: Duration = Duration::from_secs(5);
/// Never later than that.
const LATE: Duration = Duration::from_secs(60);

/// Follows until `stop` says true.
pub async fn run(town: Town, mut stop: watch::Receiver<bool>) {
    let mut changes = town.store.changes();
    let mut again = SOON;
    while !*stop.borrow() {
        let begun = Instant::now();
        let followed = tokio::select! {
            renewed = renew_where_needed(&town) => renewed,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let followed = match followed {
            Ok(()) => follow(&town).await,
            Err(error) => Err(error),
        };
        if followed.is_ok() {
            again = SOON;
        }
        match followed {
            Ok(rows) if rows > MANY => {
                tokio::select! {
                    () = tokio::time::sleep_until(begun + PAUSE) => continue,
                    _ = stop.wait_for(|stop| *stop) => return,
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the index cannot follow");
                tokio::select! {
                    () = tokio::time::sleep(again) => again = LATE.min(again * 2),
                    _ = stop.wait_for(|stop| *stop) => return,
                }
            }
        }
        tokio::select! {
            // Another process may have written: look, even if nobody here has.
            _ = timeout(LOOK, changes.changed()) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Where there is no index, or its files are not what was written, makes a new one beside them. Searches go on from what there is.
async fn renew_where_needed(town: &Town) -> anyhow::Result<()> {
    if !must_renew(town).await? {
        return Ok(());
    }
    rebuild(&town.store, &town.index, &mut |_| {}).await?;
    tracing::info!(documents = town.index.count(), "a new index is in its place");
    // Whoever moved in meanwhile is in it already, and would not be noticed any more.
    town.refresh_hosts().await?;
    Ok(())
}

async fn must_renew(town: &Town) -> anyhow::Result<bool> {
    if town.index.is_missing() || !town.index.is_suspect() {
        return Ok(town.index.is_missing());
    }
    let index = town.index.clone();
    let checked = tokio::task::spawn_blocking(move || index.check()).await?;
    if let Err(error) = &checked {
        tracing::warn!(%error, "the index is built anew beside the old one");
    }
    Ok(checked.is_err())
}

/// One page of changes, one commit. Tells how many documents were written.
async fn follow(town: &Town) -> anyhow::Result<usize> {
    let cursor = town.index.cursor();
    let counter = town.store.changed().await?;
    if counter == cursor {
        return Ok(0);
    }
    let mut reading = town.store.reading().await?;
    let page = documents::since(&mut reading, cursor, counter, PAGE).await?;
    drop(reading);
    if page.organisations_changed {
        town.refresh_hosts().await?;
    }
    let (index, rows) = (town.index.clone(), page.updates.len());
    tokio::task::spawn_blocking(move || index.write(page.updates, page.upto)).await??;
    Ok(rows)
}

/// Builds the index anew from the whole memory, beside what there is. `progress` is told the number of change reached.
///
/// # Errors
/// When the memory cannot be read or the index not be written.
pub async fn rebuild(
    store: &Store,
    index: &Index,
    progress: &mut (dyn FnMut(i64) + Send),
) -> anyhow::Result<()> {
    let index = index.clone();
    let mut rebuild = tokio::task::spawn_blocking(move || index.rebuild()).await??;
    let counter = store.changed().await?;
    let mut cursor = 0;
    while cursor < counter {
        let page = all(&mut store.reading().await?, cursor, counter).await?;
        cursor = page.1;
        rebuild = tokio::task::spawn_blocking(move || rebuild.write(page.0).map(|()| rebuild)).await??;
        rebuild.has_done(u8::try_from(cursor.saturating_mul(100) / counter).unwrap_or_default());
        progress(cursor);
    }
    tokio::task::spawn_blocking(move || rebuild.finish(cursor)).await??;
    Ok(())
}

async fn all(reading: &mut Reading, cursor: i64, counter: i64) -> anyhow::Result<(Vec<Update>, i64)> {
    let page = documents::since(reading, cursor, counter, PAGE).await?;
    Ok((page.updates, page.upto))
}
