//! Outbox, followers and members of an organisation, as collections: what is public, newest first; how many follow; who is on its list.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::{EntryId, Iri, Refusal};
use federation::objects::members::page_address;
use federation::{Member, MembersPage, render};
use http::HeaderMap;
use serde::Deserialize;
use store::Cursor;

use super::{Readers, document, wants_html};
use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// Items of a page.
const PAGE: i64 = 20;
/// Members of a page.
const MEMBERS: i64 = 500;

/// Which page is asked for: none, the first (`page=true`), or the one before an item.
#[derive(Debug, Deserialize)]
pub struct Which {
    page: Option<String>,
    before: Option<String>,
}

/// Which page of the members: none, the first (`page=true`), or the one after a member.
#[derive(Debug, Deserialize)]
pub struct After {
    page: Option<String>,
    after: Option<String>,
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

/// The list of members that an organisation keeps, or a page of it. People who follow the address are shown the page that was made for them.
pub async fn members(
    State(town): State<Town>,
    Ours(organisation): Ours,
    Query(which): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if wants_html(&headers) {
        let page = format!("/organisationen/{}/mitglieder", organisation.handle);
        return Ok(Redirect::to(&page).into_response());
    }
    let mut reading = town.store.reading().await?;
    if which.page.is_none() && which.after.is_none() {
        let count = count(reading.list_members().count(&organisation.iri).await?);
        return Ok(document(render::members(&organisation, count), Readers::Everyone));
    }
    let after = which.after.as_deref().map(EntryId::parse).transpose().map_err(|_| Refusal::BadCursor {})?;
    let after = after.map_or_else(String::new, |after| after.to_string());
    let rows = reading.list_members().page(&organisation.iri, &after, MEMBERS).await?;
    let next = rows.last().filter(|_| rows.len() as i64 == MEMBERS).map(|row| row.id.as_str());
    let page = MembersPage {
        next: next.map(|last| page_address(&organisation.iri, last)),
        members: rows
            .iter()
            .map(|row| Member { actor: row.actor.clone(), name: row.name.clone(), ags: row.ags.clone() })
            .collect(),
    };
    let this = page_address(&organisation.iri, &after);
    Ok(document(render::members_page(&this, &organisation.iri, &page), Readers::Everyone))
}
