//! The page that tells a person why something was refused, and where to go from there.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use commons::Refusal;
use http::{HeaderMap, StatusCode, header};

use super::{Layout, Listing, Speech};
use crate::here::Here;

/// The error page.
#[derive(Template)]
#[template(path = "failure.html")]
pub struct FailurePage {
    page: Layout,
    heading: String,
    sentence: String,
}

impl FailurePage {
    /// The page for this refusal.
    pub fn of(refusal: &Refusal, speech: &Speech, here: &Here) -> Self {
        let heading = speech.say(match refusal.status() {
            404 => "failure-not-found",
            410 => "failure-gone",
            429 | 503 => "failure-later",
            500.. => "failure-ours",
            _ => "failure-refused",
        });
        let page =
            Layout { listing: Listing::Unlisted, ..Layout::new(speech.clone(), here, heading.clone()) };
        Self { page, heading, sentence: refusal.sentence(speech.language()) }
    }
}

/// The refusal as a page, with the status and the waiting time of the answer it replaces.
pub fn page(refusal: &Refusal, speech: &Speech, here: &Here, replaced: &HeaderMap) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // Where even this page fails, the sentence alone must do; it is text and no HTML.
    let mut response = match FailurePage::of(refusal, speech, here).render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (status, refusal.sentence(speech.language())).into_response(),
    };
    for name in [header::CACHE_CONTROL, header::RETRY_AFTER, header::WWW_AUTHENTICATE, header::ALLOW] {
        response.headers_mut().extend(replaced.get(&name).map(|value| (name.clone(), value.clone())));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_refusal_has_a_page_in_every_language() {
        for language in commons::Language::ALL {
            for refusal in Refusal::one_of_each() {
                let html = FailurePage::of(&refusal, &Speech::in_language(language), &sample::here())
                    .render()
                    .expect("a page");
                assert!(html.contains("<h1>") && html.contains("noindex"), "{refusal:?}");
            }
        }
    }

    #[test]
    fn row_71_remote_text_in_an_error_page_is_escaped() {
        let refusal = Refusal::UnreadableQuestion { reason: "<img src=x onerror=alert(1)>".to_owned() };
        let html = FailurePage::of(&refusal, &Speech::default(), &sample::here()).render().expect("a page");
        sample::keep("fehler", &html);
        assert!(!html.contains("<img src=x") && html.contains("&#60;img src=x"), "{html}");
    }
}
