//! A page with a heading, a few sentences and a form: most of what is asked of people one thing at a time.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::forms::{Form, Input};
use crate::here::Here;

/// A page with a heading, a few sentences and a form.
#[derive(Template)]
#[template(path = "form_page.html")]
pub struct FormPage {
    page: Layout,
    leads: Vec<String>,
    quote: Option<String>,
    form: Option<Form>,
    second: Option<(String, Form)>,
}

impl FormPage {
    /// A page with this heading. It is for one person, and for no search engine.
    pub fn new(speech: &Speech, here: &Here, title: String) -> Self {
        let page = Layout::new(speech.clone(), here, title);
        let page = Layout { listing: Listing::Unlisted, ..page };
        Self { page, leads: Vec::new(), quote: None, form: None, second: None }
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
        let mut response = answer(self, &self.page.speech)?;
        if self.form.as_ref().is_some_and(|form| !form.problems.is_empty()) {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Ok(response)
    }
}
