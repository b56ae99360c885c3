//! `/betrieb/inhalte`: what came from elsewhere and somebody thinks should not be shown, on a node that several organisations share.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::Frame;
use crate::failure::Failure;
use crate::forms::{Fields, Input};
use crate::here::Here;
use crate::operations::report::Decider;
use crate::pages::reported::{self, Reported, Typed};
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

const PATH: &str = "/betrieb/inhalte";

/// The page of what was reported.
#[derive(Template)]
#[template(path = "operator/reported.html")]
struct ReportedPage {
    page: Layout,
    frame: Frame,
    reported: Reported,
}

impl ReportedPage {
    async fn of(
        town: &Town,
        typed: Option<Typed<'_>>,
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let (page, frame) = Frame::around("inhalte", speech, here);
        Ok(Self { page, frame, reported: Reported::of(town, None, PATH, typed, speech).await? })
    }
}

/// `GET /betrieb/inhalte`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    answer(&ReportedPage::of(&town, None, &speech, &here).await?, &speech)
}

/// `POST /betrieb/inhalte/{id}`
pub async fn act(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let by = Decider { organisation: None, who: person.who() };
    match reported::act(&town, &by, &id, &fields).await {
        Ok(act) => {
            town.deliver.notify_one();
            Ok(done(PATH, act))
        }
        Err(failure) => {
            let typed = Typed::of(&id, &fields, failure)?;
            again(&ReportedPage::of(&town, Some(typed), &speech, &here).await?, &speech)
        }
    }
}
