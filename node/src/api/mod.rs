//! The door for programs: `/api/v1`, JSON, problems of RFC 9457, cursors.

pub mod asked;
pub mod entries;
pub mod follows;
pub mod marks;
pub mod openapi;
pub mod peers;
pub mod search;
pub mod token;

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use commons::Refusal;
use http::request::Parts;
use http::{HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Bytes of a request.
pub(crate) const LARGEST: usize = 1024 * 1024;

/// A JSON answer that depends on who asks.
pub fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::VARY, HeaderValue::from_static("Authorization")),
    ];
    (status, headers, serde_json::to_string(body).unwrap_or_default()).into_response()
}

/// Reads a JSON body.
///
/// # Errors
/// 415 for another content type, 413 for too much, 400 for what is no such JSON.
pub async fn read<T: DeserializeOwned>(request: Request<Body>) -> Result<T, Refusal> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence != "application/json" {
        return Err(Refusal::WrongContentType {});
    }
    let body = Limited::new(request.into_body(), LARGEST).collect().await;
    let body = body.map_err(|_| Refusal::TooLarge { limit: LARGEST })?.to_bytes();
    if body.contains(&0) {
        return Err(Refusal::NulInText {});
    }
    serde_json::from_slice(&body).map_err(|_| Refusal::UnreadableBody {})
}

/// What stands in the path where the table of routes says `{id}`.
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(id) =
            Path::from_request_parts(parts, state).await.map_err(|_| Refusal::BadParameter { name: "id" })?;
        Ok(Self(id))
    }
}
