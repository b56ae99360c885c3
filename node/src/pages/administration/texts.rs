//! `/verwaltung/{handle}/seiten`: the pages a law asks for, filled in by an administrator, German and English.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Language, LegalPage, Refusal};
use store::legal_texts::LegalText;

use super::{Frame, acting};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::legal;
use crate::pages::legal::{drafted, has_gaps};
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// A page in the list.
struct Line {
    words: &'static str,
    address: String,
    public: &'static str,
    state: String,
}

/// The list of pages.
#[derive(Template)]
#[template(path = "administration/texts.html")]
struct TextsPage {
    page: Layout,
    frame: Frame,
    lines: Vec<Line>,
}

/// One page, to be filled in.
#[derive(Template)]
#[template(path = "administration/text.html")]
struct TextPage {
    page: Layout,
    frame: Frame,
    public: &'static str,
    help: String,
    is_draft: bool,
    form: Form,
}

impl TextPage {
    fn of(
        legal: LegalPage,
        is_draft: bool,
        fields: &Fields,
        problems: &Problems,
        (page, frame): (Layout, Frame),
        speech: &Speech,
    ) -> Self {
        let heading = legal.label(speech.language()).to_owned();
        let (page, frame) = (Layout { title: heading.clone(), ..page }, Frame { heading, ..frame });
        let area = |name: &str| {
            let value = fields.text(name).to_owned();
            let input = Input::Area { rows: 16, longest: legal::LONGEST, is_markdown: true, value };
            Field::new(speech, "legal", name, input)
        };
        let questions = Language::ALL.iter().map(|language| area(language.tag())).collect();
        let action = format!("/verwaltung/{}/seiten/{}", frame.acting.organisation.handle, legal.path());
        let form = Form::new(action, speech.say("legal-button"), questions).with_problems(problems, speech);
        let help = speech.say(&format!("legal-help-{}", legal.code()));
        Self { page, frame, public: legal.path(), help, is_draft, form }
    }
}

/// `GET /verwaltung/{handle}/seiten`
pub async fn list(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let iri = &acting.organisation.iri;
    let texts = town.store.reading().await?.legal_texts().of_organisation(iri).await?;
    let line = |page: &LegalPage| Line {
        words: page.label(speech.language()),
        address: format!("/verwaltung/{handle}/seiten/{}", page.path()),
        public: page.path(),
        state: state(*page, &texts, &speech),
    };
    let lines = LegalPage::ALL.iter().map(line).collect();
    let (page, frame) = Frame::around(acting, "seiten", &speech, &here);
    answer(&TextsPage { page, frame, lines }, &speech)
}

/// In which languages it is filled in, and since when.
fn state(page: LegalPage, texts: &[LegalText], speech: &Speech) -> String {
    let filled = texts.iter().filter(|text| text.page == page);
    if filled.clone().any(|text| has_gaps(&text.body)) {
        return speech.say("legal-gaps");
    }
    let filled: Vec<_> = filled.map(|text| (text.language.tag(), text.changed)).collect();
    match filled.iter().map(|(_, changed)| *changed).max() {
        None => speech.say("legal-empty"),
        Some(changed) if filled.len() == Language::ALL.len() => {
            speech.tell("legal-filled", &[("day", speech.date(changed).as_str())])
        }
        Some(changed) => {
            let day = speech.date(changed);
            speech.tell("legal-half", &[("day", day.as_str()), ("language", filled[0].0)])
        }
    }
}

/// `GET /verwaltung/{handle}/seiten/{page}`: what is filled in, or a draft to begin with.
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, path)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let page = LegalPage::by_path(&path).ok_or(Refusal::NoSuchPage {})?;
    let texts = legal::texts(&town, &acting.organisation.iri, page).await?;
    let words = |language: Language| match texts.iter().find(|text| text.language == language) {
        Some(text) => text.body.clone(),
        None if texts.is_empty() => drafted(page, language, &acting.organisation),
        None => String::new(),
    };
    let fields = Fields::of(Language::ALL.map(|language| (language.tag().to_owned(), words(language))));
    let around = Frame::around(acting, "seiten", &speech, &here);
    let page = TextPage::of(page, texts.is_empty(), &fields, &Problems::default(), around, &speech);
    answer(&page, &speech)
}

/// `POST /verwaltung/{handle}/seiten/{page}`
pub async fn save(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, path)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let page = LegalPage::by_path(&path).ok_or(Refusal::NoSuchPage {})?;
    let words = Language::ALL.map(|language| (language, fields.text(language.tag()).to_owned()));
    match legal::fill_in(&town, &acting, page, &words).await {
        Ok(()) => Ok(done(&format!("/verwaltung/{handle}/seiten"), "saved")),
        Err(failure) if failure.refusal().status() == 422 => {
            let problems = Problems::of(failure.refusal().clone());
            let around = Frame::around(acting, "seiten", &speech, &here);
            again(&TextPage::of(page, false, &fields, &problems, around, &speech), &speech)
        }
        Err(failure) => Err(failure),
    }
}
