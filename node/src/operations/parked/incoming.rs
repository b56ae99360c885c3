//! A letter that was verified and could not be applied, because the memory failed: it is applied again by the same operation, or thrown away.

use commons::{Iri, Refusal, Time};
use federation::Heard;
use store::Change;
use store::audit::AuditRow;
use store::parked::ParkedRow;

use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::hear::{self, Batch, Effect, Standings};

/// Applies it again, as if it came now. If that fails it stays where it is.
///
/// # Errors
/// 404 when there is no such letter; what the letter is refused for; what the memory failed at.
pub async fn apply_again(hall: &Hall, id: &str, who: &str) -> Result<Effect, Failure> {
    let now = hall.clock.now();
    let mut change = hall.store.begin().await?;
    let row = take(&mut change, id).await?;
    let heard = Heard::kept(row.body.as_bytes(), &row.actor, now)?;
    let mut standings = Standings::default();
    let mut batch = Batch::new(now, &hall.hosts, &mut standings);
    let effect = hear::apply(&mut change, &[(&heard, None)], &mut batch).await?.pop();
    let effect = effect.unwrap_or(Ok(Effect::Dropped))?;
    note(&mut change, who, "apply-parked-letter", &row.actor, now).await?;
    change.commit().await?;
    hall.acquaintance.forget();
    Ok(effect)
}

/// Throws it away.
///
/// # Errors
/// 404 when there is no such letter.
pub async fn discard(hall: &Hall, id: &str, who: &str) -> Result<(), Failure> {
    let now = hall.clock.now();
    let mut change = hall.store.begin().await?;
    let row = take(&mut change, id).await?;
    note(&mut change, who, "discard-parked-letter", &row.actor, now).await?;
    change.commit().await?;
    Ok(())
}

async fn take(change: &mut Change, id: &str) -> Result<ParkedRow, Failure> {
    Ok(change.parked().take(id).await?.ok_or(Refusal::NothingHeld {})?)
}

async fn note(
    change: &mut Change,
    who: &str,
    act: &'static str,
    actor: &Iri,
    now: Time,
) -> Result<(), Failure> {
    let (who, act, subject) = (who.to_owned(), act.to_owned(), actor.to_string());
    Ok(change.audit().note(&AuditRow { at: now, who, organisation: None, act, subject }).await?)
}
