//! Whatever is written, travels and can be found.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::{self, caps};
use crate::{
    Adoption, Audience, Call, Comment, FieldOfAction, Iri, Lesson, Licence, Link, Project, Refusal, Time,
};

codes! {
    /// The five kinds of entry.
    pub enum Kind as kind {
        Project = "project", "Projekt", "Project";
        Lesson = "lesson", "Erfahrung", "Lesson";
        Call = "call", "Kooperation", "Cooperation";
        Adoption = "adoption", "Nutzung", "Adoption";
        Comment = "comment", "Kommentar", "Comment";
    }
}

codes! {
    /// How an entry stands on this node. A held one is neither shown nor indexed.
    pub enum Standing as standing {
        Held = "held", "wartet auf Entscheidung", "Held";
        Published = "published", "veröffentlicht", "Published";
        Withdrawn = "withdrawn", "zurückgezogen", "Withdrawn";
        Erased = "erased", "gelöscht", "Erased";
    }
}

/// The last part of an entry's address on this node: a UUID, version 7 for our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(Uuid);

impl EntryId {
    /// A new one, in the order of time.
    pub fn new(now: Time) -> Self {
        let millis = u64::try_from(now.millis()).unwrap_or_default();
        let stamp =
            uuid::Timestamp::from_unix(uuid::NoContext, millis / 1_000, (millis % 1_000) as u32 * 1_000_000);
        Self(Uuid::new_v7(stamp))
    }

    /// When it was made: for what came from elsewhere, when it came here. None for a UUID of another version.
    pub fn made(&self) -> Option<Time> {
        let (seconds, nanos) = self.0.get_timestamp()?.to_unix();
        let seconds = i64::try_from(seconds).ok()?;
        Some(Time::from_millis(seconds.checked_mul(1_000)? + i64::from(nanos / 1_000_000)))
    }

    /// Parses a UUID; anything else names no entry.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        Uuid::try_parse(text).map(Self).map_err(|_| Refusal::NoSuchEntry {})
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A file or page that belongs to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its title; empty: its address stands for it.
    #[serde(default)]
    pub title: String,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Where it is.
    pub url: Iri,
    /// Its licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// Where an imported entry came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The collection's name.
    pub name: String,
    /// The page it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Iri>,
    /// The licence, in the source's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Who is to be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// Its id there: importing it again changes this entry.
    pub id: String,
}

/// What an entry says beyond what every entry says, by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    /// Something a town does, did, or wants to do.
    Project(Box<Project>),
    /// What was learned.
    Lesson(Box<Lesson>),
    /// We seek, we offer.
    Call(Call),
    /// Who uses it, who examined it.
    Adoption(Adoption),
    /// Question, answer, note.
    Comment(Comment),
}

/// An entry. Its JSON is what the database keeps, what rides along in its ActivityPub object, and what is compared between nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id everywhere.
    #[serde(rename = "id")]
    pub iri: Iri,
    /// The organisation that wrote it; only it may change it.
    pub author: Iri,
    /// Only a higher version wins. Own: max(previous + 1, now in milliseconds).
    pub version: i64,
    /// The title; comments have none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Two sentences, at most 300 characters asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The text, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// BCP 47 language tag.
    #[serde(default = "german")]
    pub language: String,
    /// Up to three fields of action.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields_of_action: Vec<FieldOfAction>,
    /// Free topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Who may read it.
    #[serde(default)]
    pub audience: Audience,
    /// Under which terms it may be used again.
    #[serde(default)]
    pub licence: Licence,
    /// Whom to ask; default: the organisation's contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// References.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Where it came from, if it was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// When it was first published.
    pub published: Time,
    /// When it was last changed.
    pub updated: Time,
    /// When somebody last said that it is still true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Time>,
    /// What it says by its kind.
    #[serde(flatten)]
    pub content: Content,
}

fn german() -> String {
    "de".to_owned()
}

impl Entry {
    /// An entry of which only the title is known.
    pub fn new(iri: Iri, author: Iri, title: &str, content: Content, now: Time) -> Self {
        Self {
            iri,
            author,
            version: now.millis(),
            title: title.to_owned(),
            summary: String::new(),
            text: String::new(),
            language: german(),
            fields_of_action: Vec::new(),
            topics: Vec::new(),
            audience: Audience::default(),
            licence: Licence::default(),
            contact: None,
            links: Vec::new(),
            documents: Vec::new(),
            source: None,
            published: now,
            updated: now,
            confirmed: None,
            content,
        }
    }

    /// Which of the five kinds it is.
    pub fn kind(&self) -> Kind {
        match self.content {
            Content::Project(_) => Kind::Project,
            Content::Lesson(_) => Kind::Lesson,
            Content::Call(_) => Kind::Call,
            Content::Adoption(_) => Kind::Adoption,
            Content::Comment(_) => Kind::Comment,
        }
    }

    /// What it hangs under: a comment's parent.
    pub fn parent(&self) -> Option<&Iri> {
        match &self.content {
            Content::Comment(comment) => Some(&comment.parent),
            _ => None,
        }
    }

    /// The entry at the top of a comment's thread, as far as it is known.
    pub fn thread(&self) -> Option<&Iri> {
        match &self.content {
            Content::Comment(comment) => Some(comment.thread.as_ref().unwrap_or(&comment.parent)),
            _ => None,
        }
    }

    /// Every entry it refers to: links, a comment's parent and thread, an adoption's target; each with the word for it.
    pub fn references(&self) -> Vec<(&'static str, &Iri)> {
        let mut all: Vec<_> = self.links.iter().map(|link| (link.kind.code(), &link.to)).collect();
        match &self.content {
            Content::Comment(comment) => {
                all.push(("parent", &comment.parent));
                all.extend(comment.thread.as_ref().map(|thread| ("thread", thread)));
            }
            Content::Adoption(adoption) => all.extend(adoption.entry().map(|target| ("adopts", target))),
            _ => {}
        }
        all.sort();
        all.dedup();
        all
    }

    /// Tidies every text and refuses what goes beyond its cap. Used for what people write and for what neighbours send.
    pub fn tidy(mut self) -> Result<Self, Refusal> {
        self.title = text::line(&self.title);
        self.summary = text::paragraphs(&self.summary);
        self.text = text::paragraphs(&self.text);
        for topic in &mut self.topics {
            *topic = text::line(topic);
        }
        self.topics.retain(|topic| !topic.is_empty());
        self.check()?;
        Ok(self)
    }

    fn check(&self) -> Result<(), Refusal> {
        text::check("title", &self.title, caps::TITLE)?;
        text::check("summary", &self.summary, caps::SUMMARY)?;
        text::check("text", &self.text, caps::TEXT)?;
        text::check("language", &self.language, 35)?;
        text::check("contact", self.contact.as_deref().unwrap_or(""), caps::SHORT)?;
        text::check("licence", self.licence.name(), caps::SHORT)?;
        text::check_list("fields_of_action", &self.fields_of_action, caps::FIELDS_OF_ACTION)?;
        text::check_list("topics", &self.topics, caps::LIST)?;
        self.check_audience()?;
        text::check_list("links", &self.links, caps::LIST)?;
        text::check_list("documents", &self.documents, caps::LIST)?;
        self.topics.iter().try_for_each(|topic| text::check("topics", topic, caps::TITLE))?;
        for link in &self.links {
            text::check("links", link.name.as_deref().unwrap_or(""), caps::TITLE)?;
        }
        for document in &self.documents {
            text::check("documents", &document.title, caps::TITLE)?;
            text::check("documents", document.media_type.as_deref().unwrap_or(""), caps::TITLE)?;
            text::check("documents", document.licence.as_deref().unwrap_or(""), caps::SHORT)?;
        }
        if let Some(source) = &self.source {
            for value in
                [Some(&source.name), source.licence.as_ref(), source.attribution.as_ref(), Some(&source.id)]
            {
                text::check("source", value.map_or("", String::as_str), caps::SHORT)?;
            }
        }
        match &self.content {
            Content::Project(project) => project.check(),
            Content::Lesson(lesson) => lesson.check(),
            Content::Call(call) => call.check(),
            Content::Adoption(adoption) => adoption.check(),
            Content::Comment(comment) => comment.check(),
        }
    }

    /// Circles that are none would be read by nobody but the author, and not said so.
    fn check_audience(&self) -> Result<(), Refusal> {
        match &self.audience {
            Audience::Circles(circles) if circles.is_empty() => Err(Refusal::Missing { field: "audience" }),
            Audience::Circles(circles) => text::check_list("audience", circles, caps::LIST),
            Audience::Public | Audience::Own => Ok(()),
        }
    }

    /// Refuses what cannot be published: asked of forms and API, never of imports and neighbours.
    pub fn ready(&self) -> Result<(), Refusal> {
        let needs: &[(&'static str, bool)] = &match &self.content {
            Content::Project(_) => {
                [("title", self.title.is_empty()), ("summary", self.summary.is_empty()), ("", false)]
            }
            Content::Lesson(lesson) => [
                ("title", self.title.is_empty()),
                ("recommendation", lesson.recommendation.is_empty()),
                ("what_happened", lesson.what_happened.is_empty()),
            ],
            Content::Call(_) => {
                [("title", self.title.is_empty()), ("text", self.text.is_empty()), ("", false)]
            }
            Content::Adoption(adoption) => [
                ("reason", adoption.stage == crate::Stage::Dropped && adoption.reason.is_empty()),
                ("", false),
                ("", false),
            ],
            Content::Comment(_) => [("text", self.text.is_empty()), ("", false), ("", false)],
        };
        match needs.iter().find(|(_, missing)| *missing) {
            Some((field, _)) => Err(Refusal::Missing { field }),
            None => Ok(()),
        }
    }

    /// Its JSON in canonical form (RFC 8785), by which nodes compare what they hold.
    pub fn canonical_json(&self) -> String {
        serde_json_canonicalizer::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Entry};
    use crate::{Iri, Project, Refusal, Status, Time};

    fn entry() -> Entry {
        let iri = |text| Iri::parse("id", text).expect("an id");
        let project =
            Project { status: Status::Running, relief: "Abtippen".to_owned(), ..Project::default() };
        let content = Content::Project(Box::new(project));
        Entry::new(
            iri("https://a.de/eintraege/1"),
            iri("https://a.de/"),
            "Kita-Plätze",
            content,
            Time::from_millis(5),
        )
    }

    #[test]
    fn an_entry_survives_its_json() {
        let json = serde_json::to_string(&entry()).expect("json");
        assert!(json.contains(r#""kind":"project""#) && json.contains(r#""status":"running""#), "{json}");
        assert_eq!(serde_json::from_str::<Entry>(&json).expect("an entry"), entry());
    }

    #[test]
    fn an_unknown_status_becomes_unknown_and_an_unknown_kind_is_refused() {
        let json = serde_json::to_string(&entry()).expect("json");
        let odd: Entry = serde_json::from_str(&json.replace("running", "dreaming")).expect("an entry");
        assert!(matches!(odd.content, Content::Project(project) if project.status == Status::Unknown));
        assert!(serde_json::from_str::<Entry>(&json.replace(r#""project""#, r#""poem""#)).is_err());
    }

    #[test]
    fn a_project_needs_title_and_summary_to_be_published() {
        assert_eq!(entry().ready(), Err(Refusal::Missing { field: "summary" }));
        let complete = Entry { summary: "Eltern sehen freie Plätze.".to_owned(), ..entry() };
        assert_eq!(complete.ready(), Ok(()));
    }

    #[test]
    fn the_canonical_form_does_not_depend_on_order() {
        let value: serde_json::Value = serde_json::from_str(&entry().canonical_json()).expect("json");
        let again: Entry = serde_json::from_value(value).expect("an entry");
        assert_eq!(again.canonical_json(), entry().canonical_json());
    }
}
