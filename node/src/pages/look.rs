//! How an organisation looks on its own host: `/organisationen/{handle}/logo` and `/organisationen/{handle}/farbe.css`.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use commons::{Organisation, Refusal};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use crate::failure::Failure;
use crate::hosts::Look;
use crate::town::Town;

/// How high a picture stands in the head, in pixels.
const HEIGHT: i64 = 40;
/// How wide at most.
const WIDEST: i64 = 160;

/// Nothing that somebody uploaded may run, load or be shown as a page of ours.
const UPLOADED: [(header::HeaderName, &str); 3] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_DISPOSITION, "attachment; filename=\"logo\""),
];

/// A picture as it stands in the head of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub address: String,
    /// Pixels across.
    pub width: i64,
    /// Pixels down.
    pub height: i64,
}

impl Picture {
    /// The picture of this organisation, if it has one.
    pub fn of(organisation: &Organisation, look: &Look) -> Option<Self> {
        let logo = look.logo.as_ref()?;
        let (width, height) = (logo.width.max(1), logo.height.max(1));
        let (width, height) = if width * HEIGHT > height * WIDEST {
            (WIDEST, height * WIDEST / width)
        } else {
            (width * HEIGHT / height, HEIGHT)
        };
        let address = format!("/organisationen/{}/logo?v={}", organisation.handle, logo.hash);
        Some(Self { address, width: width.max(1), height: height.max(1) })
    }
}

/// The address of the stylesheet with the colour of this organisation, if it has one.
pub fn stylesheet(organisation: &Organisation, look: &Look) -> Option<String> {
    let sheet = look.stylesheet.as_ref()?;
    Some(format!("/organisationen/{}/farbe.css?v={}", organisation.handle, sheet.hash))
}

/// The content hash that a page asks for.
#[derive(Deserialize)]
pub struct Asked {
    v: Option<String>,
}

/// `GET /organisationen/{handle}/farbe.css`
pub async fn colour(
    State(town): State<Town>,
    Path(handle): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let organisation = town.hosts.by_handle(&handle)?;
    let sheet = town.hosts.look(&organisation.iri).stylesheet.ok_or(Refusal::NoSuchPage {})?;
    let caching = caching(asked.v.as_deref(), &sheet.hash);
    let head = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, caching)];
    Ok((head, sheet.css.clone()).into_response())
}

/// `GET /organisationen/{handle}/logo`
pub async fn logo(
    State(town): State<Town>,
    Path(handle): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let organisation = town.hosts.by_handle(&handle)?;
    let logo = town.store.reading().await?.logos().of_organisation(&organisation.iri).await?;
    let logo = logo.ok_or(Refusal::NoSuchPage {})?;
    let tag = format!("\"{}\"", logo.about.hash);
    let caching = caching(asked.v.as_deref(), &logo.about.hash);
    let head = [(header::CACHE_CONTROL, caching.to_owned()), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    let kind = [(header::CONTENT_TYPE, logo.about.media_type)];
    Ok((head, kind, UPLOADED, logo.data).into_response())
}

/// Kept for a year when asked for by its hash, else asked again each time.
fn caching(asked: Option<&str>, hash: &str) -> &'static str {
    if asked == Some(hash) { "public, max-age=31536000, immutable" } else { "public, no-cache" }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use store::logos::AboutLogo;

    use super::super::sample;
    use super::*;
    use crate::hosts::Stylesheet;

    fn look(width: i64, height: i64) -> Look {
        let (hash, media_type) = ("abc".to_owned(), "image/png".to_owned());
        let stylesheet = Stylesheet::of("#8a1c1c").map(Arc::new);
        Look { stylesheet, logo: Some(AboutLogo { hash, media_type, width, height }) }
    }

    #[test]
    fn a_picture_fits_into_the_head_whatever_its_shape() {
        for (width, height, fits) in
            [(200, 200, (40, 40)), (2_000, 100, (160, 8)), (1, 2_000, (1, 40)), (2_000, 1, (160, 1))]
        {
            let picture = Picture::of(&sample::auenstadt(), &look(width, height)).expect("a picture");
            assert_eq!((picture.width, picture.height), fits, "{width} x {height}");
            assert_eq!(picture.address, "/organisationen/auenstadt/logo?v=abc");
        }
    }

    #[test]
    fn who_has_decided_nothing_looks_like_everybody() {
        assert_eq!(Picture::of(&sample::auenstadt(), &Look::default()), None);
        assert_eq!(stylesheet(&sample::auenstadt(), &Look::default()), None);
        let address = stylesheet(&sample::auenstadt(), &look(1, 1)).expect("an address");
        assert!(address.starts_with("/organisationen/auenstadt/farbe.css?v="), "{address}");
    }
}
