//! `/organisationen/{handle}/mitglieder`: the list of members that an organisation of this node keeps, for everyone; also as a table.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use commons::{Ags, EntryId, Iri, Organisation, OrganisationKind, Refusal, table};
use http::{HeaderValue, header};
use serde::Deserialize;
use store::list_members::ListMember;

use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Members on a page.
const LINES: i64 = 100;
/// Members that are read at once for the table.
const CHUNK: i64 = 500;

/// From which member on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Onward {
    nach: String,
}

/// The page of the members.
#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    page: Layout,
    organisation: Arc<Organisation>,
    members: Vec<Line>,
    total: u64,
    more: Option<String>,
}

/// A member.
struct Line {
    name: String,
    address: Option<Iri>,
    host: String,
}

impl Line {
    fn of(row: ListMember) -> Self {
        let host = row.actor.as_ref().map_or_else(String::new, |actor| actor.origin().authority().to_owned());
        Self { name: row.name, address: row.actor, host }
    }
}

/// `GET /organisationen/{handle}/mitglieder`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(handle): Path<String>,
    Query(onward): Query<Onward>,
) -> Result<Response, Failure> {
    let (organisation, total) = kept(&town, &handle).await?;
    let after = match onward.nach.as_str() {
        "" => String::new(),
        after => EntryId::parse(after).map_err(|_| Refusal::BadCursor {})?.to_string(),
    };
    let rows = town.store.reading().await?.list_members().page(&organisation.iri, &after, LINES).await?;
    let last = rows.last().filter(|_| rows.len() as i64 == LINES);
    let more = last.map(|last| format!("/organisationen/{handle}/mitglieder?nach={}", last.id));
    let title = format!("{}: {}", speech.say("members-list"), organisation.name);
    let page = Layout { section: "/organisationen", ..Layout::new(speech.clone(), &here, title) };
    let page = Layout { listing: if after.is_empty() { Listing::Open } else { Listing::Unlisted }, ..page };
    let members = rows.into_iter().map(Line::of).collect();
    answer(&MembersPage { page, organisation, members, total, more }, &speech)
}

/// `GET /organisationen/{handle}/mitglieder.csv`
pub async fn as_table(State(town): State<Town>, Path(handle): Path<String>) -> Result<Response, Failure> {
    let (organisation, _) = kept(&town, &handle).await?;
    // The mark at the beginning is what lets spreadsheets see that it is UTF-8.
    let (mut text, mut after) =
        (format!("\u{feff}{}", table::written(&["AGS", "Name", "Adresse"])), String::new());
    let mut reading = town.store.reading().await?;
    loop {
        let rows = reading.list_members().page(&organisation.iri, &after, CHUNK).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        for row in &rows {
            let ags = row.ags.as_ref().map_or("", Ags::as_str);
            let address = row.actor.as_ref().map_or(row.website.as_str(), Iri::as_str);
            text.push_str(&table::written(&[ags, &row.name, address]));
        }
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"mitglieder.csv\"")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, text).into_response())
}

/// The organisation of this node that keeps a list, and how many are on it.
async fn kept(town: &Town, handle: &str) -> Result<(Arc<Organisation>, u64), Failure> {
    let organisation = town.hosts.by_handle(handle)?;
    let total = town.store.reading().await?.list_members().count(&organisation.iri).await?;
    if total == 0 && organisation.kind != OrganisationKind::UmbrellaBody {
        return Err(Refusal::KeepsNoList {}.into());
    }
    Ok((organisation, u64::try_from(total).unwrap_or_default()))
}
