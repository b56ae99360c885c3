//! `/einrichten/organisation`: the first organisation is founded.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Organisation, Refusal};

use super::{Frame, onward, reached};
use crate::failure::Failure;
use crate::forms::{Fields, Input, Problems};
use crate::here::Here;
use crate::operations::found::{Founder, found_by};
use crate::operations::setting_up::Step;
use crate::pages::founding::{self, Asked, FoundingPart};
use crate::pages::{Layout, Speech, again, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page of the organisation.
#[derive(Template)]
#[template(path = "setting_up/organisation.html")]
struct OrganisationPage {
    page: Layout,
    frame: Frame,
    settled: Vec<Organisation>,
    part: Option<FoundingPart>,
}

/// `GET /einrichten/organisation`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let reached = match reached(&town, Step::Organisation).await? {
        Ok(reached) => reached,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (page, frame) = Frame::around(Some(Step::Organisation), Some(reached), &speech, &here);
    let settled: Vec<_> = town.hosts.all().iter().map(|one| one.as_ref().clone()).collect();
    let part = match settled.is_empty() {
        true => Some(FoundingPart::of(&town, Step::Organisation.path(), &asked, &speech, &here).await?),
        false => None,
    };
    answer(&OrganisationPage { page, frame, settled, part }, &speech)
}

/// `POST /einrichten/organisation`: founds it. Where one has been founded already, it goes on.
pub async fn found(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    if town.hosts.first().is_some() {
        return onward(&town, Step::Check).await;
    }
    let problems = match founding::read(&town, &fields).await? {
        Ok(founding) => match found_by(&town, &founding, Founder::First(person.row.id.clone())).await {
            Ok(_) => return onward(&town, Step::Check).await,
            Err(failure) if *failure.refusal() == Refusal::AlreadyFounded {} => {
                return onward(&town, Step::Check).await;
            }
            Err(failure) if failure.refusal().status() >= 500 => return Err(failure),
            Err(failure) => Problems::of(failure.refusal().clone()),
        },
        Err(problems) => problems,
    };
    let (page, frame) = Frame::around(Some(Step::Organisation), Some(Step::Organisation), &speech, &here);
    let part = Some(FoundingPart::again(Step::Organisation.path(), &fields, &problems, &speech));
    again(&OrganisationPage { page, frame, settled: Vec::new(), part }, &speech)
}
