//! One address for people and neighbours: the page, or the ActivityPub document, as it is asked for.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use commons::{EntryId, Iri, Refusal};
use http::{Request, StatusCode, header};

use crate::failure::Failure;
use crate::here::{Here, Ours};
use crate::pages::language::Speech;
use crate::town::Town;
use crate::{fediverse, pages};

/// The organisation's page, or its actor.
pub(super) async fn start(State(town): State<Town>, request: Request<Body>) -> Result<Response, Failure> {
    let (mut parts, _) = request.into_parts();
    if fediverse::is_wanted(&parts.headers) {
        let ours = extract::<Ours>(&mut parts, &town).await?;
        return fediverse::actor::show(&town, ours).await;
    }
    let speech = extract::<Speech>(&mut parts, &town).await?;
    let here = extract::<Here>(&mut parts, &town).await?;
    if let Some(there) = here.organisation.as_ref().and_then(|ours| town.hosts.moved(&ours.iri)) {
        return Ok(moved(&there));
    }
    pages::start::show(State(town), speech, here).await
}

/// Whoever comes to where an organisation was is led to where it is.
fn moved(there: &Iri) -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, there.as_str())]).into_response()
}

/// The entry's page, or its object.
pub(super) async fn entry(
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
    let wanted = Query::try_from_uri(&parts.uri).map_err(|_| Refusal::BadParameter { name: "seite" })?;
    pages::entry::show(State(town), speech, here, Path(id), wanted).await
}

async fn extract<T>(parts: &mut http::request::Parts, town: &Town) -> Result<T, Failure>
where
    T: axum::extract::FromRequestParts<Town>,
    Failure: From<T::Rejection>,
{
    Ok(T::from_request_parts(parts, town).await?)
}

impl From<Infallible> for Failure {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
