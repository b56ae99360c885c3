//! An organisation wants nothing to do with another: its people do not see it, it may not follow, and what it says below our entries is refused. The
//! others on the node are untouched; what a whole node wants nothing of is `block`.

use commons::{Entry, Iri, Kind, Membership, Refusal, Time};
use store::{Answer, Change, StoreError};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::circle::change::let_go;
use crate::operations::{accept, follow};

/// Turns an organisation away: what connects the two ends, and nothing new begins.
///
/// # Errors
/// 422 for the own organisation, 404 for one that nobody here knows.
pub async fn turn_away(hall: &Hall, acting: &Acting, other: &Iri) -> Result<(), Failure> {
    if *other == acting.organisation.iri {
        return Err(Refusal::OurOwnAddress {}.into());
    }
    let (acting, other) = (acting.clone(), other.clone());
    let now = hall.clock.now();
    let done = hall
        .store
        .write(move |change| {
            let (acting, other) = (acting.clone(), other.clone());
            Box::pin(async move {
                let ours = &acting.organisation.iri;
                change.actors().by_iri(&other).await?.ok_or(Refusal::NoSuchOrganisation {})?;
                if !change.blocks().set(ours, &other, now).await? {
                    return Ok(());
                }
                disconnect(change, ours, &other, now).await?;
                change.entries().touch_said_below(&other, ours).await?;
                Ok::<_, Failure>(acting.note(change, "turn-away", other.as_str(), now).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    done
}

/// Takes that back. What was connected before has to be asked for anew.
///
/// # Errors
/// 404 when it was not turned away.
pub async fn let_back(hall: &Hall, acting: &Acting, other: &Iri) -> Result<(), Failure> {
    let (acting, other) = (acting.clone(), other.clone());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, other) = (acting.clone(), other.clone());
            Box::pin(async move {
                let ours = &acting.organisation.iri;
                if !change.blocks().lift(ours, &other).await? {
                    return Err(Failure::from(Refusal::NoSuchOrganisation {}));
                }
                change.entries().touch_said_below(&other, ours).await?;
                Ok(acting.note(change, "let-back", other.as_str(), now).await?)
            })
        })
        .await
}

async fn disconnect(change: &mut Change, ours: &Iri, other: &Iri, now: Time) -> Result<(), StoreError> {
    let open = |answer| matches!(answer, Answer::Asked | Answer::Accepted);
    if let Some(row) = change.follows().between(other, ours).await?.filter(|row| open(row.answer)) {
        accept::give(change, &row, Answer::Declined, now).await?;
    }
    if let Some(row) = change.follows().between(ours, other).await?.filter(|row| open(row.answer)) {
        follow::end(change, &row, now).await?;
    }
    take_out_of_circles(change, ours, other, now).await?;
    accept::settle_stance(change, &other.origin(), now).await
}

/// It belongs to no circle any more that is kept by ours. To those of others both may go on to belong: who is in there is for them to say.
async fn take_out_of_circles(
    change: &mut Change,
    ours: &Iri,
    other: &Iri,
    now: Time,
) -> Result<(), StoreError> {
    for answer in [Membership::Invited, Membership::Accepted] {
        for (circle, row) in change.circles().of_member(other, answer).await? {
            if circle.owner == *ours {
                let_go(change, circle, vec![row], now).await?;
            }
        }
    }
    Ok(())
}

/// Whether this is said about an entry of ours by somebody whom its owner does not want. A comment or an adoption hangs below it; a lesson stands
/// for itself.
///
/// # Errors
/// When the memory fails.
pub async fn is_unwanted(change: &mut Change, entry: &Entry) -> Result<bool, StoreError> {
    if !matches!(entry.kind(), Kind::Comment | Kind::Adoption) {
        return Ok(false);
    }
    for (_, target) in entry.references() {
        let Some(row) = change.entries().by_iri(target).await? else { continue };
        if change.blocks().has(&row.author, &entry.author).await? {
            return Ok(true);
        }
        if let Some(top) = &row.thread
            && let Some(top) = change.entries().by_iri(top).await?
            && change.blocks().has(&top.author, &entry.author).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}
