//! `/verwaltung/{handle}/verbindungen`: who asks to follow us, who reads us, whom we read.

pub mod asking;
pub mod ending;
mod lists;
pub mod missing;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::Refusal;
use serde::Deserialize;
use store::Cursor;

use self::lists::{Desk, Following, List, Reader, Request};
use self::missing::Question;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::accept;
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
pub(super) const PART: &str = "verbindungen";

/// Which list, from where on. Without one: the beginning of all three.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    liste: String,
    vor: String,
}

/// The connections of an organisation.
#[derive(Template)]
#[template(path = "administration/connections.html")]
struct ConnectionsPage {
    page: Layout,
    frame: Frame,
    base: String,
    requests: Option<List<Request>>,
    readers: Option<List<Reader>>,
    followings: Option<List<Following>>,
    /// Who of those we follow is somewhere else.
    moved: Vec<String>,
    questions: Vec<Question>,
    is_part: bool,
}

/// `GET /verwaltung/{handle}/verbindungen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let before = if wanted.vor.is_empty() { Cursor::start() } else { Cursor::parse(&wanted.vor)? };
    let mut desk = Desk::open(&town, &acting, &speech).await?;
    let is_wanted = |list: &str| wanted.liste.is_empty() || wanted.liste == list;
    let requests = match is_wanted(Request::LIST) {
        true => Some(desk.requests(&before, here.waiting.requests).await?),
        false => None,
    };
    let readers = if is_wanted(Reader::LIST) { Some(desk.readers(&before).await?) } else { None };
    let followings = if is_wanted(Following::LIST) { Some(desk.followings(&before).await?) } else { None };
    let moved = if wanted.liste.is_empty() { desk.moved().await? } else { Vec::new() };
    let questions = if wanted.liste.is_empty() { desk.questions().await? } else { Vec::new() };
    drop(desk);
    if requests.is_none() && readers.is_none() && followings.is_none() {
        return Err(Refusal::NoSuchPage {}.into());
    }
    let base = address(&acting, PART);
    let (page, frame) = Frame::around(acting, PART, &speech, &here);
    let is_part = !wanted.liste.is_empty();
    let page =
        ConnectionsPage { page, frame, base, requests, readers, followings, questions, moved, is_part };
    answer(&page, &speech)
}

/// `POST /verwaltung/{handle}/verbindungen/{id}/annehmen`
pub async fn accept(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    accept::accept(&town, &acting, &id).await?;
    Ok(back(&acting, "request-accepted"))
}

/// `POST /verwaltung/{handle}/verbindungen/{id}/ablehnen`
pub async fn decline(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    accept::decline(&town, &acting, &id).await?;
    Ok(back(&acting, "request-declined"))
}

/// Back to the list, which says what was done.
fn back(acting: &Acting, act: &str) -> Response {
    done(&address(acting, PART), act)
}
