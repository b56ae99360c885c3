//! An organisation subscribes to a list of members, and follows those on it: whom it chooses, or all.

use std::sync::Arc;

use commons::{Iri, Refusal};
use federation::objects::members::address;
use store::{Mode, Subject, Subscription};

use super::claim::{Claimed, claim};
use super::keeps;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::look::{Found, look};
use crate::operations::remembering;
use crate::operations::tell::want_at;

/// Subscribes to the list that the organisation at this address keeps. It is read as soon as the node comes to it.
///
/// # Errors
/// When the address leads nowhere, when nobody keeps a list there, or when it is subscribed to already.
pub async fn subscribe(
    hall: &Hall,
    acting: &Acting,
    address: &str,
    mode: Mode,
) -> Result<Subscription, Failure> {
    let found = look(hall, acting, address).await?;
    let members = match &found {
        Found::Here(organisation) => self::address(&organisation.iri),
        Found::Elsewhere(actor) => actor.members.clone().ok_or(Refusal::KeepsNoList {})?,
    };
    begin(hall, acting, found, members, mode).await
}

/// Subscribes to the list that the organisation keeps itself: so it follows its own members.
///
/// # Errors
/// When it keeps none, or has done so already.
pub async fn subscribe_own(hall: &Hall, acting: &Acting, mode: Mode) -> Result<Subscription, Failure> {
    let own = Arc::clone(&acting.organisation);
    let members = address(&own.iri);
    begin(hall, acting, Found::Here(own), members, mode).await
}

async fn begin(
    hall: &Hall,
    acting: &Acting,
    found: Found,
    members: Iri,
    mode: Mode,
) -> Result<Subscription, Failure> {
    let (acting, now) = (acting.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (acting, found, members) = (acting.clone(), found.clone(), members.clone());
            Box::pin(async move {
                let list = found.iri();
                match &found {
                    Found::Elsewhere(actor) => {
                        change.actors().put_remote(&remembering::row(actor, now)).await?;
                    }
                    Found::Here(_) if keeps(change, list).await? => {}
                    Found::Here(_) => return Err(Refusal::KeepsNoList {}.into()),
                }
                let subscriber = &acting.organisation.iri;
                let added = change.subscriptions().add(subscriber, list, mode, now).await?;
                let subscription = added.ok_or(Refusal::AlreadySubscribed {})?;
                change.lists().know(list, &members, now).await?;
                acting.note(change, "subscribe", list.as_str(), now).await?;
                Ok::<_, Failure>(subscription)
            })
        })
        .await
}

/// What somebody wants of a list that is subscribed to.
#[derive(Clone, Debug)]
enum Wish {
    Mode(Mode),
    Some(Vec<Iri>),
    Join,
    End,
}

/// All on the list are asked from now on, also who joins later.
///
/// # Errors
/// 404 when the list is not subscribed to.
pub async fn follow_all(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    fulfil(hall, acting, id, Wish::Mode(Mode::Follow)).await
}

/// Nobody else is asked by itself; who was asked stays asked.
///
/// # Errors
/// As [`follow_all`].
pub async fn propose_only(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    fulfil(hall, acting, id, Wish::Mode(Mode::Propose)).await
}

/// These are asked, as far as they stand on the list.
///
/// # Errors
/// As [`follow_all`].
pub async fn follow_some(hall: &Hall, acting: &Acting, id: &str, some: Vec<Iri>) -> Result<(), Failure> {
    fulfil(hall, acting, id, Wish::Some(some)).await
}

/// Asks to be a member oneself.
///
/// # Errors
/// As [`follow_all`]; 429 where too many ask on this node already.
pub async fn join(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    fulfil(hall, acting, id, Wish::Join).await
}

/// Subscribes no longer. Who is followed stays followed.
///
/// # Errors
/// As [`follow_all`].
pub async fn end(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    fulfil(hall, acting, id, Wish::End).await
}

async fn fulfil(hall: &Hall, acting: &Acting, id: &str, wish: Wish) -> Result<(), Failure> {
    let (acting, id, wish, now) = (acting.clone(), id.to_owned(), Arc::new(wish), hall.clock.now());
    hall.store
        .write(move |change| {
            let (acting, id, wish) = (acting.clone(), id.clone(), Arc::clone(&wish));
            Box::pin(async move {
                let own = change.subscriptions().by_id(&id).await?;
                let own = own.filter(|one| one.subscriber == acting.organisation.iri);
                let subscription = own.ok_or(Refusal::NoSuchSubscription {})?;
                let (subscriber, list) = (&subscription.subscriber, &subscription.list);
                let act = match &*wish {
                    Wish::Mode(Mode::Follow) => {
                        change.subscriptions().set_mode(&id, Mode::Follow).await?;
                        change.askings().want_all(subscriber, list, now).await?;
                        "follow list"
                    }
                    Wish::Mode(Mode::Propose) => {
                        change.subscriptions().set_mode(&id, Mode::Propose).await?;
                        change.askings().drop_all(subscriber, list).await?;
                        "propose list"
                    }
                    Wish::Some(some) => {
                        for actor in some {
                            if change.lists().holds(list, actor).await? {
                                change.askings().want(subscriber, actor, now).await?;
                            }
                        }
                        "follow of list"
                    }
                    Wish::Join => {
                        ask_to_join(change, &acting, &subscription, now).await?;
                        "join list"
                    }
                    Wish::End => {
                        change.askings().drop_all(subscriber, list).await?;
                        change.subscriptions().remove(&id).await?;
                        change.lists().forget_unread(list).await?;
                        "unsubscribe"
                    }
                };
                Ok::<_, Failure>(acting.note(change, act, list.as_str(), now).await?)
            })
        })
        .await
}

/// On this node the list hears of it at once, elsewhere by a letter.
async fn ask_to_join(
    change: &mut store::Change,
    acting: &Acting,
    subscription: &Subscription,
    now: commons::Time,
) -> Result<(), Failure> {
    let (subscriber, list) = (&subscription.subscriber, &subscription.list);
    change.subscriptions().join(&subscription.id, now).await?;
    let is_here = change.actors().by_iri(list).await?.is_some_and(|row| row.local);
    if !is_here {
        let subject = Subject::Join { from: subscriber.clone(), to: list.clone() };
        return Ok(want_at(change, list, subscriber, &subject, now.millis(), now).await?);
    }
    match claim(change, list, &acting.organisation, now).await? {
        Claimed::Full => Err(Refusal::TooOften {}.into()),
        Claimed::Settled | Claimed::Waits | Claimed::Already => Ok(()),
    }
}
