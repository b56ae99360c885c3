//! How far a call of one's own has come, and what came of it.

use std::sync::Arc;

use commons::{Call, Content, Entry, EntryId, Progress, Refusal, Time, text};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::check_size;
use crate::operations::publish::{Published, record};
use crate::operations::revise::own_entry;

/// Says how far it has come.
///
/// # Errors
/// 404 for an entry of somebody else or none, 410 for a withdrawn one, 422 for what is no call or a result that is too long.
pub async fn say(
    hall: &Hall,
    acting: &Acting,
    id: EntryId,
    progress: Progress,
    result: &str,
) -> Result<Published, Failure> {
    let (acting, result) = (acting.clone(), Arc::<str>::from(text::paragraphs(result)));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, result) = (acting.clone(), Arc::clone(&result));
            Box::pin(async move {
                let (_, before) = own_entry(change, &acting, &id).await?;
                let entry = moved_on(before, progress, &result, now)?.tidy()?;
                check_size(&entry, &acting.organisation)?;
                record(change, &acting, &entry, &id, "progress").await?;
                Ok(Published { id, version: entry.version, iri: entry.iri })
            })
        })
        .await
}

fn moved_on(before: Entry, progress: Progress, result: &str, now: Time) -> Result<Entry, Refusal> {
    let Content::Call(call) = &before.content else { return Err(Refusal::NotACall {}) };
    let content = Content::Call(Call { progress, result: result.to_owned(), ..call.clone() });
    let version = now.millis().max(before.version + 1);
    Ok(Entry { content, version, updated: Time::from_millis(version), ..before })
}
