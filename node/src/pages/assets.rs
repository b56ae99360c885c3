//! Stylesheets, script and icon: in the binary, under an address that changes with their content.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use commons::Refusal;
use http::{HeaderMap, StatusCode, header};
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::failure::Failure;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// The content hash that a page asks for.
#[derive(Deserialize)]
pub struct Asked {
    v: Option<String>,
}

/// The address of a file, with its content hash: `/static/style.css?v=0a1b..`.
pub fn address(file: &str) -> String {
    format!("/static/{file}?v={}", Files::get(file).map(|found| hash(&found)).unwrap_or_default())
}

/// `/static/{file}`: kept for a year when asked for by its hash, else asked again each time.
pub async fn show(
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let found = Files::get(&file).ok_or(Refusal::NoSuchPage {})?;
    let hash = hash(&found);
    let caching = match asked.v {
        Some(version) if version == hash => "public, max-age=31536000, immutable",
        _ => "public, no-cache",
    };
    let tag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let head = [(header::CACHE_CONTROL, caching.to_owned()), (header::ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    Ok((head, [(header::CONTENT_TYPE, media_type(&file))], found.data).into_response())
}

fn hash(file: &rust_embed::EmbeddedFile) -> String {
    file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(version: Option<&str>, known: Option<&str>) -> Response {
        let headers =
            known.map(|tag| (header::IF_NONE_MATCH, tag.parse().expect("a tag"))).into_iter().collect();
        let asked = Query(Asked { v: version.map(str::to_owned) });
        show(Path("style.css".to_owned()), asked, headers).await.expect("the stylesheet")
    }

    #[tokio::test]
    async fn a_file_is_kept_for_a_year_under_its_hash_only() {
        let address = address("style.css");
        let version = address.split_once("?v=").expect("a hash").1;
        let kept = ask(Some(version), None).await;
        assert_eq!(kept.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(ask(Some("old"), None).await.headers()[header::CACHE_CONTROL], "public, no-cache");
        assert_eq!(ask(None, Some(&format!("\"{version}\""))).await.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn there_are_no_other_files() {
        for other in ["../Cargo.toml", "/etc/passwd", ""] {
            assert!(
                show(Path(other.to_owned()), Query(Asked { v: None }), HeaderMap::new()).await.is_err(),
                "{other}"
            );
        }
    }
}
