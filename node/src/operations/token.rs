//! Keys for programs: bound to one organisation and a scope, shown once, kept as a hash.

use commons::Refusal;
use store::Reading;
use store::tokens::{Scope, TokenRow};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::secret;

/// Makes a token and gives it; it is not kept and cannot be shown again.
///
/// # Errors
/// When the machine gives no randomness or the memory fails.
pub async fn create(hall: &Hall, acting: &Acting, scope: Scope, label: &str) -> Result<String, Failure> {
    let token = format!("tm_{}", secret::new()?);
    let (hash, acting, label) = (secret::hash(&token), acting.clone(), label.to_owned());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (hash, acting, label) = (hash.clone(), acting.clone(), label.clone());
            Box::pin(async move {
                let organisation = &acting.organisation.iri;
                let row = change.tokens().add(&hash, organisation, scope, &label, now).await?;
                Ok::<_, Failure>(acting.note(change, "create-token", &row.id, now).await?)
            })
        })
        .await?;
    Ok(token)
}

/// The row of a token that somebody shows.
///
/// # Errors
/// 401 when there is no such token.
pub async fn find(reading: &mut Reading, token: &str) -> Result<TokenRow, Failure> {
    Ok(reading.tokens().by_hash(&secret::hash(token)).await?.ok_or(Refusal::BadToken {})?)
}
