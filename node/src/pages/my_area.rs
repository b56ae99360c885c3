//! `/mein-bereich`: the own desk of whoever has signed in: what has come, what is begun, what was asked, what is kept in mind.

mod notices;
pub mod questions;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::{EntryId, Iri, MemberRole, Refusal, Time};

use super::drafts::begin::{Listed, drafts};
use super::pieces::Pieces;
use super::{Layout, Listing, Speech, answer, done, saved};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input};
use crate::here::Here;
use crate::operations::desk::{Seen, see};
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

use notices::Line;
use questions::Asked;

/// Questions of one's own on the page.
const QUESTIONS: usize = 10;

/// Drafts on the page; the others stand where one begins to write.
const DRAFTS_SHOWN: usize = 10;

/// What waits for a decision in the administration of an organisation.
pub struct Waiting {
    organisation: String,
    address: String,
    held: u64,
}

/// The own desk.
#[derive(Template)]
#[template(path = "my_area.html")]
pub struct MyAreaPage {
    page: Layout,
    notices: Vec<Line>,
    unseen: u64,
    /// The page shows what came until now; what comes meanwhile stays unseen.
    until: i64,
    drafts: Vec<Listed>,
    more_drafts: bool,
    questions: Vec<Asked>,
    kept: u64,
    searches: Vec<saved::Line>,
    waiting: Vec<Waiting>,
    writes_for: Option<Form>,
    links: Vec<(&'static str, String)>,
}

/// `GET /mein-bereich`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let mut pieces = Pieces::new(town.store.reading().await?);
    let notices = notices::lines(&mut pieces, &person, &speech, &here.host).await?;
    let questions = questions::asked(&mut pieces, &person, QUESTIONS).await?;
    let drafts = drafts(pieces.reading(), &person, &speech).await?;
    let kept = pieces.reading().bookmarks().count(&person.row.id).await?;
    let page = Layout::new(speech.clone(), &here, speech.say("my-area"));
    let page = MyAreaPage {
        page: Layout { listing: Listing::Unlisted, section: "/mein-bereich", ..page },
        unseen: notices.iter().filter(|line| line.is_new).count() as u64,
        until: town.clock.now().millis(),
        notices,
        more_drafts: drafts.len() > DRAFTS_SHOWN,
        drafts: drafts.into_iter().take(DRAFTS_SHOWN).collect(),
        questions,
        searches: saved::lines(pieces.reading(), &person, &speech).await?,
        kept: u64::try_from(kept).unwrap_or_default(),
        waiting: waiting(&mut pieces, &person).await?,
        writes_for: writes_for(&person, &speech),
        links: links(&person, &speech),
    };
    answer(&page, &speech)
}

/// How far what waits is counted.
const MOST_COUNTED: i64 = 1_000;

/// What strangers said about entries of organisations that this person administers.
async fn waiting(pieces: &mut Pieces, person: &Person) -> Result<Vec<Waiting>, Failure> {
    let mut waiting = Vec::new();
    for one in person.with_role(MemberRole::Administrator) {
        let held = pieces.reading().entries().count_held(&one.organisation.iri, MOST_COUNTED).await?;
        let held = u64::try_from(held).unwrap_or_default();
        let organisation = one.organisation.name.clone();
        let address = format!("/verwaltung/{}/eingang", one.organisation.handle);
        waiting.extend((held > 0).then_some(Waiting { organisation, address, held }));
    }
    Ok(waiting)
}

/// For which of several organisations somebody writes.
fn writes_for(person: &Person, speech: &Speech) -> Option<Form> {
    let present = person.present()?.organisation.handle.as_str();
    let choices = person
        .memberships
        .iter()
        .map(|one| Choice::new(&one.organisation.handle, one.organisation.name.as_str(), &[present]));
    let field = Field::new(speech, "my-area", "organisation", Input::Select(choices.collect()));
    let form = Form::new("/konto/fuer", speech.say("my-area-turn"), vec![field]);
    (person.memberships.len() > 1).then(|| form.with_hidden("weiter", "/mein-bereich"))
}

/// The ways onward: path and words.
fn links(person: &Person, speech: &Speech) -> Vec<(&'static str, String)> {
    let writes = person.has(MemberRole::Editor, None);
    let all = [
        ("/schreiben", "write", writes),
        ("/nutzung", "adopting-elsewhere", writes),
        ("/verwaltung", "administration", person.has(MemberRole::Administrator, None)),
        ("/konto", "account", true),
    ];
    all.into_iter().filter(|(.., may)| *may).map(|(path, key, _)| (path, speech.say(key))).collect()
}

/// `POST /mein-bereich/hinweise`: one notice was seen, or all that stood on the page.
pub async fn seen(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    typed: Fields,
) -> Result<Response, Failure> {
    let seen = match (typed.text("entry"), typed.text("until").parse()) {
        ("", Ok(until)) => Seen::Until(Time::from_millis(until)),
        ("", Err(_)) => return Err(Refusal::BadParameter { name: "until" }.into()),
        (entry, _) => Seen::One(EntryId::parse(entry)?),
    };
    see(&town, &person, seen).await?;
    Ok(done("/mein-bereich", "seen"))
}

/// The organisations for which this person acts.
fn memberships(person: &Person) -> impl Iterator<Item = &Iri> {
    person.memberships.iter().map(|one| &one.organisation.iri)
}
