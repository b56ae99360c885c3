//! `/verwaltung/{handle}/sperren`: organisations with which this one wants nothing to do.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Iri, Refusal};
use serde::Deserialize;

use super::party::Party;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::turn_away;
use crate::pages::ask_first::AskFirst;
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
const PART: &str = "sperren";

/// Which organisation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meant {
    wen: String,
}

/// An organisation that is not wanted.
struct Blocked {
    iri: String,
    party: Party,
    since: String,
}

/// Those that are not wanted.
#[derive(Template)]
#[template(path = "administration/blocks.html")]
struct BlocksPage {
    page: Layout,
    frame: Frame,
    base: String,
    rows: Vec<Blocked>,
}

/// `GET /verwaltung/{handle}/sperren`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let mut reading = town.store.reading().await?;
    let mut rows = Vec::new();
    for row in reading.blocks().by_organisation(&acting.organisation.iri).await? {
        let actor = reading.actors().by_iri(&row.blocked).await?;
        rows.push(Blocked {
            party: actor
                .map_or_else(|| Party::unknown(&row.blocked), |actor| Party::of_actor(&actor, &speech)),
            iri: row.blocked.to_string(),
            since: speech.since(row.since, town.clock.now()),
        });
    }
    drop(reading);
    let base = address(&acting, PART);
    let (page, frame) = Frame::around(acting, PART, &speech, &here);
    answer(&BlocksPage { page, frame, base, rows }, &speech)
}

/// `GET /verwaltung/{handle}/sperren/neu`: what that would mean.
pub async fn ask(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let other = meant_by(&meant.wen)?;
    let actor = town.store.reading().await?.actors().by_iri(&other).await?;
    let party = Party::of_actor(&actor.ok_or(Refusal::NoSuchOrganisation {})?, &speech);
    let keys = ["turning-away-means-in", "turning-away-means-found", "turning-away-means-others"];
    let base = address(&acting, PART);
    let page = AskFirst::new(&speech, &here, speech.say("turning-away"))
        .about(format!("{} ({})", party.name, party.address))
        .saying(keys.map(|key| speech.say(key)))
        .with_button(format!("{base}/neu"), speech.say("turning-away"))
        .with_hidden("wen", other.to_string())
        .or_back(base, speech.say("administration-back"));
    answer(&page, &speech)
}

/// `POST /verwaltung/{handle}/sperren/neu`
pub async fn set(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    turn_away::turn_away(&town, &acting, &meant_by(fields.text("wen"))?).await?;
    town.deliver.notify_one();
    Ok(done(&address(&acting, PART), "turned-away"))
}

/// `POST /verwaltung/{handle}/sperren/aufheben`
pub async fn lift(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    turn_away::let_back(&town, &acting, &meant_by(fields.text("wen"))?).await?;
    Ok(done(&address(&acting, PART), "let-back"))
}

/// Where this organisation is turned away.
pub(super) fn address_of(acting: &Acting, other: &Iri) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair("wen", other.as_str()).finish();
    format!("{}/neu?{query}", address(acting, PART))
}

fn meant_by(text: &str) -> Result<Iri, Refusal> {
    Iri::parse("wen", text).map_err(|_| Refusal::NoSuchOrganisation {})
}
