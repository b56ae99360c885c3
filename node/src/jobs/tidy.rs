//! Forgets what is too old to matter: letters that can no longer come again, mails that nobody needs any more, barriers long settled.

use std::time::Duration;

use commons::Time;

use crate::failure::noted;
use crate::operations::barrier;
use crate::town::Town;

/// How often it is tidied.
const EVERY: Duration = Duration::from_secs(600);

/// Tidies for ever.
pub async fn run(town: Town) {
    loop {
        tokio::time::sleep(EVERY).await;
        let now = town.clock.now();
        let tidied = town.store.write(move |change| {
            Box::pin(async move {
                change.heard().forget(now).await?;
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
