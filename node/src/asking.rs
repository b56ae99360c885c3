//! Asking the index: on the blocking pool, so many at once and no more.

use std::ops::RangeInclusive;
use std::sync::Arc;

use commons::{Iri, Reader, Refusal};
use search::{Hit, Index, Like, Order, Page, Search, Sight, Suggestions};
use store::StoreError;

use crate::asked::Asked;
use crate::failure::noted;
use crate::town::Town;

/// The origins whose entries are not to be found.
async fn blocked(town: &Town) -> Result<Vec<String>, StoreError> {
    let origins = town.store.reading().await?.peers().blocked().await?;
    Ok(origins.iter().map(ToString::to_string).collect())
}

/// Whom the organisation of this reader does not want.
async fn unwanted(town: &Town, reader: &Reader) -> Result<Vec<String>, StoreError> {
    let Some(organisation) = reader.organisation() else { return Ok(Vec::new()) };
    let rows = town.store.reading().await?.blocks().by_organisation(organisation).await?;
    Ok(rows.into_iter().map(|row| row.blocked.to_string()).collect())
}

/// The circles to which the reader belongs, and what of them is not for it: both come in here, for every door.
async fn circles(town: &Town, reader: &Reader) -> Result<(Vec<Iri>, Vec<String>), StoreError> {
    if reader.organisation().is_none() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut reading = town.store.reading().await?;
    let circles = reading.circles().read_by(reader).await?;
    let beyond = reading.circles().beyond(reader).await?;
    Ok((circles, beyond.iter().map(ToString::to_string).collect()))
}

/// What this reader may find.
async fn sight(town: &Town, reader: &Reader) -> Result<Sight, Refusal> {
    let (circles, beyond) = circles(town, reader).await.map_err(noted)?;
    Ok(Sight {
        reader: reader.clone(),
        circles,
        beyond,
        blocked: blocked(town).await.map_err(noted)?,
        unwanted: unwanted(town, reader).await.map_err(noted)?,
    })
}

/// What a search finds whose address has this query: what changed last comes first, within these numbers of change.
///
/// # Errors
/// As [`search`], and where the query can no longer be read: it may have been kept for years.
pub async fn again(
    town: &Town,
    query: &str,
    reader: Reader,
    changed: RangeInclusive<i64>,
    limit: usize,
) -> Result<Page, Refusal> {
    let asked = Asked::of(query).search(reader, town.clock.now())?;
    let asked = Search { limit, changed: Some(changed), order: Order::Changed, ..asked };
    search(town, asked).await
}

/// Asks the index what the reader may find: every door asks here.
///
/// # Errors
/// When the memory or the index cannot be read, or the time is up.
pub async fn search(town: &Town, search: Search) -> Result<Page, Refusal> {
    let sight = sight(town, &search.sight.reader).await?;
    let search = Search { sight, ..search };
    ask(town, move |index| index.search(&search)).await
}

/// What this reader may be looking for who has typed this so far.
///
/// # Errors
/// When the memory or the index cannot be read.
pub async fn suggest(town: &Town, reader: &Reader, typed: String) -> Result<Suggestions, Refusal> {
    let sight = sight(town, reader).await?;
    beside(ask(town, move |index| index.suggest(&typed, &sight)).await)
}

/// The entries that this reader may read and that are most like this.
///
/// # Errors
/// When the memory or the index cannot be read.
pub async fn similar(town: &Town, reader: &Reader, like: Like) -> Result<Vec<Hit>, Refusal> {
    let sight = sight(town, reader).await?;
    beside(ask(town, move |index| index.similar(&like, &sight)).await)
}

/// What stands beside something else is left out while the index is missing; the other thing is there.
///
/// # Errors
/// Every other.
pub fn beside<T: Default>(answer: Result<T, Refusal>) -> Result<T, Refusal> {
    match answer {
        Err(Refusal::SearchBeingBuilt { .. } | Refusal::SearchWithoutRoom {}) => Ok(T::default()),
        answer => answer,
    }
}

/// The permit lives inside the closure: a client that goes away frees its place only when the work has ended.
async fn ask<T: Send + 'static>(
    town: &Town,
    question: impl FnOnce(&Index) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let place = Arc::clone(&town.searches).acquire_owned().await.map_err(|_| Refusal::Busy {})?;
    let index = town.index.clone();
    let asked = tokio::task::spawn_blocking(move || {
        let answer = question(&index);
        drop(place);
        answer
    });
    asked.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a search ended in a panic");
        Err(Refusal::FAILED)
    })
}
