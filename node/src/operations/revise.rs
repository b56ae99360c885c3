//! An organisation corrects an entry of its own.

use std::sync::Arc;

use commons::{Entry, EntryId, Refusal, Time};
use store::{Change, EntryRow};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::Draft;
use crate::operations::publish::{Published, check_circles, check_parent, record};

/// Replaces what the entry says, if it still stands at the version the writer saw.
///
/// # Errors
/// 404 for an entry of somebody else or none, 410 for a withdrawn one, 412 when it was changed meanwhile, and the draft's own refusals.
pub async fn revise(
    hall: &Hall,
    acting: &Acting,
    id: EntryId,
    seen: i64,
    draft: Draft,
) -> Result<Published, Failure> {
    let (acting, draft) = (acting.clone(), Arc::new(draft));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, draft) = (acting.clone(), Arc::clone(&draft));
            Box::pin(async move {
                let own = own_entry(change, &acting, &id).await?;
                if own.1.version != seen {
                    return Err(Refusal::VersionStale {}.into());
                }
                revise_in(change, &acting, own, &draft, now).await
            })
        })
        .await
}

/// Replaces what this entry says, within a transaction that does more and has compared its version.
///
/// # Errors
/// The draft's own refusals.
pub async fn revise_in(
    change: &mut Change,
    acting: &Acting,
    (row, before): (EntryRow, Entry),
    draft: &Draft,
    now: Time,
) -> Result<Published, Failure> {
    let version = now.millis().max(before.version + 1);
    let entry = draft.entry(&row.iri, &acting.organisation, version, before.published)?;
    if entry.kind() != before.kind() {
        return Err(Refusal::KindChanged {}.into());
    }
    let entry = Entry { source: entry.source.clone().or(before.source), ..entry };
    check_parent(change, acting, &entry).await?;
    check_circles(change, acting, &entry).await?;
    record(change, acting, &entry, &row.id, "revise").await?;
    Ok(Published { id: row.id, iri: entry.iri, version })
}

/// The entry with this id, if it belongs to the organisation that acts and still stands.
pub async fn own_entry(
    change: &mut Change,
    acting: &Acting,
    id: &EntryId,
) -> Result<(EntryRow, Entry), Failure> {
    // Two corrections at once: the second sees what the first has written, and is stale.
    change.entries().hold(id).await?;
    let row = change.entries().by_id(id).await?.ok_or(Refusal::NoSuchEntry {})?;
    if row.author != acting.organisation.iri {
        return Err(Refusal::NoSuchEntry {}.into());
    }
    if row.is_tombstone() {
        return Err(Refusal::Withdrawn {}.into());
    }
    let entry = row.entry()?;
    Ok((row, entry))
}
