//! The layer around all pages: headers that keep a browser safe, the cookie of the language, and refusals as pages for people.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use super::language::{COOKIE, Speech};
use super::{failure, language};
use crate::failure::Refused;
use crate::here::Here;
use crate::routes;

/// Nothing but our own files and forms: nothing inline, no frame, nothing from elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
                                       img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Around a page whose address holds a secret: nobody hears of the address, and nothing keeps it. Under `no-referrer` browsers would also say
/// `Origin: null` of the page's own form, which cannot be told from a stranger's; here they say the origin, and never more.
const HEADERS_OF_TICKETS: [(HeaderName, &str); 3] = [
    (header::REFERRER_POLICY, "strict-origin"),
    (header::CACHE_CONTROL, "private, no-store"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Middleware: sets the security headers of every answer, and shows a refusal as a page to those who asked for pages.
pub async fn dress(here: Here, request: Request, next: Next) -> Response {
    clothe(&here, request, next).await
}

async fn clothe(here: &Here, request: Request, next: Next) -> Response {
    let speech = Speech::of(request.headers(), request.uri());
    let for_people = wants_page(request.headers());
    let chosen = chosen_language(request.uri(), &speech);
    let of_ticket: &[_] = if routes::holds_ticket(request.uri().path()) { &HEADERS_OF_TICKETS } else { &[] };
    let mut response = next.run(request).await;
    if let (true, Some(Refused(refusal))) = (for_people, response.extensions().get::<Refused>().cloned()) {
        response = failure::page(&refusal, &speech, here, response.headers());
    }
    let headers = response.headers_mut();
    // What somebody sees who has signed in is nobody else's, not even in the memory of the same browser.
    if here.visitor.person().is_some() && is_page(headers) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    for (name, value) in of_ticket {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.extend(
        varies(headers.get(header::CONTENT_TYPE))
            .map(|value| (header::VARY, HeaderValue::from_static(value))),
    );
    if let Some(cookie) = chosen {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// By what in the request an answer of this type was chosen: a page by the language too, a file by nothing.
fn varies(content: Option<&HeaderValue>) -> Option<&'static str> {
    let content = content.and_then(|value| value.to_str().ok()).unwrap_or("");
    match content {
        html if html.starts_with("text/html") => Some("Accept, Accept-Language, Cookie"),
        json if json.contains("json") => Some("Accept"),
        _ => None,
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    let content = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content.is_some_and(|content| content.starts_with("text/html"))
}

/// Whether the answer goes to a person: programs name what they want.
fn wants_page(headers: &HeaderMap) -> bool {
    let wanted = headers.get(header::ACCEPT).map_or("", |accept| accept.to_str().unwrap_or(""));
    wanted.contains("text/html") || !wanted.contains("json")
}

/// The cookie that remembers a language chosen in the address, for a year.
fn chosen_language(uri: &Uri, speech: &Speech) -> Option<HeaderValue> {
    let chosen = url::form_urlencoded::parse(uri.query()?.as_bytes())
        .any(|(name, tag)| name == COOKIE && language::by_tag(&tag) == Some(speech.language()));
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", speech.tag());
    chosen.then(|| HeaderValue::try_from(cookie).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use axum::{Router, middleware};
    use commons::Refusal;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::super::sample;
    use super::*;
    use crate::failure::Failure;

    async fn dressed(request: Request, next: Next) -> Response {
        clothe(&sample::here(), request, next).await
    }

    async fn ask(path: &str, accept: &str) -> (Response<()>, String) {
        let refuses = || async { Failure::from(Refusal::UnknownFacet { facet: "<script>".to_owned() }) };
        let town = Router::new().route("/nein", get(refuses)).layer(middleware::from_fn(dressed));
        let request =
            Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).expect("a request");
        let (head, body) = town.oneshot(request).await.expect("an answer").into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        (Response::from_parts(head, ()), String::from_utf8(body.to_vec()).expect("text"))
    }

    #[tokio::test]
    async fn a_refusal_is_a_page_for_people_and_a_problem_for_programs() {
        let (head, page) = ask("/nein", "text/html,*/*;q=0.8").await;
        assert_eq!(head.status(), 400);
        assert!(
            page.starts_with("<!doctype html>")
                && page.contains("Einen Filter „&#60;script&#62;“ gibt es nicht."),
            "{page}"
        );
        assert!(page.contains("<bdi class=\"mark-home\">Stadt Auenstadt</bdi>"));
        assert_eq!(head.headers()[header::CACHE_CONTROL], "no-store");
        let (head, problem) = ask("/nein", "application/json").await;
        assert_eq!(head.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(problem.contains("unknown-facet"), "{problem}");
        assert_eq!(
            head.headers()[header::VARY],
            "Accept",
            "what is kept for one must not be given to the other"
        );
    }

    #[tokio::test]
    async fn row_69_every_answer_forbids_frames_and_all_script_but_our_own_files() {
        for accept in ["text/html", "application/json"] {
            let (head, _) = ask("/nein", accept).await;
            let policy = head.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("a policy");
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
            assert!(!policy.contains("unsafe") && policy.contains("script-src 'self';"));
            assert_eq!(head.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        }
    }

    #[tokio::test]
    async fn a_language_chosen_in_the_address_is_remembered() {
        let (head, page) = ask("/nein?lang=en", "text/html").await;
        assert!(head.headers()[header::SET_COOKIE].to_str().expect("a cookie").starts_with("lang=en;"));
        assert!(page.contains("<html lang=\"en\""), "{page}");
        let (head, _) = ask("/nein?lang=xx", "text/html").await;
        assert!(!head.headers().contains_key(header::SET_COOKIE));
    }
}
