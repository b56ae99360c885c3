//! `/betrieb`: whoever runs the node. They see that organisations live here, how many people and public entries each has, and whether the
//! machine is well; drafts, and entries for an organisation's own people, they do not see.

pub mod blocking;
pub mod findings;
pub mod mail;
pub mod misses;
pub mod organisation;
pub mod organisations;
pub mod peers;
pub mod ready;
pub mod reported;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::Organisation;

use super::{Layout, Listing, Speech, answer, being_built};
use crate::failure::Failure;
use crate::hall::Hall;
use crate::here::Here;
use crate::operations::setting_up::{self, SetUp};
use crate::town::Town;

/// The pages of the operator: the last part of the path and the key of its words.
const SECTIONS: [(&str, &str); 7] = [
    ("", "operator-overview"),
    ("organisationen", "operator-found"),
    ("knoten", "operator-peers"),
    ("inhalte", "operator-reported"),
    ("nicht-gefunden", "operator-misses"),
    ("mail", "operator-mail"),
    ("bereit", "operator-ready"),
];

/// What every page of the operator has beside its content.
pub struct Frame {
    /// What stands at the top.
    pub heading: String,
    /// The pages: address, words, and whether it is this one.
    pub parts: Vec<(String, String, bool)>,
}

impl Frame {
    /// The frame of this part, and what stands around all pages.
    fn around(part: &str, speech: &Speech, here: &Here) -> (Layout, Self) {
        let key = SECTIONS.iter().find(|(path, _)| *path == part).map_or("operator", |(_, key)| key);
        let heading = speech.say(key);
        let page = Layout::new(speech.clone(), here, heading.clone());
        let page = Layout { listing: Listing::Unlisted, section: "/betrieb", ..page };
        let parts = SECTIONS.iter().map(|(path, key)| {
            let address = format!("/betrieb/{path}");
            (address.trim_end_matches('/').to_owned(), speech.say(key), *path == part)
        });
        (page, Self { heading, parts: parts.collect() })
    }
}

/// An organisation, as whoever runs the node sees it.
struct Line {
    name: String,
    host: String,
    address: String,
    people: String,
    entries: String,
}

impl Line {
    async fn of(
        reading: &mut store::Reading,
        organisation: &Organisation,
        speech: &Speech,
    ) -> Result<Self, Failure> {
        let people = reading.people().members_of(&organisation.iri).await?.len() as u64;
        let entries = reading.entries().count_by_author(&organisation.iri).await?;
        Ok(Self {
            name: organisation.name.clone(),
            host: organisation.host.clone(),
            address: format!("/betrieb/organisationen/{}", organisation.handle),
            people: speech.number(people),
            entries: speech.number(u64::try_from(entries).unwrap_or_default()),
        })
    }
}

/// Whether the machine is well.
struct Machine {
    version: &'static str,
    database: String,
    index: String,
    waiting: String,
    parked: String,
    mail: String,
}

impl Machine {
    async fn of(town: &Town, speech: &Speech) -> Result<Self, Failure> {
        let backlog = town.store.reading().await?.deliveries().backlog().await?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        // By how much it is behind: how many changes there were in all would tell when something hidden is written.
        let behind = count(town.store.changed().await? - town.index.cursor());
        let mail = if town.mail_is_configured() { "operator-mail-on" } else { "operator-mail-off" };
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            database: speech.say(database(town)),
            index: being_built(town, speech).unwrap_or_else(|| speech.count("operator-index-behind", behind)),
            waiting: speech.number(count(backlog.waiting)),
            parked: speech.number(count(backlog.parked)),
            mail: speech.say(mail),
        })
    }
}

fn database(hall: &Hall) -> &'static str {
    match hall.config.location() {
        store::Location::Sqlite(_) => "operator-database-sqlite",
        store::Location::Postgres(_) => "operator-database-postgres",
    }
}

/// The first page of the operator.
#[derive(Template)]
#[template(path = "operator/overview.html")]
struct OverviewPage {
    page: Layout,
    frame: Frame,
    organisations: Vec<Line>,
    machine: Machine,
    is_set_up: bool,
    has_source: bool,
}

/// `GET /betrieb`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("", &speech, &here);
    let mut reading = town.store.reading().await?;
    let mut organisations = Vec::new();
    for organisation in town.hosts.all() {
        organisations.push(Line::of(&mut reading, &organisation, &speech).await?);
    }
    drop(reading);
    let machine = Machine::of(&town, &speech).await?;
    let is_set_up = setting_up::standing(&town).await? == SetUp::Closed;
    let has_source = !here.source.is_empty();
    answer(&OverviewPage { page, frame, organisations, machine, is_set_up, has_source }, &speech)
}
