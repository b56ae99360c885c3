//! An organisation answers an invitation to a circle, or leaves it. Its owner may live here or elsewhere.

use std::sync::Arc;

use commons::{Acceptance, EntryId, Membership, Refusal, Time, text};
use store::circles::FOR_EVER;
use store::{Change, CircleRow, MemberRow};

use super::change::{by_member, by_owner};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// Joins, or accepts the agreement as it stands now. `acceptance` says which words were read, and in which function somebody accepts them.
///
/// # Errors
/// 404 for a circle to which this organisation is not invited, 409 when its agreement is another than the one that was read, 422 without
/// a function.
pub async fn accept(
    hall: &Hall,
    acting: &Acting,
    id: EntryId,
    acceptance: Acceptance,
) -> Result<(), Failure> {
    let office = text::line(&acceptance.office);
    if office.is_empty() {
        return Err(Refusal::Missing { field: "office" }.into());
    }
    text::check("office", &office, text::caps::TITLE)?;
    let acceptance = Arc::new(Acceptance { office, ..acceptance });
    let now = hall.clock.now();
    answer(hall, acting, id, now, "join-circle", move |circle, row| {
        let read = (acceptance.edition, &acceptance.sha256);
        if read != (circle.agreement.edition, &circle.agreement.sha256) {
            return Err(Refusal::CircleChanged {});
        }
        match row.answer {
            Membership::Invited | Membership::Accepted if !row.belongs() => {}
            Membership::Accepted => return Err(Refusal::AlreadyAnswered {}),
            _ => return Err(Refusal::NoSuchCircle {}),
        }
        Ok(agreed(row, &acceptance, now))
    })
    .await
}

/// The row of a member that accepted this.
pub fn agreed(row: MemberRow, acceptance: &Acceptance, now: Time) -> MemberRow {
    let Acceptance { edition, sha256: hash, office } = acceptance.clone();
    MemberRow { edition, hash, office, until: FOR_EVER, ..row.answering(Membership::Accepted, now) }
}

/// Does not join.
///
/// # Errors
/// 404 for a circle to which this organisation is not invited.
pub async fn decline(hall: &Hall, acting: &Acting, id: EntryId) -> Result<(), Failure> {
    let now = hall.clock.now();
    answer(hall, acting, id, now, "decline-circle", move |_, row| match row.answer {
        Membership::Invited => Ok(row.answering(Membership::Declined, now)),
        _ => Err(Refusal::NoSuchCircle {}),
    })
    .await
}

/// Leaves: what others addressed to the circle is gone from here at once.
///
/// # Errors
/// 404 for a circle to which this organisation does not belong, 422 for one that it keeps itself.
pub async fn leave(hall: &Hall, acting: &Acting, id: EntryId) -> Result<(), Failure> {
    let now = hall.clock.now();
    answer(hall, acting, id, now, "leave-circle", move |circle, row| match row.answer {
        Membership::Accepted if row.member == circle.owner => Err(Refusal::OwnCircle {}),
        Membership::Accepted => Ok(row.answering(Membership::Left, now)),
        _ => Err(Refusal::NoSuchCircle {}),
    })
    .await
}

async fn answer(
    hall: &Hall,
    acting: &Acting,
    id: EntryId,
    now: Time,
    act: &'static str,
    decide: impl Fn(&CircleRow, MemberRow) -> Result<MemberRow, Refusal> + Send + Sync + 'static,
) -> Result<(), Failure> {
    let (acting, decide) = (acting.clone(), Arc::new(decide));
    let answered = hall
        .store
        .write(move |change| {
            let (acting, decide) = (acting.clone(), Arc::clone(&decide));
            Box::pin(async move {
                let (circle, row) = standing(change, &acting, &id).await?;
                say(change, circle.clone(), decide(&circle, row)?, now).await?;
                Ok::<_, Failure>(acting.note(change, act, circle.iri.as_str(), now).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    answered
}

/// To an owner who lives here nothing has to be sent.
async fn say(change: &mut Change, circle: CircleRow, row: MemberRow, now: Time) -> Result<(), Failure> {
    if circle.local {
        change.circles().put_member(&row).await?;
        by_owner(change, circle, now).await?;
    } else {
        by_member(change, &circle, &row, now).await?;
    }
    Ok(())
}

async fn standing(
    change: &mut Change,
    acting: &Acting,
    id: &EntryId,
) -> Result<(CircleRow, MemberRow), Failure> {
    let circle = change.circles().by_id(id).await?.ok_or(Refusal::NoSuchCircle {})?;
    change.circles().hold(&circle.iri).await?;
    let circle = change.circles().by_iri(&circle.iri).await?.unwrap_or(circle);
    let row = change.circles().member(&circle.iri, &acting.organisation.iri).await?;
    Ok((circle, row.ok_or(Refusal::NoSuchCircle {})?))
}
