//! Keeps what was learnt of the dialects that neighbours read, so that nobody has to knock twice after each start.

use std::sync::Arc;
use std::time::Duration;

use commons::Origin;
use federation::{Dialect, Dialects, Known, Learnt};
use store::peers::DialectRow;
use store::{Reading, StoreError};
use tokio::time::timeout;

use crate::failure::noted;
use crate::town::Town;

/// How many neighbours are remembered from the start.
const MOST: i64 = 10_000;

/// Often something is learnt of somebody with whom we are not acquainted yet, but are about to be: so often it is tried again, with so long a pause.
const TRIES: u32 = 30;
const PAUSE: Duration = Duration::from_secs(2);

/// Keeps for ever what is learnt. What is lost is found out again.
pub async fn run(town: Town) {
    let mut waiting: Vec<Waiting> = Vec::new();
    loop {
        let news = town.dialects.news();
        let news = match waiting.is_empty() {
            true => news.await,
            false => timeout(PAUSE, news).await.unwrap_or_default(),
        };
        waiting.extend(news.iter().map(|news| Waiting { row: row(news), tries: TRIES }));
        match keep(&town, waiting.iter().map(|waiting| waiting.row.clone()).collect()).await {
            Ok(kept) => waiting.retain(|one| !kept.contains(&one.row)),
            Err(error) => {
                noted(error);
            }
        }
        waiting.iter_mut().for_each(|waiting| waiting.tries -= 1);
        waiting.retain(|waiting| waiting.tries > 0);
    }
}

/// Something learnt that is not kept yet.
struct Waiting {
    row: DialectRow,
    tries: u32,
}

/// Writes it down, and gives back what there was a place for.
async fn keep(town: &Town, rows: Arc<[DialectRow]>) -> Result<Vec<DialectRow>, StoreError> {
    let now = town.clock.now();
    town.store
        .write(move |change| {
            let rows = Arc::clone(&rows);
            Box::pin(async move {
                let mut kept = Vec::new();
                for row in rows.iter() {
                    if change.peers().set_dialect(row, now).await? {
                        kept.push(row.clone());
                    }
                }
                Ok(kept)
            })
        })
        .await
}

fn row((origin, known): &(Origin, Known)) -> DialectRow {
    DialectRow {
        origin: origin.clone(),
        dialect: known.dialect.code().to_owned(),
        learnt: known.learnt.code().to_owned(),
    }
}

/// What was learnt before this start. A word that is not understood was written by a later version, and is left aside.
///
/// # Errors
/// When the memory fails.
pub async fn remembered(reading: &mut Reading) -> Result<Dialects, StoreError> {
    let rows = reading.peers().dialects(MOST).await?;
    Ok(Dialects::new(rows.into_iter().filter_map(|row| {
        let (dialect, learnt) = (Dialect::parse(&row.dialect)?, Learnt::parse(&row.learnt)?);
        Some((row.origin, Known { dialect, learnt }))
    })))
}
