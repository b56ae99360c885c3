//! Whether the node is well: the memory answers and the index has not fallen behind. Asked by `tempomacher healthcheck`.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use crate::failure::Failure;
use crate::town::Town;

/// 200, and by how many changes the index is behind. How many there were in all would tell everyone when something hidden is written.
pub async fn show(State(town): State<Town>) -> Result<Response, Failure> {
    let changed = town.store.changed().await?;
    Ok(crate::api::answer(StatusCode::OK, &json!({ "behind": (changed - town.index.cursor()).max(0) })))
}
