//! `/api/v1/entries`: list, publish, read, correct, withdraw. The ETag is the version.

mod wire;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use commons::{EntryId, Kind, Refusal};
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};
use store::tokens::Scope;
use store::{Cursor, EntryRow, Filter, Found, Stance};

pub use self::wire::EntryPath;
use self::wire::{
    IfMatch, Listed, Listing, Location, Receipt, RefusedToList, RefusedToPublish, RefusedToRevise,
    RefusedToShow, RefusedToWithdraw, Tag, Which,
};
use super::openapi::examples;
use super::token::{Bearer, reader};
use super::{Id, answer, read};
use crate::failure::Failure;
use crate::operations::draft::Draft;
use crate::operations::publish;
use crate::operations::revise;
use crate::operations::withdraw;
use crate::town::Town;

/// Entries of a page at most.
const LARGEST: i64 = 100;

/// List entries
///
/// What the caller may read, newest first. Without a token, what is public.
#[utoipa::path(
    get, path = "/api/v1/entries", operation_id = "list_entries", tag = "entries",
    security((), ("token" = ["read"])),
    params(Which),
    responses(
        (status = 200, description = "A page of entries.", body = Listing,
            example = json!({ "entries": [examples::listed()], "next": "1777887000000_019a2f60-0000-7000-8000-000000000001" })),
        RefusedToList,
    ),
)]
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
    Ok(answer(StatusCode::OK, &Listing { entries, next }))
}

fn listed(town: &Town, row: &EntryRow) -> Result<Listed, Failure> {
    let here = town.hosts.first().ok_or(Refusal::NoSuchOrganisation {})?;
    let url = here.iri.with(&format!("eintraege/{}", row.id)).to_string();
    Ok(Listed { id: row.id, iri: row.iri.to_string(), url, entry: row.entry()? })
}

/// Read an entry
///
/// The entry, with its version as ETag.
#[utoipa::path(
    get, path = "/api/v1/entries/{id}", operation_id = "read_entry", tag = "entries",
    security((), ("token" = ["read"])),
    params(EntryPath),
    responses(
        (status = 200, description = "The entry.", body = Listed,
            headers(("ETag" = inline(Tag), description = "The version, to be sent as `If-Match`.")),
            example = json!(examples::listed())),
        RefusedToShow,
    ),
)]
pub async fn show(State(town): State<Town>, bearer: Option<Bearer>, Id(id): Id) -> Result<Response, Failure> {
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

/// Publish an entry
///
/// The entry is there at once, can be searched for within a second, and is sent to the followers.
#[utoipa::path(
    post, path = "/api/v1/entries", operation_id = "publish_entry", tag = "entries",
    security(("token" = ["write"])),
    request_body(
        content = ref("#/components/schemas/Draft"), description = "The entry.",
        examples(
            ("smallest" = (summary = "The least that publishes something", value = json!(examples::smallest()))),
            ("project" = (summary = "A project", value = json!(examples::draft(Kind::Project)))),
            ("lesson" = (summary = "A lesson", value = json!(examples::draft(Kind::Lesson)))),
            ("call" = (summary = "A call", value = json!(examples::draft(Kind::Call)))),
            ("adoption" = (summary = "An adoption", value = json!(examples::draft(Kind::Adoption)))),
            ("comment" = (summary = "A comment", value = json!(examples::draft(Kind::Comment)))),
        ),
    ),
    responses(
        (status = 201, description = "It is published.", body = Receipt,
            headers(
                ("ETag" = inline(Tag), description = "The version, to be sent as `If-Match`."),
                ("Location" = inline(Location), description = "Where the entry can be read."),
            ),
            example = json!(examples::receipt())),
        RefusedToPublish,
    ),
)]
pub async fn publish(
    State(town): State<Town>,
    bearer: Bearer,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let fields: Map<String, Value> = read(request).await?;
    let acting = bearer.may(Scope::Write, fields.get("organisation").and_then(Value::as_str))?;
    let published = publish::publish(&town, acting, &Draft::new(fields)).await?;
    let location = HeaderValue::from_str(&format!("/api/v1/entries/{}", published.id));
    let mut response = tagged(StatusCode::CREATED, published.version, &Receipt::from(published));
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Correct an entry
///
/// Replaces everything that the entry says. Its kind stays. `If-Match` names the version that was seen, so that nothing is overwritten unread.
#[utoipa::path(
    put, path = "/api/v1/entries/{id}", operation_id = "revise_entry", tag = "entries",
    security(("token" = ["write"])),
    params(
        EntryPath,
        ("If-Match" = String, Header, description = "The ETag of the version that was seen.", example = json!(examples::ETAG)),
    ),
    request_body(content = ref("#/components/schemas/Draft"), description = "The whole entry, as it is to be.", example = json!(examples::smallest())),
    responses(
        (status = 200, description = "It is corrected.", body = Receipt,
            headers(("ETag" = inline(Tag), description = "The new version.")),
            example = json!(examples::receipt())),
        RefusedToRevise,
    ),
)]
pub async fn revise(
    State(town): State<Town>,
    bearer: Bearer,
    Id(id): Id,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let seen = seen(request.headers())?.ok_or(Refusal::VersionRequired {})?;
    let fields: Map<String, Value> = read(request).await?;
    let acting = bearer.may(Scope::Write, fields.get("organisation").and_then(Value::as_str))?;
    let published = revise::revise(&town, acting, id, seen, Draft::new(fields)).await?;
    Ok(tagged(StatusCode::OK, published.version, &Receipt::from(published)))
}

/// Withdraw an entry
///
/// From then on it is gone (410), and everyone who was told of it is told so.
#[utoipa::path(
    delete, path = "/api/v1/entries/{id}", operation_id = "withdraw_entry", tag = "entries",
    security(("token" = ["write"])),
    params(EntryPath, IfMatch),
    responses((status = 204, description = "It is withdrawn."), RefusedToWithdraw),
)]
pub async fn withdraw(
    State(town): State<Town>,
    bearer: Bearer,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let acting = bearer.may(Scope::Write, None)?;
    withdraw::withdraw(&town, acting, id, seen(&headers)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
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
