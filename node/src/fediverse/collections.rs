//! Outbox and followers of an organisation, as collections: what is public, newest first; and how many follow.

use axum::extract::{Query, State};
use axum::response::Response;
use commons::Iri;
use federation::render;
use serde::Deserialize;
use store::Cursor;

use super::{Readers, document};
use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// Items of a page.
const PAGE: i64 = 20;

/// Which page is asked for: none, the first (`page=true`), or the one before an item.
#[derive(Debug, Deserialize)]
pub struct Which {
    page: Option<String>,
    before: Option<String>,
}

/// The outbox: what the organisation published, newest first.
pub async fn outbox(
    State(town): State<Town>,
    Ours(organisation): Ours,
    Query(which): Query<Which>,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let address = organisation.iri.with("outbox");
    if which.page.is_none() && which.before.is_none() {
        let count = count(reading.entries().outbox_count(&organisation.iri).await?);
        let first = address.with("?page=true");
        return Ok(document(render::collection(&address, count, Some(&first)), Readers::Everyone));
    }
    let before = which.before.as_deref().map_or_else(|| Ok(Cursor::start()), Cursor::parse)?;
    let rows = reading.entries().outbox(&organisation.iri, &before, PAGE).await?;
    let next = rows.last().filter(|_| rows.len() as i64 == PAGE).map(|row| at(&address, &Cursor::after(row)));
    let entries = rows.iter().map(store::EntryRow::entry).collect::<Result<Vec<_>, _>>()?;
    let items =
        entries.iter().map(|entry| render::created(entry, &organisation)).collect::<Result<Vec<_>, _>>()?;
    let this = if which.before.is_some() { at(&address, &before) } else { address.with("?page=true") };
    Ok(document(render::page(&this, &address, items, next.as_ref()), Readers::Everyone))
}

fn at(address: &Iri, before: &Cursor) -> Iri {
    let before: String = url::form_urlencoded::byte_serialize(before.to_string().as_bytes()).collect();
    address.with(&format!("?before={before}"))
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

/// The followers: how many there are. Who they are is nobody's business but the organisation's.
pub async fn followers(State(town): State<Town>, Ours(organisation): Ours) -> Result<Response, Failure> {
    let followers = town.store.reading().await?.follows().count_followers(&organisation.iri).await?;
    Ok(document(
        render::collection(&organisation.iri.with("followers"), count(followers), None),
        Readers::Everyone,
    ))
}
