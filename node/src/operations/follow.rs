//! An organisation asks to follow another, or ends it.

use std::sync::Arc;

use commons::{Iri, Organisation, Refusal};
use federation::objects::own_actor::key_id;
use federation::{RemoteActor, render};
use store::{Answer, Change, FollowRow, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::tell::want_at;
use crate::operations::{accept, remembering};

/// Asks to follow the organisation at `name@host`, with a message to its people. Asking again sends the question again.
///
/// # Errors
/// When the address cannot be resolved or its actor cannot be read; the refusal says why.
pub async fn follow(
    hall: &Hall,
    acting: &Acting,
    address: &str,
    message: &str,
) -> Result<FollowRow, Failure> {
    match local(hall, address) {
        Some(neighbour) => follow_local(hall, acting, neighbour, message).await,
        None => {
            let actor = discover(hall, acting, address).await?;
            follow_remote(hall, acting, actor, message).await
        }
    }
}

/// The organisation with this address, if it lives on this node.
fn local(hall: &Hall, address: &str) -> Option<Arc<Organisation>> {
    let (handle, host) = address.trim_start_matches('@').split_once('@')?;
    hall.hosts.by_host(host).filter(|organisation| organisation.handle == handle)
}

/// WebFinger, then the actor.
async fn discover(hall: &Hall, acting: &Acting, address: &str) -> Result<RemoteActor, Failure> {
    let actor = &acting.organisation.iri;
    let key = hall.keyring.signing_key(&mut hall.store.reading().await?, actor).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the organisation's key cannot be opened");
        Refusal::FAILED
    })?;
    let signer = federation::Signer { key: &key, key_id: &key_id(actor), now: hall.clock.now() };
    Ok(hall.client().find(address, &signer).await.map_err(told)?)
}

/// What the asker is told: that an actor does not hold is its own node's failing (502), and never the asker's.
fn told(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::NotAnAddress {} | Refusal::AddressForbidden {} | Refusal::SenderGone {} => refusal,
        other if other.status() >= 500 => other,
        other => {
            tracing::info!(refusal = other.code(), "what a neighbour says of itself does not hold");
            Refusal::PeerAnswerUnreadable {}
        }
    }
}

async fn follow_remote(
    hall: &Hall,
    acting: &Acting,
    actor: RemoteActor,
    message: &str,
) -> Result<FollowRow, Failure> {
    let (actor, acting, message) = (Arc::new(actor), acting.clone(), message.to_owned());
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
    if neighbour.iri == acting.organisation.iri {
        return Err(Refusal::BadParameter { name: "to" }.into());
    }
    let (acting, message) = (acting.clone(), message.to_owned());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, neighbour, message) = (acting.clone(), Arc::clone(&neighbour), message.clone());
            Box::pin(async move {
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
    now: commons::Time,
) -> Result<FollowRow, Failure> {
    let follower = &acting.organisation.iri;
    let activity = render::follow_id(follower, now.millis());
    let message = commons::text::cut(&commons::text::line(message), commons::text::caps::SHORT);
    let row = change.follows().ask(follower, followed, &activity, &message, now).await?;
    acting.note(change, "follow", followed.as_str(), now).await?;
    Ok(row)
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
                let ended = change.follows().answer(follower, &followed, Answer::Ended, now).await?;
                let row = ended.ok_or(Refusal::NoSuchFollow {})?;
                let subject = Subject::Follow { from: row.follower.clone(), to: row.followed.clone() };
                want_at(change, &row.followed, &row.follower, &subject, row.version, now).await?;
                change.actors().touch(&followed).await?;
                accept::settle_stance(change, &followed.origin(), now).await?;
                Ok(acting.note(change, "unfollow", followed.as_str(), now).await?)
            })
        })
        .await;
    hall.acquaintance.forget();
    ended
}
