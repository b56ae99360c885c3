//! Whether the node is well: the memory answers and the index has not fallen behind. Asked by `tempomacher healthcheck`.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use commons::Refusal;
use http::{StatusCode, header};
use serde_json::json;

use crate::failure::Failure;
use crate::operations::outside;
use crate::town::Town;

/// Bytes of a question.
const LONGEST: usize = 64;

/// 200, whether the search is there, and by how many changes the index is behind; null while it is being built or has no room. How many there were in
/// all would tell everyone when something hidden is written.
pub async fn show(State(town): State<Town>) -> Result<Response, Failure> {
    let changed = town.store.changed().await?;
    let (search, behind) = match town.index.being_built() {
        Some(refusal) => (refusal.code(), None),
        None => ("ready", Some((changed - town.index.cursor()).max(0))),
    };
    Ok(crate::api::answer(StatusCode::OK, &json!({ "behind": behind, "search": search })))
}

/// `GET /health/{question}`: says which node this is, to whoever can check it: this node itself, when it looks at one of its hosts from outside.
pub async fn identify(State(town): State<Town>, Path(question): Path<String>) -> Result<Response, Failure> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if question.len() > LONGEST || !question.bytes().all(plain) {
        return Err(Refusal::NoSuchPage {}.into());
    }
    let proof = outside::proof(&town, &question).await?;
    let head = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok((head, proof).into_response())
}
