//! `/impressum`, `/datenschutz`, `/barrierefreiheit`, `/leichte-sprache`: the words of the organisation whose host was asked. A page that is not
//! filled in says so.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Iri, Language, LegalPage, Organisation, Refusal};
use serde::Deserialize;
use store::barriers::NewBarrier;
use store::legal_texts::LegalText;

use super::door::Source;
use super::{Layout, Speech, again_after, answer, done};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::{barrier, legal, told};
use crate::town::Town;

/// What stands where an administrator still has to add something.
const GAPS: [&str; 2] = ["[bitte ergänzen", "[please add"];

macro_rules! drafts {
    ($($page:ident => $file:literal;)+) => {
        /// A draft of this page, to be filled in.
        fn draft(page: LegalPage, language: Language) -> &'static str {
            match (page, language) {
                $(
                    (LegalPage::$page, Language::German) => include_str!(concat!("../../legal/de/", $file, ".md")),
                    (LegalPage::$page, Language::English) => include_str!(concat!("../../legal/en/", $file, ".md")),
                )+
            }
        }
    };
}

drafts! {
    Imprint => "imprint";
    Privacy => "privacy";
    Accessibility => "accessibility";
    EasyLanguage => "easy-language";
}

/// What this software keeps of whom, which is true wherever it runs.
fn of_software(language: Language) -> &'static str {
    match language {
        Language::German => include_str!("../../legal/de/privacy-software.md"),
        Language::English => include_str!("../../legal/en/privacy-software.md"),
    }
}

/// A draft of this page for this organisation.
pub fn drafted(page: LegalPage, language: Language, organisation: &Organisation) -> String {
    let contact = organisation.contact.as_deref().unwrap_or(match language {
        Language::German => "[bitte ergänzen: Amt und Mailadresse]",
        Language::English => "[please add: office and mail address]",
    });
    // What the organisation calls itself comes last: it may hold a brace.
    let text = draft(page, language).replace("{software}", of_software(language).trim_end());
    let text = text.replace("{host}", &organisation.host);
    text.replace("{contact}", contact).replace("{name}", &organisation.name)
}

/// Whether something still has to be added to these words.
pub fn has_gaps(words: &str) -> bool {
    GAPS.iter().any(|gap| words.contains(gap))
}

/// A legal page.
#[derive(Template)]
#[template(path = "legal.html")]
struct LegalPageView {
    page: Layout,
    /// That something is missing, or that it is there in the other language only.
    notice: Option<String>,
    website: Option<Iri>,
    /// The words, clean HTML, with the tag of their language.
    words: Option<(&'static str, String)>,
    form: Option<Form>,
}

impl LegalPageView {
    fn of(legal: LegalPage, texts: &[LegalText], speech: &Speech, here: &Here) -> Result<Self, Refusal> {
        let organisation = here.organisation.as_deref().ok_or(Refusal::NoSuchPage {})?;
        let language = speech.language();
        let page = Layout::new(speech.clone(), here, legal.label(language));
        let own = texts.iter().find(|text| text.language == language);
        let shown =
            |words: &str, language: Language| (language.tag(), federation::html::from_markdown(words));
        let (notice, words) = match (own, texts.first()) {
            (Some(text), _) => (None, Some(shown(&text.body, language))),
            (None, Some(other)) => {
                (Some(speech.say("legal-other-language")), Some(shown(&other.body, other.language)))
            }
            (None, None) => (missing(legal, speech), told_by_software(legal, organisation, language)),
        };
        let website = organisation.website.clone().filter(|_| words.is_none());
        Ok(Self { page, notice, website, words, form: None })
    }

    fn with_form(mut self, fields: &Fields, problems: &Problems, speech: &Speech) -> Self {
        let input = Input::Area {
            rows: 6,
            longest: told::LONGEST,
            is_markdown: false,
            value: fields.text("body").to_owned(),
        };
        let questions = vec![
            Field::new(speech, "barrier", "body", input).required(),
            Field::line(speech, "barrier", "place", fields.text("place")),
            Field::typed(speech, "barrier", "mail", "email", "email", fields.text("mail")),
        ];
        let form = Form::new("/barrierefreiheit#melden", speech.say("barrier-button"), questions);
        self.form = Some(form.with_problems(problems, speech));
        self
    }
}

/// What is said where nothing is filled in. Easy language needs no filling in.
fn missing(legal: LegalPage, speech: &Speech) -> Option<String> {
    let key = format!("legal-missing-{}", legal.code());
    (legal != LegalPage::EasyLanguage).then(|| speech.say(&key))
}

/// What is true without anybody having filled it in.
fn told_by_software(
    legal: LegalPage,
    organisation: &Organisation,
    language: Language,
) -> Option<(&'static str, String)> {
    let words = match legal {
        LegalPage::Privacy => of_software(language).to_owned(),
        LegalPage::EasyLanguage => drafted(legal, language, organisation),
        LegalPage::Imprint | LegalPage::Accessibility => return None,
    };
    Some((language.tag(), federation::html::from_markdown(&words)))
}

async fn view(town: &Town, legal: LegalPage, speech: &Speech, here: &Here) -> Result<LegalPageView, Failure> {
    let organisation = here.organisation.as_ref().ok_or(Refusal::NoSuchPage {})?;
    let texts = legal::texts(town, &organisation.iri, legal).await?;
    Ok(LegalPageView::of(legal, &texts, speech, here)?)
}

/// `GET /impressum`
pub async fn imprint(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    answer(&view(&town, LegalPage::Imprint, &speech, &here).await?, &speech)
}

/// `GET /datenschutz`
pub async fn privacy(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    answer(&view(&town, LegalPage::Privacy, &speech, &here).await?, &speech)
}

/// `GET /leichte-sprache`
pub async fn easy_language(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
) -> Result<Response, Failure> {
    answer(&view(&town, LegalPage::EasyLanguage, &speech, &here).await?, &speech)
}

/// On which page a barrier was met.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Met {
    seite: String,
}

/// `GET /barrierefreiheit`
pub async fn accessibility(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(met): Query<Met>,
) -> Result<Response, Failure> {
    let fields = Fields::of([("place".to_owned(), met.seite)]);
    let view = view(&town, LegalPage::Accessibility, &speech, &here).await?;
    answer(&view.with_form(&fields, &Problems::default(), &speech), &speech)
}

/// `POST /barrierefreiheit`: somebody tells of a barrier.
pub async fn tell(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Source { source, .. }: Source,
    fields: Fields,
) -> Result<Response, Failure> {
    let organisation = here.organisation.as_ref().ok_or(Refusal::NoSuchPage {})?;
    let text = |name: &str| fields.text(name).to_owned();
    let told = NewBarrier { place: text("place"), body: text("body"), mail: text("mail") };
    match barrier::tell(&town, &organisation.iri, &source, &told).await {
        Ok(()) => Ok(done("/barrierefreiheit", "told")),
        Err(failure) if failure.refusal().status() >= 500 => Err(failure),
        Err(failure) => {
            let problems = Problems::of(failure.refusal().clone());
            let view = view(&town, LegalPage::Accessibility, &speech, &here).await?;
            again_after(failure.refusal(), &view.with_form(&fields, &problems, &speech), &speech)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_page_has_a_draft_that_names_the_organisation_and_has_no_blank_left() {
        for page in LegalPage::ALL {
            for language in Language::ALL {
                let text = drafted(*page, language, &sample::auenstadt());
                assert!(text.contains("Stadt Auenstadt") && !text.contains('{'), "{page:?}: {text}");
                assert_eq!(has_gaps(&text), *page != LegalPage::EasyLanguage, "{page:?}");
            }
        }
    }

    #[test]
    fn a_name_with_braces_fills_no_blank() {
        let odd = Organisation { name: "{contact} {software}".to_owned(), ..sample::auenstadt() };
        assert!(drafted(LegalPage::EasyLanguage, Language::German, &odd).contains("{contact} {software}"));
    }

    #[test]
    fn row_69_what_is_filled_in_cannot_run() {
        let changed = sample::day("2026-05-04");
        let body =
            "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>".to_owned();
        let text = LegalText { page: LegalPage::Imprint, language: Language::German, body, changed };
        let view = LegalPageView::of(LegalPage::Imprint, &[text], &Speech::default(), &sample::here());
        let html = view.expect("a page").render().expect("a page");
        assert!(
            !html.contains("<script") && !html.contains("<img src=x") && !html.contains("href=\"javascript"),
            "{html}"
        );
    }
}
