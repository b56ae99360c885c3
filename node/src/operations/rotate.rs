//! An organisation gets new keys. Whoever has heard of it is told under the old ones, which go on signing for those who have not answered yet.

use std::sync::Arc;

use commons::{Iri, Time};
use federation::render;
use store::{Change, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::keyring::Forged;
use crate::operations::found::forge;

/// Replaces the keys of an organisation and of the application actor of its host. Tells how many inboxes are to hear of it.
///
/// # Errors
/// When keys cannot be made, or the memory fails.
pub async fn rotate(hall: &Hall, acting: &Acting) -> Result<u64, Failure> {
    let keys = Arc::new((forge(hall).await?, forge(hall).await?));
    let now = hall.clock.now();
    let (acting, kept) = (acting.clone(), keys);
    hall.store
        .write(move |change| {
            let (acting, keys) = (acting.clone(), Arc::clone(&kept));
            Box::pin(async move {
                let organisation = &acting.organisation.iri;
                let version = replace(change, organisation, &keys.0, now).await?;
                // It only signs fetches, and nobody keeps its key who has not just asked for it.
                replace(change, &render::application_id(organisation), &keys.1, now).await?;
                let told = tell(change, organisation, version, now).await?;
                acting.note(change, "rotate-keys", organisation.as_str(), now).await?;
                Ok::<_, Failure>(told)
            })
        })
        .await
}

/// Sets the old keys aside and puts the new ones in their place; gives the version at which the actor shows them.
async fn replace(change: &mut Change, actor: &Iri, keys: &Forged, now: Time) -> Result<i64, Failure> {
    let before = change.actors().by_iri(actor).await?.map_or(0, |row| row.version);
    let version = now.millis().max(before + 1);
    change.keys().retire(actor, version, now).await?;
    keys.store(change, actor, now).await?;
    change.actors().renew(actor, version).await?;
    Ok(version)
}

/// Followers, whoever was told before, and whoever ever got a letter: all of them may keep the old key.
async fn tell(change: &mut Change, organisation: &Iri, version: i64, now: Time) -> Result<u64, Failure> {
    let subject = Subject::Actor(organisation.clone());
    let raised = change.deliveries().raise(&subject, version, now).await?;
    let followers = change.deliveries().want_for_followers(organisation, &subject, version, now).await?;
    let others = change.deliveries().want_for_acquaintances(organisation, &subject, version, now).await?;
    Ok(raised + followers + others)
}
