//! `/verwaltung/{handle}/themen`: what visitors looked for and did not find last month, in words of the list, to be sent to an umbrella body; and what
//! an umbrella body was told.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Month, ThemeReport, Time};

use super::{Frame, acting};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input};
use crate::here::Here;
use crate::operations::themes::{self, FEWEST, Told};
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// Reports that are listed as sent.
const SENT: i64 = 24;

/// What was sent, to whom.
struct Sent {
    month: String,
    to: String,
    at: Time,
}

/// What a month says, in words.
struct Shown {
    month: String,
    organisations: String,
    /// Whether so many have told that something may be shown.
    is_enough: bool,
    lines: Vec<(String, String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "administration/themes.html")]
struct ThemesPage {
    page: Layout,
    frame: Frame,
    month: String,
    preview: Vec<(String, String)>,
    form: Option<Form>,
    sent: Vec<Sent>,
    takes_reports: bool,
    told: Vec<Shown>,
}

/// `GET /verwaltung/{handle}/themen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let report = themes::preview(&town, &acting.organisation.iri).await?;
    let mut reading = town.store.reading().await?;
    let form = form(&mut reading, &acting, &report, &speech).await?;
    let sent = sent(&mut reading, &acting, &speech).await?;
    let rows = reading.theme_reports().of_receiver(&acting.organisation.iri).await?;
    let preview = report
        .counts
        .iter()
        .map(|(theme, count)| (theme.label(speech.language()).to_owned(), speech.number(u64::from(*count))));
    let (preview, month) = (preview.collect(), named(report.month, &speech));
    let takes_reports = themes::takes_reports(&acting.organisation);
    let told = themes::told(&rows).iter().map(|told| shown(told, &speech)).collect();
    let (page, frame) = Frame::around(acting, "themen", &speech, &here);
    answer(&ThemesPage { page, frame, month, preview, form, sent, takes_reports, told }, &speech)
}

/// `POST /verwaltung/{handle}/themen`
pub async fn send(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    themes::send(&town, &acting, typed.text("to"), typed.text("month")).await?;
    Ok(done(&format!("/verwaltung/{handle}/themen"), "themes-sent"))
}

/// To whom it can go; none where there is nothing to tell or nobody to tell it to.
async fn form(
    reading: &mut store::Reading,
    acting: &Acting,
    report: &ThemeReport,
    speech: &Speech,
) -> Result<Option<Form>, Failure> {
    let bodies = themes::umbrella_bodies(reading, &acting.organisation.iri).await?;
    if bodies.is_empty() || report.counts.is_empty() {
        return Ok(None);
    }
    let choices = bodies.iter().map(|body| Choice::new(body.iri.as_str(), body.name.as_str(), &[]));
    let to = Field::new(speech, "themes", "to", Input::Select(choices.collect()));
    let action = format!("/verwaltung/{}/themen", acting.organisation.handle);
    let form = Form::new(action, speech.say("themes-send"), vec![to]);
    Ok(Some(form.with_hidden("month", report.month.to_string())))
}

async fn sent(reading: &mut store::Reading, acting: &Acting, speech: &Speech) -> Result<Vec<Sent>, Failure> {
    let mut sent = Vec::new();
    for row in reading.theme_reports().of_sender(&acting.organisation.iri, SENT).await? {
        let name = reading.actors().by_iri(&row.receiver).await?.map(|actor| actor.name);
        let to = name.unwrap_or_else(|| row.receiver.to_string());
        sent.push(Sent { month: named(row.report.month, speech), to, at: row.received });
    }
    Ok(sent)
}

fn shown(told: &Told, speech: &Speech) -> Shown {
    let lines = told.themes.iter().map(|(theme, organisations, times)| {
        let label = theme.label(speech.language()).to_owned();
        (label, speech.number(*organisations as u64), speech.number(*times))
    });
    Shown {
        month: named(told.month, speech),
        organisations: speech.count("themes-organisations", told.organisations as u64),
        is_enough: told.organisations >= FEWEST,
        lines: lines.collect(),
    }
}

/// `Oktober 2026`.
fn named(month: Month, speech: &Speech) -> String {
    speech.day(&month.to_string())
}
