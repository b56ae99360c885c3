//! `GET /api/v1/search?q&limit&cursor&<facet>=`: everything on this node that the caller may read, whichever host is asked.

use std::collections::BTreeMap;
use std::time::Instant;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use commons::Time;
use http::StatusCode;
use search::{Facet, Hit, Page};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::asked::Wanted;
use super::openapi::examples;
use super::openapi::problems::refusals;
use super::token::{Bearer, reader};
use crate::asking;
use crate::failure::Failure;
use crate::hosts::Hosts;
use crate::town::Town;

/// A page of what was found, best first.
#[derive(Serialize, ToSchema)]
#[schema(as = Hits)]
struct Answer {
    /// How many there are in all.
    total: usize,
    /// How long it took, in milliseconds.
    took_ms: f64,
    /// Those of this page.
    hits: Vec<Found>,
    /// By what the hits can be narrowed down: for each filter its values, most frequent first.
    facets: BTreeMap<&'static str, Vec<Count>>,
    /// The `cursor` of the next page; missing on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next: Option<String>,
}

/// A value of a filter, and how many hits have it.
#[derive(Serialize, ToSchema)]
struct Count {
    /// The value.
    value: String,
    /// How many hits have it.
    count: u64,
}

/// Something that was found: an entry or an organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = Hit)]
struct Found {
    /// Its name on this node.
    id: String,
    /// Its id everywhere.
    #[schema(format = "uri")]
    iri: String,
    /// Its page.
    #[schema(format = "uri")]
    url: String,
    /// The kind of entry, or `organisation`.
    kind: String,
    /// Its title, or the name of the organisation.
    title: String,
    /// Its summary.
    summary: String,
    /// The passage that fits the question best.
    snippet: String,
    /// Who wrote it.
    organisation: Author,
    /// When it was first published.
    #[schema(value_type = String, format = DateTime)]
    published: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated: Time,
    /// How well it fits; to be compared within one answer only.
    score: f32,
}

/// Who wrote something. Towns may share a name: county and Land tell them apart.
#[derive(Serialize, ToSchema)]
struct Author {
    /// The name.
    name: String,
    /// The id.
    #[schema(format = "uri")]
    iri: String,
    /// The county it lies in.
    #[schema(required)]
    county: Option<String>,
    /// The Land it lies in, by its letters.
    #[schema(required)]
    state: Option<String>,
}

refusals! {
    /// What a search may refuse.
    Refused: always visitor, UnreadableQuestion, BadParameter, BadCursor, SearchTookTooLong, SearchBeingBuilt, SearchWithoutRoom
}

/// Search
///
/// Entries of all kinds, and organisations: whatever the caller may read. Several values of one filter widen, several filters narrow.
#[utoipa::path(
    get, path = "/api/v1/search", operation_id = "search", tag = "search",
    security((), ("token" = ["read"])),
    params(Wanted),
    responses((status = 200, description = "What was found.", body = Answer, example = json!(example())), Refused),
)]
pub async fn show(
    State(town): State<Town>,
    bearer: Option<Bearer>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let started = Instant::now();
    let wanted = Wanted::parse(query.as_deref().unwrap_or_default())?;
    let page = asking::search(&town, wanted.search(reader(bearer.as_ref()), town.clock.now())?).await?;
    let answer = answer(page, &town.hosts, started);
    Ok(super::answer(StatusCode::OK, &answer))
}

fn answer(page: Page, hosts: &Hosts, started: Instant) -> Answer {
    let facets = page.facets.into_iter().map(|(facet, counts)| {
        let counts = counts.into_iter().map(|(value, count)| Count { value, count }).collect();
        (Facet::name(facet), counts)
    });
    Answer {
        total: page.total,
        facets: facets.collect(),
        next: page.next.map(|next| next.to_string()),
        hits: page.hits.into_iter().map(|hit| found(hit, hosts)).collect(),
        took_ms: started.elapsed().as_secs_f64() * 1_000.0,
    }
}

fn found(hit: Hit, hosts: &Hosts) -> Found {
    let here = hosts.first().map(|first| first.iri.to_string()).unwrap_or_default();
    Found {
        url: if hit.is_organisation() { hit.iri.clone() } else { format!("{here}eintraege/{}", hit.id) },
        snippet: hit.snippet.iter().map(|fragment| fragment.text.as_str()).collect(),
        organisation: Author {
            name: hit.organisation.name,
            iri: hit.organisation.iri,
            county: hit.organisation.county,
            state: hit.organisation.state,
        },
        id: hit.id,
        iri: hit.iri,
        kind: hit.kind,
        title: hit.title,
        summary: hit.summary,
        published: hit.published,
        updated: hit.updated,
        score: hit.score,
    }
}

fn example() -> Value {
    json!({
        "total": 1, "took_ms": 3.2, "next": "n14", "facets": { "kind": [{ "value": "project", "count": 1 }] },
        "hits": [{
            "id": examples::ID, "iri": examples::iri(), "url": examples::iri(), "kind": "project", "title": "Kita-Plätze online",
            "summary": "Eltern sehen freie Plätze und melden sich an.", "snippet": "Eltern sehen freie Plätze",
            "organisation": { "name": "Stadt Auenstadt", "iri": "https://auenstadt.de/", "county": "Landkreis Auental", "state": "TH" },
            "published": "2026-05-04T09:30:00Z", "updated": "2026-05-04T09:30:00Z", "score": 12.5,
        }],
    })
}
