//! An organisation withdraws an entry of its own: everyone who was told is told that it is gone.

use commons::{EntryId, Refusal};
use store::Subject;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::revise::own_entry;

/// Withdraws the entry; what remains is a tombstone with its version.
///
/// # Errors
/// 404 for an entry of somebody else or none, 410 when it is withdrawn already, 412 when it was changed meanwhile.
pub async fn withdraw(hall: &Hall, acting: &Acting, id: EntryId, seen: Option<i64>) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                let (row, before) = own_entry(change, &acting, &id).await?;
                if seen.is_some_and(|seen| seen != before.version) {
                    return Err(Refusal::VersionStale {}.into());
                }
                let version = now.millis().max(before.version + 1);
                change.entries().withdraw(&row.iri, version, now).await?;
                change.deliveries().raise(&Subject::Entry(row.iri.clone()), version, now).await?;
                Ok(acting.note(change, "withdraw", row.iri.as_str(), now).await?)
            })
        })
        .await
}
