//! `/betrieb/nicht-gefunden`: what people searched for on this node and nobody has written about.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::Time;

use super::Frame;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::misses::KEPT;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;

/// Lines on the page.
const SHOWN: i64 = 200;

/// Words that found nothing.
struct Line {
    words: String,
    address: String,
    times: String,
    last: Time,
}

/// The page.
#[derive(Template)]
#[template(path = "operator/misses.html")]
struct MissesPage {
    page: Layout,
    frame: Frame,
    lines: Vec<Line>,
}

/// `GET /betrieb/nicht-gefunden`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let since = town.clock.now().plus(-KEPT);
    let rows = town.store.reading().await?.misses().most(since, SHOWN).await?;
    let lines = rows.into_iter().map(|miss| Line {
        address: Asked { question: miss.words.clone(), ..Asked::default() }.address(),
        words: miss.words,
        times: speech.number(u64::try_from(miss.count).unwrap_or_default()),
        last: miss.last,
    });
    let (page, frame) = Frame::around("nicht-gefunden", &speech, &here);
    answer(&MissesPage { page, frame, lines: lines.collect() }, &speech)
}
