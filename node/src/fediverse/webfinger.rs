//! WebFinger (RFC 7033): which actor stands behind `name@host`.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use commons::Refusal;
use federation::render;
use federation::webfinger::{self, Resource};
use http::{HeaderValue, header};
use serde::Deserialize;

use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// What is asked.
#[derive(Debug, Deserialize)]
pub struct Asked {
    resource: String,
}

/// Answers for the organisations of this node, under their own hosts.
pub async fn show(
    State(town): State<Town>,
    ours: Ours,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let Ours(here) = ours;
    let jrd = match Resource::parse(&asked.resource)? {
        Resource::Account { handle, host } => {
            let organisation = town.hosts.by_host(&host).ok_or(Refusal::NoSuchOrganisation {})?;
            if handle == organisation.handle {
                webfinger::answer(&organisation)?
            } else if render::application_id(&organisation.iri) == organisation.iri.with(&handle) {
                webfinger::answer_application(&organisation.iri)?
            } else {
                return Err(Refusal::NoSuchOrganisation {}.into());
            }
        }
        Resource::Actor(iri) if iri == here.iri => webfinger::answer(&here)?,
        Resource::Actor(iri) if iri == render::application_id(&here.iri) => {
            webfinger::answer_application(&here.iri)?
        }
        Resource::Actor(_) => return Err(Refusal::NoSuchOrganisation {}.into()),
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/jrd+json")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    Ok((headers, jrd).into_response())
}
