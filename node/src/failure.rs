//! How a request fails: with a refusal that is told, or with an error that is logged once, here, and told as "something went wrong".

use axum::Json;
use axum::response::{IntoResponse, Response};
use commons::{Language, Refusal};
use http::{HeaderValue, StatusCode, header};
use serde_json::json;
use store::StoreError;

/// What a handler answers instead of an answer.
#[derive(Debug)]
pub struct Failure(Refusal);

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(noted(error))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be rendered");
        Self(Refusal::FAILED)
    }
}

impl Failure {
    /// What is told.
    pub fn refusal(&self) -> &Refusal {
        &self.0
    }
}

/// Logs an error of the memory where it is handled, and says what can be told of it.
pub fn noted(error: StoreError) -> Refusal {
    tracing::error!(error = format!("{error:#}"), "the memory failed");
    error.into()
}

/// Logs that a file could not be packed.
pub fn noted_packing(error: &zip::result::ZipError) -> Refusal {
    tracing::error!(%error, "a file could not be packed");
    Refusal::FAILED
}

/// The refusal rides along in the response, so that pages can be dressed for people (`pages::dress`).
#[derive(Clone)]
pub struct Refused(pub Refusal);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(refusal) = self;
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(problem(&refusal))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = refusal.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Refused(refusal));
        response
    }
}

/// The refusal as a problem of RFC 9457, with its sentence in both languages.
fn problem(refusal: &Refusal) -> serde_json::Value {
    json!({
        "type": format!("https://w3id.org/tempomacher/problems#{}", refusal.code()),
        "title": refusal.code().replace('-', " "),
        "status": refusal.status(),
        "detail": refusal.sentence(Language::English),
        "sentences": { "de": refusal.sentence(Language::German), "en": refusal.sentence(Language::English) },
    })
}
