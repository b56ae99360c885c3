//! A circle has changed, or who belongs to it: what follows from that here.

use commons::{Circle, CircleMember, Iri, Membership, Refusal, Time};
use store::circles::FOR_EVER;
use store::{Change, CircleRow, MemberRow, StoreError, Subject};

use crate::operations::accept::settle_stance;
use crate::operations::tell::want_at;

/// The owner's circle has changed: it gets a version, and whoever belongs to it, is invited or was let go just now is told.
pub async fn by_owner(
    change: &mut Change,
    mut circle: CircleRow,
    now: Time,
) -> Result<CircleRow, StoreError> {
    circle.version = now.millis().max(circle.version + 1);
    change.circles().put(&circle).await?;
    for member in change.circles().members_of(&circle.iri).await? {
        let belongs = matches!(member.answer, Membership::Invited | Membership::Accepted);
        if belongs || member.answer == Membership::Removed && member.since == now {
            let subject = Subject::Circle { circle: circle.iri.clone(), member: member.member.clone() };
            want_at(change, &member.member, &circle.owner, &subject, circle.version, now).await?;
        }
    }
    others_belong(change, &circle.iri, now).await?;
    Ok(circle)
}

/// The owner lets these go: what is addressed to the circle is taken back from them.
pub async fn let_go(
    change: &mut Change,
    circle: CircleRow,
    members: Vec<MemberRow>,
    now: Time,
) -> Result<CircleRow, StoreError> {
    for member in members {
        change.circles().put_member(&member.answering(Membership::Removed, now)).await?;
    }
    by_owner(change, circle, now).await
}

/// A circle is no more: nobody belongs to it, and its owner has left it. What somebody wrote for it stays his own.
pub async fn end(change: &mut Change, circle: &CircleRow, now: Time) -> Result<(), StoreError> {
    for row in change.circles().members_of(&circle.iri).await? {
        let answer = if row.member == circle.owner { Membership::Left } else { Membership::Removed };
        if matches!(row.answer, Membership::Invited | Membership::Accepted) {
            change.circles().put_member(&row.answering(answer, now)).await?;
        }
    }
    Ok(())
}

/// A member says something to the owner who lives elsewhere; its own row says what.
pub async fn by_member(
    change: &mut Change,
    circle: &CircleRow,
    member: &MemberRow,
    now: Time,
) -> Result<(), StoreError> {
    change.circles().put_member(member).await?;
    let subject = Subject::Circle { circle: circle.iri.clone(), member: member.member.clone() };
    want_at(change, &circle.owner, &member.member, &subject, member.version, now).await?;
    others_belong(change, &circle.iri, now).await
}

/// Others belong to this circle than before. What of ours is addressed to it is told to those who joined and taken back from those who
/// left; what of others' is addressed to it and nobody here may read any more is let go of; and who shares a circle with us may speak.
///
/// `circle` may also be the followers of an organisation.
pub async fn others_belong(change: &mut Change, circle: &Iri, now: Time) -> Result<(), StoreError> {
    change.deliveries().circle_changed(circle, now).await?;
    for (entry, version) in change.entries().unreadable_here(circle).await? {
        change.entries().withdraw(&entry, version, now).await?;
    }
    let rows = change.circles().members_of(circle).await?;
    let mut origins: Vec<_> = rows.iter().map(|row| row.member.origin()).collect();
    origins.sort();
    origins.dedup();
    for origin in origins {
        if change.actors().local_by_host(origin.authority()).await?.is_none() {
            settle_stance(change, &origin, now).await?;
        }
    }
    Ok(())
}

/// A circle that is kept elsewhere, as its owner says it is now. Tells whether that was news.
///
/// # Errors
/// 403 when somebody else keeps a circle by this id.
pub async fn take_in(
    change: &mut Change,
    circle: &Circle,
    now: Time,
    ours: &(dyn Fn(&Iri) -> bool + Sync),
) -> Result<Result<bool, Refusal>, StoreError> {
    let known = change.circles().by_iri(&circle.iri).await?;
    if known.as_ref().is_some_and(|row| row.owner != circle.owner || row.local) {
        return Ok(Err(Refusal::NotTheOwner {}));
    }
    let id = known.map_or_else(|| commons::EntryId::new(now), |row| row.id);
    // A clock that is ahead of ours must not stop what is said later.
    let version = circle.version.min(now.plus(5 * Time::MINUTE).millis());
    if !change.circles().put(&CircleRow { version, ..CircleRow::of(circle, id, false) }).await? {
        return Ok(Ok(false));
    }
    let before = change.circles().members_of(&circle.iri).await?;
    for told in &circle.members {
        let row = before.iter().find(|row| row.member == told.iri).cloned();
        let row = if ours(&told.iri) {
            one_of_ours(circle, told, row, now)
        } else {
            Some(another(circle, told, row, now))
        };
        if let Some(row) = row {
            change.circles().put_member(&row).await?;
        }
    }
    for row in before {
        let belongs = matches!(row.answer, Membership::Invited | Membership::Accepted);
        if belongs && circle.member(&row.member).is_none() {
            change.circles().put_member(&row.answering(Membership::Removed, now)).await?;
        }
    }
    Ok(Ok(true))
}

/// Of another organisation the owner's word counts.
fn another(circle: &Circle, told: &CircleMember, row: Option<MemberRow>, now: Time) -> MemberRow {
    let row = row.unwrap_or_else(|| MemberRow::invited(&circle.iri, &told.iri, &told.name, now));
    let row = MemberRow { name: told.name.clone(), until: told.until.unwrap_or(FOR_EVER), ..row };
    if row.answer == told.membership { row } else { row.answering(told.membership, now) }
}

/// Whether one of ours belongs to it only its own people say; the owner may invite it, and say from when on nothing new is for it.
fn one_of_ours(circle: &Circle, told: &CircleMember, row: Option<MemberRow>, now: Time) -> Option<MemberRow> {
    match (told.membership, row) {
        (Membership::Accepted, Some(row)) if row.answer == Membership::Accepted => {
            let agreed = row.edition == circle.agreement.edition && row.hash == circle.agreement.sha256;
            Some(MemberRow {
                until: if agreed { FOR_EVER } else { told.until.unwrap_or(circle.version) },
                ..row
            })
        }
        (Membership::Invited, row) => {
            let row = row.unwrap_or_else(|| MemberRow::invited(&circle.iri, &told.iri, &told.name, now));
            // Its acceptance may be on its way.
            let is_news = row.answer != Membership::Accepted || row.edition != circle.agreement.edition;
            Some(if is_news && row.answer != Membership::Invited {
                row.answering(Membership::Invited, now)
            } else {
                row
            })
        }
        _ => None,
    }
}
