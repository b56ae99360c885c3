//! Somebody approves a draft, and with that it is published; or gives it back with a note.
//!
//! Who approves is decided by the statement that approves (`store::drafts`): nobody who had a hand in it.

use std::sync::Arc;

use commons::{MemberRole, Refusal, Time, text};
use store::drafts::Needs;
use store::{Change, DraftState};

use super::publishing::{Outcome, author, publish_in, ready};
use super::{Desk, spend};
use crate::failure::Failure;
use crate::hall::Hall;

/// How somebody answers: at the desk, or by a link that is used up with it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Signed in.
    AtTheDesk,
    /// By the link that holds this secret.
    ByLink(String),
}

/// Approves this edition of the draft and publishes it.
///
/// # Errors
/// 403 when the role is too small or the approver had a hand in it, 409 when it was changed meanwhile or does not wait.
pub async fn approve(hall: &Hall, desk: &Desk, edition: i64, answer: &Answer) -> Result<Outcome, Failure> {
    check(desk, edition)?;
    if !desk.may_approve() {
        return Err(Refusal::OwnHand {}.into());
    }
    let ready = match ready(hall, desk).await? {
        Ok(ready) => Arc::new(ready),
        Err(outcome) => return Ok(outcome),
    };
    let (id, writer, author) = (desk.row.id, desk.writer.clone(), author(desk, &desk.writer));
    let (answer, now) = (answer.clone(), hall.clock.now());
    let published = hall
        .store
        .write(move |change| {
            let (writer, author, ready) = (writer.clone(), author.clone(), Arc::clone(&ready));
            let answer = answer.clone();
            Box::pin(async move {
                spend_if_by_link(change, &answer, now).await?;
                let mut drafts = change.drafts();
                drafts.approve(&id, edition, &writer.person).await?.ok_or(Refusal::DraftChanged {})?;
                drafts.take(&id, edition, Needs::Approval).await?.ok_or(Refusal::DraftChanged {})?;
                writer.acting.note(change, "approve-draft", &id.to_string(), now).await?;
                publish_in(change, &author, &ready, now).await
            })
        })
        .await?;
    Ok(Outcome::Published(published))
}

/// Gives this edition of the draft back with a note.
///
/// # Errors
/// 422 without a note, else as [`approve`].
pub async fn give_back(
    hall: &Hall,
    desk: &Desk,
    edition: i64,
    note: &str,
    answer: &Answer,
) -> Result<(), Failure> {
    check(desk, edition)?;
    let note = text::paragraphs(note);
    text::check("note", &note, text::caps::SHORT)?;
    if note.is_empty() {
        return Err(Refusal::Missing { field: "note" }.into());
    }
    let (id, writer, answer, now) = (desk.row.id, desk.writer.clone(), answer.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (writer, note, answer) = (writer.clone(), note.clone(), answer.clone());
            Box::pin(async move {
                spend_if_by_link(change, &answer, now).await?;
                let returned = change.drafts().give_back(&id, edition, &note, now).await?;
                returned.ok_or(Refusal::DraftChanged {})?;
                Ok(writer.acting.note(change, "return-draft", &id.to_string(), now).await?)
            })
        })
        .await
}

fn check(desk: &Desk, edition: i64) -> Result<(), Refusal> {
    if desk.writer.role < MemberRole::Approver {
        return Err(Refusal::RoleTooSmall {});
    }
    if desk.row.state != DraftState::Submitted {
        return Err(Refusal::NotSubmitted {});
    }
    if desk.row.edition == edition { Ok(()) } else { Err(Refusal::DraftChanged {}) }
}

async fn spend_if_by_link(change: &mut Change, answer: &Answer, now: Time) -> Result<(), Failure> {
    match answer {
        Answer::AtTheDesk => Ok(()),
        Answer::ByLink(secret) => spend(change, secret, now).await,
    }
}
