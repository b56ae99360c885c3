//! A page that holds one form, with a few sentences: most of what is asked of people one thing at a time. A form that stands elsewhere on a
//! page comes here when something in it does not fit.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::{Layout, Listing, Speech, again, again_after, answer};
use crate::failure::Failure;
use crate::forms::{Form, Input, Problems};
use crate::here::Here;

/// One form under a heading.
#[derive(Template)]
#[template(path = "form_page.html")]
pub struct FormPage {
    page: Layout,
    back: Option<String>,
    leads: Vec<String>,
    quote: Option<String>,
    form: Option<Form>,
    second: Option<(String, Form)>,
}

impl FormPage {
    /// The page of this form; `back` is the entry it is about.
    pub fn of(
        title: String,
        lead: String,
        back: Option<String>,
        form: Form,
        speech: &Speech,
        here: &Here,
    ) -> Self {
        let page = Self { back, ..Self::new(speech, here, title) };
        let page = if lead.is_empty() { page } else { page.saying(lead) };
        page.asking(form)
    }

    /// A page with this heading. It is for one person, and for no search engine.
    pub fn new(speech: &Speech, here: &Here, title: String) -> Self {
        let page = Layout::new(speech.clone(), here, title);
        let page = Layout { listing: Listing::Unlisted, ..page };
        Self { page, back: None, leads: Vec::new(), quote: None, form: None, second: None }
    }

    /// The same, in this part of the navigation.
    #[must_use]
    pub fn within(mut self, section: &'static str) -> Self {
        self.page.section = section;
        self
    }

    /// The same, with this sentence before the form.
    #[must_use]
    pub fn saying(mut self, sentence: String) -> Self {
        self.leads.push(sentence);
        self
    }

    /// The same, with what somebody else said between the first sentence and the others.
    #[must_use]
    pub fn quoting(mut self, words: &str) -> Self {
        self.quote = Some(words.to_owned()).filter(|words| !words.is_empty());
        self
    }

    /// The same, with this form.
    #[must_use]
    pub fn asking(mut self, form: Form) -> Self {
        self.form = Some(form);
        self
    }

    /// The same, with another form for those to whom the first is of no use, and a sentence before it.
    #[must_use]
    pub fn or_asking(mut self, sentence: String, form: Form) -> Self {
        self.second = Some((sentence, form));
        self
    }

    /// The answer.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn answer(&self) -> Result<Response, Failure> {
        let has_problems = self.form.as_ref().is_some_and(|form| !form.problems.is_empty());
        if has_problems { again(self, &self.page.speech) } else { answer(self, &self.page.speech) }
    }

    /// The page again after this was refused, with what was wrong beside its fields; also where waiting is what helps.
    ///
    /// # Errors
    /// The failure itself, when it is none of whoever filled in the form.
    pub fn refused(self, failure: Failure, speech: &Speech) -> Result<Response, Failure> {
        let refusal = failure.refusal();
        if refusal.status() >= 500 {
            return Err(failure);
        }
        let problems = Problems::of(refusal.clone());
        let form = self.form.map(|form| form.with_problems(&problems, speech));
        again_after(refusal, &Self { form, ..self }, speech)
    }

    /// The page again, with what was wrong beside its fields. What no correction can cure is the failure it was.
    ///
    /// # Errors
    /// As the failure says.
    pub fn again(self, failure: Failure, speech: &Speech) -> Result<Response, Failure> {
        let refusal = failure.refusal().clone();
        if !matches!(refusal.status(), 410 | 422) {
            return Err(failure);
        }
        let problems = Problems::of(refusal.clone());
        let form = self.form.map(|form| form.with_problems(&problems, speech));
        let mut response = again(&Self { form, ..self }, speech)?;
        if refusal.status() == 410 {
            *response.status_mut() = StatusCode::GONE;
        }
        Ok(response)
    }
}
