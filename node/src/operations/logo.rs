//! The picture in the head of an organisation's pages comes and goes.

use std::sync::Arc;

use commons::Refusal;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::picture;

/// Puts this picture in the place of the one before.
///
/// # Errors
/// When it is none that we take.
pub async fn put_up(hall: &Hall, acting: &Acting, file: Vec<u8>) -> Result<(), Failure> {
    let (logo, acting) = (Arc::new(picture::read(file)?), acting.clone());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (logo, acting) = (Arc::clone(&logo), acting.clone());
            Box::pin(async move {
                let iri = &acting.organisation.iri;
                change.logos().put(iri, &logo).await?;
                change.actors().touch(iri).await?;
                Ok::<_, Failure>(acting.note(change, "put-up-logo", &logo.about.hash, now).await?)
            })
        })
        .await?;
    Ok(hall.refresh_hosts().await?)
}

/// Takes the picture away.
///
/// # Errors
/// 404 when there is none.
pub async fn take_down(hall: &Hall, acting: &Acting) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                let iri = &acting.organisation.iri;
                if !change.logos().remove(iri).await? {
                    return Err(Failure::from(Refusal::NoSuchPage {}));
                }
                change.actors().touch(iri).await?;
                Ok(acting.note(change, "take-down-logo", iri.as_str(), now).await?)
            })
        })
        .await?;
    Ok(hall.refresh_hosts().await?)
}
