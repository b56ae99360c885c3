//! `/api`: the API for programs, told to people. The page is drawn from the very document that programs read.

mod operation;
mod schema;
mod words;

use askama::Template;
use axum::response::Response;
use commons::Language;
use serde_json::Value;

use self::operation::Operation;
use self::schema::Schema;
use self::words::{Words, fields_of, text_of};
use super::{Layout, Speech, answer};
use crate::api::openapi;
use crate::failure::Failure;
use crate::here::Here;

/// The page of the API.
#[derive(Template)]
#[template(path = "api.html")]
pub struct ApiPage {
    page: Layout,
    /// Who writes in the examples.
    handle: String,
    /// What is said of tokens.
    token: Words,
    groups: Vec<Group>,
    problems: Vec<Problem>,
    schemas: Vec<Schema>,
}

/// Operations on the same things.
pub struct Group {
    name: String,
    heading: String,
    about: Words,
    operations: Vec<Operation>,
}

/// A problem, with the sentence that a person reads.
pub struct Problem {
    code: String,
    status: u64,
    sentence: String,
}

impl ApiPage {
    /// The page in this language, for this host.
    pub fn of(speech: &Speech, here: &Here) -> Self {
        let document = openapi::in_language(speech.language());
        let page = Layout { section: "/api", ..Layout::new(speech.clone(), here, speech.say("api")) };
        let home = here.organisation.as_deref();
        let base =
            home.map_or_else(|| format!("https://{}", here.host), |home| home.iri.origin().to_string());
        let components = &document["components"];
        Self {
            page,
            token: Words::of(&text_of(&components["securitySchemes"]["token"], "description")),
            groups: groups(document, &base, speech),
            problems: problems(document, speech.language()),
            schemas: fields_of(&components["schemas"])
                .map(|(name, schema)| Schema::of(name, schema, speech))
                .collect(),
            handle: home.map_or_else(|| "auenstadt".to_owned(), |home| home.handle.clone()),
        }
    }

    /// What can be done without a token.
    fn open(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations).filter(|operation| operation.is_open)
    }
}

fn groups(document: &Value, base: &str, speech: &Speech) -> Vec<Group> {
    let tags = document["tags"].as_array().into_iter().flatten();
    let group = |tag: &Value| {
        let name = text_of(tag, "name");
        Group {
            heading: speech.say(&format!("api-tag-{name}")),
            about: Words::of(&text_of(tag, "description")),
            operations: Operation::all(document, &name, base, speech),
            name,
        }
    };
    tags.map(group).collect()
}

fn problems(document: &Value, language: Language) -> Vec<Problem> {
    let examples = fields_of(&document["components"]["examples"]);
    let problem = |(code, example): (&str, &Value)| Problem {
        code: code.to_owned(),
        status: example["value"]["status"].as_u64().unwrap_or_default(),
        sentence: text_of(&example["value"]["sentences"], language.tag()),
    };
    let mut problems: Vec<_> = examples.map(problem).collect();
    problems.sort_by(|one, other| (one.status, &one.code).cmp(&(other.status, &other.code)));
    problems
}

/// `GET /api`
pub async fn show(speech: Speech, here: Here) -> Result<Response, Failure> {
    answer(&ApiPage::of(&speech, &here), &speech)
}

#[cfg(test)]
mod tests;
