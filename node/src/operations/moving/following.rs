//! Those of ours who follow an actor follow it to where it went: the old connection ends, the new one is asked for anew.

use commons::{Iri, Time};
use federation::render;
use store::audit::AuditRow;
use store::{Answer, Change, StoreError, Subject};

use crate::operations::look::Found;
use crate::operations::tell::want_at;
use crate::operations::{accept, follow, remembering};

/// Lets everybody here who follows the old actor, or has asked to, follow whoever was found instead. What the old one wrote stays, and stays its own.
///
/// # Errors
/// When the memory fails.
pub async fn follow_there(
    change: &mut Change,
    old: &Iri,
    found: &Found,
    now: Time,
) -> Result<(), StoreError> {
    if let Found::Elsewhere(actor) = found {
        change.actors().put_remote(&remembering::row(actor, now)).await?;
    }
    for row in change.follows().followers_of(old).await? {
        let is_ours = change.actors().by_iri(&row.follower).await?.is_some_and(|follower| follower.local);
        if is_ours && matches!(row.answer, Answer::Asked | Answer::Accepted) {
            follow::end(change, &row, now).await?;
            ask(change, &row.follower, found, now).await?;
        }
    }
    accept::settle_stance(change, &found.iri().origin(), now).await?;
    accept::settle_stance(change, &old.origin(), now).await
}

async fn ask(change: &mut Change, follower: &Iri, found: &Found, now: Time) -> Result<(), StoreError> {
    let new = found.iri();
    // Whoever moved to one of ours need not follow itself, and who follows it already need not ask.
    let before = change.follows().between(follower, new).await?;
    let knows = before.is_some_and(|row| matches!(row.answer, Answer::Asked | Answer::Accepted));
    let is_unwanted = change.blocks().has(follower, new).await? || change.blocks().has(new, follower).await?;
    if follower == new || knows || is_unwanted {
        return Ok(());
    }
    let activity = render::follow_id(follower, now.millis());
    let row = change.follows().ask(follower, new, &activity, "", now).await?;
    match found {
        Found::Here(_) => accept::answer_by_setting(change, &row, now).await?,
        Found::Elsewhere(_) => {
            let subject = Subject::Follow { from: follower.clone(), to: new.clone() };
            want_at(change, new, follower, &subject, row.version, now).await?;
        }
    }
    let (who, act, subject) = ("move".to_owned(), "follow".to_owned(), new.to_string());
    let organisation = Some(follower.clone());
    change.audit().note(&AuditRow { at: now, who, organisation, act, subject }).await
}
