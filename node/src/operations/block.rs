//! Whoever runs the node wants nothing more from another: against abuse, since it holds for every organisation here. What one organisation alone does
//! not want, `turn_away` keeps from it.

use commons::{Origin, Refusal, Time};
use store::audit::AuditRow;
use store::{Change, CircleRow, MemberRow, Stance, StoreError};

use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::circle::change::let_go;

/// Blocks an origin: nothing of it is taken in, nothing is sent to it, what it wrote is no longer found, and nobody there belongs to a circle that is
/// kept here.
///
/// # Errors
/// 409 for a host of this node itself.
pub async fn block(hall: &Hall, origin: Origin, who: &str) -> Result<(), Failure> {
    if hall.hosts.by_host(origin.authority()).is_some() {
        return Err(Refusal::OurOwnHost {}.into());
    }
    set(hall, origin, Stance::Blocked, "block", who).await
}

/// Takes a block back: how we stand follows from who follows whom again.
///
/// # Errors
/// When the memory fails.
pub async fn unblock(hall: &Hall, origin: Origin, who: &str) -> Result<(), Failure> {
    let stance = hall.store.reading().await?.peers().reckoned(&origin).await?;
    set(hall, origin, stance, "unblock", who).await
}

/// Nobody there belongs any more to a circle that is kept here. A block that is taken back does not invite anew.
async fn take_out_of_circles(change: &mut Change, origin: &Origin, now: Time) -> Result<(), StoreError> {
    let mut by_circle: Vec<(CircleRow, Vec<MemberRow>)> = Vec::new();
    for (circle, row) in change.circles().kept_with(origin).await? {
        match by_circle.last_mut() {
            Some((last, rows)) if last.iri == circle.iri => rows.push(row),
            _ => by_circle.push((circle, vec![row])),
        }
    }
    for (circle, rows) in by_circle {
        let_go(change, circle, rows, now).await?;
    }
    Ok(())
}

async fn set(
    hall: &Hall,
    origin: Origin,
    stance: Stance,
    act: &'static str,
    who: &str,
) -> Result<(), Failure> {
    let now = hall.clock.now();
    let who = who.to_owned();
    let set = hall
        .store
        .write(move |change| {
            let (origin, who) = (origin.clone(), who.clone());
            Box::pin(async move {
                if stance == Stance::Blocked {
                    take_out_of_circles(change, &origin, now).await?;
                }
                change.peers().set_stance(&origin, stance, now).await?;
                let (act, subject) = (act.to_owned(), origin.to_string());
                Ok(change.audit().note(&AuditRow { at: now, who, organisation: None, act, subject }).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    set
}
