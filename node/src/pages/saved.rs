//! `/meine-suchen`: searches that somebody wants to do again. They stand in the own area; here each is saved, changed and removed.

pub mod feed;
pub mod silence;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use commons::{Digest, Refusal, text};
use search::{Facet, Question};
use store::SavedSearch;

use super::facets;
use super::form_page::FormPage;
use super::search::names;
use super::{Layout, Listing, Speech, again, answer, done};
use crate::asked::Asked;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::saved::{self, NAME, Wish, address};
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// A saved search in the own area.
pub struct Line {
    /// What it is called.
    pub name: String,
    /// Where its results are.
    pub results: String,
    /// Where it is changed.
    pub address: String,
    /// How often a mail tells of it, in words.
    pub digest: &'static str,
    /// Whether its words can still be read.
    pub is_readable: bool,
}

/// The searches of this person, newest first.
///
/// # Errors
/// When the memory fails.
pub async fn lines(
    reading: &mut store::Reading,
    person: &Person,
    speech: &Speech,
) -> Result<Vec<Line>, Failure> {
    let rows = reading.saved_searches().of_person(&person.row.id).await?;
    Ok(rows.iter().map(|search| Line::of(search, speech)).collect())
}

impl Line {
    fn of(search: &SavedSearch, speech: &Speech) -> Self {
        Self {
            name: search.name.clone(),
            results: format!("/suche?{}", search.query),
            address: format!("/meine-suchen/{}", search.id),
            digest: search.digest.label(speech.language()),
            is_readable: Question::parse(&Asked::of(&search.query).question).is_ok(),
        }
    }
}

/// One saved search.
#[derive(Template)]
#[template(path = "saved.html")]
struct SavedPage {
    page: Layout,
    line: Line,
    /// What is searched for, in words.
    searched: String,
    feed: String,
    form: Form,
}

/// `GET /meine-suchen/neu?q=..`: asks for a name.
pub async fn begin(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(_): SignedIn,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let asked = Asked::of(&query.unwrap_or_default());
    let name = match asked.question.as_str() {
        "" => speech.say("search-all"),
        question => text::cut(&text::line(question), NAME),
    };
    begin_page(&town, &asked.query(), &name, Digest::Off.code(), &speech, &here).await?.answer()
}

/// `POST /meine-suchen`
pub async fn save(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    typed: Fields,
) -> Result<Response, Failure> {
    match saved::save(&town, &person, typed.text("query"), &wish(&typed)?).await {
        Ok(_) => Ok(done("/mein-bereich#meine-suchen", "search-saved")),
        Err(failure) => {
            let (name, digest) = (typed.text("name"), typed.text("digest"));
            let page = begin_page(&town, typed.text("query"), name, digest, &speech, &here).await?;
            page.again(failure, &speech)
        }
    }
}

/// `GET /meine-suchen/{id}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let search = saved::one(&town, &person, &id).await?;
    let form = form(&town, &search, &search.name, search.digest.code(), &speech);
    answer(&saved_page(&town, &search, form, &speech, &here).await?, &speech)
}

/// `POST /meine-suchen/{id}`
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let search = saved::one(&town, &person, &id).await?;
    match saved::change(&town, &person, &id, &wish(&typed)?).await {
        Ok(()) => Ok(done("/mein-bereich#meine-suchen", "search-changed")),
        Err(failure) => {
            let problems = Problems::about(&failure, "name")?;
            let form = form(&town, &search, typed.text("name"), typed.text("digest"), &speech);
            let form = form.with_problems(&problems, &speech);
            again(&saved_page(&town, &search, form, &speech, &here).await?, &speech)
        }
    }
}

/// `POST /meine-suchen/{id}/entfernen`
pub async fn remove(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    saved::remove(&town, &person, &id).await?;
    Ok(done("/mein-bereich#meine-suchen", "search-removed"))
}

/// `POST /meine-suchen/{id}/adresse`: its feed gets a new one.
pub async fn turn(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    saved::turn(&town, &person, &id).await?;
    Ok(done(&format!("/meine-suchen/{id}"), "feed-turned"))
}

fn wish(typed: &Fields) -> Result<Wish, Refusal> {
    let digest = match typed.text("digest") {
        "" => None,
        code => Some(Digest::parse(code)?),
    };
    Ok(Wish { name: typed.text("name").to_owned(), digest })
}

async fn begin_page(
    town: &Town,
    query: &str,
    name: &str,
    digest: &str,
    speech: &Speech,
    here: &Here,
) -> Result<FormPage, Failure> {
    let form = Form::new("/meine-suchen", speech.say("saved-save"), fields(town, name, digest, speech));
    let page = FormPage::new(speech, here, speech.say("saved-keep")).within("/suche");
    let page = page.saying(searched(town, query, speech).await?).saying(speech.say("saved-lead"));
    Ok(page.asking(form.with_hidden("query", query)))
}

/// What is searched for, in words: what was typed, and each filter.
async fn searched(town: &Town, query: &str, speech: &Speech) -> Result<String, Failure> {
    let asked = Asked::of(query);
    let names = names(town, asked.chosen(Facet::Organisation)).await?;
    let words = match asked.question.as_str() {
        "" => speech.say("search-all"),
        question => question.to_owned(),
    };
    let filters = facets::chosen(&asked, &names, speech).into_iter().map(|value| value.label);
    let all: Vec<_> = std::iter::once(words).chain(filters).collect();
    Ok(speech.tell("saved-searched", &[("words", &all.join(" · "))]))
}

fn form(town: &Town, search: &SavedSearch, name: &str, digest: &str, speech: &Speech) -> Form {
    let fields = fields(town, name, digest, speech);
    Form::new(format!("/meine-suchen/{}", search.id), speech.say("saved-change"), fields)
}

/// Where no mail goes out, nobody is asked how often one should come.
fn fields(town: &Town, name: &str, digest: &str, speech: &Speech) -> Vec<Field> {
    let name = Field::line(speech, "saved", "name", name).up_to(NAME).required();
    let label = |digest: &Digest| text::capital(digest.label(speech.language()));
    let choices = Digest::ALL.iter().map(|one| Choice::new(one.code(), label(one), &[digest])).collect();
    let digest = Field::new(speech, "saved", "digest", Input::One(choices));
    std::iter::once(name).chain(town.mail_is_configured().then_some(digest)).collect()
}

async fn saved_page(
    town: &Town,
    search: &SavedSearch,
    form: Form,
    speech: &Speech,
    here: &Here,
) -> Result<SavedPage, Failure> {
    let page = Layout::new(speech.clone(), here, search.name.clone());
    let feed = format!("feed/{}", address::feed(town, search));
    let home = search.organisation.as_ref().and_then(|iri| town.hosts.by_iri(iri));
    Ok(SavedPage {
        searched: searched(town, &search.query, speech).await?,
        page: Layout { listing: Listing::Unlisted, section: "/mein-bereich", ..page },
        line: Line::of(search, speech),
        feed: home.map_or_else(|| format!("/{feed}"), |home| home.iri.with(&feed).to_string()),
        form,
    })
}
