//! `/api/v1/entries`: list, publish, read, correct, withdraw. The ETag is the version.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use commons::{Entry, EntryId, Kind, Refusal};
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::tokens::Scope;
use store::{Cursor, EntryRow, Filter, Found, Stance};

use super::token::{Bearer, reader};
use super::{answer, read};
use crate::failure::Failure;
use crate::operations::draft::Draft;
use crate::operations::publish::{self, Published};
use crate::operations::revise;
use crate::operations::withdraw;
use crate::town::Town;

/// Entries of a page at most.
const LARGEST: i64 = 100;

/// Which entries are listed.
#[derive(Debug, Deserialize)]
pub struct Which {
    organisation: Option<String>,
    kind: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    id: EntryId,
    iri: String,
    url: String,
    entry: Entry,
}

/// What the caller may read, newest first.
pub async fn list(
    State(town): State<Town>,
    bearer: Option<Bearer>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, Failure> {
    let Query(which) = which.map_err(|_| Refusal::BadParameter { name: "query" })?;
    let limit = which.limit.unwrap_or(20);
    if !(1..=LARGEST).contains(&limit) {
        return Err(Refusal::BadParameter { name: "limit" }.into());
    }
    let before = which.cursor.as_deref().map_or_else(|| Ok(Cursor::start()), Cursor::parse)?;
    let kind = which.kind.as_deref().map(Kind::parse).transpose()?;
    let mut reading = town.store.reading().await?;
    let organisation = match &which.organisation {
        Some(name) => Some(crate::naming::organisation(&town, &mut reading, name).await?),
        None => None,
    };
    let filter = Filter { organisation, kind };
    let rows = reading.entries().list(&reader(bearer.as_ref()), &filter, &before, limit).await?;
    let next = rows.last().filter(|_| rows.len() as i64 == limit).map(|row| Cursor::after(row).to_string());
    let blocked = reading.peers().blocked().await?;
    let shown = rows.iter().filter(|row| row.local || !blocked.contains(&row.iri.origin()));
    let entries = shown.map(|row| listed(&town, row)).collect::<Result<Vec<_>, _>>()?;
    Ok(answer(StatusCode::OK, &json!({ "entries": entries, "next": next })))
}

fn listed(town: &Town, row: &EntryRow) -> Result<Listed, Failure> {
    let here = town.hosts.first().ok_or(Refusal::NoSuchOrganisation {})?;
    let url = here.iri.with(&format!("eintraege/{}", row.id)).to_string();
    Ok(Listed { id: row.id, iri: row.iri.to_string(), url, entry: row.entry()? })
}

/// One entry, with its version as ETag.
pub async fn show(
    State(town): State<Town>,
    bearer: Option<Bearer>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let mut reading = town.store.reading().await?;
    match reading.entries().readable(&id, &reader(bearer.as_ref())).await? {
        Found::Readable(row)
            if !row.local && reading.peers().stance(&row.iri.origin()).await? == Stance::Blocked =>
        {
            Err(Refusal::NoSuchEntry {}.into())
        }
        Found::Readable(row) => Ok(tagged(StatusCode::OK, row.version, &listed(&town, &row)?)),
        Found::Withdrawn(_) => Err(Refusal::Withdrawn {}.into()),
        Found::Absent => Err(Refusal::NoSuchEntry {}.into()),
    }
}

/// Publishes an entry: 201 with its address.
pub async fn publish(
    State(town): State<Town>,
    bearer: Bearer,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let fields: Map<String, Value> = read(request).await?;
    let acting = bearer.may(Scope::Write, fields.get("organisation").and_then(Value::as_str))?;
    let published = publish::publish(&town, acting, &Draft::new(fields)).await?;
    let mut response = tagged(StatusCode::CREATED, published.version, &body(&published));
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/entries/{}", published.id)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Corrects an entry: `If-Match` names the version that was seen.
pub async fn revise(
    State(town): State<Town>,
    bearer: Bearer,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let seen = seen(request.headers())?.ok_or(Refusal::VersionRequired {})?;
    let fields: Map<String, Value> = read(request).await?;
    let acting = bearer.may(Scope::Write, fields.get("organisation").and_then(Value::as_str))?;
    let published = revise::revise(&town, acting, id, seen, Draft::new(fields)).await?;
    Ok(tagged(StatusCode::OK, published.version, &body(&published)))
}

/// Withdraws an entry: 204, then 410. `If-Match` is heeded where it is given.
pub async fn withdraw(
    State(town): State<Town>,
    bearer: Bearer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let acting = bearer.may(Scope::Write, None)?;
    withdraw::withdraw(&town, acting, id, seen(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn body(published: &Published) -> Value {
    json!({ "id": published.id, "iri": published.iri, "version": published.version })
}

fn tagged(status: StatusCode, version: i64, body: &impl Serialize) -> Response {
    let mut response = answer(status, body);
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The version in `If-Match`. `*` stands for whichever there is, and is not taken: it would overwrite unseen.
fn seen(headers: &HeaderMap) -> Result<Option<i64>, Refusal> {
    let Some(tag) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let version = tag.to_str().ok().and_then(|tag| tag.trim().trim_matches('"').parse().ok());
    version.map(Some).ok_or(Refusal::VersionStale {})
}
