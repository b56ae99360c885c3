//! `/verwaltung/{handle}/eingang`: what strangers said about entries of ours, as it would look, and whether it is to be shown.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{CommentKind, Content, Document, Entry, EntryId, Reader, Refusal, Time, text};
use federation::html;
use serde::Deserialize;
use store::{Cursor, EntryRow, Reading, StoreError};

use super::blocks;
use super::party::Party;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::held;
use crate::pages::card::Card;
use crate::pages::fact::Passage;
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
const PART: &str = "eingang";
/// Things on a page.
const SHOWN: usize = 8;
/// In the list a text is shown up to here, in characters; whole it stands on a page of its own.
const BEGINNING: usize = 800;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    vor: String,
}

/// How much of a text is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Beginning,
    Whole,
}

/// Something that waits for a decision.
struct Held {
    /// Where it is decided.
    address: String,
    card: Card,
    party: Party,
    /// Where whoever said it can be turned away.
    blocking: String,
    office: String,
    since: String,
    /// The entry of ours it is about: title and page.
    about: Option<(String, String)>,
    passages: Vec<Passage>,
    /// Before what a comment's author warns.
    warning: String,
    html: String,
    documents: Vec<Document>,
    is_cut: bool,
}

/// What waits.
#[derive(Template)]
#[template(path = "administration/incoming.html")]
struct IncomingPage {
    page: Layout,
    frame: Frame,
    base: String,
    items: Vec<Held>,
    more: Option<String>,
    is_list: bool,
}

/// `GET /verwaltung/{handle}/eingang`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let before = if wanted.vor.is_empty() { Cursor::start() } else { Cursor::parse(&wanted.vor)? };
    let mut desk = desk(&town, &acting, &speech, &here).await?;
    let most = i64::try_from(SHOWN + 1).unwrap_or_default();
    let mut rows = desk.reading.entries().held_before(&acting.organisation.iri, &before, most).await?;
    let is_more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let more = rows.last().filter(|_| is_more);
    let more = more.map(|last| format!("vor={}", Cursor::at(last.received, &last.id.to_string())));
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.push(desk.held(row, Length::Beginning).await?);
    }
    drop(desk);
    let base = address(&acting, PART);
    let (page, frame) = Frame::around(acting, PART, &speech, &here);
    answer(&IncomingPage { page, frame, base, items, more, is_list: true }, &speech)
}

/// `GET /verwaltung/{handle}/eingang/{id}`: one of them, whole.
pub async fn one(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let id = EntryId::parse(&id)?;
    let mut desk = desk(&town, &acting, &speech, &here).await?;
    let row = desk.reading.entries().held_by_id(&acting.organisation.iri, &id).await?;
    let items = vec![desk.held(&row.ok_or(Refusal::NothingHeld {})?, Length::Whole).await?];
    drop(desk);
    let base = address(&acting, PART);
    let (page, frame) = Frame::around(acting, PART, &speech, &here);
    answer(&IncomingPage { page, frame, base, items, more: None, is_list: false }, &speech)
}

/// `POST /verwaltung/{handle}/eingang/{id}/annehmen`
pub async fn accept(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    held::accept(&town, &acting, EntryId::parse(&id)?).await?;
    Ok(done(&address(&acting, PART), "held-shown"))
}

/// `POST /verwaltung/{handle}/eingang/{id}/ablehnen`
pub async fn decline(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    held::decline(&town, &acting, EntryId::parse(&id)?).await?;
    Ok(done(&address(&acting, PART), "held-declined"))
}

async fn desk<'a>(
    town: &Town,
    acting: &'a Acting,
    speech: &'a Speech,
    here: &'a Here,
) -> Result<Desk<'a>, StoreError> {
    let (reading, now) = (town.store.reading().await?, town.clock.now());
    Ok(Desk { reading, acting, now, speech, host: &here.host })
}

/// Makes items of rows.
struct Desk<'a> {
    reading: Reading,
    acting: &'a Acting,
    now: Time,
    speech: &'a Speech,
    host: &'a str,
}

impl Desk<'_> {
    async fn held(&mut self, row: &EntryRow, length: Length) -> Result<Held, StoreError> {
        let (entry, speech) = (row.entry()?, self.speech);
        let author = self.reading.actors().by_iri(&row.author).await?;
        let mut card = Card::of_entry(&entry, &row.id.to_string(), None, speech, self.host);
        if let Content::Comment(comment) = &entry.content {
            CommentKind::label(comment.comment, speech.language()).clone_into(&mut card.kind_label);
        }
        let mut passages = said(&entry, speech);
        let is_long = |text: &str| text.chars().count() > BEGINNING;
        let is_cut = length == Length::Beginning
            && (is_long(&entry.text) || passages.iter().any(|passage| is_long(&passage.text)));
        for passage in &mut passages {
            passage.text = length.of(&passage.text);
        }
        Ok(Held {
            address: format!("{}/{}", address(self.acting, PART), row.id),
            party: author
                .map_or_else(|| Party::unknown(&row.author), |actor| Party::of_actor(&actor, speech)),
            blocking: blocks::address_of(self.acting, &row.author),
            office: office(&entry),
            since: speech.since(row.received, self.now),
            about: self.about(&entry).await?,
            passages,
            warning: warning(&entry),
            documents: documents(&entry),
            html: html::shown(&length.of(&entry.text)).unwrap_or_default(),
            is_cut,
            card,
        })
    }

    /// The entry of ours to which this refers, as far as everyone may read it: its title and its page.
    async fn about(&mut self, entry: &Entry) -> Result<Option<(String, String)>, StoreError> {
        for (_, target) in entry.references() {
            let found = self.reading.entries().readable_iri(target, &Reader::anyone()).await?.readable();
            if let Some(row) = found.filter(|row| row.local) {
                let card = Card::of_entry(&row.entry()?, &row.id.to_string(), None, self.speech, self.host);
                return Ok(Some((card.title, card.address)));
            }
        }
        Ok(None)
    }
}

impl Length {
    fn of(self, text: &str) -> String {
        match self {
            Self::Beginning => text::cut(text, BEGINNING),
            Self::Whole => text.to_owned(),
        }
    }
}

/// The office that signs a comment.
fn office(entry: &Entry) -> String {
    match &entry.content {
        Content::Comment(comment) => text::cut(&comment.office, text::caps::TITLE),
        _ => String::new(),
    }
}

/// Before what a comment's author warns. Here it is read openly: whoever decides must see it.
fn warning(entry: &Entry) -> String {
    match &entry.content {
        Content::Comment(_) => text::cut(&entry.summary, text::caps::SHORT),
        _ => String::new(),
    }
}

/// What is attached to a comment.
fn documents(entry: &Entry) -> Vec<Document> {
    match &entry.content {
        Content::Comment(_) => entry.documents.clone(),
        _ => Vec::new(),
    }
}

/// What it says beside its text, by its kind.
fn said(entry: &Entry, speech: &Speech) -> Vec<Passage> {
    match &entry.content {
        Content::Adoption(adoption) => Passage::all(speech, &[("entry-reason", &adoption.reason)]),
        Content::Lesson(lesson) => Passage::all(
            speech,
            &[
                ("entry-what-happened", &lesson.what_happened),
                ("entry-why", &lesson.why),
                ("entry-what-helped", &lesson.what_helped),
                ("entry-would-do-differently", &lesson.would_do_differently),
                ("entry-context", &lesson.context),
            ],
        ),
        _ => Vec::new(),
    }
}
