//! An organisation is somewhere else from now on: one of ours moves away or has come here, and ours follow where others went.
//!
//! A Move alone proves nothing: whoever holds the key of an old actor could send all its followers anywhere. So the new one has to say, on its own
//! origin, that it was the old one before (`alsoKnownAs`).

mod following;

use std::sync::Arc;

use commons::{Iri, Organisation, Refusal, Time};
use store::{Change, StoreError, Subject};

pub use self::following::follow_there;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::describe::announce;
use crate::operations::look::{Found, look};

/// Whom one of ours can have been before: neighbours believe no longer list.
pub const MOST_ALIASES: usize = 20;

/// Says that this organisation was the one at that address before, so that it may move here.
///
/// # Errors
/// When nobody can be read at that address, or the list is full.
pub async fn add_alias(hall: &Hall, acting: &Acting, address: &str) -> Result<Iri, Failure> {
    let before = look(hall, acting, address).await?.iri().clone();
    let (acting, alias) = (acting.clone(), before.clone());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, alias) = (acting.clone(), alias.clone());
            Box::pin(async move {
                let ours = &acting.organisation.iri;
                if change.moves().aliases(ours).await?.len() >= MOST_ALIASES {
                    return Err(Failure::from(Refusal::TooMany {
                        field: "alsoKnownAs",
                        limit: MOST_ALIASES,
                    }));
                }
                if !change.moves().add_alias(ours, &alias, now).await? {
                    return Ok(());
                }
                say_anew(change, &acting.organisation, now).await?;
                Ok(acting.note(change, "add-alias", alias.as_str(), now).await?)
            })
        })
        .await?;
    Ok(before)
}

/// This organisation is at that address from now on. Its followers are told, and those on this node follow it there.
///
/// # Errors
/// When nobody can be read at that address; 409 when whoever is there does not say that it was this organisation before.
pub async fn move_to(hall: &Hall, acting: &Acting, address: &str) -> Result<Iri, Failure> {
    let found = look(hall, acting, address).await?;
    let target = found.iri().clone();
    refuse_stranger(hall, &found, &acting.organisation.iri).await?;
    let (acting, found) = (acting.clone(), Arc::new(found));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, found) = (acting.clone(), Arc::clone(&found));
            Box::pin(async move {
                let ours = &acting.organisation.iri;
                let version = say_anew_as(change, &acting.organisation, Some(found.iri()), now).await?;
                change
                    .deliveries()
                    .want_for_followers(ours, &Subject::Move(ours.clone()), version, now)
                    .await?;
                follow_there(change, ours, &found, now).await?;
                Ok::<_, Failure>(acting.note(change, "move", found.iri().as_str(), now).await?)
            })
        })
        .await?;
    hall.acquaintance.forget();
    hall.refresh_hosts().await?;
    Ok(target)
}

/// This organisation stays where it is after all. Who has followed it elsewhere does not come back by that.
///
/// # Errors
/// 409 when it has not moved.
pub async fn stay(hall: &Hall, acting: &Acting) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                let ours = &acting.organisation.iri;
                let version = say_anew_as(change, &acting.organisation, None, now).await?;
                change.deliveries().raise(&Subject::Move(ours.clone()), version, now).await?;
                Ok::<_, Failure>(acting.note(change, "stay", ours.as_str(), now).await?)
            })
        })
        .await?;
    Ok(hall.refresh_hosts().await?)
}

/// Refuses a target that does not say that it was this actor before.
async fn refuse_stranger(hall: &Hall, found: &Found, before: &Iri) -> Result<(), Failure> {
    if says_it_was(hall, found, before).await? { Ok(()) } else { Err(Refusal::NotKnownAs {}.into()) }
}

/// Whether whoever was found says, where it lives, that it was this actor before.
///
/// # Errors
/// When the memory fails.
pub async fn says_it_was(hall: &Hall, found: &Found, before: &Iri) -> Result<bool, StoreError> {
    Ok(match found {
        Found::Here(ours) => hall.store.reading().await?.moves().aliases(&ours.iri).await?.contains(before),
        Found::Elsewhere(actor) => actor.also_known_as.contains(before),
    })
}

/// Followers hear anew who it is: its actor says something else than before.
async fn say_anew(change: &mut Change, organisation: &Organisation, now: Time) -> Result<i64, Failure> {
    let row = change.actors().by_iri(&organisation.iri).await?.ok_or(Refusal::NoSuchOrganisation {})?;
    let version = now.millis().max(row.version + 1);
    announce(change, row.organisation.as_ref().unwrap_or(organisation), version, now).await?;
    Ok(version)
}

/// The same after it has moved there, or stays after all. Gives the version of that.
async fn say_anew_as(
    change: &mut Change,
    organisation: &Organisation,
    target: Option<&Iri>,
    now: Time,
) -> Result<i64, Failure> {
    let before = change.moves().by_actor(&organisation.iri).await?.map_or(0, |row| row.version);
    let version = say_anew(change, organisation, now).await?.max(before + 1);
    match target {
        Some(target) => change.moves().leave(&organisation.iri, target, version, now).await?,
        None if change.moves().stay(&organisation.iri, version).await? => {}
        None => return Err(Refusal::HasNotMoved {}.into()),
    }
    Ok(version)
}
