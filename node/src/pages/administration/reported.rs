//! `/verwaltung/{handle}/inhalte`: what somebody thinks should not be shown as it is, and what this organisation decides about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Fields, Input};
use crate::here::Here;
use crate::operations::report::Decider;
use crate::pages::reported::{self, Reported, Typed};
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
const PART: &str = "inhalte";

/// The page of what was reported.
#[derive(Template)]
#[template(path = "administration/reported.html")]
struct ReportedPage {
    page: Layout,
    frame: Frame,
    reported: Reported,
}

impl ReportedPage {
    async fn of(
        town: &Town,
        acting: Acting,
        typed: Option<Typed<'_>>,
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let base = address(&acting, PART);
        let reported = Reported::of(town, Some(&acting.organisation.iri), &base, typed, speech).await?;
        let (page, frame) = Frame::around(acting, PART, speech, here);
        Ok(Self { page, frame, reported })
    }
}

/// `GET /verwaltung/{handle}/inhalte`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    answer(&ReportedPage::of(&town, acting(&person, &handle)?, None, &speech, &here).await?, &speech)
}

/// `POST /verwaltung/{handle}/inhalte/{id}`
pub async fn act(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    match reported::act(&town, &Decider::from(acting.clone()), &id, &fields).await {
        Ok(act) => {
            town.deliver.notify_one();
            Ok(done(&address(&acting, PART), act))
        }
        Err(failure) => {
            let typed = Typed::of(&id, &fields, failure)?;
            again(&ReportedPage::of(&town, acting, Some(typed), &speech, &here).await?, &speech)
        }
    }
}
