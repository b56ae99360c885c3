//! The doors for neighbours: what other nodes and other ActivityPub software ask of us and send us.

pub mod actor;
pub mod changes;
pub mod circle;
pub mod collections;
pub mod conversation;
pub mod inbox;
pub mod nodeinfo;
pub mod object;
pub mod visitor;
pub mod webfinger;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};

/// The media type of ActivityPub.
pub const ACTIVITY_JSON: &str = "application/activity+json";

/// Whether a request asks for ActivityPub rather than for a page.
pub fn is_wanted(headers: &HeaderMap) -> bool {
    let accept = headers.get_all(header::ACCEPT).iter().filter_map(|accept| accept.to_str().ok());
    let mut html = false;
    for media_type in accept.flat_map(|accept| accept.split(',')) {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match essence {
            ACTIVITY_JSON => return !html,
            "application/ld+json" if media_type.contains("https://www.w3.org/ns/activitystreams") => {
                return !html;
            }
            "text/html" | "application/xhtml+xml" => html = true,
            _ => {}
        }
    }
    false
}

/// Whether a request asks for a page rather than for a document, as browsers do.
pub fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accept.contains("text/html") && !is_wanted(headers)
}

/// A document of ActivityPub. What is not public must not be kept on the way.
pub fn document(json: String, readers: Readers) -> Response {
    let cache = match readers {
        Readers::Everyone => "public, max-age=60",
        Readers::Some => "private, no-store",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON)),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::VARY, HeaderValue::from_static("Accept, Signature")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, json).into_response()
}

/// Who may read a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// It is public.
    Everyone,
    /// It was made for who signed the request.
    Some,
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    #[test]
    fn a_browser_gets_a_page_and_a_neighbour_a_document() {
        let wanted = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            super::is_wanted(&headers)
        };
        assert!(wanted("application/activity+json"));
        assert!(wanted(
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\", text/html;q=0.1"
        ));
        assert!(!wanted("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(!wanted("*/*"));
        assert!(!wanted("application/json"));
    }
}
