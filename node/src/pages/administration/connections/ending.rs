//! `/verwaltung/{handle}/verbindungen/{id}/beenden`: what ending a connection means, and doing it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::Refusal;
use store::{Answer, FollowRow};

use super::super::party::Party;
use super::super::{Frame, acting, address};
use super::{PART, back};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::{accept, follow};
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// On which side of a connection the organisation stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// It is read.
    Followed,
    /// It reads.
    Follower,
}

/// What ending means.
#[derive(Template)]
#[template(path = "administration/ending.html")]
struct EndingPage {
    page: Layout,
    frame: Frame,
    party: Party,
    is_reader: bool,
    base: String,
    action: String,
}

/// `GET /verwaltung/{handle}/verbindungen/{id}/beenden`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let (row, side) = connection(&town, &acting, &id).await?;
    let other = if side == Side::Followed { &row.follower } else { &row.followed };
    let actor = town.store.reading().await?.actors().by_iri(other).await?;
    let party = actor.map_or_else(|| Party::unknown(other), |actor| Party::of_actor(&actor, &speech));
    let base = address(&acting, PART);
    let action = format!("{base}/{}/beenden", row.id);
    let (page, frame) = Frame::within(acting, PART, speech.say("ending"), &speech, &here);
    let is_reader = side == Side::Followed;
    answer(&EndingPage { page, frame, party, is_reader, base, action }, &speech)
}

/// `POST /verwaltung/{handle}/verbindungen/{id}/beenden`
pub async fn end(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    match connection(&town, &acting, &id).await? {
        (_, Side::Followed) => drop(accept::let_go(&town, &acting, &id).await?),
        (row, Side::Follower) => follow::unfollow(&town, &acting, &row.followed).await?,
    }
    Ok(back(&acting, "connection-ended"))
}

/// The connection of this organisation that can be ended.
async fn connection(town: &Town, acting: &Acting, id: &str) -> Result<(FollowRow, Side), Failure> {
    let row = town.store.reading().await?.follows().by_id(id).await?.ok_or(Refusal::NoSuchFollow {})?;
    let ours = &acting.organisation.iri;
    let side = match row.answer {
        Answer::Accepted if row.followed == *ours => Side::Followed,
        Answer::Asked | Answer::Accepted | Answer::Declined if row.follower == *ours => Side::Follower,
        _ => return Err(Refusal::NoSuchFollow {}.into()),
    };
    Ok((row, side))
}
