//! An organisation keeps a circle: makes it, words its agreement, invites, lets go, and dissolves it.

use std::sync::Arc;

use commons::{Agreement, Circle, EntryId, Iri, Membership, Organisation, Refusal, Time};
use federation::objects::circle::hash_of;
use store::circles::FOR_EVER;
use store::{Change, CircleRow, MemberRow};

use super::change::{by_owner, end, let_go};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::look::Found;
use crate::operations::remembering;

/// What its owner says of a circle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What its members agree to.
    pub agreement: String,
}

impl Words {
    /// The circle with these words, checked.
    fn circle(&self, iri: Iri, owner: &Organisation, edition: i64) -> Result<Circle, Refusal> {
        let text = commons::text::paragraphs(&self.agreement);
        if text.is_empty() {
            return Err(Refusal::Missing { field: "agreement" });
        }
        let agreement = Agreement { edition, sha256: hash_of(&text), text };
        let (name, purpose) = (self.name.clone(), self.purpose.clone());
        Circle { iri, owner: owner.iri.clone(), version: 0, name, purpose, agreement, members: Vec::new() }
            .tidy()
    }
}

/// Makes a circle; its owner is its first member.
///
/// # Errors
/// The refusal of what is missing or too long.
pub async fn found(hall: &Hall, acting: &Acting, words: &Words) -> Result<CircleRow, Failure> {
    let now = hall.clock.now();
    let id = EntryId::new(now);
    let owner = &acting.organisation;
    let circle = Arc::new(words.circle(owner.iri.with(&format!("kreise/{id}")), owner, 1)?);
    let acting = acting.clone();
    hall.store
        .write(move |change| {
            let (acting, circle) = (acting.clone(), Arc::clone(&circle));
            Box::pin(async move {
                let owner = MemberRow::invited(&circle.iri, &circle.owner, &acting.organisation.name, now);
                let owner = MemberRow {
                    edition: circle.agreement.edition,
                    hash: circle.agreement.sha256.clone(),
                    ..owner.answering(Membership::Accepted, now)
                };
                change.circles().put_member(&owner).await?;
                let row = by_owner(change, CircleRow::of(&circle, id, true), now).await?;
                acting.note(change, "found-circle", circle.iri.as_str(), now).await?;
                Ok(row)
            })
        })
        .await
}

/// Words a circle anew. Another agreement is a new edition: who has not accepted it keeps what there is, is told of corrections to it, and
/// gets nothing new.
///
/// # Errors
/// 404 for a circle that is not kept by this organisation, and the refusal of what is missing or too long.
pub async fn reword(hall: &Hall, acting: &Acting, id: EntryId, words: &Words) -> Result<CircleRow, Failure> {
    let (acting, words) = (acting.clone(), Arc::new(words.clone()));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, words) = (acting.clone(), Arc::clone(&words));
            Box::pin(async move {
                let row = own_circle(change, &acting, &id).await?;
                let mut circle =
                    words.circle(row.iri.clone(), &acting.organisation, row.agreement.edition)?;
                if circle.agreement.sha256 != row.agreement.sha256 {
                    circle.agreement.edition += 1;
                    ask_again(change, &row, &circle.agreement, now).await?;
                }
                let row = CircleRow { version: row.version, ..CircleRow::of(&circle, row.id, true) };
                let row = by_owner(change, row, now).await?;
                acting.note(change, "reword-circle", row.iri.as_str(), now).await?;
                Ok(row)
            })
        })
        .await
}

/// Nothing new is for a member until it accepts the new agreement. Its owner has, by wording it.
async fn ask_again(
    change: &mut Change,
    circle: &CircleRow,
    agreement: &Agreement,
    now: Time,
) -> Result<(), Failure> {
    for row in change.circles().members_of(&circle.iri).await? {
        if row.answer != Membership::Accepted {
            continue;
        }
        let row = if row.member == circle.owner {
            MemberRow { edition: agreement.edition, hash: agreement.sha256.clone(), ..row }
        } else {
            MemberRow { until: row.until.min(now.millis()), ..row }
        };
        change.circles().put_member(&row).await?;
    }
    Ok(())
}

/// Invites somebody who was looked at before.
///
/// # Errors
/// 404 for a circle that is not kept by this organisation, 409 for who belongs to it or is invited.
pub async fn invite(hall: &Hall, acting: &Acting, id: EntryId, found: Found) -> Result<MemberRow, Failure> {
    let (acting, found) = (acting.clone(), Arc::new(found));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, found) = (acting.clone(), Arc::clone(&found));
            Box::pin(async move {
                let circle = own_circle(change, &acting, &id).await?;
                let name = match &*found {
                    Found::Here(organisation) => organisation.name.clone(),
                    Found::Elsewhere(actor) if actor.role != federation::Role::Organisation => {
                        return Err(Refusal::NotTempomacher {}.into());
                    }
                    Found::Elsewhere(actor) => {
                        change.actors().put_remote(&remembering::row(actor, now)).await?;
                        actor.name.clone()
                    }
                };
                let before = change.circles().member(&circle.iri, found.iri()).await?;
                if before
                    .as_ref()
                    .is_some_and(|row| matches!(row.answer, Membership::Invited | Membership::Accepted))
                {
                    return Err(Refusal::AlreadyInCircle {}.into());
                }
                let row = before.unwrap_or_else(|| MemberRow::invited(&circle.iri, found.iri(), &name, now));
                let row = MemberRow { name, until: FOR_EVER, ..row.answering(Membership::Invited, now) };
                change.circles().put_member(&row).await?;
                by_owner(change, circle, now).await?;
                acting.note(change, "invite-to-circle", row.member.as_str(), now).await?;
                Ok(row)
            })
        })
        .await
}

/// Lets a member go, or takes an invitation back: what is addressed to the circle is taken back from it.
///
/// # Errors
/// 404 for a circle that is not kept by this organisation and for who does not belong to it, 422 for its owner.
pub async fn remove(hall: &Hall, acting: &Acting, id: EntryId, member: &Iri) -> Result<(), Failure> {
    let (acting, member) = (acting.clone(), member.clone());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, member) = (acting.clone(), member.clone());
            Box::pin(async move {
                let circle = own_circle(change, &acting, &id).await?;
                if member == circle.owner {
                    return Err(Refusal::OwnCircle {}.into());
                }
                let row = change.circles().member(&circle.iri, &member).await?;
                let row = row.filter(|row| matches!(row.answer, Membership::Invited | Membership::Accepted));
                let row = row.ok_or(Refusal::NoSuchOrganisation {})?;
                let_go(change, circle, vec![row], now).await?;
                Ok(acting.note(change, "remove-from-circle", member.as_str(), now).await?)
            })
        })
        .await
}

/// Dissolves a circle for good: what is addressed to it is taken back from everyone but whoever wrote it.
///
/// # Errors
/// 404 for a circle that is not kept by this organisation, or is dissolved already.
pub async fn dissolve(hall: &Hall, acting: &Acting, id: EntryId) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    let dissolved = hall
        .store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                let circle = own_circle(change, &acting, &id).await?;
                end(change, &circle, now).await?;
                let circle = by_owner(change, circle, now).await?;
                Ok::<_, Failure>(acting.note(change, "dissolve-circle", circle.iri.as_str(), now).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    dissolved
}

/// The circle with this id, if the organisation that acts keeps it.
async fn own_circle(change: &mut Change, acting: &Acting, id: &EntryId) -> Result<CircleRow, Failure> {
    let row = change.circles().by_id(id).await?.filter(|row| row.owner == acting.organisation.iri);
    let row = row.ok_or(Refusal::NoSuchCircle {})?;
    // Two at once: the second sees what the first has written.
    change.circles().hold(&row.iri).await?;
    let row = change.circles().by_iri(&row.iri).await?.unwrap_or(row);
    if change.circles().is_dissolved(&row).await? { Err(Refusal::NoSuchCircle {}.into()) } else { Ok(row) }
}
