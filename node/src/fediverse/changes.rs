//! The walk of changes, from the author's side: the newest state of each entry or its tombstone, in the order of change (DESIGN 6.2).

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use commons::Refusal;
use federation::{ChangedItem, ChangesPage};
use http::Request;
use store::entries::{Scope, Walked};

use super::{Readers, document, visitor};
use crate::failure::Failure;
use crate::here::Ours;
use crate::operations::visited::visited;
use crate::town::Town;

/// Items of a page.
const PAGE: i64 = 100;
/// Bytes of a page's items; those who read it stop at 1 MiB.
const LARGEST: usize = 900 * 1024;
/// Bytes that stand around an entry's own JSON in an item, at most.
const AROUND: usize = 5 * 1024;

/// The page of changes after `?since=CURSOR`, for who signed the request or for everyone.
pub async fn show(State(town): State<Town>, ours: Ours, request: Request<Body>) -> Result<Response, Failure> {
    let (parts, _) = request.into_parts();
    let Ours(organisation) = ours;
    let reader = visitor::reader(&town, &parts).await?;
    let epoch = town.store.identity().await?.epoch;
    let query = parts.uri.query().unwrap_or_default();
    let (since, scope) = (since(query, &epoch)?, scope(query)?);
    // Who asks for some of it has not come up to there with the rest.
    if let Some(follower) = reader.organisation().filter(|_| scope == Scope::All) {
        visited(&town, &organisation.iri, follower, since).await?;
    }
    let mut reading = town.store.reading().await?;
    let check = reading.entries().count_and_check(&organisation.iri, &reader, scope).await?;
    let walked = reading.entries().walk(&organisation.iri, &reader, since, scope, PAGE).await?;
    let (items, upto) = fitting(&walked)?;
    let next = upto.map(|number| format!("{epoch}.{number}"));
    let page = ChangesPage {
        items,
        next: next.or_else(|| (since > 0).then(|| format!("{epoch}.{since}"))),
        count: u64::try_from(check.count).unwrap_or_default(),
        check: format!("{:016x}", check.check),
        skipped: 0,
        epoch,
    };
    let readers = if reader.organisation().is_some() { Readers::Some } else { Readers::Everyone };
    let address = parts.uri.path_and_query().map_or("changes", |path| path.as_str().trim_start_matches('/'));
    Ok(document(page.render(&organisation.iri.with(address)), readers))
}

/// As many items as fit into a page, and the number of change of the last of them. One item always fits: entries are capped where they are made.
fn fitting(walked: &[Walked]) -> Result<(Vec<ChangedItem>, Option<i64>), store::StoreError> {
    let (mut items, mut upto, mut bytes) = (Vec::new(), None, 0);
    for item in walked {
        bytes += item.row().body().len() + AROUND;
        if bytes > LARGEST && !items.is_empty() {
            break;
        }
        items.push(change(item)?);
        upto = Some(item.row().changed);
    }
    Ok((items, upto))
}

fn change(item: &Walked) -> Result<ChangedItem, store::StoreError> {
    Ok(match item {
        Walked::Entry(row) => ChangedItem::Entry(Box::new(row.entry()?)),
        Walked::Tombstone(row) => ChangedItem::Tombstone { iri: row.iri.clone(), version: row.version },
    })
}

/// All that whoever asks may see, or with `only=circles` what is not for everyone.
fn scope(query: &str) -> Result<Scope, Refusal> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    match pairs.find(|(name, _)| name == "only") {
        None => Ok(Scope::All),
        Some((_, only)) if only == "circles" => Ok(Scope::Closed),
        Some(_) => Err(Refusal::BadParameter { name: "only" }),
    }
}

/// The number in the cursor. A cursor of another epoch begins again; one that is none is refused.
fn since(query: &str, epoch: &str) -> Result<i64, Refusal> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let Some((_, cursor)) = pairs.find(|(name, _)| name == "since") else { return Ok(0) };
    if cursor.is_empty() {
        return Ok(0);
    }
    let (of, number) = cursor.rsplit_once('.').ok_or(Refusal::BadCursor {})?;
    let number: i64 = number.parse().ok().filter(|number| *number >= 0).ok_or(Refusal::BadCursor {})?;
    Ok(if of == epoch { number } else { 0 })
}
