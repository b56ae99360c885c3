//! Forgets what is too old to matter: letters that can no longer come again, mails that nobody needs any more, drafts in which nobody ever
//! wrote.

use std::time::Duration;

use commons::Time;

use crate::failure::noted;
use crate::town::Town;

/// How often it is tidied.
const EVERY: Duration = Duration::from_secs(600);

/// After this a draft in which nobody wrote was a slip.
const UNTOUCHED: i64 = Time::DAY;

/// Tidies for ever.
pub async fn run(town: Town) {
    loop {
        tokio::time::sleep(EVERY).await;
        let now = town.clock.now();
        let tidied = town.store.write(move |change| {
            Box::pin(async move {
                change.heard().forget(now).await?;
                change.drafts().forget_untouched(now.plus(-UNTOUCHED)).await?;
                change.mails().tidy(now).await
            })
        });
        if let Err(error) = tidied.await {
            noted(error);
        }
    }
}
