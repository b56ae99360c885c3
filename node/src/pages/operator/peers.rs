//! `/betrieb/knoten`: other nodes, how this one stands with them, and what waits for them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use store::{PeerRow, Stance};

use super::Frame;
use crate::failure::Failure;
use crate::here::Here;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;

/// Nodes shown at most: whoever has more looks at the command line.
const MOST: usize = 300;

/// Another node.
struct Line {
    origin: String,
    stance: String,
    backlog: String,
    trouble: Option<String>,
    said: Option<String>,
    dialect: Option<String>,
}

impl Line {
    fn of(row: &PeerRow, speech: &Speech) -> Self {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let mut backlog = speech.count("operator-peer-waiting", count(row.waiting));
        if row.parked > 0 {
            backlog = format!("{backlog} {}", speech.count("operator-peer-parked", count(row.parked)));
        }
        let since = row.failing.map(|since| speech.date(since));
        Self {
            origin: row.origin.to_string(),
            stance: speech.say(&format!("operator-stance-{}", row.stance.code())),
            backlog,
            trouble: since.map(|since| speech.tell("operator-peer-failing", &[("day", since.as_str())])),
            said: row.last_error.clone().filter(|_| row.failing.is_some()),
            dialect: row.dialect.clone(),
        }
    }
}

/// The page of the other nodes.
#[derive(Template)]
#[template(path = "operator/peers.html")]
struct PeersPage {
    page: Layout,
    frame: Frame,
    peers: Vec<Line>,
    more: bool,
}

/// `GET /betrieb/knoten`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("knoten", &speech, &here);
    let mut rows = town.store.reading().await?.peers().list().await?;
    rows.retain(|row| row.stance != Stance::Unknown || row.waiting + row.parked > 0);
    // Those in trouble first.
    rows.sort_by_key(|row| (row.failing.is_none(), row.waiting + row.parked == 0));
    let more = rows.len() > MOST;
    let peers = rows.iter().take(MOST).map(|row| Line::of(row, &speech)).collect();
    answer(&PeersPage { page, frame, peers, more }, &speech)
}
