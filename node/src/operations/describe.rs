//! An organisation says anew who it is, and decides anew how it is run. What everyone may see of it travels to those who follow it.

use std::sync::Arc;

use commons::{Organisation, Settings, Time};
use store::actors::FollowersSetting;
use store::{Change, StoreError, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// What is to be from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// The organisation as everyone may see it. Its id, host, handle and kind stay as they are, whatever stands here.
    pub organisation: Organisation,
    /// Who decides about those who ask to follow.
    pub followers: FollowersSetting,
    /// What does not travel.
    pub settings: Settings,
}

/// How the organisation stands now.
///
/// # Errors
/// When the memory fails.
pub async fn present(hall: &Hall, acting: &Acting) -> Result<Description, Failure> {
    let iri = &acting.organisation.iri;
    let mut reading = hall.store.reading().await?;
    let row = reading.actors().by_iri(iri).await?;
    let followers = row.as_ref().map(|row| row.followers_setting).unwrap_or_default();
    let organisation = row.and_then(|row| row.organisation);
    let settings = reading.settings().of_organisation(iri).await?;
    let organisation = organisation.unwrap_or_else(|| acting.organisation.as_ref().clone());
    Ok(Description { organisation, followers, settings })
}

/// Writes it down. Whoever follows hears of it only where something has changed that everyone may see.
///
/// # Errors
/// When a field goes beyond its cap, or a domain or colour is none.
pub async fn describe(hall: &Hall, acting: &Acting, wanted: Description) -> Result<(), Failure> {
    let wanted = Description {
        organisation: wanted.organisation.tidy()?,
        settings: wanted.settings.tidy()?,
        followers: wanted.followers,
    };
    let (acting, wanted) = (acting.clone(), Arc::new(wanted));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, wanted) = (acting.clone(), Arc::clone(&wanted));
            Box::pin(async move {
                let iri = &acting.organisation.iri;
                tell_who_it_is(change, &acting.organisation, &wanted.organisation, now).await?;
                change.actors().set_followers(iri, wanted.followers).await?;
                change.settings().put(iri, &wanted.settings).await?;
                // Other processes on this memory look at the organisation again, and so at its colour.
                change.actors().touch(iri).await?;
                Ok::<_, Failure>(acting.note(change, "describe", iri.as_str(), now).await?)
            })
        })
        .await?;
    Ok(hall.refresh_hosts().await?)
}

async fn tell_who_it_is(
    change: &mut Change,
    known: &Organisation,
    wanted: &Organisation,
    now: Time,
) -> Result<(), Failure> {
    let iri = &known.iri;
    let Some(row) = change.actors().by_iri(iri).await? else { return Ok(()) };
    let present = row.organisation.as_ref().unwrap_or(known);
    let wanted = Organisation {
        iri: present.iri.clone(),
        host: present.host.clone(),
        handle: present.handle.clone(),
        kind: present.kind,
        serves: present.serves.clone(),
        ..wanted.clone()
    };
    if *present == wanted {
        return Ok(());
    }
    // Twice within a millisecond, or by a clock that was put back: the later word wins all the same.
    let version = now.millis().max(row.version + 1);
    Ok(announce(change, &wanted, version, now).await?)
}

/// The organisation is so from this version on, and whoever follows it is told.
///
/// # Errors
/// When the memory fails.
pub async fn announce(
    change: &mut Change,
    organisation: &Organisation,
    version: i64,
    now: Time,
) -> Result<(), StoreError> {
    change.actors().rename(&organisation.iri, organisation, version).await?;
    let subject = Subject::Actor(organisation.iri.clone());
    change.deliveries().raise(&subject, version, now).await?;
    change.deliveries().want_for_followers(&organisation.iri, &subject, version, now).await.map(drop)
}
