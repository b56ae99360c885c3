//! `/verwaltung/{handle}`: whoever administers an organisation, for that organisation alone.

pub mod blocks;
pub mod circles;
pub mod connections;
pub mod filling;
pub mod incoming;
pub mod lists;
pub mod members;
pub mod neighbours;
mod party;
pub mod people;
pub mod person;
pub mod reported;
pub mod waiting;

pub use waiting::Waiting;
pub mod barriers;
pub mod logo;
mod missing;
pub mod settings;
pub mod texts;
pub mod themes;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::{MemberRole, Refusal};

use super::{Layout, Listing, Speech, answer};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;
use crate::visitor::SignedIn;

/// The pages of the administration, as its navigation lists them: the key of the words above a group, and for each page in it the last part
/// of its path and the key of its words.
pub const GROUPS: &[(&str, &[(&str, &str)])] = &[
    (
        "administration-group-house",
        &[
            ("", "administration-overview"),
            ("personen", "administration-people"),
            ("einstellungen", "administration-settings"),
            ("logo", "administration-logo"),
            ("seiten", "administration-texts"),
        ],
    ),
    (
        "administration-group-others",
        &[
            ("verbindungen", "administration-connections"),
            ("kreise", "administration-circles"),
            ("leser", "administration-readers"),
            ("mitglieder", "administration-members"),
            ("listen", "administration-lists"),
            ("nachbarn", "administration-neighbours"),
        ],
    ),
    (
        "administration-group-heard",
        &[
            ("eingang", "administration-incoming"),
            ("inhalte", "administration-reported"),
            ("meldungen", "administration-barriers"),
            ("sperren", "administration-blocks"),
            ("themen", "administration-themes"),
        ],
    ),
];

/// Every page of the administration: the last part of its path and the key of its words.
pub fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    GROUPS.iter().flat_map(|(_, parts)| parts.iter().copied())
}

/// What every page of the administration has beside its content: the organisation, and the way to the other parts.
pub struct Frame {
    /// For whom, and who administers.
    pub acting: Acting,
    /// What stands at the top.
    pub heading: String,
    /// The parts, in their groups.
    pub groups: Vec<Group>,
    /// The way up, from every part but the first page.
    pub up: Option<String>,
}

/// Parts of the administration that belong together.
pub struct Group {
    /// What stands above them.
    pub words: String,
    /// The parts.
    pub parts: Vec<Part>,
}

/// A part of the administration, as its navigation shows it.
pub struct Part {
    /// Its address.
    pub address: String,
    /// Its words.
    pub words: String,
    /// Whether it is the one that is shown.
    pub is_here: bool,
    /// How much waits there for a decision.
    pub waiting: Option<String>,
}

impl Frame {
    /// The frame of a part of the administration of this organisation, and what stands around all pages.
    /// Its heading is the words under the part's key.
    pub fn around(acting: Acting, part: &str, speech: &Speech, here: &Here) -> (Layout, Self) {
        let key = sections().find(|(path, _)| *path == part).map_or("administration", |(_, key)| key);
        let heading = speech.say(key);
        let page = Layout::new(speech.clone(), here, heading.clone());
        let page = Layout { listing: Listing::Unlisted, section: "/verwaltung", ..page };
        let shown = |(path, key): &(&str, &str)| Part {
            address: address(&acting, path),
            words: speech.say(key),
            is_here: *path == part,
            waiting: waiting::shown(here.waiting.in_part(path), speech),
        };
        let groups = GROUPS.iter().map(|(words, parts)| Group {
            words: speech.say(words),
            parts: parts.iter().map(shown).collect(),
        });
        let groups = groups.collect();
        let up = (!part.is_empty()).then(|| address(&acting, ""));
        (page, Self { acting, heading, groups, up })
    }

    /// The same around a page within a part, which has a heading of its own.
    pub fn within(
        acting: Acting,
        part: &str,
        heading: String,
        speech: &Speech,
        here: &Here,
    ) -> (Layout, Self) {
        let (page, frame) = Self::around(acting, part, speech, here);
        (Layout { title: heading.clone(), ..page }, Self { heading, ..frame })
    }
}

/// The address of a part of the administration of this organisation.
pub fn address(acting: &Acting, part: &str) -> String {
    let address = format!("/verwaltung/{}/{part}", acting.organisation.handle);
    address.trim_end_matches('/').to_owned()
}

/// The organisation in the path, for somebody who administers it.
///
/// # Errors
/// 404 when the person has nothing to do with it, 403 when the role is too small.
pub fn acting(person: &SignedIn, handle: &str) -> Result<Acting, Refusal> {
    person.0.acting_for_handle(handle, MemberRole::Administrator)
}

/// The first page of the administration.
#[derive(Template)]
#[template(path = "administration/overview.html")]
struct OverviewPage {
    page: Layout,
    frame: Frame,
    missing: Vec<missing::Line>,
    there: Vec<missing::Line>,
}

/// `GET /verwaltung`: to the organisation for which somebody writes at present, or the first they administer.
pub async fn start(SignedIn(person): SignedIn) -> Result<Response, Failure> {
    let administers = |one: &&crate::visitor::Membership| one.role >= MemberRole::Administrator;
    let first = person.present().filter(administers).or_else(|| person.memberships.iter().find(administers));
    let handle = &first.ok_or(Refusal::RoleTooSmall {})?.organisation.handle;
    Ok(Redirect::to(&format!("/verwaltung/{handle}")).into_response())
}

/// `GET /verwaltung/{handle}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let (page, frame) = Frame::around(acting(&person, &handle)?, "", &speech, &here);
    let lines = missing::lines(&town, &frame.acting.organisation, &speech).await?;
    let (missing, there) = lines.into_iter().partition(|line| !line.is_there);
    answer(&OverviewPage { page, frame, missing, there }, &speech)
}
