//! Members of circles whom nobody here knows yet are asked who they are: until then nothing that is written to the circle can reach them.

use commons::{Iri, Refusal, Time};

use crate::failure::{Failure, noted};
use crate::fediverse::inbox;
use crate::jobs::LOOK;
use crate::operations::circle::change::others_belong;
use crate::operations::remembering;
use crate::town::Town;

/// Asked in one round.
const AT_ONCE: i64 = 20;

/// Asks for ever.
pub async fn run(town: Town) {
    let mut changes = town.store.changes();
    loop {
        if let Err(error) = round(&town).await {
            noted(error);
        }
        // Who belongs to a circle comes in by letters, which wake the deliveries too.
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep(LOOK * 4) => {}
        }
    }
}

async fn round(town: &Town) -> Result<(), store::StoreError> {
    let unmet = town.store.reading().await?.circles().unmet(town.clock.now(), AT_ONCE).await?;
    for member in unmet {
        let now = town.clock.now();
        if let Err(failure) = meet(town, &member, now).await {
            if *failure.refusal() == (Refusal::TooOften {}) {
                // It is we who have asked enough for this minute.
                return Ok(());
            }
            tracing::info!(
                peer.host = member.origin().authority(),
                reason = failure.refusal().code(),
                "a member cannot be read"
            );
            town.store
                .write(move |change| {
                    let member = member.clone();
                    Box::pin(async move { change.circles().looked(&member, now).await })
                })
                .await?;
        }
    }
    Ok(())
}

async fn meet(town: &Town, member: &Iri, now: Time) -> Result<(), Failure> {
    let (actor, _) = inbox::fetch(town, member, now).await?;
    let row = remembering::row(&actor, now);
    town.store
        .write(move |change| {
            let row = row.clone();
            Box::pin(async move {
                change.actors().put_remote(&row).await?;
                for circle in change.circles().circles_of(&row.iri).await? {
                    others_belong(change, &circle, now).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await?;
    town.acquaintance.forget();
    town.deliver.notify_one();
    Ok(())
}
