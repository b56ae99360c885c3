//! `/betrieb/organisationen/{handle}`: one organisation of the node: how its host looks from outside, and who administers it first.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{MemberRole, Organisation};

use super::findings::Seen;
use super::{Frame, Line};
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::outside;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;

/// The page of an organisation.
#[derive(Template)]
#[template(path = "operator/organisation.html")]
struct OrganisationPage {
    page: Layout,
    frame: Frame,
    organisation: Organisation,
    line: Line,
    is_administered: bool,
    findings: Vec<Seen>,
}

/// `GET /betrieb/organisationen/{handle}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let organisation = town.hosts.by_handle(&handle)?;
    let (page, frame) = Frame::around("organisationen", &speech, &here);
    let (page, frame) = named(page, frame, &organisation);
    let mut reading = town.store.reading().await?;
    let line = Line::of(&mut reading, &organisation, &speech).await?;
    let members = reading.people().members_of(&organisation.iri).await?;
    drop(reading);
    let is_administered = members.iter().any(|member| member.role == MemberRole::Administrator);
    let findings = outside::look(&town, &organisation).await?;
    let findings = findings.iter().map(|finding| Seen::of(finding, &organisation.host, &speech)).collect();
    let organisation = organisation.as_ref().clone();
    answer(&OrganisationPage { page, frame, organisation, line, is_administered, findings }, &speech)
}

/// The page bears the name of the organisation.
fn named(page: Layout, frame: Frame, organisation: &Organisation) -> (Layout, Frame) {
    let heading = organisation.name.clone();
    (Layout { title: heading.clone(), ..page }, Frame { heading, ..frame })
}
