//! `/betrieb/organisationen`: another organisation moves in.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::Frame;
use crate::failure::Failure;
use crate::forms::{Fields, Input, Problems};
use crate::here::Here;
use crate::operations::found::{Founder, found_by};
use crate::pages::founding::{self, Asked, FoundingPart};
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

const PATH: &str = "/betrieb/organisationen";

/// The page on which an organisation is founded.
#[derive(Template)]
#[template(path = "operator/organisations.html")]
struct OrganisationsPage {
    page: Layout,
    frame: Frame,
    part: FoundingPart,
}

/// `GET /betrieb/organisationen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("organisationen", &speech, &here);
    let part = FoundingPart::of(&town, PATH, &asked, &speech, &here).await?;
    answer(&OrganisationsPage { page, frame, part }, &speech)
}

/// `POST /betrieb/organisationen`
pub async fn found(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    let problems = match founding::read(&town, &fields).await? {
        Ok(founding) => match found_by(&town, &founding, Founder::Operator(person.row.id.clone())).await {
            Ok(organisation) => return Ok(done(&format!("{PATH}/{}", organisation.handle), "founded")),
            Err(failure) if failure.refusal().status() >= 500 => return Err(failure),
            Err(failure) => Problems::of(failure.refusal().clone()),
        },
        Err(problems) => problems,
    };
    let (page, frame) = Frame::around("organisationen", &speech, &here);
    let part = FoundingPart::again(PATH, &fields, &problems, &speech);
    again(&OrganisationsPage { page, frame, part }, &speech)
}
