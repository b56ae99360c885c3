//! What was not found is written down once a minute, and when the node stops.

use std::time::Duration;

use tokio::sync::watch;

use crate::failure::noted;
use crate::operations::misses::write_down;
use crate::town::Town;

/// How often.
const EVERY: Duration = Duration::from_secs(60);

/// Writes down until `stop` says true, and then once more.
pub async fn run(town: Town, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
        if let Err(error) = write_down(&town, &town.misses).await {
            noted(error);
        }
    }
}
