//! `/verwaltung/{handle}/nachbarn/sperren` and `/freigeben`: what blocking a host means, who may, and doing it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Origin, Refusal, text};
use serde::Deserialize;
use store::{Answer, Stance};

use super::super::party::Party;
use super::super::{Frame, acting, address};
use super::{PART, back, origin};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::block;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// Connections named on the page.
const NAMED: i64 = 20;

/// Which host.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meant {
    rechner: String,
}

/// A connection that can be ended instead.
struct Connection {
    party: Party,
    end: String,
}

/// What blocking means, or taking a block back.
#[derive(Template)]
#[template(path = "administration/blocking.html")]
struct BlockingPage {
    page: Layout,
    frame: Frame,
    base: String,
    host: String,
    origin: String,
    is_blocked: bool,
    may: bool,
    /// Other organisations share the node.
    is_shared: bool,
    connections: Vec<Connection>,
}

/// `GET /verwaltung/{handle}/nachbarn/sperren` and `/freigeben`: whichever of the two can be done.
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let origin = origin(&meant.rechner)?;
    if town.hosts.by_host(origin.authority()).is_some() {
        return Err(Refusal::OurOwnHost {}.into());
    }
    let may = block::may(&town, &person.0);
    // How the node stands with a host is its operator's business; to others a host is blocked where that ends something of theirs.
    let connections = connections(&town, &acting, &origin, &speech).await?;
    let stance = town.store.reading().await?.peers().stance(&origin).await?;
    let is_blocked = stance == Stance::Blocked && (may || !connections.is_empty());
    let base = address(&acting, PART);
    let heading = speech.say(if is_blocked { "unblocking" } else { "blocking" });
    let (page, frame) = Frame::within(acting, PART, heading, &speech, &here);
    let blocking = BlockingPage {
        page,
        frame,
        base,
        host: text::cut(origin.authority(), 100),
        origin: origin.to_string(),
        is_blocked,
        may,
        is_shared: town.hosts.all().len() > 1,
        connections,
    };
    answer(&blocking, &speech)
}

/// `POST /verwaltung/{handle}/nachbarn/sperren`
pub async fn block(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    block::block_by(&town, &person.0, origin(fields.text("rechner"))?).await?;
    Ok(back(&acting, "blocked"))
}

/// `POST /verwaltung/{handle}/nachbarn/freigeben`
pub async fn unblock(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    block::unblock_by(&town, &person.0, origin(fields.text("rechner"))?).await?;
    Ok(back(&acting, "unblocked"))
}

/// What connects this organisation with that host and can be ended.
async fn connections(
    town: &Town,
    acting: &Acting,
    origin: &Origin,
    speech: &Speech,
) -> Result<Vec<Connection>, Failure> {
    let ours = &acting.organisation.iri;
    let mut reading = town.store.reading().await?;
    let mut connections = Vec::new();
    for row in reading.follows().with_origin(ours, origin, NAMED).await? {
        let (other, can_be_ended) = if row.follower == *ours {
            (row.followed, row.answer != Answer::Ended)
        } else {
            (row.follower, row.answer == Answer::Accepted)
        };
        if can_be_ended {
            let actor = reading.actors().by_iri(&other).await?;
            let party = actor.map_or_else(|| Party::unknown(&other), |actor| Party::of_actor(&actor, speech));
            let end = format!("{}/{}/beenden", address(acting, super::super::connections::PART), row.id);
            connections.push(Connection { party, end });
        }
    }
    Ok(connections)
}
