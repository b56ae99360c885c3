//! From the table to what answers: the doors of a town, and what stands around them.

use std::convert::Infallible;

use axum::body::Body;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any};
use axum::{Extension, Router};
use commons::{MemberRole, Refusal};
use http::Request;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use super::{Door, Who, table};
use crate::failure::Failure;
use crate::pages;
use crate::town::Town;

/// The doors of a town, with what stands around them.
pub fn router(town: &Town) -> Router {
    let mut router = Router::new();
    for route in table() {
        let refuse = |_: Request<Body>| async { Failure::from(Refusal::MethodNotAllowed {}) };
        let answer = route.answer.fallback(refuse);
        router = match route.door {
            Door::Page | Door::Both => router.route(route.path, dressed(kept(answer, route.who, town), town)),
            _ => router.route(route.path, answer),
        };
    }
    let nothing = dressed(any(nothing), town);
    router
        .fallback_service(nothing.with_state(town.clone()))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(crate::trace::request))
        .with_state(town.clone())
}

/// Before a handler for people: that no other site sends it, and who may come in.
fn kept(answer: MethodRouter<Town>, who: Who, town: &Town) -> MethodRouter<Town> {
    let answer = match who {
        Who::Member(MemberRole::Administrator) => {
            answer.route_layer(from_fn_with_state(town.clone(), pages::administration::waiting::count))
        }
        _ => answer,
    };
    let not_from_elsewhere = CsrfLayer::new()
        .with_rejection_response(|_| Failure::from(Refusal::FromElsewhere {}).into_response());
    answer
        .route_layer(from_fn_with_state(town.clone(), pages::door::keep))
        .route_layer(Extension(who))
        .route_layer(not_from_elsewhere)
}

/// Around every page: who asks, and how an answer is dressed.
fn dressed(answer: MethodRouter<Town>, town: &Town) -> MethodRouter<Town> {
    answer
        .layer::<_, Infallible>(from_fn_with_state(town.clone(), pages::dress))
        .layer::<_, Infallible>(from_fn_with_state(town.clone(), pages::door::meet))
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
