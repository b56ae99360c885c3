//! `/entwuerfe/{id}/freigeben`, `/zurueckgeben` and `/freigabe/{ticket}`: somebody else looks at a draft and says yes, or what is missing.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::Refusal;
use http::{HeaderValue, StatusCode, header};

use super::bar::{Answering, Bar};
use super::preview::{at_the_desk, shown};
use crate::failure::Failure;
use crate::forms::{Fields, Problems};
use crate::here::Here;
use crate::operations::drafting::{self, Answer, Desk, Outcome};
use crate::pages::{Layout, Listing, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page after an answer by link.
#[derive(Template)]
#[template(path = "draft/answered.html")]
struct AnsweredPage {
    page: Layout,
    lead: String,
    /// The entry, where everyone may read it.
    entry: Option<String>,
}

/// `POST /entwuerfe/{id}/freigeben`
pub async fn approve(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    match drafting::approve(&town, &desk, edition(&fields), &Answer::AtTheDesk).await? {
        Outcome::Published(published) => Ok(done(&format!("/eintraege/{}", published.id), "approved")),
        outcome => refused(&town, &desk, outcome, at_the_desk(&desk, "", &speech), &speech, &here),
    }
}

/// `POST /entwuerfe/{id}/zurueckgeben`
pub async fn give_back(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    let note = fields.raw("note");
    match drafting::give_back(&town, &desk, edition(&fields), note, &Answer::AtTheDesk).await {
        Ok(()) => Ok(done("/schreiben", "returned")),
        Err(failure) => once_more(&town, &desk, failure, at_the_desk(&desk, note, &speech), &speech, &here),
    }
}

/// The edition that somebody looked at.
fn edition(fields: &Fields) -> i64 {
    fields.text("edition").parse().unwrap_or_default()
}

/// `GET /freigabe/{ticket}`: looking does not use the link up.
pub async fn look_by_link(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    let desk = drafting::by_link(&town, &ticket).await?;
    let bar = Bar::of(&desk, &desk.read(), &speech);
    let answer = Some(by_link(&ticket, &desk, "", &speech));
    let entry = desk.sketch(town.clock.now()).ok_or(Refusal::TicketSpent {})?;
    Ok(confidential(shown(&desk, entry, Bar { answer, ..bar }, &speech, &here)?))
}

/// `POST /freigabe/{ticket}`
pub async fn answer_by_link(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let desk = drafting::by_link(&town, &ticket).await?;
    let (edition, how) = (edition(&fields), Answer::ByLink(ticket.clone()));
    let answering = |note: &str| by_link(&ticket, &desk, note, &speech);
    let response = match fields.text("answer") {
        "approve" => match drafting::approve(&town, &desk, edition, &how).await? {
            Outcome::Published(published) => {
                let entry = (desk.answers.text("audience") == "public")
                    .then(|| format!("/eintraege/{}", published.id));
                answered("approval-approved", entry, &speech, &here)
            }
            outcome => refused(&town, &desk, outcome, answering(""), &speech, &here),
        },
        "return" => match drafting::give_back(&town, &desk, edition, fields.raw("note"), &how).await {
            Ok(()) => answered("approval-returned", None, &speech, &here),
            Err(failure) => once_more(&town, &desk, failure, answering(fields.raw("note")), &speech, &here),
        },
        _ => Err(Refusal::BadParameter { name: "answer" }.into()),
    };
    response.map(confidential)
}

fn by_link(ticket: &str, desk: &Desk, note: &str, speech: &Speech) -> Answering {
    let path = format!("/freigabe/{ticket}");
    Answering::at(path.clone(), path, desk, note, speech)
}

fn answered(key: &str, entry: Option<String>, speech: &Speech, here: &Here) -> Result<Response, Failure> {
    let page = Layout::new(speech.clone(), here, speech.say(key));
    let page = Layout { listing: Listing::Unlisted, ..page };
    answer(&AnsweredPage { page, lead: speech.say(&format!("{key}-lead")), entry }, speech)
}

/// It cannot be published as it is: that is for those who write it to put right.
fn refused(
    town: &Town,
    desk: &Desk,
    outcome: Outcome,
    answering: Answering,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let problems = match outcome {
        Outcome::Wrong(problems) => problems,
        _ => Problems::of(Refusal::VersionStale {}),
    };
    below(town, desk, answering.with_problems(&problems, speech), speech, here)
}

/// The note was missing or too long: the page again, with what was typed.
fn once_more(
    town: &Town,
    desk: &Desk,
    failure: Failure,
    answering: Answering,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    if failure.refusal().status() != 422 {
        return Err(failure);
    }
    let problems = Problems::of(failure.refusal().clone());
    below(town, desk, answering.with_problems(&problems, speech), speech, here)
}

fn below(
    town: &Town,
    desk: &Desk,
    answering: Answering,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let bar = Bar { answer: Some(answering), ..Bar::of(desk, &desk.read(), speech) };
    let entry = desk.sketch(town.clock.now()).ok_or(Refusal::NoSuchDraft {})?;
    let mut response = shown(desk, entry, bar, speech, here)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The address holds the secret: it is told to nobody, and nothing of it is kept.
fn confidential(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}
