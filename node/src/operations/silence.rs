//! A neighbour that is silent for long. What it gave to a few is not kept here for ever when nobody can take it back.

use commons::{Origin, Time};
use store::audit::AuditRow;
use store::{Change, StoreError};

use super::walked::take_out;

/// After so many milliseconds without a sign of life it is shown as silent.
pub const SHOWN: i64 = 30 * Time::DAY;
/// After so many what is not for everyone is no longer kept.
pub const PURGED: i64 = 180 * Time::DAY;
/// Who does that, in the audit.
const NODE: &str = "node";

/// Takes out what came from neighbours that have been silent for too long and is not for everyone. Should one come back, the walk brings it again.
///
/// # Errors
/// When the memory fails.
pub async fn purge(change: &mut Change, now: Time) -> Result<(), StoreError> {
    for origin in change.peers().failing_since(now.plus(-PURGED)).await? {
        purge_of(change, &origin, now).await?;
    }
    Ok(())
}

async fn purge_of(change: &mut Change, origin: &Origin, now: Time) -> Result<(), StoreError> {
    let purged = change.entries().not_public_of(origin).await?;
    if purged.is_empty() {
        return Ok(());
    }
    for iri in &purged {
        take_out(change, iri, now).await?;
    }
    // What did not change there since would not come with the next pages.
    change.follows().begin_walks_anew(origin).await?;
    tracing::warn!(
        peer.host = origin.authority(),
        entries = purged.len(),
        "silent for long: not kept any more"
    );
    let (act, subject) = ("purge-silent".to_owned(), format!("{origin}: {}", purged.len()));
    let row = AuditRow { at: now, who: NODE.to_owned(), organisation: None, act, subject };
    change.audit().note(&row).await
}
