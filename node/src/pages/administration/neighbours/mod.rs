//! `/verwaltung/{handle}/nachbarn`: the hosts on which our neighbours live, whether they can be reached, and what waits for them.

pub mod blocking;
mod rows;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Origin, Refusal};
use serde::Deserialize;

use self::rows::Row;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::{block, parked, try_now};
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
const PART: &str = "nachbarn";
/// Beyond this page nobody goes.
const LAST: i64 = 1_000;

/// Which page, from 1.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    seite: String,
}

/// The neighbours.
#[derive(Template)]
#[template(path = "administration/neighbours.html")]
struct NeighboursPage {
    page: Layout,
    frame: Frame,
    base: String,
    rows: Vec<Row>,
    before: Option<i64>,
    after: Option<i64>,
}

/// `GET /verwaltung/{handle}/nachbarn`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let number = wanted.seite.parse().unwrap_or(1).clamp(1, LAST);
    let may_block = block::may(&town, &person.0);
    let (rows, is_more) = rows::page(&town, &acting, may_block, number, &speech).await?;
    let base = address(&acting, PART);
    let (page, frame) = Frame::around(acting, PART, &speech, &here);
    let (before, after) = ((number > 1).then(|| number - 1), is_more.then(|| number + 1));
    answer(&NeighboursPage { page, frame, base, rows, before, after }, &speech)
}

/// `POST /verwaltung/{handle}/nachbarn/versuchen`
pub async fn try_now(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    try_now::try_now(&town, &acting, origin(fields.text("rechner"))?).await?;
    town.deliver.notify_one();
    town.walk.notify_one();
    Ok(back(&acting, "tried"))
}

/// `POST /verwaltung/{handle}/nachbarn/nochmals`
pub async fn try_again(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    parked::try_again(&town, &acting, origin(fields.text("rechner"))?).await?;
    town.deliver.notify_one();
    Ok(back(&acting, "parked-again"))
}

/// `POST /verwaltung/{handle}/nachbarn/verwerfen`
pub async fn discard(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    parked::discard(&town, &acting, origin(fields.text("rechner"))?).await?;
    Ok(back(&acting, "parked-discarded"))
}

/// Where this host is blocked.
pub(super) fn blocking_of(acting: &Acting, origin: &Origin) -> String {
    about(acting, "sperren", origin)
}

/// Where a block is taken back.
fn unblocking_of(acting: &Acting, origin: &Origin) -> String {
    about(acting, "freigeben", origin)
}

fn about(acting: &Acting, act: &str, origin: &Origin) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair("rechner", origin.as_str()).finish();
    format!("{}/{act}?{query}", address(acting, PART))
}

/// The host that is meant.
fn origin(text: &str) -> Result<Origin, Refusal> {
    Origin::parse(text).map_err(|_| Refusal::NoSuchPeer {})
}

/// Back to the list, which says what was done.
fn back(acting: &Acting, act: &str) -> Response {
    done(&address(acting, PART), act)
}
