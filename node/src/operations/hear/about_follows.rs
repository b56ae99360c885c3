//! Follow, Accept, Reject, Undo: who follows whom.

use commons::{Iri, Refusal};
use federation::{FollowRef, Heard, Undone};
use store::{Answer, Change, FollowRow, StoreError};

use super::{Batch, Effect, Trouble};
use crate::operations::accept::{answer_by_setting, followers_changed, give, settle_stance};

/// Somebody asks to follow an organisation of ours. Who was let in before is let in again.
pub async fn follow(
    change: &mut Change,
    heard: &Heard,
    id: &Iri,
    object: &Iri,
    message: Option<&str>,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let before = change.follows().between(&heard.actor, object).await?;
    let row = change.follows().ask(&heard.actor, object, id, message.unwrap_or_default(), batch.now).await?;
    if before.is_some_and(|before| before.answer == Answer::Accepted) {
        give(change, &row, Answer::Accepted, batch.now).await?;
    } else {
        answer_by_setting(change, &row, batch.now).await?;
    }
    settle_stance(change, &heard.actor.origin(), batch.now).await?;
    batch.forget();
    Ok(Effect::Taken)
}

/// The one we asked to follow lets us in: its changes are walked from now on.
pub async fn accepted(
    change: &mut Change,
    heard: &Heard,
    follow: &FollowRef,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    answered(change, heard, follow, Answer::Accepted, batch).await
}

/// The one we asked to follow turns us away, or lets us go.
pub async fn rejected(
    change: &mut Change,
    heard: &Heard,
    follow: &FollowRef,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    answered(change, heard, follow, Answer::Declined, batch).await
}

async fn answered(
    change: &mut Change,
    heard: &Heard,
    follow: &FollowRef,
    answer: Answer,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let row = ours(change, &heard.actor, follow, batch).await?.ok_or(Refusal::NotAsked {})?;
    match (row.answer, answer) {
        (Answer::Ended, _) => return Err(Refusal::NotAsked {}.into()),
        (before, now) if before == now => return Ok(Effect::Already),
        _ => {}
    }
    change.follows().answer(&row.follower, &row.followed, answer, batch.now).await?;
    change.actors().touch(&heard.actor).await?;
    if answer != Answer::Accepted {
        followers_changed(change, &row.followed, batch.now).await?;
    }
    settle_stance(change, &heard.actor.origin(), batch.now).await?;
    batch.forget();
    Ok(Effect::Taken)
}

/// Our Follow to this actor which the answer names, by its ends or by its id.
async fn ours(
    change: &mut Change,
    answering: &Iri,
    follow: &FollowRef,
    batch: &Batch<'_>,
) -> Result<Option<FollowRow>, StoreError> {
    let row = match (&follow.id, &follow.actor) {
        (_, Some(follower)) => change.follows().between(follower, answering).await?,
        // Only its id is told: ours begin with the follower's own.
        (Some(id), None) => {
            let followed = change.follows().followers_of(answering).await?;
            followed.into_iter().find(|row| row.activity == *id)
        }
        (None, None) => None,
    };
    Ok(row.filter(|row| row.followed == *answering && batch.hosts.by_iri(&row.follower).is_some()))
}

/// A follower stops following.
pub async fn undone(
    change: &mut Change,
    heard: &Heard,
    of: &Undone,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let follow = match of {
        Undone::Follow(follow) => follow,
        // Told by its id alone: it may be a follow.
        Undone::Other { id: Some(id), .. } => &FollowRef { id: Some(id.clone()), actor: None, object: None },
        Undone::Mark(_) | Undone::Other { .. } => return Ok(Effect::Dropped),
    };
    if follow.actor.as_ref().is_some_and(|follower| *follower != heard.actor) {
        return Err(Refusal::NotTheOwner {}.into());
    }
    let row = match (&follow.id, &follow.object) {
        (_, Some(followed)) => change.follows().between(&heard.actor, followed).await?,
        (Some(id), None) => {
            let following = change.follows().followed_by(&heard.actor).await?;
            following.into_iter().find(|row| row.activity == *id)
        }
        (None, None) => None,
    };
    let Some(row) = row else { return Ok(Effect::Dropped) };
    if row.answer == Answer::Ended {
        return Ok(Effect::Already);
    }
    change.follows().answer(&row.follower, &row.followed, Answer::Ended, batch.now).await?;
    followers_changed(change, &row.followed, batch.now).await?;
    settle_stance(change, &heard.actor.origin(), batch.now).await?;
    batch.forget();
    Ok(Effect::Taken)
}
