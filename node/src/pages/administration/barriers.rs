//! `/verwaltung/{handle}/meldungen`: barriers that somebody met and told of.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use store::barriers::BarrierRow;

use super::{Frame, acting};
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::barrier;
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page of the barriers.
#[derive(Template)]
#[template(path = "administration/barriers.html")]
struct BarriersPage {
    page: Layout,
    frame: Frame,
    open: Vec<BarrierRow>,
    settled: Vec<BarrierRow>,
}

/// `GET /verwaltung/{handle}/meldungen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let rows = town.store.reading().await?.barriers().of_organisation(&acting.organisation.iri).await?;
    let (open, settled) = rows.into_iter().partition(|row| row.settled.is_none());
    let (page, frame) = Frame::around(acting, "meldungen", &speech, &here);
    answer(&BarriersPage { page, frame, open, settled }, &speech)
}

/// `POST /verwaltung/{handle}/meldungen/{id}`: it is settled.
pub async fn settle(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    barrier::settle(&town, &acting, &id).await?;
    Ok(done(&format!("/verwaltung/{handle}/meldungen"), "settled"))
}
