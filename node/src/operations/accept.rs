//! A person of the followed organisation, or its setting, answers who asked to follow.

use commons::{Iri, Origin, Refusal, Time};
use store::actors::FollowersSetting;
use store::{Answer, Change, FollowRow, Recipient, Stance, StoreError, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::circle::change::others_belong;
use crate::operations::tell::want_at;

/// Requests that one reading of a list answers; the next answers more.
const MOST_AT_ONCE: i64 = 500;

/// So many recommendations of earlier are told to who is let in.
const MOST_RECOMMENDATIONS: i64 = 200;

/// Lets the follower in.
///
/// # Errors
/// 404 when nobody asked so, 409 when it has been answered.
pub async fn accept(hall: &Hall, acting: &Acting, follow: &str) -> Result<FollowRow, Failure> {
    answer(hall, acting, follow, Answer::Accepted).await
}

/// Turns the follower away, also one who was let in before.
///
/// # Errors
/// As [`accept`].
pub async fn decline(hall: &Hall, acting: &Acting, follow: &str) -> Result<FollowRow, Failure> {
    answer(hall, acting, follow, Answer::Declined).await
}

/// Lets go who was let in: nothing new goes there any more. Of what is there already corrections are told on.
///
/// # Errors
/// 404 when nobody asked so, 409 when it was not let in.
pub async fn let_go(hall: &Hall, acting: &Acting, follow: &str) -> Result<FollowRow, Failure> {
    let row = hall.store.reading().await?.follows().by_id(follow).await?;
    let row = row.filter(|row| row.followed == acting.organisation.iri).ok_or(Refusal::NoSuchFollow {})?;
    if row.answer != Answer::Accepted {
        return Err(Refusal::AlreadyAnswered {}.into());
    }
    decline(hall, acting, follow).await
}

async fn answer(hall: &Hall, acting: &Acting, follow: &str, answer: Answer) -> Result<FollowRow, Failure> {
    let (acting, follow) = (acting.clone(), follow.to_owned());
    let now = hall.clock.now();
    let answered = hall
        .store
        .write(move |change| {
            let (acting, follow) = (acting.clone(), follow.clone());
            Box::pin(async move {
                let row = change.follows().by_id(&follow).await?.ok_or(Refusal::NoSuchFollow {})?;
                if row.followed != acting.organisation.iri {
                    return Err(Refusal::NoSuchFollow {}.into());
                }
                if row.answer == answer || row.answer == Answer::Ended {
                    return Err(Refusal::AlreadyAnswered {}.into());
                }
                let row = give(change, &row, answer, now).await?;
                acting.note(change, answer.code(), row.follower.as_str(), now).await?;
                Ok(row)
            })
        })
        .await;
    hall.acquaintance.forget();
    answered
}

/// Answers by the setting of the followed organisation: `open` lets everybody in, `list` whom a list vouches for.
pub async fn answer_by_setting(change: &mut Change, follow: &FollowRow, now: Time) -> Result<(), StoreError> {
    if follow.answer != Answer::Asked {
        return Ok(());
    }
    let followed = change.actors().by_iri(&follow.followed).await?;
    let is_let_in = match followed.map(|followed| followed.followers_setting) {
        Some(FollowersSetting::Open) => true,
        Some(FollowersSetting::List) => is_vouched_for(change, follow).await?,
        Some(FollowersSetting::Ask) | None => false,
    };
    if is_let_in {
        give(change, follow, Answer::Accepted, now).await?;
    }
    Ok(())
}

/// Whether the follower stands on a list to which the followed subscribes, keeps one of these, or stands on the followed one's own.
async fn is_vouched_for(change: &mut Change, follow: &FollowRow) -> Result<bool, StoreError> {
    let (followed, follower) = (&follow.followed, &follow.follower);
    Ok(change.list_members().of_actor(followed, follower).await?.is_some()
        || change.lists().vouch_for(followed, follower).await?)
}

/// Lets in who asked before a list had their name: members of this list whom its subscribers let in by themselves.
pub async fn answer_listed(change: &mut Change, list: &Iri, now: Time) -> Result<(), StoreError> {
    for row in change.subscriptions().requests_of_listed(list, MOST_AT_ONCE).await? {
        give(change, &row, Answer::Accepted, now).await?;
    }
    Ok(())
}

/// Writes the answer and who must hear of it. What the follower may see is known to be his by the walk; the rows carry what comes later.
pub async fn give(
    change: &mut Change,
    follow: &FollowRow,
    answer: Answer,
    now: Time,
) -> Result<FollowRow, StoreError> {
    let answered = change.follows().answer(&follow.follower, &follow.followed, answer, now).await?;
    let row = answered.unwrap_or_else(|| follow.clone());
    if answer != Answer::Accepted {
        followers_changed(change, &row.followed, now).await?;
    }
    let Some(follower) = change.actors().by_iri(&row.follower).await? else { return Ok(row) };
    if follower.local {
        return Ok(row);
    }
    if answer == Answer::Accepted {
        let recipient = Recipient { inbox: follower.shared_inbox, origin: follower.origin };
        change.deliveries().know(&recipient, &row.followed, now).await?;
    }
    let subject = Subject::Follow { from: row.follower.clone(), to: row.followed.clone() };
    want_at(change, &row.follower, &row.followed, &subject, row.version, now).await?;
    settle_stance(change, &row.follower.origin(), now).await?;
    Ok(row)
}

/// The follower has taken in that it was accepted: now it may be told what is recommended. Before that it would turn it away, since it does not follow yet.
pub async fn welcome(
    change: &mut Change,
    follower: &Iri,
    followed: &Iri,
    now: Time,
) -> Result<(), StoreError> {
    let follow = change.follows().between(follower, followed).await?;
    let is_let_in = follow.is_some_and(|follow| follow.answer == Answer::Accepted);
    let Some(actor) = change.actors().by_iri(follower).await?.filter(|actor| is_let_in && !actor.local)
    else {
        return Ok(());
    };
    let recipient = Recipient { inbox: actor.shared_inbox, origin: actor.origin };
    change.deliveries().want_recommendations(&recipient, followed, MOST_RECOMMENDATIONS, now).await.map(drop)
}

/// Somebody no longer follows this organisation: what is addressed to its followers is taken back, or let go of here.
pub async fn followers_changed(change: &mut Change, followed: &Iri, now: Time) -> Result<(), StoreError> {
    let followed = change.actors().by_iri(followed).await?;
    match followed.and_then(|followed| followed.followers) {
        Some(followers) => others_belong(change, &followers, now).await,
        None => Ok(()),
    }
}

/// How we stand with an origin follows from who follows whom; only a block is a person's decision.
pub async fn settle_stance(change: &mut Change, origin: &Origin, now: Time) -> Result<(), StoreError> {
    let before = change.peers().stance(origin).await?;
    if before == Stance::Blocked {
        return Ok(());
    }
    let stance = change.peers().reckoned(origin).await?;
    if stance != before {
        change.peers().set_stance(origin, stance, now).await?;
    }
    Ok(())
}
