//! `/`: the organisation's front door: a question, what is new, what is sought, what was learned.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::{FieldOfAction, Progress, Reader};
use search::{Facet, Filters, Page, Question, Search};

use super::card::Card;
use super::recommended::{Recommended, recommended};
use super::{Layout, Speech, answer, being_built, find_beside};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

mod returning;

use returning::{Returning, returning};

/// Entries in each column.
const PER_COLUMN: usize = 5;

/// Recommendations that are shown.
const RECOMMENDED: i64 = 3;

/// What the start page shows, as it was found.
pub struct Found {
    /// Everything, newest first: for the numbers and the fields of action.
    pub all: Page,
    /// New projects.
    pub projects: Page,
    /// New calls.
    pub calls: Page,
    /// New lessons.
    pub lessons: Page,
    /// What the organisation of this host recommends.
    pub recommended: Vec<Recommended>,
    /// For somebody who comes back.
    pub returning: Option<Returning>,
}

/// A field of action and how much there is.
pub struct Field {
    label: &'static str,
    count: String,
    address: String,
}

/// The start page.
#[derive(Template)]
#[template(path = "start.html")]
pub struct StartPage {
    page: Layout,
    place: Option<String>,
    address: Option<String>,
    projects: Vec<Card>,
    calls: Vec<Card>,
    lessons: Vec<Card>,
    fields: Vec<Field>,
    entries: u64,
    organisations: u64,
    recommended: Vec<Recommended>,
    returning: Option<Returning>,
    being_built: Option<String>,
}

impl StartPage {
    /// The page for what was found.
    pub fn of(found: Found, speech: &Speech, here: &Here) -> Self {
        let cards =
            |page: Page| page.hits.into_iter().map(|hit| Card::of_hit(hit, speech, &here.host)).collect();
        let home = here.organisation.as_deref();
        let title = home.map_or_else(|| speech.say("site"), |home| home.name.clone());
        let count = |facet| found.all.facets.get(&facet).map_or(&[][..], Vec::as_slice);
        Self {
            page: Layout { section: "/", ..Layout::new(speech.clone(), here, title) },
            place: home.and_then(|home| home.place(speech.language())),
            address: home.map(|home| super::byline::address(&home.handle, &home.host, &here.host)),
            fields: fields(count(Facet::Field), speech),
            entries: how_many(count(Facet::Kind), |kind| kind != "organisation"),
            organisations: how_many(count(Facet::Kind), |kind| kind == "organisation"),
            projects: cards(found.projects),
            calls: cards(found.calls),
            lessons: cards(found.lessons),
            recommended: found.recommended,
            returning: found.returning,
            being_built: None,
        }
    }
}

/// How many documents are of these kinds: organisations are found like entries.
fn how_many(kinds: &[(String, u64)], wanted: impl Fn(&str) -> bool) -> u64 {
    kinds.iter().filter(|(kind, _)| wanted(kind)).map(|(_, count)| count).sum()
}

fn fields(counts: &[(String, u64)], speech: &Speech) -> Vec<Field> {
    let known = counts.iter().filter_map(|(code, count)| Some((FieldOfAction::parse(code).ok()?, count)));
    let field = |(field, count): (FieldOfAction, &u64)| Field {
        label: field.label(speech.language()),
        count: speech.number(*count),
        address: format!("/suche?field={}", field.code()),
    };
    known.map(field).collect()
}

/// `GET /`, when a page is wanted.
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let newest = async |kind, limit| newest(&town, here.visitor.reader(), kind, limit).await;
    let found = Found {
        all: newest(None, 0).await?,
        projects: newest(Some("project"), PER_COLUMN).await?,
        calls: newest(Some("call"), PER_COLUMN).await?,
        lessons: newest(Some("lesson"), PER_COLUMN).await?,
        recommended: match &here.organisation {
            Some(home) => recommended(&town, &home.iri, RECOMMENDED, &speech, &here.host).await?,
            None => Vec::new(),
        },
        returning: returning(&town, &speech, &here).await?,
    };
    let being_built = being_built(&town, &speech);
    answer(&StartPage { being_built, ..StartPage::of(found, &speech, &here) }, &speech)
}

/// The newest of a kind, or of all kinds.
async fn newest(town: &Town, reader: Reader, kind: Option<&str>, limit: usize) -> Result<Page, Failure> {
    let mut filters = Filters::new();
    if let Some(kind) = kind {
        filters.insert(Facet::Kind, vec![kind.to_owned()]);
    }
    // What is solved or expired is no longer sought.
    if kind == Some("call") {
        let open = [Progress::Open, Progress::InTalks].map(|progress| progress.code().to_owned());
        filters.insert(Facet::Status, open.into());
    }
    let question = Question::parse("")?;
    let search = Search::new(question, reader, town.clock.now());
    find_beside(town, Search { filters, limit, ..search }).await
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn page(hits: Vec<search::Hit>) -> Page {
        let counts =
            |list: &[(&str, u64)]| list.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
        let fields =
            counts(&[("mobility", 31), ("citizen-services", 210), ("it-networks", 17), ("education", 9)]);
        let kinds = counts(&[("project", 1_200), ("lesson", 40), ("organisation", 38)]);
        let facets = [(Facet::Field, fields), (Facet::Kind, kinds)].into();
        Page { total: hits.len(), hits, facets, next: None, meant: None }
    }

    #[test]
    fn a_new_node_says_that_nothing_is_there_yet() {
        let empty = Found {
            all: Page::default(),
            projects: Page::default(),
            calls: Page::default(),
            lessons: Page::default(),
            recommended: Vec::new(),
            returning: None,
        };
        let html = StartPage::of(empty, &Speech::default(), &sample::here()).render().expect("a page");
        sample::keep("leer", &html);
        for words in [
            "Noch kein Eintrag",
            "Noch ist kein Projekt eingetragen.",
            "<bdi>Stadt Auenstadt</bdi>",
            "Landkreis Auental",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn the_front_door_shows_what_is_new_sought_and_learned() {
        let hits =
            |kind: &str, titles: &[&str]| page(titles.iter().map(|title| sample::hit(kind, title)).collect());
        let found = || Found {
            all: hits("project", &[]),
            projects: hits(
                "project",
                &["Kita-Plätze online finden und anmelden", "Wasserstände messen mit LoRaWAN"],
            ),
            calls: hits("call", &["Gemeinsam eine Terminsoftware beschaffen"]),
            lessons: hits("lesson", &["Kita-Portal: Träger früh einbinden", "Dorf-App: zu wenig genutzt"]),
            recommended: Vec::new(),
            returning: None,
        };
        for language in commons::Language::ALL {
            let speech = Speech::in_language(language);
            let html = StartPage::of(found(), &speech, &sample::here()).render().expect("a page");
            sample::keep(&format!("start-{}", speech.tag()), &html);
        }
        let html = StartPage::of(found(), &Speech::default(), &sample::here()).render().expect("a page");
        for words in [
            "1.240 Einträge von 38 Organisationen.",
            "Neue Projekte",
            "Gesucht und geboten",
            "/suche?field=mobility",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn a_node_without_organisations_has_a_front_door_too() {
        let nobody = Here { host: "127.0.0.1".to_owned(), ..Here::default() };
        let empty = Found {
            all: Page::default(),
            projects: Page::default(),
            calls: Page::default(),
            lessons: Page::default(),
            recommended: Vec::new(),
            returning: None,
        };
        let html = StartPage::of(empty, &Speech::default(), &nobody).render().expect("a page");
        assert!(html.contains("<bdi>Tempomacher</bdi>"));
    }
}
