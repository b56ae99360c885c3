//! An entry as an ActivityPub object, under its own id. A foreign entry has its object at home: we point there and serve nothing.

use axum::response::{IntoResponse, Redirect, Response};
use commons::{EntryId, Refusal};
use federation::render;
use http::StatusCode;
use http::request::Parts;
use store::Found;

use super::{Readers, document, visitor};
use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// The entry with this id, for who asks.
pub async fn show(
    town: &Town,
    Ours(organisation): Ours,
    id: EntryId,
    parts: &Parts,
) -> Result<Response, Failure> {
    let reader = visitor::reader(town, parts).await?;
    let row = match town.store.reading().await?.entries().readable(&id, &reader).await? {
        Found::Readable(row) => row,
        Found::Withdrawn(row) if row.author == organisation.iri => {
            let tombstone = render::tombstone(&row.iri, row.version);
            return Ok((StatusCode::GONE, document(tombstone, Readers::Everyone)).into_response());
        }
        _ => return Err(Refusal::NoSuchEntry {}.into()),
    };
    if !row.local {
        return Ok(Redirect::to(row.iri.as_str()).into_response());
    }
    if row.author != organisation.iri {
        return Err(Refusal::NoSuchEntry {}.into());
    }
    let entry = row.entry()?;
    // What is public itself may hang under something that is not.
    let readers = if reader.organisation().is_some() { Readers::Some } else { Readers::Everyone };
    Ok(document(render::object(&entry, &organisation)?, readers))
}
