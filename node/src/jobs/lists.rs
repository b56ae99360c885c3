//! Lists of members: they are read, those on them are asked to be followed, and members put on a list by their address are looked for.
//!
//! Everything is a row, so that whoever dies half way goes on from there. Each of the three goes its own pace.

mod ask;
mod find;
mod read;

use std::time::Duration;

use store::StoreError;

use crate::failure::noted;
use crate::jobs::LOOK;
use crate::town::Town;

/// What one look did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// There was something to do, and there may be more.
    Worked,
    /// There was nothing to do.
    Idle,
}

/// Does all three for ever.
pub async fn run(town: Town) {
    tokio::join!(
        again_and_again(|| read::one(&town), Duration::ZERO),
        again_and_again(|| ask::some(&town), ask::PACE),
        again_and_again(|| find::some(&town), ask::PACE),
    );
}

/// Looks again at once where there was something to do, but not before its pace allows it.
async fn again_and_again<F>(mut look: impl FnMut() -> F, pace: Duration)
where
    F: Future<Output = Result<Look, StoreError>>,
{
    loop {
        let (looked, ()) = tokio::join!(look(), tokio::time::sleep(pace));
        match looked {
            Ok(Look::Worked) => {}
            Ok(Look::Idle) => tokio::time::sleep(LOOK * 4).await,
            Err(error) => {
                noted(error);
                tokio::time::sleep(LOOK * 20).await;
            }
        }
    }
}
