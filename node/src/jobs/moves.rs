//! Somebody we follow says that it is somewhere else. Whoever is there is asked whether that is so; then ours follow.

use std::sync::Arc;

use commons::{Refusal, Time};
use store::moves::{MoveAnswer, MoveRow};
use store::{Stance, StoreError};
use tokio::time::sleep;

use crate::failure::{Failure, noted};
use crate::fediverse::visitor;
use crate::jobs::LOOK;
use crate::operations::look::Found;
use crate::operations::moving::{follow_there, says_it_was};
use crate::town::Town;

/// Moves looked at one after the other.
const AT_ONCE: i64 = 20;
/// How long it waits before a target that cannot be read is asked again; from then on each time as long as the last.
const LADDER: [i64; 4] = [Time::MINUTE, 10 * Time::MINUTE, Time::HOUR, 6 * Time::HOUR];
/// For how long it is asked at all.
const PATIENCE: i64 = 14 * Time::DAY;

/// Looks for ever.
pub async fn run(town: Town) {
    loop {
        let now = town.clock.now();
        let due = match town.store.reading().await {
            Ok(mut reading) => reading.moves().due(now, AT_ONCE).await,
            Err(error) => Err(error),
        };
        match due {
            Ok(rows) => {
                for row in rows {
                    if let Err(error) = look_into(&town, &row).await {
                        noted(error);
                    }
                }
            }
            Err(error) => {
                noted(error);
            }
        }
        sleep(LOOK).await;
    }
}

/// What came of asking the target.
enum Said {
    /// That it was the old one before.
    Yes(Found),
    /// Something else, or nothing that counts.
    No,
    /// Nothing; waiting may cure it.
    NotYet,
}

async fn look_into(town: &Town, row: &MoveRow) -> Result<(), StoreError> {
    let now = town.clock.now();
    let said = said(town, row, now).await?;
    let row = Arc::new(row.clone());
    let given_up = now.millis() - row.heard.millis() > PATIENCE;
    let said = Arc::new(if given_up && matches!(said, Said::NotYet) { Said::No } else { said });
    let written = town.store.write(move |change| {
        let (row, said) = (Arc::clone(&row), Arc::clone(&said));
        Box::pin(async move {
            match &*said {
                Said::Yes(found) => {
                    if change.moves().settle(&row, MoveAnswer::Followed).await? {
                        follow_there(change, &row.actor, found, now).await?;
                    }
                    Ok(())
                }
                Said::No => change.moves().settle(&row, MoveAnswer::Refused).await.map(drop),
                Said::NotYet => change.moves().later(&row, now.plus(wait(row.tries))).await,
            }
        })
    });
    written.await?;
    town.acquaintance.forget();
    town.deliver.notify_one();
    Ok(())
}

fn wait(tries: i64) -> i64 {
    let rung = usize::try_from(tries).unwrap_or_default().min(LADDER.len() - 1);
    LADDER[rung]
}

/// Asks the target, on its own origin.
async fn said(town: &Town, row: &MoveRow, now: Time) -> Result<Said, StoreError> {
    if let Some(ours) = town.hosts.by_iri(&row.target) {
        let found = Found::Here(ours);
        return Ok(if says_it_was(town, &found, &row.actor).await? { Said::Yes(found) } else { Said::No });
    }
    if town.store.reading().await?.peers().stance(&row.target.origin()).await? == Stance::Blocked {
        return Ok(Said::No);
    }
    let found = match fetched(town, row, now).await {
        Ok(found) => found,
        Err(failure) if may_be_cured(failure.refusal()) => return Ok(Said::NotYet),
        Err(_) => return Ok(Said::No),
    };
    Ok(if says_it_was(town, &found, &row.actor).await? { Said::Yes(found) } else { Said::No })
}

async fn fetched(town: &Town, row: &MoveRow, now: Time) -> Result<Found, Failure> {
    let application = visitor::application(town).await?;
    let actor = town.client().fetch_actor(&row.target, &application.at(now)).await?;
    Ok(Found::Elsewhere(Arc::new(actor)))
}

/// Whether waiting may help: the target could not be reached, and said nothing.
fn may_be_cured(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::PeerUnreachable {}
            | Refusal::PeerNameUnknown {}
            | Refusal::PeerInsecure {}
            | Refusal::PeerTooSlow {}
            | Refusal::PeerAnswered { status: 408 | 429 | 500.. }
            | Refusal::Failed {}
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_up_to_six_hours() {
        let hours: Vec<_> = (0..6).map(|tries| wait(tries) / Time::MINUTE).collect();
        assert_eq!(hours, [1, 10, 60, 360, 360, 360]);
    }
}
