//! Pages for people: server-rendered, German and English, two stylesheets, and two small scripts without which everything works too.
//!
//! Each page is a struct filled with plain data and a template of the same name; its handler only gathers the data.

pub mod account;
mod addressed;
pub mod administration;
pub mod adopting;
pub mod api;
mod ask_first;
pub mod assets;
pub mod bookmarks;
mod byline;
mod card;
mod citation;
pub mod commenting;
pub mod comparison;
pub mod cooperation;
pub mod door;
pub mod drafts;
pub mod dress;
pub mod entry;
mod facets;
mod fact;
pub mod failure;
mod form_page;
pub mod invitation;
mod kindred;
pub mod language;
pub mod links;
pub mod marking;
pub mod members;
pub mod my_area;
mod newcomer;
pub mod organisation;
pub mod organisations;
pub mod own_entry;
mod paging;
pub(crate) mod pieces;
pub mod plain;
pub mod progressing;
mod recommended;
pub mod registration;
pub mod reported;
pub mod reporting;
pub mod saved;
pub mod search;
pub mod sign_in;
pub mod start;
pub mod suggestions;
mod thread;
pub mod usage;
pub mod versions;
pub mod welcome;

// The house: setting it up, running it, and what its organisations show of themselves.
mod founding;
pub mod legal;
pub mod look;
pub mod operator;
pub mod setting_up;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod texts;

use std::borrow::Borrow;

use ::search::{Page, Search};
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use commons::{Iri, Language, LegalPage, MemberRole, Refusal, Time};
use http::{HeaderValue, StatusCode, header};

pub use self::dress::dress;
pub use self::language::Speech;
use crate::asking;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;
use crate::visitor::{Person, Visitor};

/// What every page has around its content.
pub struct Layout {
    /// The language and its words.
    pub speech: Speech,
    /// What stands in the title bar, before the name of the site.
    pub title: String,
    /// The organisation whose host was asked.
    pub home: Option<Home>,
    /// Which part of the navigation the page belongs to: its path, or nothing.
    pub section: &'static str,
    /// The address that search engines should know instead of this one.
    pub canonical: Option<String>,
    /// Whether search engines may list this page.
    pub listing: Listing,
    /// Who asks.
    pub visitor: Visitor,
    /// Where the source of this software can be read; empty: nobody said.
    pub source: String,
    style: String,
    desk: String,
    script: String,
    /// The script of the field in which is asked.
    ask_script: String,
    icon: String,
}

/// The organisation in head and foot of a page.
pub struct Home {
    /// Its name.
    pub name: String,
    /// Its own website.
    pub website: Option<Iri>,
    /// Its picture.
    pub logo: Option<look::Picture>,
    /// The stylesheet with its colour.
    pub colour: Option<String>,
}

impl Home {
    fn of(here: &Here) -> Option<Self> {
        let organisation = here.organisation.as_ref()?;
        Some(Self {
            name: organisation.name.clone(),
            website: organisation.website.clone(),
            logo: look::Picture::of(organisation, &here.look),
            colour: look::stylesheet(organisation, &here.look),
        })
    }
}

/// Whether search engines may list a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// They may.
    Open,
    /// They should not: it is somebody else's content, or one of endlessly many views.
    Unlisted,
}

impl Layout {
    /// The surroundings of a page with this title.
    pub fn new(speech: Speech, here: &Here, title: impl Into<String>) -> Self {
        Self {
            speech,
            title: title.into(),
            home: Home::of(here),
            section: "",
            canonical: None,
            listing: Listing::Open,
            visitor: here.visitor.clone(),
            source: here.source.clone(),
            style: assets::address("style.css"),
            desk: assets::address("desk.css"),
            script: assets::address("desk.js"),
            ask_script: assets::address("ask.js"),
            icon: assets::address("icon.svg"),
        }
    }

    /// The words under this key.
    pub fn say(&self, key: &str) -> String {
        self.speech.say(key)
    }

    /// The words under this key for so many.
    pub fn count(&self, key: &str, number: impl Borrow<u64>) -> String {
        self.speech.count(key, number)
    }

    /// A day, written out.
    pub fn date(&self, time: &Time) -> String {
        self.speech.date(*time)
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.speech.language()
    }

    /// The words under this key with these blanks filled.
    pub fn tell(&self, key: &str, blanks: &[(&'static str, &str)]) -> String {
        self.speech.tell(key, blanks)
    }

    /// The picture of the organisation whose host was asked.
    fn logo(&self) -> Option<&look::Picture> {
        self.home.as_ref()?.logo.as_ref()
    }

    /// The rooms that are not open to everybody, but to this visitor: each path with the key of its words.
    fn rooms(&self) -> Vec<(&'static str, &'static str)> {
        let Some(person) = self.person() else { return Vec::new() };
        let administers =
            person.has(MemberRole::Administrator, None).then_some(("/verwaltung", "administration"));
        let operates = person.row.is_operator.then_some(("/betrieb", "operator"));
        administers.into_iter().chain(operates).collect()
    }

    /// The pages a law asks for: the word by which each is reached, and its name.
    fn legal(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        LegalPage::ALL.iter().map(|page| (page.path(), page.label(self.language())))
    }

    /// Who has signed in.
    pub fn person(&self) -> Option<&Person> {
        self.visitor.person().map(|person| &**person)
    }

    /// Whether who has signed in may write for somebody.
    fn writes(&self) -> bool {
        self.person().is_some_and(|person| person.has(MemberRole::Editor, None))
    }

    fn is_section(&self, path: &str) -> bool {
        self.section == path
    }

    fn is_unlisted(&self) -> bool {
        self.listing == Listing::Unlisted
    }
}

/// Asks the index.
async fn find(town: &Town, search: Search) -> Result<Page, Failure> {
    Ok(asking::search(town, search).await?)
}

/// Asks the index for what is only a part of a page; while it is missing, the page says that in its place ([`being_built`]).
async fn find_beside(town: &Town, search: Search) -> Result<Page, Failure> {
    Ok(asking::beside(asking::search(town, search).await)?)
}

/// That the index is being built, or that there is no room for it: in the place of what it would list.
fn being_built(town: &Town, speech: &Speech) -> Option<String> {
    town.index.being_built().map(|refusal| refusal.sentence(speech.language()))
}

/// Onward after something was done, to a page that says so: `done-{act}` in the locales.
pub fn done(path: &str, act: &str) -> Response {
    let (path, place) = path.split_once('#').unwrap_or((path, ""));
    let separator = if path.contains('?') { '&' } else { '?' };
    let place = if place.is_empty() { String::new() } else { format!("#{place}") };
    Redirect::to(&format!("{path}{separator}getan={act}{place}")).into_response()
}

/// A form that is shown again because something in it does not fit: 422, as programs and tests expect it.
fn again(page: &impl Template, speech: &Speech) -> Result<Response, Failure> {
    let mut response = answer(page, speech)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The same after this was refused, with its status: also whoever has to wait finds what they typed.
fn again_after(refusal: &Refusal, page: &impl Template, speech: &Speech) -> Result<Response, Failure> {
    let mut response = answer(page, speech)?;
    *response.status_mut() =
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// Renders a page. What it shows differs by language, and is asked for again when it is stale.
fn answer(page: &impl Template, speech: &Speech) -> Result<Response, Failure> {
    let mut response = Html(page.render()?).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(speech.tag()));
    Ok(response)
}
