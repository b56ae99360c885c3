//! How a request fails: with a refusal that is told, or with an error that is logged once, here, and told as "something went wrong".

use axum::Json;
use axum::response::{IntoResponse, Response};
use commons::{Language, Refusal};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

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
    tracing::error!(error = with_causes(&error), "the memory failed");
    error.into()
}

/// What an error says, and what each of its causes says.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
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
        let mut response = (status, Json(Problem::of(&refusal))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = refusal.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = challenge(&refusal) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response.extensions_mut().insert(Refused(refusal));
        response
    }
}

/// What kind of token is asked for (RFC 6750), where that is what is missing.
pub fn challenge(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::NoToken {} => Some("Bearer"),
        Refusal::BadToken {} => Some("Bearer error=\"invalid_token\""),
        Refusal::ScopeTooSmall { .. } => Some("Bearer error=\"insufficient_scope\""),
        _ => None,
    }
}

/// Why something was refused (RFC 9457), with the sentence for people in both languages.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem: the code behind the `#` never changes.
    #[serde(rename = "type")]
    #[schema(format = "uri")]
    kind: String,
    /// The code in words.
    title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What was wrong, and what helps.
    detail: String,
    /// The same in each language.
    sentences: Sentences,
}

/// What was wrong, for people.
#[derive(Serialize, ToSchema)]
pub struct Sentences {
    /// In German.
    de: String,
    /// In English.
    en: String,
}

impl Problem {
    /// The refusal as a problem.
    pub fn of(refusal: &Refusal) -> Self {
        let [de, en] = Language::ALL.map(|language| refusal.sentence(language));
        Self {
            kind: format!("https://w3id.org/tempomacher/problems#{}", refusal.code()),
            title: refusal.code().replace('-', " "),
            status: refusal.status(),
            detail: en.clone(),
            sentences: Sentences { de, en },
        }
    }
}
