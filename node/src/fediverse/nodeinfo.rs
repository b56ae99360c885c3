//! NodeInfo 2.1: which software answers here, and how much it holds.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use federation::nodeinfo::{self, Counts};
use http::{HeaderValue, header};

use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// Where the document is.
pub async fn well_known(Ours(organisation): Ours) -> Response {
    json("application/json", nodeinfo::well_known(&organisation.iri))
}

/// The document.
pub async fn show(State(town): State<Town>, Ours(_): Ours) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let mut counts = Counts { organisations: 0, entries: 0, comments: 0 };
    for organisation in town.hosts.all() {
        counts.organisations += 1;
        let entries = reading.entries().count_by_author(&organisation.iri).await?;
        let comments = reading.entries().count_comments_by(&organisation.iri).await?;
        counts.entries += u64::try_from(entries).unwrap_or_default();
        counts.comments += u64::try_from(comments).unwrap_or_default();
    }
    let document = nodeinfo::document(counts);
    Ok(json("application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"", document))
}

fn json(content_type: &'static str, body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600")),
    ];
    (headers, body).into_response()
}
