//! `/entwuerfe/{id}/vorschau` and `/verwerfen`: how the entry will look, and what becomes of a draft nobody wants any more.

use axum::extract::{Path, State};
use axum::response::Response;
use commons::Entry;
use store::DraftState;

use super::bar::{Answering, Bar};
use super::begin;
use super::form::DraftPage;
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::drafting::{self, Desk};
use crate::pages::ask_first::AskFirst;
use crate::pages::entry::{Around, EntryPage};
use crate::pages::pieces::{Piece, Written};
use crate::pages::{Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// `GET /entwuerfe/{id}/vorschau`
pub async fn preview(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    let read = desk.read();
    let Some(entry) = desk.sketch(town.clock.now()) else {
        let mut reading = town.store.reading().await?;
        let page = DraftPage::of(&mut reading, &desk, &speech, &here).await?;
        return again(&page.with_problems(&read.problems, &speech), &speech);
    };
    let bar = Bar::of(&desk, &read, &speech).with_back(&desk);
    let waits = desk.row.state == DraftState::Submitted && desk.may_approve();
    let answering = waits.then(|| at_the_desk(&desk, "", &speech));
    shown(&desk, entry, Bar { answer: answering, ..bar }, &speech, &here)
}

/// How somebody answers who is signed in.
pub fn at_the_desk(desk: &Desk, note: &str, speech: &Speech) -> Answering {
    let path = format!("/entwuerfe/{}", desk.row.id);
    Answering::at(format!("{path}/freigeben"), format!("{path}/zurueckgeben"), desk, note, speech)
}

/// The entry as it would look, under this bar.
///
/// # Errors
/// When it cannot be rendered.
pub fn shown(desk: &Desk, entry: Entry, bar: Bar, speech: &Speech, here: &Here) -> Result<Response, Failure> {
    let id = desk.before.as_ref().map_or(desk.row.id, |(row, _)| row.id).to_string();
    let author = Some((*desk.writer.acting.organisation).clone());
    let piece = Piece { entry, id, author, account: None, written: Written::Here };
    answer(&EntryPage::of(&Around::alone(piece), speech, here).under(bar), speech)
}

/// `GET /entwuerfe/{id}/verwerfen`
pub async fn ask_to_discard(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    let stays = desk.row.entry.as_ref().map(|_| speech.say("draft-discard-stays"));
    let page = AskFirst::new(&speech, &here, speech.say("draft-discard"))
        .about(begin::title(&desk.row, &speech))
        .saying(std::iter::once(speech.say("draft-discard-lead")).chain(stays))
        .with_button(format!("/entwuerfe/{id}/verwerfen"), speech.say("draft-discard"))
        .or_back(format!("/entwuerfe/{id}"), speech.say("draft-back"));
    answer(&page, &speech)
}

/// `POST /entwuerfe/{id}/verwerfen`
pub async fn discard(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    drafting::discard(&town, &desk).await?;
    Ok(done("/schreiben", "discarded"))
}
