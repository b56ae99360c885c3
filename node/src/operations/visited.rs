//! A follower walks our changes: it is there, and has what it was shown on the way. That need not be sent any more.

use commons::Iri;
use store::{Answer, StoreError};

use crate::hall::Hall;

/// Notes that this follower of this author has come up to this number of change. Whoever does not follow is not looked at.
///
/// # Errors
/// When the memory fails.
pub async fn visited(hall: &Hall, author: &Iri, follower: &Iri, upto: i64) -> Result<(), StoreError> {
    let mut reading = hall.store.reading().await?;
    let follow = reading.follows().between(follower, author).await?;
    let Some(actor) = reading.actors().by_iri(follower).await?.filter(|actor| !actor.local) else {
        return Ok(());
    };
    drop(reading);
    if follow.is_none_or(|follow| follow.answer != Answer::Accepted) {
        return Ok(());
    }
    let (author, now) = (author.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (author, actor) = (author.clone(), actor.clone());
            Box::pin(async move {
                change.deliveries().walked(&actor, &author, upto, now).await?;
                if change.peers().heard_from(&actor.origin, now).await? {
                    change.deliveries().release(&actor.origin, now).await?;
                    change.follows().hurry_failed_walks(&actor.origin, now).await?;
                }
                Ok(())
            })
        })
        .await
}
