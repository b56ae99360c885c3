//! `GET /api/v1/openapi.json`: what the API takes and answers, made from the code (OpenAPI 3.1).
//!
//! An operation is described beside its handler, an entry in `entry`, a refusal by itself. Tests hold the document against the table of routes,
//! the types, and everything that a running node answers.

mod asked;
pub mod entry;
pub mod examples;
pub mod fields;
mod german;
pub mod kinds;
mod parts;
pub mod problems;

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use commons::Language;
use http::header;
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

use self::fields::Fields;
use super::{entries, follows, marks, peers, search};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tempomacher",
        description = "What municipalities have learned about digitalisation: search it, read it, publish it. What is public can be read without a token.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later"),
    ),
    servers((url = "/", description = "This node, under any of its hosts.")),
    paths(
        search::show,
        entries::list, entries::publish, entries::show, entries::revise, entries::withdraw,
        marks::list, marks::say, marks::unsay,
        follows::list, follows::ask, follows::accept, follows::decline,
        peers::list,
        show,
    ),
    components(schemas(crate::failure::Problem)),
    tags(
        (name = "search", description = "Find what others have tried."),
        (name = "entries", description = "Projects, lessons, calls, adoptions and comments."),
        (name = "follows", description = "Who follows whom. What a followed organisation publishes comes in by itself."),
        (name = "peers", description = "Other nodes, for those who run this one."),
        (name = "document", description = "This description."),
    ),
)]
struct Operations;

const TOKEN: &str = "A token is bound to one organisation and to a scope: `read`, `write` or `connect`, each including the one before. \
                     It is sent as `Authorization: Bearer tm_...`. A wrong token is refused, also where none is needed.";

/// The document, in English.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        let mut document = Operations::openapi();
        let shown = document.to_json().unwrap_or_default();
        let components = document.components.get_or_insert_default();
        components
            .schemas
            .extend(entry::schemas().into_iter().map(|(name, schema)| (name.to_owned(), schema)));
        let itself = Fields::of("A document as OpenAPI 3.1 describes it.").text(
            "openapi",
            10,
            "The version of OpenAPI.",
        );
        components.schemas.insert("OpenApi".to_owned(), itself.needs(&["openapi"]).open().schema());
        components.examples.extend(problems::examples(&shown));
        let mut token = Http::new(HttpAuthScheme::Bearer);
        token.description = Some(TOKEN.to_owned());
        components.add_security_scheme("token", SecurityScheme::Http(token));
        serde_json::to_value(document).unwrap_or_default()
    });
    &DOCUMENT
}

/// The document, with its descriptions in this language.
pub fn in_language(language: Language) -> &'static Value {
    static GERMAN: LazyLock<Value> = LazyLock::new(|| german::translated(document()));
    match language {
        Language::German => &GERMAN,
        Language::English => document(),
    }
}

/// The document as a file.
pub fn pretty() -> String {
    serde_json::to_string_pretty(document()).unwrap_or_default()
}

problems::refusals! {
    /// What may go wrong with a constant: nothing but the node itself.
    Refused: failing
}

/// Describe the API
///
/// This document, in OpenAPI 3.1. The page `/api` shows it to people.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", operation_id = "read_document", tag = "document",
    security(()),
    responses((status = 200, description = "The document.", body = ref("#/components/schemas/OpenApi")), Refused),
)]
pub async fn show() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| document().to_string());
    let headers =
        [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, TEXT.as_str()).into_response()
}
