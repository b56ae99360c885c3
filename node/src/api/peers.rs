//! `GET /api/v1/peers`: the nodes we know, how we stand with them, and what waits for them.

use axum::extract::State;
use axum::response::Response;
use commons::Time;
use http::StatusCode;
use serde::Serialize;
use store::tokens::Scope;
use store::{PeerRow, Stance};
use utoipa::ToSchema;
use utoipa::openapi::{ObjectBuilder, Type};

use super::answer;
use super::openapi::problems::refusals;
use super::token::Bearer;
use crate::failure::Failure;
use crate::town::Town;

/// The nodes that are known.
#[derive(Serialize, ToSchema)]
struct Peers {
    /// The nodes.
    peers: Vec<Peer>,
}

/// Another node.
#[derive(Serialize, ToSchema)]
struct Peer {
    /// Scheme, host and port.
    #[schema(format = "uri")]
    origin: String,
    /// How we stand with it.
    #[schema(schema_with = stance)]
    stance: &'static str,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Time,
    /// Since when nothing has come through to it; null where all is well.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    failing: Option<Time>,
    /// When something last came through to it.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    last_success: Option<Time>,
    /// When something last came from it.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    last_heard: Option<Time>,
    /// What went wrong last.
    #[schema(required)]
    last_error: Option<String>,
    /// Letters that wait for it.
    #[schema(minimum = 0)]
    waiting: i64,
    /// Letters that it does not take, and that are not tried again.
    #[schema(minimum = 0)]
    parked: i64,
}

/// The stances are those of the code.
fn stance() -> ObjectBuilder {
    let stances = Stance::ALL.map(Stance::code);
    let about = "How we stand with it: `unknown` and `asked`; a `member`'s entries come in, a `reader` gets ours, a `blocked` one nothing.";
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(stances)).description(Some(about))
}

impl From<PeerRow> for Peer {
    fn from(row: PeerRow) -> Self {
        Self {
            origin: row.origin.to_string(),
            stance: row.stance.code(),
            since: row.since,
            failing: row.failing,
            last_success: row.last_success,
            last_heard: row.last_heard,
            last_error: row.last_error,
            waiting: row.waiting,
            parked: row.parked,
        }
    }
}

refusals! {
    /// What the list may refuse.
    Refused: always bearer
}

/// List the known nodes
///
/// How this node stands with others, and what waits to be sent to them.
#[utoipa::path(
    get, path = "/api/v1/peers", operation_id = "list_peers", tag = "peers",
    security(("token" = ["connect"])),
    responses(
        (status = 200, description = "The known nodes.", body = Peers, example = json!({ "peers": [{
            "origin": "https://birkenried.de", "stance": "member", "since": "2026-05-04T09:30:00Z", "failing": null,
            "last_success": "2026-05-12T08:00:00Z", "last_heard": "2026-05-12T07:41:10Z", "last_error": null,
            "waiting": 0, "parked": 0,
        }] })),
        Refused,
    ),
)]
pub async fn list(State(town): State<Town>, bearer: Bearer) -> Result<Response, Failure> {
    bearer.may(Scope::Connect, None)?;
    let rows = town.store.reading().await?.peers().list().await?;
    Ok(answer(StatusCode::OK, &Peers { peers: rows.into_iter().map(Peer::from).collect() }))
}
