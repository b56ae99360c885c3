//! `/betrieb/knoten`: other nodes, how this one stands with them, what waits for them, and what came from them and could not be applied.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Time, text};
use serde_json::Value;
use store::parked::ParkedRow;
use store::{PeerRow, Stance};

use super::{Frame, blocking};
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::parked::incoming;
use crate::operations::try_now::try_for_all;
use crate::pages::{Layout, Speech, answer, done, plain};
use crate::town::Town;
use crate::visitor::SignedIn;

const PATH: &str = "/betrieb/knoten";
/// Nodes shown at most: whoever has more looks at the command line.
const MOST: usize = 300;
/// Letters shown at most.
const LETTERS: i64 = 50;

/// Another node.
struct Line {
    origin: String,
    stance: String,
    backlog: String,
    /// Label and words: when something last came through, and from there.
    facts: Vec<(String, String)>,
    trouble: Option<String>,
    said: Option<String>,
    dialect: Option<String>,
    can_be_tried: bool,
    is_blocked: bool,
    blocking: String,
}

impl Line {
    fn of(row: &PeerRow, now: Time, speech: &Speech) -> Self {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let mut backlog = speech.count("operator-peer-waiting", count(row.waiting));
        if row.parked > 0 {
            backlog = format!("{backlog} {}", speech.count("operator-peer-parked", count(row.parked)));
        }
        let since = row.failing.map(|since| speech.date(since));
        let is_blocked = row.stance == Stance::Blocked;
        let time = |time: Option<Time>, key: &str| Some((speech.say(key), speech.ago(time?, now)));
        let facts = [
            time(row.last_success, "neighbours-last-success"),
            time(row.last_heard, "neighbours-last-heard"),
        ];
        let error = row.last_error.as_deref().filter(|_| row.failing.is_some());
        Self {
            origin: row.origin.to_string(),
            stance: speech.say(&format!("operator-stance-{}", row.stance.code())),
            backlog,
            facts: facts.into_iter().flatten().collect(),
            trouble: since.map(|since| speech.tell("operator-peer-failing", &[("day", since.as_str())])),
            said: error.map(|word| plain::trouble(word, speech)),
            can_be_tried: !is_blocked && (row.failing.is_some() || row.waiting > 0),
            is_blocked,
            dialect: row.dialect.clone(),
            blocking: blocking::address_of(&row.origin, if is_blocked { "freigeben" } else { "sperren" }),
        }
    }
}

/// A letter that came in and could not be applied.
struct Letter {
    id: String,
    from: String,
    kind: String,
    since: String,
    error: String,
}

impl Letter {
    fn of(row: ParkedRow, now: Time, speech: &Speech) -> Self {
        let read: Option<Value> = serde_json::from_str(&row.body).ok();
        let kind = read.as_ref().and_then(|letter| letter["type"].as_str()).unwrap_or("?");
        Self {
            from: text::cut(row.actor.as_str(), 100),
            kind: text::excerpt(kind),
            since: speech.since(row.received, now),
            error: text::cut(&text::line(&row.error), 300),
            id: row.id,
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
    letters: Vec<Letter>,
}

/// `GET /betrieb/knoten`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("knoten", &speech, &here);
    let now = town.clock.now();
    let mut reading = town.store.reading().await?;
    let mut rows = reading.peers().list().await?;
    let letters = reading.parked().list(LETTERS).await?;
    drop(reading);
    rows.retain(|row| row.stance != Stance::Unknown || row.waiting + row.parked > 0);
    // Those in trouble first.
    rows.sort_by_key(|row| (row.failing.is_none(), row.waiting + row.parked == 0));
    let more = rows.len() > MOST;
    let peers = rows.iter().take(MOST).map(|row| Line::of(row, now, &speech)).collect();
    let letters = letters.into_iter().map(|row| Letter::of(row, now, &speech)).collect();
    answer(&PeersPage { page, frame, peers, more, letters }, &speech)
}

/// `POST /betrieb/knoten/versuchen`
pub async fn try_now(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    try_for_all(&town, blocking::origin(fields.text("rechner"))?, &person.who()).await?;
    town.deliver.notify_one();
    town.walk.notify_one();
    Ok(done(PATH, "tried"))
}

/// `POST /betrieb/knoten/briefe/{id}/erneut`
pub async fn apply_again(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    incoming::apply_again(&town, &id, &person.who()).await?;
    town.deliver.notify_one();
    town.walk.notify_one();
    Ok(done(PATH, "letter-applied"))
}

/// `POST /betrieb/knoten/briefe/{id}/verwerfen`
pub async fn discard(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    incoming::discard(&town, &id, &person.who()).await?;
    Ok(done(PATH, "parked-discarded"))
}
