//! `GET /api/v1/peers`: the nodes we know, how we stand with them, and what waits for them.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;
use store::tokens::Scope;

use super::answer;
use super::token::Bearer;
use crate::failure::Failure;
use crate::town::Town;

/// Lists the peers.
pub async fn list(State(town): State<Town>, bearer: Bearer) -> Result<Response, Failure> {
    bearer.may(Scope::Connect, None)?;
    let rows = town.store.reading().await?.peers().list().await?;
    let peers: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "origin": row.origin.as_str(), "stance": row.stance.code(), "since": row.since, "failing": row.failing,
                "last_success": row.last_success, "last_heard": row.last_heard, "last_error": row.last_error,
                "waiting": row.waiting, "parked": row.parked,
            })
        })
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "peers": peers })))
}
