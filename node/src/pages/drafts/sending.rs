//! `POST /entwuerfe/{id}`: what was typed is saved first, whatever else was wanted.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::{Content, Refusal, Status};
use http::{HeaderMap, StatusCode, header};
use serde_json::json;
use store::Reading;

use super::form::DraftPage;
use super::{Names, clash};
use crate::failure::Failure;
use crate::forms::{Fields, Problems};
use crate::here::Here;
use crate::operations::drafting::{self, Desk, Outcome, Overtaken, Saved, Typed};
use crate::operations::publish::Published;
use crate::pages::{Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;
use crate::writing::Answers;

/// `POST /entwuerfe/{id}`
pub async fn send(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    let at = |name: &str| fields.text(name).parse().unwrap_or_default();
    let typed =
        Typed { edition: at("edition"), base: at("base"), answers: clash::settled(desk.sheet(), &fields) };
    let saved = drafting::save(&town, &desk, &typed).await?;
    if for_a_program(&headers) {
        return told(&saved);
    }
    match saved {
        Saved::Overtaken(theirs) => {
            side_by_side(&town, desk.with(*theirs), typed.answers, &speech, &here).await
        }
        Saved::Kept(row) => go_on(&town, desk.with(*row), fields.text("act"), &speech, &here).await,
    }
}

/// The script of the page saves by itself, and wants to know what became of it.
fn for_a_program(headers: &HeaderMap) -> bool {
    let wanted = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    wanted.contains("json") && !wanted.contains("text/html")
}

fn told(saved: &Saved) -> Result<Response, Failure> {
    let Saved::Kept(row) = saved else { return Err(Refusal::DraftChanged {}.into()) };
    let told = json!({ "edition": row.edition, "base": row.base_version });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(told)).into_response())
}

/// What was wanted beside saving.
async fn go_on(
    town: &Town,
    desk: Desk,
    act: &str,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let path = format!("/entwuerfe/{}", desk.row.id);
    let outcome = match act {
        "publish" => drafting::finish(town, &desk).await?,
        "submit" => drafting::submit(town, &desk).await?,
        "preview" => return Ok(Redirect::to(&format!("{path}/vorschau")).into_response()),
        _ => return Ok(done(&path, "saved")),
    };
    match outcome {
        Outcome::Published(published) => Ok(onward(&desk, &published)),
        Outcome::Submitted(0) => Ok(done(&path, "submitted-to-nobody")),
        Outcome::Submitted(_) => Ok(done(&path, "submitted")),
        Outcome::Wrong(problems) => wrong(town, &desk, &problems, speech, here).await,
        Outcome::Overtaken(overtaken) => overtook(town, &desk, &overtaken, speech, here).await,
    }
}

/// To the new entry; from a project that has just ended to the question what was learned from it.
fn onward(desk: &Desk, published: &Published) -> Response {
    let ended = desk.answers.text("status") == Status::Ended.code();
    let had_ended = desk.before.as_ref().is_some_and(
        |(_, before)| matches!(&before.content, Content::Project(project) if project.status == Status::Ended),
    );
    let path = match ended && !had_ended {
        true => format!("/schreiben?zu={}", published.id),
        false => format!("/eintraege/{}", published.id),
    };
    done(&path, "published")
}

async fn wrong(
    town: &Town,
    desk: &Desk,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let page = DraftPage::of(&mut reading, desk, speech, here).await?;
    again(&page.with_problems(problems, speech), speech)
}

/// Somebody else has saved meanwhile: their text and what was typed, side by side.
async fn side_by_side(
    town: &Town,
    desk: Desk,
    mine: Answers,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let clashes = clash::of_two(desk.sheet(), &desk.answers, &mine, speech);
    let with = name(&mut reading, &desk.row.by, speech).await?;
    let base = desk.row.base_version;
    let page = DraftPage::of(&mut reading, &Desk { answers: mine, ..desk }, speech, here).await?;
    conflict(&page.with_clashes(clashes, with, base), speech)
}

/// The published entry was changed meanwhile: what it says now and what the draft says, side by side.
async fn overtook(
    town: &Town,
    desk: &Desk,
    overtaken: &Overtaken,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let clashes = clash::of_overtaken(desk.sheet(), overtaken, &desk.answers, speech);
    let page = DraftPage::of(&mut reading, desk, speech, here).await?;
    conflict(&page.with_clashes(clashes, speech.say("draft-clash-published"), overtaken.version), speech)
}

async fn name(reading: &mut Reading, person: &str, speech: &Speech) -> Result<String, Failure> {
    let name = Names::default().of(reading, person).await?;
    Ok(name.unwrap_or_else(|| speech.say("somebody")))
}

fn conflict(page: &impl Template, speech: &Speech) -> Result<Response, Failure> {
    let mut response = answer(page, speech)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
