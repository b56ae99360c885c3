//! A page that asks before something is done that is hard to undo: without a script, and with words that say what it means.

use askama::Template;

use super::{Layout, Listing, Speech};
use crate::here::Here;

/// The page.
#[derive(Template)]
#[template(path = "ask_first.html")]
pub struct AskFirst {
    page: Layout,
    about: String,
    sentences: Vec<String>,
    action: String,
    button: String,
    back: String,
    back_label: String,
    hidden: Vec<(String, String)>,
}

impl AskFirst {
    /// Asks under this heading.
    pub fn new(speech: &Speech, here: &Here, heading: String) -> Self {
        let page = Layout { listing: Listing::Unlisted, ..Layout::new(speech.clone(), here, heading) };
        let (sentences, hidden) = (Vec::new(), Vec::new());
        let nothing = String::new;
        let (about, action, button) = (nothing(), nothing(), nothing());
        Self { page, about, sentences, action, button, back: nothing(), back_label: nothing(), hidden }
    }

    /// The thing it is about.
    #[must_use]
    pub fn about(self, about: String) -> Self {
        Self { about, ..self }
    }

    /// What it means.
    #[must_use]
    pub fn saying(self, sentences: impl IntoIterator<Item = String>) -> Self {
        Self { sentences: sentences.into_iter().collect(), ..self }
    }

    /// Where it is sent, and the words on its button.
    #[must_use]
    pub fn with_button(self, action: String, button: String) -> Self {
        Self { action, button, ..self }
    }

    /// What is sent along unseen.
    #[must_use]
    pub fn with_hidden(mut self, name: &str, value: impl Into<String>) -> Self {
        self.hidden.push((name.to_owned(), value.into()));
        self
    }

    /// The way back.
    #[must_use]
    pub fn or_back(self, back: String, back_label: String) -> Self {
        Self { back, back_label, ..self }
    }
}
