//! What is said below an entry of ours, as a collection of what whoever asks may read (FEP-7888, FEP-f228).
//!
//! What the entry's own organisation wrote stands in it whole; of everybody else only ids, which lead to where their words live.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{EntryId, Iri, Organisation, Refusal, Time};
use federation::objects::conversation::PATH;
use federation::render;
use http::Request;
use serde_json::{Value, json};
use store::{Cursor, EntryRow};

use super::{Readers, document, visitor};
use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// Comments of a page.
const PAGE: i64 = 50;

/// `GET /eintraege/{id}/gespraech`: the collection, or the page after `?nach=PLACE`.
pub async fn show(
    State(town): State<Town>,
    Ours(organisation): Ours,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let (parts, _) = request.into_parts();
    let reader = visitor::reader(&town, &parts).await?;
    let readers = if reader.organisation().is_some() { Readers::Some } else { Readers::Everyone };
    let mut reading = town.store.reading().await?;
    let row = reading.entries().readable(&EntryId::parse(&id)?, &reader).await?.readable();
    // A comment has no conversation of its own, and another's is served where it lives.
    let top = row.filter(|row| {
        row.author == organisation.iri && row.entry().is_ok_and(|entry| entry.parent().is_none())
    });
    let top = top.ok_or(Refusal::NoSuchEntry {})?;
    let address = top.iri.with(PATH);
    let Some(after) = after(parts.uri.query().unwrap_or_default())? else {
        let count = reading.entries().count_comments(&top.iri, &reader).await?;
        let count = u64::try_from(count).unwrap_or_default();
        let first = at(&address, &beginning());
        return Ok(document(render::conversation(&address, &organisation.iri, count, &first), readers));
    };
    let rows = reading.entries().comments_after(&top.iri, &reader, &after, PAGE).await?;
    let next = rows.last().filter(|_| rows.len() as i64 == PAGE).map(|row| at(&address, &Cursor::after(row)));
    let items = rows.iter().map(|row| item(row, &organisation)).collect::<Result<Vec<_>, _>>()?;
    Ok(document(render::page(&at(&address, &after), &address, items, next.as_ref()), readers))
}

fn item(row: &EntryRow, organisation: &Organisation) -> Result<Value, Failure> {
    if row.author != organisation.iri {
        return Ok(json!(row.iri));
    }
    Ok(render::item(&row.entry()?, organisation)?)
}

/// The place before the oldest comment.
fn beginning() -> Cursor {
    Cursor::at(Time::from_millis(0), "00000000-0000-0000-0000-000000000000")
}

/// After which place the page begins; none: the collection itself is asked for.
fn after(query: &str) -> Result<Option<Cursor>, Refusal> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "nach").map(|(_, place)| Cursor::parse(&place)).transpose()
}

fn at(address: &Iri, after: &Cursor) -> Iri {
    address.with(&format!("?nach={after}"))
}
