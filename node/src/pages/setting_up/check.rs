//! `/einrichten/pruefung`: the node looks at itself from outside. Nothing that is found stands in the way.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::Refusal;

use super::{Frame, onward, reached};
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::outside;
use crate::operations::setting_up::Step;
use crate::pages::operator::findings::Seen;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;

/// The page of the check.
#[derive(Template)]
#[template(path = "setting_up/check.html")]
struct CheckPage {
    page: Layout,
    frame: Frame,
    host: String,
    findings: Vec<Seen>,
}

/// `GET /einrichten/pruefung`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let reached = match reached(&town, Step::Check).await? {
        Ok(reached) => reached,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let first = town.hosts.first().ok_or(Refusal::NoSuchPage {})?;
    let (page, frame) = Frame::around(Some(Step::Check), Some(reached), &speech, &here);
    let findings = outside::look(&town, &first).await?;
    let findings = findings.iter().map(|finding| Seen::of(finding, &first.host, &speech)).collect();
    answer(&CheckPage { page, frame, host: first.host.clone(), findings }, &speech)
}

/// `POST /einrichten/pruefung`
pub async fn go_on(State(town): State<Town>) -> Result<Response, Failure> {
    match reached(&town, Step::Check).await? {
        Ok(_) => onward(&town, Step::Mail).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}
