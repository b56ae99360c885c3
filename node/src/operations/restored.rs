//! A backup was put back: followers begin again, what stands here counts from now on, and what was missed is fetched.

use std::sync::Arc;

use commons::{Entry, EntryId, Iri, Organisation, Reader, Standing, Time};
use store::audit::AuditRow;
use store::entries::{Arrival, Home, Scope, Walked};
use store::{Change, Identity, Reading, StoreError, Subject};

use crate::hall::Hall;

/// Entries read at once.
const PAGE: i64 = 500;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Own entries that count from now on as they stand here.
    pub entries: usize,
    /// Organisations whose followers are told to compare.
    pub organisations: usize,
}

/// Begins a new epoch. Every own entry gets a version higher than any it can have had, so that followers take it as it is; who moved on since the
/// backup meets nothing twice. The followers are told, and our own walks are due.
///
/// # Errors
/// When the memory fails.
pub async fn restored(hall: &Hall, who: &str) -> anyhow::Result<Restored> {
    let organisations = hall.hosts.all();
    let mut own = Vec::new();
    let mut reading = hall.store.reading().await?;
    for organisation in &organisations {
        own.push((Arc::clone(organisation), published_by(&mut reading, &organisation.iri).await?));
    }
    drop(reading);
    let (own, who, now) = (Arc::new(own), who.to_owned(), hall.clock.now());
    let done = hall.store.write(move |change| {
        let (own, who) = (Arc::clone(&own), who.clone());
        Box::pin(async move { begin_anew(change, &own, &who, now).await })
    });
    let done: Result<Restored, StoreError> = done.await;
    Ok(done?)
}

type Own = (Arc<Organisation>, Vec<(EntryId, Entry)>);

async fn published_by(reading: &mut Reading, author: &Iri) -> Result<Vec<(EntryId, Entry)>, StoreError> {
    let (mut after, mut entries) = (0, Vec::new());
    loop {
        let page =
            reading.entries().walk(author, &Reader::of(author.clone()), after, Scope::All, PAGE).await?;
        let Some(last) = page.last() else { return Ok(entries) };
        after = last.row().changed;
        for step in &page {
            if let Walked::Entry(row) = step {
                entries.push((row.id, row.entry()?));
            }
        }
    }
}

async fn begin_anew(change: &mut Change, own: &[Own], who: &str, now: Time) -> Result<Restored, StoreError> {
    let mut done = Restored::default();
    for (organisation, entries) in own {
        for (id, entry) in entries {
            put_again(change, *id, entry, now).await?;
        }
        tell(change, &organisation.iri, organisation, now).await?;
        change.follows().hurry_own_walks(&organisation.iri, now).await?;
        done.entries += entries.len();
        done.organisations += 1;
    }
    let Identity { epoch, .. } = change.node().new_epoch(now).await?;
    let row = AuditRow {
        at: now,
        who: who.to_owned(),
        organisation: None,
        act: "restored".to_owned(),
        subject: epoch,
    };
    change.audit().note(&row).await?;
    Ok(done)
}

/// The same entry, in a version that nobody has seen. Who has it already will be shown it by the walk and need not be sent it.
async fn put_again(change: &mut Change, id: EntryId, entry: &Entry, now: Time) -> Result<(), StoreError> {
    let version = now.millis().max(entry.version + 1);
    let entry = Entry { version, ..entry.clone() };
    let arrival =
        Arrival { id, home: Home::Here, standing: Standing::Published, received: now, source: None };
    change.entries().put(&entry, arrival).await?;
    change.deliveries().raise(&Subject::Entry(entry.iri.clone()), version, now).await?;
    Ok(())
}

/// Whoever follows hears of the organisation itself, and comes to look.
async fn tell(
    change: &mut Change,
    iri: &Iri,
    organisation: &Organisation,
    now: Time,
) -> Result<(), StoreError> {
    let Some(row) = change.actors().by_iri(iri).await? else { return Ok(()) };
    let version = now.millis().max(row.version + 1);
    change.actors().rename(iri, row.organisation.as_ref().unwrap_or(organisation), version).await?;
    let subject = Subject::Actor(iri.clone());
    change.deliveries().raise(&subject, version, now).await?;
    change.deliveries().want_for_followers(iri, &subject, version, now).await.map(drop)
}
