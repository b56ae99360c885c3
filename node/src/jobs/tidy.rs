//! Forgets what is too old to matter: letters that can no longer come again, mails that nobody needs any more, drafts in which nobody ever
//! wrote, notices of half a year ago, barriers long settled.

use std::time::Duration;

use commons::Time;

use crate::failure::noted;
use crate::operations::barrier;
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
        let now = town.clock.now();
        let tidied = town.store.write(move |change| {
            Box::pin(async move {
                change.heard().forget(now).await?;
                change.drafts().forget_untouched(now.plus(-UNTOUCHED)).await?;
                change.notices().forget(now.plus(-NOTICES_LAST)).await?;
                change.attempts().forget(now.plus(-2 * Time::DAY)).await?;
                change.barriers().forget(barrier::kept_since(now)).await?;
                change.mails().tidy(now).await
            })
        });
        if let Err(error) = tidied.await {
            noted(error);
        }
    }
}
