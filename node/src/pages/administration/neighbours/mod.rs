//! `/verwaltung/{handle}/nachbarn`: the hosts on which our neighbours live, whether they can be reached, and what waits for them.

mod rows;

use askama::Template;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, State};
use axum::response::Response;
use commons::{Origin, Refusal};
use http::Request;
use serde::Deserialize;

use self::rows::Row;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::{parked, try_now};
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
    let (rows, is_more) = rows::page(&town, &acting, person.0.row.is_operator, number, &speech).await?;
    let base = address(&acting, PART);
    let (page, frame) = Frame::around(acting, PART, &speech, &here);
    let (before, after) = ((number > 1).then(|| number - 1), is_more.then(|| number + 1));
    answer(&NeighboursPage { page, frame, base, rows, before, after }, &speech)
}

/// A form about one neighbour: for which organisation, and which host is meant.
pub struct About {
    acting: Acting,
    origin: Origin,
}

impl FromRequest<Town> for About {
    type Rejection = Failure;

    async fn from_request(request: Request<Body>, town: &Town) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let person = SignedIn::from_request_parts(&mut parts, town).await?;
        let path = Path::<String>::from_request_parts(&mut parts, town).await;
        let Path(handle) = path.map_err(|_| Refusal::NoSuchPage {})?;
        let acting = acting(&person, &handle)?;
        let fields = Fields::from_request(Request::from_parts(parts, body), town).await?;
        let origin = Origin::parse(fields.text("rechner")).map_err(|_| Refusal::NoSuchPeer {})?;
        Ok(Self { acting, origin })
    }
}

/// `POST /verwaltung/{handle}/nachbarn/versuchen`
pub async fn try_now(State(town): State<Town>, About { acting, origin }: About) -> Result<Response, Failure> {
    try_now::try_now(&town, &acting, origin).await?;
    town.walk.notify_one();
    Ok(back(&town, &acting, "tried"))
}

/// `POST /verwaltung/{handle}/nachbarn/nochmals`
pub async fn try_again(
    State(town): State<Town>,
    About { acting, origin }: About,
) -> Result<Response, Failure> {
    parked::try_again(&town, &acting, origin).await?;
    Ok(back(&town, &acting, "parked-again"))
}

/// `POST /verwaltung/{handle}/nachbarn/verwerfen`
pub async fn discard(State(town): State<Town>, About { acting, origin }: About) -> Result<Response, Failure> {
    parked::discard(&town, &acting, origin).await?;
    Ok(back(&town, &acting, "parked-discarded"))
}

/// Back to the list, which says what was done; what is due now is sent.
fn back(town: &Town, acting: &Acting, act: &str) -> Response {
    town.deliver.notify_one();
    done(&address(acting, PART), act)
}
