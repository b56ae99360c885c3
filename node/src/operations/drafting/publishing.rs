//! A draft becomes an entry, or waits for somebody who approves it.

use std::sync::Arc;

use commons::{Entry, EntryId, Iri, Reader, Refusal, Time};
use serde_json::Value;
use store::drafts::Needs;
use store::{Change, DraftState, Found, Reading};

use super::asking::{Word, ask_for_approval};
use super::{Desk, Overtaken, Writer, overtaken};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::Problems;
use crate::hall::Hall;
use crate::operations::draft::{Draft, address};
use crate::operations::publish::{Published, check_parent, record};
use crate::operations::revise::{own_entry, revise_in};

/// What became of the wish to publish.
#[derive(Debug)]
pub enum Outcome {
    /// It is published.
    Published(Published),
    /// It waits for approval; so many were asked.
    Submitted(usize),
    /// Something is missing or does not fit.
    Wrong(Problems),
    /// The published entry was changed meanwhile.
    Overtaken(Box<Overtaken>),
}

/// What can go out: checked, but nothing has been written yet.
pub(super) enum Ready {
    /// A new entry.
    New(Arc<Entry>, EntryId),
    /// An own entry that is corrected: its address, the version that was seen, and what it is to say.
    Correction(EntryId, i64, Arc<Draft>),
}

/// Publishes the draft or, where the organisation wants that, gives it for approval.
///
/// # Errors
/// 409 when it was changed meanwhile, 410 when the entry is withdrawn, and what an operation of the entry refuses.
pub async fn finish(hall: &Hall, desk: &Desk) -> Result<Outcome, Failure> {
    let ready = match ready(hall, desk).await? {
        Ok(ready) => ready,
        Err(outcome) => return Ok(outcome),
    };
    if desk.needs() == Needs::Approval && desk.row.state != DraftState::Approved {
        return submitted(hall, desk).await;
    }
    go_out(hall, desk, ready, desk.needs()).await.map(Outcome::Published)
}

/// Gives the draft for approval, also where it would not have to be.
///
/// # Errors
/// As [`finish`].
pub async fn submit(hall: &Hall, desk: &Desk) -> Result<Outcome, Failure> {
    match ready(hall, desk).await? {
        Ok(_) => submitted(hall, desk).await,
        Err(outcome) => Ok(outcome),
    }
}

async fn submitted(hall: &Hall, desk: &Desk) -> Result<Outcome, Failure> {
    let (row, writer, now) = (desk.row.clone(), desk.writer.clone(), hall.clock.now());
    let word = Word::of(hall);
    let asked = hall
        .store
        .write(move |change| {
            let (row, writer) = (row.clone(), writer.clone());
            Box::pin(async move {
                let submitted = change.drafts().submit(&row.id, row.edition, now).await?;
                let row = submitted.ok_or(Refusal::DraftChanged {})?;
                writer.acting.note(change, "submit-draft", &row.id.to_string(), now).await?;
                ask_for_approval(change, &writer.acting, &row, word, now).await
            })
        })
        .await?;
    Ok(Outcome::Submitted(asked))
}

/// Checks everything that can be checked without writing.
pub(super) async fn ready(hall: &Hall, desk: &Desk) -> Result<Result<Ready, Outcome>, Failure> {
    let mut read = desk.read();
    if !read.problems.is_empty() {
        return Ok(Err(Outcome::Wrong(read.problems)));
    }
    if desk.row.entry.is_some() && desk.before.is_none() {
        return Err(Refusal::Withdrawn {}.into());
    }
    let mut reading = hall.store.reading().await?;
    if let Some(overtaken) = overtaken(&mut reading, desk).await? {
        return Ok(Err(Outcome::Overtaken(Box::new(overtaken))));
    }
    name_targets(hall, &mut reading, &desk.writer.acting.reader(), &mut read.fields).await?;
    drop(reading);
    let (draft, now) = (Draft::new(read.fields), hall.clock.now());
    match checked(desk, draft, now) {
        Ok(ready) => Ok(Ok(ready)),
        Err(refusal) if refusal.status() == 422 => Ok(Err(Outcome::Wrong(Problems::of(refusal)))),
        Err(refusal) => Err(refusal.into()),
    }
}

fn checked(desk: &Desk, draft: Draft, now: Time) -> Result<Ready, Refusal> {
    let organisation = &desk.writer.acting.organisation;
    match &desk.before {
        None => {
            let id = EntryId::new(now);
            let entry = draft.entry(&address(organisation, &id), organisation, now.millis(), now)?;
            Ok(Ready::New(Arc::new(entry), id))
        }
        Some((row, before)) => {
            let version = now.millis().max(before.version + 1);
            draft.entry(&row.iri, organisation, version, before.published)?;
            Ok(Ready::Correction(row.id, before.version, Arc::new(draft)))
        }
    }
}

/// Who copies the address of a page of this node means the entry that it shows, which may have been written elsewhere.
async fn name_targets(
    hall: &Hall,
    reading: &mut Reading,
    reader: &Reader,
    fields: &mut serde_json::Map<String, Value>,
) -> Result<(), Failure> {
    let links = fields.get_mut("links").and_then(Value::as_array_mut);
    for to in links.into_iter().flatten().filter_map(|link| link.get_mut("to")) {
        let Some(page) = to.as_str().and_then(|to| Iri::of_activity("links", to).ok()) else { continue };
        let id = page.as_str().rsplit_once("/eintraege/").and_then(|(_, id)| EntryId::parse(id).ok());
        let (Some(id), Some(_)) = (id, hall.hosts.by_host(page.origin().authority())) else { continue };
        if let Found::Readable(row) = reading.entries().readable(&id, reader).await? {
            *to = Value::from(row.iri.as_str());
        }
    }
    Ok(())
}

/// Takes the draft away and publishes what it says, in one transaction.
async fn go_out(hall: &Hall, desk: &Desk, ready: Ready, needs: Needs) -> Result<Published, Failure> {
    let (id, edition, acting) = (desk.row.id, desk.row.edition, desk.writer.acting.clone());
    let (ready, now) = (Arc::new(ready), hall.clock.now());
    hall.store
        .write(move |change| {
            let (acting, ready) = (acting.clone(), Arc::clone(&ready));
            Box::pin(async move {
                change.drafts().take(&id, edition, needs).await?.ok_or(Refusal::DraftChanged {})?;
                publish_in(change, &acting, &ready, now).await
            })
        })
        .await
}

/// Writes what was checked before, within a transaction.
pub(super) async fn publish_in(
    change: &mut Change,
    acting: &Acting,
    ready: &Ready,
    now: Time,
) -> Result<Published, Failure> {
    match ready {
        Ready::New(entry, id) => {
            check_parent(change, acting, entry).await?;
            record(change, acting, entry, id, "publish").await?;
            Ok(Published { id: *id, iri: entry.iri.clone(), version: entry.version })
        }
        Ready::Correction(id, seen, draft) => {
            let own = own_entry(change, acting, id).await?;
            if own.1.version != *seen {
                return Err(Refusal::VersionStale {}.into());
            }
            revise_in(change, acting, own, draft, now).await
        }
    }
}

/// As whom a draft is published that somebody else has approved: as who wrote it last.
pub(super) fn author(desk: &Desk, approver: &Writer) -> Acting {
    let who = format!("person {}", desk.row.by);
    Acting { organisation: Arc::clone(&approver.acting.organisation), who }
}
