//! A person wants a neighbour tried at once, whatever the back-off says.

use commons::{Origin, Refusal, Time};
use store::audit::AuditRow;
use store::{Change, StoreError};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// Tries this neighbour at once, for an organisation that has to do with it.
///
/// # Errors
/// 404 when it has nothing to do with it.
pub async fn try_now(hall: &Hall, acting: &Acting, origin: Origin) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, origin) = (acting.clone(), origin.clone());
            Box::pin(async move {
                let row = change.peers().neighbour(&acting.organisation.iri, &origin).await?;
                if !row.is_some_and(|row| row.is_connected()) {
                    return Err(Failure::from(Refusal::NoSuchPeer {}));
                }
                hurry(change, &origin, now).await?;
                Ok(acting.note(change, "try-now", origin.as_str(), now).await?)
            })
        })
        .await
}

/// The same, for whoever runs the node.
///
/// # Errors
/// 404 when the node does not know it.
pub async fn try_for_all(hall: &Hall, origin: Origin, who: &str) -> Result<(), Failure> {
    let who = who.to_owned();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (origin, who) = (origin.clone(), who.clone());
            Box::pin(async move {
                change.peers().by_origin(&origin).await?.ok_or(Refusal::NoSuchPeer {})?;
                hurry(change, &origin, now).await?;
                let (act, subject) = ("try-now".to_owned(), origin.to_string());
                Ok(change.audit().note(&AuditRow { at: now, who, organisation: None, act, subject }).await?)
            })
        })
        .await
}

/// The back-off ends, what waits is due, and so are the walks.
async fn hurry(change: &mut Change, origin: &Origin, now: Time) -> Result<(), StoreError> {
    change.peers().try_now(origin, now).await?;
    change.deliveries().hurry(origin, now).await?;
    change.follows().hurry_walks(origin, now).await?;
    Ok(())
}
