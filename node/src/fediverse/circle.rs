//! A circle by its id: for those who belong to it and those who are invited, by their signature; for everybody else there is none.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{EntryId, Membership, Refusal};
use federation::render;
use http::Request;

use super::{Readers, document, visitor};
use crate::failure::Failure;
use crate::here::Ours;
use crate::jobs::deliver::letter::described;
use crate::town::Town;

/// The circle with this id, for who signed the request.
pub async fn show(
    State(town): State<Town>,
    Ours(owner): Ours,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let (parts, _) = request.into_parts();
    let id = EntryId::parse(&id).map_err(|_| Refusal::NoSuchCircle {})?;
    let reader = visitor::reader(&town, &parts).await?;
    let mut reading = town.store.reading().await?;
    let circle = reading.circles().by_id(&id).await?.filter(|circle| circle.owner == owner.iri);
    let (circle, asker) = circle.zip(reader.organisation()).ok_or(Refusal::NoSuchCircle {})?;
    let row = reading.circles().member(&circle.iri, asker).await?;
    if !row.is_some_and(|row| matches!(row.answer, Membership::Invited | Membership::Accepted)) {
        return Err(Refusal::NoSuchCircle {}.into());
    }
    Ok(document(render::group(&described(&mut reading, &circle).await?), Readers::Some))
}
