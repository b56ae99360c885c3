//! `GET /api/v1/search?q&limit&cursor&<facet>=`: everything on this node that the caller may read, whichever host is asked.

use std::collections::BTreeMap;
use std::time::Instant;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use commons::Time;
use http::StatusCode;
use search::{Facet, Hit, Page};
use serde::Serialize;

use super::token::{Bearer, reader};
use crate::asked::Asked;
use crate::asking;
use crate::failure::Failure;
use crate::hosts::Hosts;
use crate::town::Town;

/// What was found.
#[derive(Serialize)]
struct Answer {
    total: usize,
    took_ms: f64,
    hits: Vec<Found>,
    facets: BTreeMap<&'static str, Vec<Count>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize)]
struct Count {
    value: String,
    count: u64,
}

#[derive(Serialize)]
struct Found {
    id: String,
    iri: String,
    url: String,
    kind: String,
    title: String,
    summary: String,
    snippet: String,
    organisation: Author,
    published: Time,
    updated: Time,
    score: f32,
}

#[derive(Serialize)]
struct Author {
    name: String,
    iri: String,
    county: Option<String>,
    state: Option<String>,
}

/// Searches.
pub async fn show(
    State(town): State<Town>,
    bearer: Option<Bearer>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let started = Instant::now();
    let asked = Asked::parse(query.as_deref().unwrap_or_default())?;
    let blocked = asking::blocked(&town).await?;
    let page =
        asking::search(&town, asked.search(reader(bearer.as_ref()), blocked, town.clock.now())).await?;
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
