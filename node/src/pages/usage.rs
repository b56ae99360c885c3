//! `/wer-nutzt`: who uses a service or a software that several towns name, each in its own spelling; who examined it, and which projects have it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Content, Refusal, naming, text};
use serde::Deserialize;

use super::card::Card;
use super::entry::{Use, uses};
use super::pieces::{Piece, Pieces};
use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Entries on the page.
const MOST: i64 = 500;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    was: String,
}

/// The page of a service or a software.
#[derive(Template)]
#[template(path = "usage.html")]
struct UsagePage {
    page: Layout,
    name: String,
    users: Vec<Use>,
    others: Vec<Use>,
    projects: Vec<Card>,
}

/// The address of the page about what has this name.
pub fn address(name: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("/wer-nutzt?was={name}")
}

/// `GET /wer-nutzt?was=NAME`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let name = text::line(&asked.was);
    text::check("was", &name, text::caps::TITLE).map_err(|_| Refusal::BadParameter { name: "was" })?;
    let key = naming::key(&name);
    let mut found = Vec::new();
    if !key.is_empty() {
        let mut pieces = Pieces::new(town.store.reading().await?);
        let rows = pieces.reading().names().naming(&key, &here.visitor.reader(), MOST).await?;
        found = pieces.all(rows).await?;
    }
    answer(&UsagePage::of(name, &found, &speech, &here), &speech)
}

impl UsagePage {
    fn of(name: String, found: &[Piece], speech: &Speech, here: &Here) -> Self {
        let title = match name.as_str() {
            "" => speech.say("usage"),
            name => speech.tell("usage-of", &[("name", name)]),
        };
        let (users, others) = uses(found, speech, &here.host);
        let projects = found.iter().filter(|piece| matches!(piece.entry.content, Content::Project(_)));
        let projects = projects
            .map(|piece| Card::of_entry(&piece.entry, &piece.id, piece.author.as_ref(), speech, &here.host));
        Self {
            projects: projects.collect(),
            page: Layout { listing: Listing::Unlisted, ..Layout::new(speech.clone(), here, title) },
            name,
            users,
            others,
        }
    }

    fn is_empty(&self) -> bool {
        self.users.is_empty() && self.others.is_empty() && self.projects.is_empty()
    }
}
