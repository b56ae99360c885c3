//! `/verwaltung/{handle}/leser`: who reads what an organisation wrote, and who has confirmed that something is gone.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Iri, Membership};
use store::{Answer, EntryRow, Reading, StoreError, Subject};

use super::super::{Frame, acting, address};
use super::PART;
use crate::failure::Failure;
use crate::here::Here;
use crate::pages::card::title_of;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// Entries of which it is told who has confirmed.
const MOST: i64 = 50;
/// Readers that are named; of more the number is enough.
const NAMED: usize = 100;

/// Those for whom something can be written.
struct Audience {
    name: String,
    address: Option<String>,
    readers: Vec<String>,
    more: Option<String>,
}

/// An entry that fewer may read than before.
struct Narrowed {
    title: String,
    address: Option<String>,
    confirmed: Vec<String>,
    waiting: Vec<String>,
}

/// Who reads it.
#[derive(Template)]
#[template(path = "administration/readers.html")]
struct ReadersPage {
    page: Layout,
    frame: Frame,
    audiences: Vec<Audience>,
    narrowed: Vec<Narrowed>,
}

/// `GET /verwaltung/{handle}/leser`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let mut reading = town.store.reading().await?;
    let ours = &acting.organisation.iri;
    let mut audiences = vec![connected(&mut reading, ours, &speech).await?];
    for (circle, row) in reading.circles().of_member(ours, Membership::Accepted).await? {
        let members = reading.circles().members_of(&circle.iri).await?;
        let members =
            members.into_iter().filter(|one| one.answer == Membership::Accepted && one.member != *ours);
        let members: Vec<_> = members.map(|one| one.member).collect();
        let address = Some(format!("{}/{}", address(&acting, PART), circle.id));
        let name = if row.belongs() {
            circle.name
        } else {
            speech.tell("readers-not-yet", &[("name", circle.name.as_str())])
        };
        audiences.push(audience(&mut reading, name, address, &members, &speech).await?);
    }
    let mut narrowed = Vec::new();
    for row in reading.entries().narrowed_of(ours, MOST).await? {
        narrowed.push(confirmations(&mut reading, row, &speech).await?);
    }
    drop(reading);
    let (page, frame) = Frame::around(acting, "leser", &speech, &here);
    answer(&ReadersPage { page, frame, audiences, narrowed }, &speech)
}

/// Those who follow: they read what is public, and what is written for them.
async fn connected(reading: &mut Reading, ours: &Iri, speech: &Speech) -> Result<Audience, StoreError> {
    let followers = reading.follows().followers_of(ours).await?;
    let accepted = followers.into_iter().filter(|row| row.answer == Answer::Accepted);
    let followers: Vec<_> = accepted.map(|row| row.follower).collect();
    audience(reading, speech.say("circle-connected"), None, &followers, speech).await
}

async fn audience(
    reading: &mut Reading,
    name: String,
    address: Option<String>,
    members: &[Iri],
    speech: &Speech,
) -> Result<Audience, StoreError> {
    let mut readers = Vec::new();
    for member in members.iter().take(NAMED) {
        let actor = reading.actors().by_iri(member).await?;
        readers.push(actor.map_or_else(|| member.origin().authority().to_owned(), |actor| actor.name));
    }
    let more = members.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| speech.count("readers-more", more as u64));
    Ok(Audience { name, address, readers, more })
}

/// Who of those that had it has confirmed that it is gone, and on whom it waits. A node is named for all who live there.
async fn confirmations(
    reading: &mut Reading,
    row: EntryRow,
    speech: &Speech,
) -> Result<Narrowed, StoreError> {
    let (mut confirmed, mut waiting) = (Vec::new(), Vec::new());
    for told in reading.deliveries().of_subject(&Subject::Entry(row.iri.clone())).await? {
        let node = told.inbox.origin().authority().to_owned();
        let may_read = reading.entries().readable_at(&row.iri, &told.inbox).await?.is_some();
        match told {
            _ if may_read => {}
            told if told.gone && told.settled => confirmed.push(node),
            told if told.have.is_none() && told.settled => {}
            _ => waiting.push(node),
        }
    }
    let address = (!row.is_tombstone()).then(|| format!("/eintraege/{}", row.id));
    Ok(Narrowed { title: title(reading, &row, speech).await?, address, confirmed, waiting })
}

/// By what it is known; what was withdrawn, by what it was called last.
async fn title(reading: &mut Reading, row: &EntryRow, speech: &Speech) -> Result<String, StoreError> {
    if !row.is_tombstone() {
        return Ok(title_of(&row.entry()?, speech));
    }
    match reading.revisions().before(&row.iri, i64::MAX, 1).await?.first() {
        Some(last) => Ok(title_of(&last.entry()?, speech)),
        None => Ok(speech.say("readers-nameless")),
    }
}
