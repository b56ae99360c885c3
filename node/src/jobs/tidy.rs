//! Forgets what is too old to matter: letters that can no longer come again, mails that nobody needs any more, drafts in which nobody ever
//! wrote, notices of half a year ago, what was not found a year ago, barriers long settled, reports long decided, sessions and links that have run out, keys replaced two weeks ago,
//! tries that failed long ago; and what neighbours that have been silent for half a year gave to a few.

use std::time::Duration;

use commons::Time;
use store::StoreError;

use crate::failure::noted;
use crate::hall::Hall;
use crate::operations::{barrier, misses, report, silence, themes, throttle};
use crate::town::Town;

/// How often it is tidied.
const EVERY: Duration = Duration::from_secs(600);

/// After this a draft in which nobody wrote was a slip.
const UNTOUCHED: i64 = Time::DAY;
/// How long notices are kept.
const NOTICES_LAST: i64 = 180 * Time::DAY;

/// Tidies for ever.
pub async fn run(town: Town) {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(error) = tidy(&town).await {
            noted(error);
        }
    }
}

/// Tidies once.
///
/// # Errors
/// When the memory fails.
pub async fn tidy(hall: &Hall) -> Result<(), StoreError> {
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            Box::pin(async move {
                change.heard().forget(now).await?;
                change.drafts().forget_untouched(now.plus(-UNTOUCHED)).await?;
                change.notices().forget(now.plus(-NOTICES_LAST)).await?;
                change.theme_reports().forget(now.plus(-themes::KEPT)).await?;
                change.misses().forget(now.plus(-misses::KEPT)).await?;
                change.barriers().forget(barrier::kept_since(now)).await?;
                change.reports().forget(report::kept_since(now)).await?;
                change.mails().tidy(now).await?;
                silence::purge(change, now).await?;
                change.sessions().forget(now).await?;
                change.tickets().forget(now).await?;
                change.keys().forget_retired(now).await?;
                change.attempts().forget(now.plus(-throttle::PAUSE)).await.map(drop)
            })
        })
        .await
}
