//! `/betrieb/knoten/sperren` and `/freigeben`: what blocking another node means, and doing it. That is against abuse alone: it holds for every
//! organisation here.

use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Origin, Refusal, text};
use serde::Deserialize;
use store::Stance;

use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::block;
use crate::pages::ask_first::AskFirst;
use crate::pages::{Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

const LIST: &str = "/betrieb/knoten";
/// What a block means.
const BLOCKING: &[&str] = &[
    "blocking-shared",
    "blocking-means-in",
    "blocking-means-out",
    "blocking-means-found",
    "blocking-means-back",
];
/// What taking it back means.
const UNBLOCKING: &[&str] = &["unblocking-means"];

/// Which node.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meant {
    rechner: String,
}

/// `GET /betrieb/knoten/sperren` and `/freigeben`: whichever of the two can be done.
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    let origin = origin(&meant.rechner)?;
    if town.hosts.by_host(origin.authority()).is_some() {
        return Err(Refusal::OurOwnHost {}.into());
    }
    let is_blocked = town.store.reading().await?.peers().stance(&origin).await? == Stance::Blocked;
    let (heading, act, sentences) =
        if is_blocked { ("unblocking", "freigeben", UNBLOCKING) } else { ("blocking", "sperren", BLOCKING) };
    let page = AskFirst::new(&speech, &here, speech.say(heading))
        .about(text::cut(origin.authority(), 100))
        .saying(sentences.iter().map(|key| speech.say(key)))
        .with_button(format!("{LIST}/{act}"), speech.say(heading))
        .with_hidden("rechner", origin.as_str())
        .or_back(LIST.to_owned(), speech.say("administration-back"));
    answer(&page, &speech)
}

/// `POST /betrieb/knoten/sperren`
pub async fn block(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    block::block(&town, origin(fields.text("rechner"))?, &person.who()).await?;
    Ok(done(LIST, "blocked"))
}

/// `POST /betrieb/knoten/freigeben`
pub async fn unblock(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    let origin = origin(fields.text("rechner"))?;
    if town.store.reading().await?.peers().stance(&origin).await? != Stance::Blocked {
        return Err(Refusal::NoSuchPeer {}.into());
    }
    block::unblock(&town, origin, &person.who()).await?;
    Ok(done(LIST, "unblocked"))
}

/// Where this node is blocked, or let go.
pub fn address_of(origin: &Origin, act: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("{LIST}/{act}?{}", query.append_pair("rechner", origin.as_str()).finish())
}

/// The node that is meant.
pub(super) fn origin(text: &str) -> Result<Origin, Refusal> {
    Origin::parse(text).map_err(|_| Refusal::NoSuchPeer {})
}
