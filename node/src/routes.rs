//! Every URL of a node on one page. The table is data, so that tests can walk it and a new route cannot be forgotten.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, delete, get, post};
use commons::{EntryId, Refusal};
use http::Request;
use tower_http::catch_panic::CatchPanicLayer;

use crate::failure::Failure;
use crate::fediverse;
use crate::here::{Here, Ours};
use crate::pages;
use crate::pages::language::Speech;
use crate::town::Town;
use crate::{api, health};

/// For whom a door is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// People: HTML.
    Page,
    /// Programs: JSON.
    Api,
    /// Neighbours: ActivityPub.
    Fediverse,
    /// One address for people and neighbours: content negotiation.
    Both,
    /// Whoever runs the node.
    Operator,
}

/// A route: its path, for whom it is, its methods, and who answers.
pub struct Route {
    /// The path, as axum reads it.
    pub path: &'static str,
    /// For whom it is.
    pub door: Door,
    /// The methods it answers.
    pub methods: &'static [&'static str],
    answer: MethodRouter<Town>,
}

const GET: &[&str] = &["GET"];
const POST: &[&str] = &["POST"];

/// The table.
pub fn table() -> Vec<Route> {
    use Door::{Api, Both, Fediverse, Operator, Page};
    let route = |path, door, methods, answer| Route { path, door, methods, answer };
    vec![
        route("/", Both, GET, get(start)),
        route("/suche", Page, GET, get(pages::search::show)),
        route("/eintraege/{id}", Both, GET, get(entry)),
        route("/organisationen", Page, GET, get(pages::organisations::show)),
        route("/organisationen/{handle}", Page, GET, get(pages::organisation::show)),
        route("/kooperationen", Page, GET, get(pages::cooperation::show)),
        route("/api", Page, GET, get(pages::api::show)),
        route("/static/{*file}", Page, GET, get(pages::assets::show)),
        //
        route("/api/v1/search", Api, GET, get(api::search::show)),
        route("/api/v1/entries", Api, &["GET", "POST"], get(api::entries::list).post(api::entries::publish)),
        route(
            "/api/v1/entries/{id}",
            Api,
            &["GET", "PUT", "DELETE"],
            get(api::entries::show).put(api::entries::revise).merge(delete(api::entries::withdraw)),
        ),
        route("/api/v1/follows", Api, &["GET", "POST"], get(api::follows::list).post(api::follows::ask)),
        route("/api/v1/follows/{id}/accept", Api, POST, post(api::follows::accept)),
        route("/api/v1/follows/{id}/decline", Api, POST, post(api::follows::decline)),
        route("/api/v1/peers", Api, GET, get(api::peers::list)),
        route("/api/v1/openapi.json", Api, GET, get(api::openapi::show)),
        //
        route("/inbox", Fediverse, POST, post(fediverse::inbox::receive)),
        route("/outbox", Fediverse, GET, get(fediverse::collections::outbox)),
        route("/followers", Fediverse, GET, get(fediverse::collections::followers)),
        route("/changes", Fediverse, GET, get(fediverse::changes::show)),
        route("/knoten", Fediverse, GET, get(fediverse::actor::application)),
        route("/.well-known/webfinger", Fediverse, GET, get(fediverse::webfinger::show)),
        route("/.well-known/nodeinfo", Fediverse, GET, get(fediverse::nodeinfo::well_known)),
        route("/nodeinfo/2.1", Fediverse, GET, get(fediverse::nodeinfo::show)),
        //
        route("/health", Operator, GET, get(health::show)),
    ]
}

/// The doors of a town, with what stands around them.
pub fn router(town: &Town) -> Router {
    let mut router = Router::new();
    for route in table() {
        let refuse = |_: Request<Body>| async { Failure::from(Refusal::MethodNotAllowed {}) };
        let answer = route.answer.fallback(refuse);
        router = match route.door {
            Door::Page | Door::Both => {
                router.route(route.path, answer.layer(from_fn_with_state(town.clone(), pages::dress)))
            }
            _ => router.route(route.path, answer),
        };
    }
    let nothing = any(nothing).layer(from_fn_with_state(town.clone(), pages::dress));
    router
        .fallback_service(nothing.with_state(town.clone()))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(crate::trace::request))
        .with_state(town.clone())
}

/// The organisation's page, or its actor.
async fn start(State(town): State<Town>, request: Request<Body>) -> Result<Response, Failure> {
    let (mut parts, _) = request.into_parts();
    if fediverse::is_wanted(&parts.headers) {
        let ours = extract::<Ours>(&mut parts, &town).await?;
        return fediverse::actor::show(&town, ours).await;
    }
    let speech = extract::<Speech>(&mut parts, &town).await?;
    let here = extract::<Here>(&mut parts, &town).await?;
    pages::start::show(State(town), speech, here).await
}

/// The entry's page, or its object.
async fn entry(
    State(town): State<Town>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let (mut parts, _) = request.into_parts();
    let id = EntryId::parse(&id)?;
    if fediverse::is_wanted(&parts.headers) {
        let ours = extract::<Ours>(&mut parts, &town).await?;
        return fediverse::object::show(&town, ours, id, &parts).await;
    }
    let speech = extract::<Speech>(&mut parts, &town).await?;
    let here = extract::<Here>(&mut parts, &town).await?;
    pages::entry::show(State(town), speech, here, Path(id)).await
}

async fn extract<T>(parts: &mut http::request::Parts, town: &Town) -> Result<T, Failure>
where
    T: axum::extract::FromRequestParts<Town>,
    Failure: From<T::Rejection>,
{
    Ok(T::from_request_parts(parts, town).await?)
}

impl From<std::convert::Infallible> for Failure {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

async fn nothing() -> Failure {
    Refusal::NoSuchPage {}.into()
}

/// One handler's panic is one request's 500; the others go on.
fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let said =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = said.unwrap_or("?"), "a handler panicked");
    Failure::from(Refusal::FAILED).into_response()
}
