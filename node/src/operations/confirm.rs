//! An organisation says that an entry of its own is still true.

use commons::{Entry, EntryId};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::publish::record;
use crate::operations::revise::own_entry;

/// Confirms the entry: a new version that says nothing new but the day. It needs nobody's approval.
///
/// # Errors
/// 404 for an entry of somebody else or none, 410 for a withdrawn one.
pub async fn confirm(hall: &Hall, acting: &Acting, id: EntryId) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                let (_, before) = own_entry(change, &acting, &id).await?;
                let version = now.millis().max(before.version + 1);
                let entry = Entry { version, confirmed: Some(now), ..before };
                record(change, &acting, &entry, &id, "confirm").await
            })
        })
        .await
}
