//! A draft begins: as a new entry, or from one that is published. And it is thrown away.

use commons::{EntryId, Kind, Refusal, Time};
use store::Change;
use store::drafts::NewDraft;

use super::{Desk, MOST, Writer};
use crate::failure::Failure;
use crate::hall::Hall;
use crate::visitor::Person;
use crate::writing::{Answers, filled, sheet};

/// Begins a draft of a new entry with these answers; what nobody answered is preset.
///
/// # Errors
/// 422 when the organisation has too many drafts.
pub async fn begin(hall: &Hall, writer: &Writer, kind: Kind, answers: Answers) -> Result<EntryId, Failure> {
    let organisation = &writer.acting.organisation;
    let body = preset(kind, answers, organisation.licence.name()).to_json();
    let new = NewDraft {
        organisation: organisation.iri.clone(),
        corrects: None,
        kind,
        body,
        by: writer.person.clone(),
    };
    let (writer, now) = (writer.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (writer, new) = (writer.clone(), new.clone());
            Box::pin(async move {
                check_room(change, &writer).await?;
                let row = change.drafts().begin(&new, now).await?.ok_or(Refusal::FAILED)?;
                writer.acting.note(change, "begin-draft", &row.id.to_string(), now).await?;
                Ok(row.id)
            })
        })
        .await
}

/// What a new entry says before anybody has said anything.
fn preset(kind: Kind, mut answers: Answers, licence: &str) -> Answers {
    let presets = [("audience", "public"), ("language", "de"), ("licence", licence)];
    let status = (kind == Kind::Project).then_some(("status", "idea"));
    for (name, value) in presets.into_iter().chain(status) {
        if answers.text(name).is_empty() {
            answers.put(name, vec![value.to_owned()]);
        }
    }
    answers
}

async fn check_room(change: &mut Change, writer: &Writer) -> Result<(), Failure> {
    let drafts = change.drafts().count_of(&writer.acting.organisation.iri).await?;
    if drafts >= MOST {
        Err(Refusal::TooMany { field: "drafts", limit: MOST as usize }.into())
    } else {
        Ok(())
    }
}

/// The draft in which a published entry is corrected: there is one, whoever began it.
///
/// # Errors
/// 404 for an entry of somebody else or none, 403 when the role is too small, 410 for a withdrawn one.
pub async fn correct(hall: &Hall, person: &Person, id: EntryId) -> Result<EntryId, Failure> {
    let row = hall.store.reading().await?.entries().by_id(&id).await?.ok_or(Refusal::NoSuchEntry {})?;
    person.membership(&row.author).ok_or(Refusal::NoSuchEntry {})?;
    let writer = Writer::of(person, &row.author)?;
    if row.is_tombstone() {
        return Err(Refusal::Withdrawn {}.into());
    }
    let entry = row.entry()?;
    let new = NewDraft {
        organisation: row.author,
        corrects: Some((row.iri, row.version)),
        kind: row.kind,
        body: filled(sheet(row.kind), &entry).to_json(),
        by: writer.person.clone(),
    };
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (writer, new) = (writer.clone(), new.clone());
            Box::pin(async move { begin_or_go_on(change, &writer, &new, now).await })
        })
        .await
}

async fn begin_or_go_on(
    change: &mut Change,
    writer: &Writer,
    new: &NewDraft,
    now: Time,
) -> Result<EntryId, Failure> {
    let (iri, version) = new.corrects.as_ref().ok_or(Refusal::FAILED)?;
    if let Some(there) = change.drafts().of_entry(&new.organisation, iri).await? {
        change.drafts().start_over(&there.id, &new.body, *version).await?;
        return Ok(there.id);
    }
    check_room(change, writer).await?;
    let begun = match change.drafts().begin(new, now).await? {
        Some(begun) => Some(begun),
        // Somebody else was quicker.
        None => change.drafts().of_entry(&new.organisation, iri).await?,
    };
    let id = begun.ok_or(Refusal::FAILED)?.id;
    writer.acting.note(change, "begin-draft", &id.to_string(), now).await?;
    Ok(id)
}

/// Throws a draft away. What it corrected stays as it is.
///
/// # Errors
/// When the memory fails.
pub async fn discard(hall: &Hall, desk: &Desk) -> Result<(), Failure> {
    let (id, writer, now) = (desk.row.id, desk.writer.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let writer = writer.clone();
            Box::pin(async move {
                if change.drafts().discard(&id).await? {
                    writer.acting.note(change, "discard-draft", &id.to_string(), now).await?;
                }
                Ok(())
            })
        })
        .await
}
