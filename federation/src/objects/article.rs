//! Projects, lessons, calls and adoptions as an Article (FEP-b2b8).
//!
//! Name, summary and url alone carry the message, since some software shows little more. The structured entry rides along
//! as one opaque JSON value; the HTML beside it is for those who do not know it.

use std::fmt::Write as _;

use activitypub_federation::kinds::object::ArticleType;
use commons::{Audience, Content, Entry, Iri, Language, Organisation, Refusal, Target, Time};
use serde::Serialize;
use serde_json::{Value, json};

use super::conversation;
use super::message;
use super::note::Note;
use crate::html;

/// Everyone.
pub(crate) const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// An entry as neighbours see it.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Written<'a> {
    Article(Box<Article<'a>>),
    Note(Box<Note<'a>>),
}

impl<'a> Written<'a> {
    /// Refuses what would be more than 512 KiB of HTML.
    pub fn of(entry: &'a Entry, by: &'a Organisation) -> Result<Self, Refusal> {
        Ok(match &entry.content {
            Content::Comment(comment) => Self::Note(Box::new(Note::of(entry, comment, by)?)),
            _ => Self::Article(Box::new(Article::of(entry, by)?)),
        })
    }
}

/// An Article as neighbours see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Article<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: ArticleType,
    attributed_to: &'a Iri,
    name: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    content: String,
    media_type: &'static str,
    url: &'a Iri,
    context: Iri,
    published: Time,
    updated: Time,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tag: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachment: Vec<Value>,
    preview: Value,
    to: Vec<String>,
    cc: Vec<String>,
    entry: &'a Entry,
}

impl<'a> Article<'a> {
    fn of(entry: &'a Entry, by: &'a Organisation) -> Result<Self, Refusal> {
        let (to, cc) = recipients(entry, by);
        Ok(Self {
            id: &entry.iri,
            kind: ArticleType::Article,
            attributed_to: &entry.author,
            name: message::name(entry),
            summary: html::escape(&message::summary(entry)),
            content: html::shown(&markdown(entry))?,
            media_type: "text/html",
            url: &entry.iri,
            context: conversation::address(&entry.iri),
            published: entry.published,
            updated: entry.updated,
            tag: entry.topics.iter().take(50).map(|topic| hashtag(topic, by)).collect(),
            attachment: entry.documents.iter().take(20).map(attachment).collect(),
            preview: preview(entry),
            to,
            cc,
            entry,
        })
    }
}

/// Whom an entry is addressed to: everyone and the followers, or the circles it was written for.
pub(crate) fn recipients(entry: &Entry, by: &Organisation) -> (Vec<String>, Vec<String>) {
    match &entry.audience {
        Audience::Public => (vec![PUBLIC.to_owned()], vec![by.iri.with("followers").to_string()]),
        Audience::Circles(circles) => (circles.iter().map(Iri::to_string).collect(), Vec::new()),
        Audience::Own => (Vec::new(), Vec::new()),
    }
}

fn hashtag(topic: &str, by: &Organisation) -> Value {
    let word: String = topic.chars().filter(|character| character.is_alphanumeric()).collect();
    let query: String = url::form_urlencoded::byte_serialize(topic.as_bytes()).collect();
    json!({ "type": "Hashtag", "name": format!("#{word}"), "href": by.iri.with(&format!("suche?q={query}")) })
}

fn attachment(document: &commons::Document) -> Value {
    let mut value = json!({ "type": "Document", "name": document.title, "url": document.url });
    if let (Some(kind), Some(map)) = (&document.media_type, value.as_object_mut()) {
        map.insert("mediaType".to_owned(), json!(kind));
    }
    value
}

/// What microblogs show in place of an article: the title, the summary and the way to it.
fn preview(entry: &Entry) -> Value {
    let summary = message::summary(entry);
    let [title, summary, url] = [message::name(entry), &summary, entry.iri.as_str()].map(html::escape);
    let content =
        format!("<p><strong>{title}</strong></p><p>{summary}</p><p><a href=\"{url}\">{url}</a></p>");
    json!({ "type": "Note", "attributedTo": entry.author, "content": content, "published": entry.published })
}

/// The entry in words: its text, and below it what it says by its kind.
pub(crate) fn markdown(entry: &Entry) -> String {
    let mut out = entry.text.clone();
    for (label, value) in sayings(entry) {
        if !value.is_empty() {
            let gap = if out.is_empty() { "" } else { "\n\n" };
            let _ = write!(out, "{gap}**{label}:** {value}");
        }
    }
    if out.is_empty() { entry.summary.clone() } else { out }
}

fn sayings(entry: &Entry) -> Vec<(&'static str, &str)> {
    match &entry.content {
        Content::Project(project) => vec![
            ("Stand", project.status.label(Language::German)),
            ("Das wird besser", &project.impact),
            ("Das fällt weg", &project.relief),
            ("Problem", &project.problem),
            ("Vorgehen", &project.approach),
            ("Auf anderem Weg", &project.analogue.sentence),
            ("Niemand bleibt außen vor", &project.inclusion.sentence),
        ],
        Content::Lesson(lesson) => vec![
            ("Empfehlung", &lesson.recommendation),
            ("Was geschehen ist", &lesson.what_happened),
            ("Warum", &lesson.why),
            ("Was geholfen hat", &lesson.what_helped),
            ("Was wir anders machen würden", &lesson.would_do_differently),
        ],
        Content::Call(call) => vec![
            ("Kooperation", call.direction.label(Language::German)),
            ("Wer passt", &call.wanted),
            ("Bis", call.deadline.as_deref().unwrap_or("")),
            ("Ergebnis", &call.result),
        ],
        Content::Adoption(adoption) => vec![
            ("Nutzung", adoption.stage.label(Language::German)),
            (
                "Wovon",
                match &adoption.target {
                    Target::Entry(iri) => iri.as_str(),
                    Target::Service { name, .. } | Target::Software(name) => name,
                },
            ),
            ("Grund", &adoption.reason),
        ],
        Content::Comment(comment) => vec![("Stelle", &comment.office)],
    }
}
