//! How people and programs name an organisation: by its handle if it lives here, by `handle@host` wherever it lives, or by its id.

use commons::{Iri, Refusal};
use store::Reading;

use crate::failure::Failure;
use crate::hall::Hall;

/// The id of the organisation that is meant.
///
/// # Errors
/// 404 when none is known by this name.
pub async fn organisation(hall: &Hall, reading: &mut Reading, name: &str) -> Result<Iri, Failure> {
    if let Ok(organisation) = hall.hosts.by_handle(name) {
        return Ok(organisation.iri.clone());
    }
    if let Some((handle, host)) = name.trim_start_matches('@').split_once('@') {
        let row = reading.actors().by_address(handle, host).await?;
        return Ok(row.ok_or(Refusal::NoSuchOrganisation {})?.iri);
    }
    let iri = Iri::parse("organisation", name).map_err(|_| Refusal::NoSuchOrganisation {})?;
    let row = reading.actors().by_iri(&iri).await?;
    Ok(row.ok_or(Refusal::NoSuchOrganisation {})?.iri)
}
