//! An organisation publishes an entry.

use std::sync::Arc;

use commons::{Entry, EntryId, Iri, Refusal, Standing};
use store::Change;
use store::entries::{Arrival, Home};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::{Draft, address};
use crate::operations::tell::tell;

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its address on this node.
    pub id: EntryId,
    /// Its id everywhere.
    pub iri: Iri,
    /// Its version.
    pub version: i64,
}

/// Publishes a draft: the entry, its revision, its links, who must know of it, and the audit, in one transaction. Nobody waits for the network.
///
/// # Errors
/// The refusal of the draft, or of a comment that would have more readers than what it stands under.
pub async fn publish(hall: &Hall, acting: &Acting, draft: &Draft) -> Result<Published, Failure> {
    let now = hall.clock.now();
    let id = EntryId::new(now);
    let iri = address(&acting.organisation, &id);
    let entry = Arc::new(draft.entry(&iri, &acting.organisation, now.millis(), now)?);
    let published = Published { id, iri, version: entry.version };
    let acting = acting.clone();
    hall.store
        .write(move |change| {
            let (entry, acting) = (Arc::clone(&entry), acting.clone());
            Box::pin(async move {
                check_parent(change, &entry).await?;
                record(change, &acting, &entry, &id, "publish").await
            })
        })
        .await?;
    Ok(published)
}

/// Writes an own entry as it is now, what it was, who must know and who did it.
pub async fn record(
    change: &mut Change,
    acting: &Acting,
    entry: &Entry,
    id: &EntryId,
    act: &'static str,
) -> Result<(), Failure> {
    let now = commons::Time::from_millis(entry.version);
    let source = entry.source.as_ref().map(|source| source.id.as_str());
    let arrival = Arrival { id: *id, home: Home::Here, standing: Standing::Published, received: now, source };
    change.entries().put(entry, arrival).await?;
    change.revisions().put(entry, now, &acting.who).await?;
    tell(change, entry, now).await?;
    Ok(acting.note(change, act, entry.iri.as_str(), now).await?)
}

/// A comment's readers are never more than those of what it stands under.
pub async fn check_parent(change: &mut Change, entry: &Entry) -> Result<(), Failure> {
    let Some(parent) = entry.parent() else { return Ok(()) };
    let Some(row) = change.entries().by_iri(parent).await? else { return Ok(()) };
    if row.is_tombstone() {
        return Err(Refusal::Withdrawn {}.into());
    }
    let within = entry.audience.is_within(&row.entry()?.audience);
    if within { Ok(()) } else { Err(Refusal::WiderThanParent {}.into()) }
}
