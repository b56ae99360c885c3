//! Forgets what is too old to matter: letters that can no longer come again, mails that nobody needs any more.

use std::time::Duration;

use crate::failure::noted;
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
                change.mails().tidy(now).await
            })
        });
        if let Err(error) = tidied.await {
            noted(error);
        }
    }
}
