//! An organisation asks to follow another, or ends it.

use std::sync::Arc;

use commons::{Iri, Organisation, Refusal, Time};
use federation::{RemoteActor, render};
use store::{Answer, Change, FollowRow, StoreError, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::look::{Found, look};
use crate::operations::tell::want_at;
use crate::operations::{accept, remembering};

/// Asks to follow the organisation at this address, with a message to its people. Asking again sends the question again.
///
/// # Errors
/// When the address cannot be resolved or its actor cannot be read; the refusal says why.
pub async fn follow(
    hall: &Hall,
    acting: &Acting,
    address: &str,
    message: &str,
) -> Result<FollowRow, Failure> {
    follow_found(hall, acting, look(hall, acting, address).await?, message).await
}

/// The same for somebody who was looked at before.
///
/// # Errors
/// When the memory fails.
pub async fn follow_found(
    hall: &Hall,
    acting: &Acting,
    found: Found,
    message: &str,
) -> Result<FollowRow, Failure> {
    match found {
        Found::Here(neighbour) => follow_local(hall, acting, neighbour, message).await,
        Found::Elsewhere(actor) => follow_remote(hall, acting, actor, message).await,
    }
}

async fn follow_remote(
    hall: &Hall,
    acting: &Acting,
    actor: Arc<RemoteActor>,
    message: &str,
) -> Result<FollowRow, Failure> {
    let (acting, message) = (acting.clone(), message.to_owned());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (actor, acting, message) = (Arc::clone(&actor), acting.clone(), message.clone());
            Box::pin(async move {
                change.actors().put_remote(&remembering::row(&actor, now)).await?;
                let row = ask(change, &acting, &actor.iri, &message, now).await?;
                accept::settle_stance(change, &actor.iri.origin(), now).await?;
                let subject = Subject::Follow { from: row.follower.clone(), to: row.followed.clone() };
                want_at(change, &row.followed, &row.follower, &subject, row.version, now).await?;
                Ok(row)
            })
        })
        .await
}

async fn follow_local(
    hall: &Hall,
    acting: &Acting,
    neighbour: Arc<Organisation>,
    message: &str,
) -> Result<FollowRow, Failure> {
    let (acting, message) = (acting.clone(), message.to_owned());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, neighbour, message) = (acting.clone(), Arc::clone(&neighbour), message.clone());
            Box::pin(async move {
                if change.blocks().has(&neighbour.iri, &acting.organisation.iri).await? {
                    return Err(Refusal::NotWanted {}.into());
                }
                let row = ask(change, &acting, &neighbour.iri, &message, now).await?;
                accept::answer_by_setting(change, &row, now).await?;
                Ok(row)
            })
        })
        .await
}

async fn ask(
    change: &mut Change,
    acting: &Acting,
    followed: &Iri,
    message: &str,
    now: Time,
) -> Result<FollowRow, Failure> {
    let follower = &acting.organisation.iri;
    let activity = render::follow_id(follower, now.millis());
    let message = commons::text::cut(&commons::text::line(message), commons::text::caps::SHORT);
    let row = change.follows().ask(follower, followed, &activity, &message, now).await?;
    acting.note(change, "follow", followed.as_str(), now).await?;
    Ok(row)
}

/// Ends a follow of one of ours, within a transaction that does more.
///
/// # Errors
/// When the memory fails.
pub async fn end(change: &mut Change, row: &FollowRow, now: Time) -> Result<(), StoreError> {
    let ended = change.follows().answer(&row.follower, &row.followed, Answer::Ended, now).await?;
    let Some(row) = ended else { return Ok(()) };
    let subject = Subject::Follow { from: row.follower.clone(), to: row.followed.clone() };
    want_at(change, &row.followed, &row.follower, &subject, row.version, now).await?;
    change.actors().touch(&row.followed).await?;
    accept::followers_changed(change, &row.followed, now).await
}

/// Stops following.
///
/// # Errors
/// 404 when the organisation does not follow it.
pub async fn unfollow(hall: &Hall, acting: &Acting, followed: &Iri) -> Result<(), Failure> {
    let (acting, followed) = (acting.clone(), followed.clone());
    let now = hall.clock.now();
    let ended = hall
        .store
        .write(move |change| {
            let (acting, followed) = (acting.clone(), followed.clone());
            Box::pin(async move {
                let follower = &acting.organisation.iri;
                let row = change.follows().between(follower, &followed).await?;
                let row = row.filter(|row| row.answer != Answer::Ended).ok_or(Refusal::NoSuchFollow {})?;
                end(change, &row, now).await?;
                accept::settle_stance(change, &followed.origin(), now).await?;
                Ok(acting.note(change, "unfollow", followed.as_str(), now).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    ended
}
