//! `/merkliste`, `/eintraege/{id}/merken`, `/eintraege/{id}/vergessen`: what somebody keeps in mind, and the page "Sachstand in anderen
//! Kommunen" that comes of it.

mod findings;
mod report;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use commons::{EntryId, Time};
use http::{HeaderValue, header};

use super::form_page::FormPage;
use super::sign_in::local;
use super::{Layout, Listing, Speech, answer, done};
use crate::failure::{Failure, noted_packing};
use crate::forms::{Field, Fields, Form};
use crate::here::Here;
use crate::odt;
use crate::operations::desk;
use crate::town::Town;
use crate::visitor::SignedIn;

use findings::{Finding, Missing, gather};

/// The reading list, which prints as a page for the boss.
#[derive(Template)]
#[template(path = "bookmarks.html")]
pub struct BookmarksPage {
    page: Layout,
    by: Option<String>,
    day: Time,
    findings: Vec<Finding>,
    missing: Vec<Missing>,
}

/// `GET /merkliste`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let (findings, missing) = gather(&town, &person, &speech, &here.host).await?;
    let page = Layout::new(speech.clone(), &here, speech.say("bookmark-report"));
    let page = Layout { listing: Listing::Unlisted, section: "/mein-bereich", ..page };
    let by = person.present().map(|one| one.organisation.name.clone());
    answer(&BookmarksPage { page, by, day: town.clock.now(), findings, missing }, &speech)
}

/// `GET /merkliste.odt`
pub async fn text(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let (findings, missing) = gather(&town, &person, &speech, &here.host).await?;
    let by = person.present().map_or("", |one| one.organisation.name.as_str());
    let now = town.clock.now();
    let text = report::written(&findings, &missing, by, now, &speech);
    let file = text.pack().map_err(|error| noted_packing(&error))?;
    let name = format!("attachment; filename=\"sachstand-{}.odt\"", now.date());
    let mut response = file.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(odt::MEDIA_TYPE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(name) = HeaderValue::try_from(name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// `POST /eintraege/{id}/merken`
pub async fn keep(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let address = format!("/eintraege/{id}");
    match desk::keep(&town, &person, id, typed.text("note")).await {
        Ok(()) => Ok(done(back(&typed, &address), "bookmark-kept")),
        Err(failure) => {
            let note = Field::line(&speech, "bookmark", "note", typed.text("note"));
            let form = Form::new(format!("{address}/merken"), speech.say("bookmark-save"), vec![note]);
            let title = speech.say("bookmark-keep");
            FormPage::of(title, String::new(), Some(address), form, &speech, &here).again(failure, &speech)
        }
    }
}

/// `POST /eintraege/{id}/vergessen`
pub async fn let_go(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    desk::let_go(&town, &person, id).await?;
    Ok(done(back(&typed, &format!("/eintraege/{id}")), "bookmark-forgotten"))
}

/// Where somebody came from: the list, or the entry.
fn back<'a>(typed: &'a Fields, entry: &'a str) -> &'a str {
    match typed.text("weiter") {
        "" => entry,
        path => local(path),
    }
}
