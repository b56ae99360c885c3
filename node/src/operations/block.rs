//! The administrator wants nothing more from a node.

use commons::{Origin, Refusal};
use store::Stance;
use store::audit::AuditRow;

use crate::failure::Failure;
use crate::hall::Hall;
use crate::visitor::Person;

/// Whether blocks are this person's to decide. A block holds for the whole node: where several organisations share it, only who
/// runs it may.
pub fn may(hall: &Hall, person: &Person) -> bool {
    person.row.is_operator || hall.hosts.all().len() == 1
}

/// Blocks an origin: nothing of it is taken in, nothing is sent to it, what it wrote is no longer found.
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

/// Blocks for a person at the desk.
///
/// # Errors
/// 403 when that is not theirs to decide; as [`block`].
pub async fn block_by(hall: &Hall, person: &Person, origin: Origin) -> Result<(), Failure> {
    refuse_others(hall, person)?;
    block(hall, origin, &person.who()).await
}

/// Takes a block back for a person at the desk.
///
/// # Errors
/// 403 when that is not theirs to decide, 404 when nobody is blocked there.
pub async fn unblock_by(hall: &Hall, person: &Person, origin: Origin) -> Result<(), Failure> {
    refuse_others(hall, person)?;
    if hall.store.reading().await?.peers().stance(&origin).await? != Stance::Blocked {
        return Err(Refusal::NoSuchPeer {}.into());
    }
    unblock(hall, origin, &person.who()).await
}

fn refuse_others(hall: &Hall, person: &Person) -> Result<(), Refusal> {
    if may(hall, person) { Ok(()) } else { Err(Refusal::NotTheOperator {}) }
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
                change.peers().set_stance(&origin, stance, now).await?;
                let (act, subject) = (act.to_owned(), origin.to_string());
                Ok(change.audit().note(&AuditRow { at: now, who, organisation: None, act, subject }).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    set
}
