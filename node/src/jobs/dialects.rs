//! Keeps what was learnt of the dialects that neighbours read, so that nobody has to knock twice after each start.

use std::sync::Arc;

use commons::Origin;
use federation::{Dialect, Dialects, Known, Learnt};
use store::peers::DialectRow;
use store::{Reading, StoreError};

use crate::failure::noted;
use crate::town::Town;

/// How many neighbours are remembered from the start.
const MOST: i64 = 10_000;

/// Keeps for ever what is learnt. What is lost is found out again.
pub async fn run(town: Town) {
    loop {
        let news: Arc<[_]> = town.dialects.news().await.iter().map(row).collect();
        if let Err(error) = keep(&town, news).await {
            noted(error);
        }
    }
}

async fn keep(town: &Town, news: Arc<[DialectRow]>) -> Result<(), StoreError> {
    let now = town.clock.now();
    town.store
        .write(move |change| {
            let news = Arc::clone(&news);
            Box::pin(async move {
                for row in news.iter() {
                    change.peers().set_dialect(row, now).await?;
                }
                Ok(())
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
