//! `/mein-bereich`: the own desk of whoever has signed in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;
use crate::visitor::SignedIn;

/// The own desk.
#[derive(Template)]
#[template(path = "my_area.html")]
struct MyAreaPage {
    page: Layout,
}

/// `GET /mein-bereich`
pub async fn show(
    State(_town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(_person): SignedIn,
) -> Result<Response, Failure> {
    let page = Layout::new(speech.clone(), &here, speech.say("my-area"));
    let page = Layout { listing: Listing::Unlisted, section: "/mein-bereich", ..page };
    answer(&MyAreaPage { page }, &speech)
}
