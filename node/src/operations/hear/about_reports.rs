//! Flag and its Undo: a neighbour asks us to look again at something of ours. It becomes a report like that of a reader.

use commons::{Decision, Iri, Reader, Refusal, Time, text};
use federation::Heard;
use store::{Change, StoreError};

use super::standing::is_ours;
use super::{Batch, Effect, Trouble};
use crate::operations::report::{self, Thing};

/// What everybody on one origin may flag within an hour.
const AN_HOUR: i64 = 20;

/// Whether any of these is something of ours that everyone may read.
pub async fn concern_us(change: &mut Change, objects: &[Iri], batch: &Batch<'_>) -> Result<bool, StoreError> {
    Ok(!things(change, objects, batch).await?.is_empty())
}

/// Keeps a report of each thing of ours that everyone may read; what else is named does not concern us.
pub async fn flagged(
    change: &mut Change,
    heard: &Heard,
    objects: &[Iri],
    content: &str,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let mut new = Vec::new();
    for thing in things(change, objects, batch).await? {
        if change.reports().open_of(&heard.actor, &thing.subject).await?.is_none() {
            new.push(thing);
        }
    }
    let more = i64::try_from(new.len()).unwrap_or(AN_HOUR);
    let since = batch.now.plus(-Time::HOUR);
    if change.reports().flagged_since(&heard.actor.origin(), since, AN_HOUR).await? + more > AN_HOUR {
        return Err(Refusal::TooOften {}.into());
    }
    if new.is_empty() {
        return Ok(Effect::Already);
    }
    for thing in &new {
        let row = store::reports::ReportRow {
            body: text::cut(content, crate::operations::told::LONGEST),
            reporter: Some(heard.actor.clone()),
            flag: Some(heard.id.clone()),
            ..report::new(thing, batch.hosts, batch.now)
        };
        report::keep::<Trouble>(change, &row, "neighbour").await?;
    }
    Ok(Effect::Held)
}

async fn things(change: &mut Change, objects: &[Iri], batch: &Batch<'_>) -> Result<Vec<Thing>, StoreError> {
    let mut things = Vec::new();
    for object in objects.iter().filter(|object| is_ours(object, batch.hosts)) {
        if let Some(ours) = batch.hosts.by_iri(object) {
            things.push(Thing::of_organisation(&ours.iri, &ours.name));
        } else if let Some(row) = change.entries().readable_iri(object, &Reader::anyone()).await?.readable()
            && row.local
        {
            things.push(Thing::of_entry(&row)?);
        }
    }
    Ok(things)
}

/// The neighbour takes back what it flagged and nobody has decided yet.
pub async fn undone(
    change: &mut Change,
    heard: &Heard,
    flag: &Iri,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let open = change.reports().open_by_flag(&heard.actor, flag).await?;
    for row in &open {
        change.reports().decide(&row.id, Decision::TakenBack, "", batch.now).await?;
    }
    Ok(if open.is_empty() { Effect::Dropped } else { Effect::Taken })
}
