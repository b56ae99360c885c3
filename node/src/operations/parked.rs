//! What of ours a neighbour did not take and was given up: it is tried again, or let be.

pub mod incoming;

use commons::{Origin, Refusal};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// Tries everything again that was given up for this neighbour.
///
/// # Errors
/// 404 when nothing of this organisation was.
pub async fn try_again(hall: &Hall, acting: &Acting, origin: Origin) -> Result<(), Failure> {
    decide(hall, acting, origin, Decision::TryAgain).await
}

/// Lets it be. What changes later is told all the same.
///
/// # Errors
/// As [`try_again`].
pub async fn discard(hall: &Hall, acting: &Acting, origin: Origin) -> Result<(), Failure> {
    decide(hall, acting, origin, Decision::Discard).await
}

#[derive(Clone, Copy)]
enum Decision {
    TryAgain,
    Discard,
}

async fn decide(hall: &Hall, acting: &Acting, origin: Origin, decision: Decision) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, origin) = (acting.clone(), origin.clone());
            Box::pin(async move {
                let sender = &acting.organisation.iri;
                let (act, done) = match decision {
                    Decision::TryAgain => {
                        ("try-parked", change.deliveries().try_parked_again(sender, &origin, now).await?)
                    }
                    Decision::Discard => {
                        ("discard-parked", change.deliveries().discard_parked(sender, &origin).await?)
                    }
                };
                if done == 0 {
                    return Err(Failure::from(Refusal::NothingHeld {}));
                }
                Ok(acting.note(change, act, origin.as_str(), now).await?)
            })
        })
        .await
}
