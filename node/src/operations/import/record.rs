//! One line of a collection, read forgivingly: what is missing stays missing, what is too long is cut, and both are said.

use commons::text::{self, caps};
use commons::{
    Audience, Content, Entry, Iri, Licence, Link, LinkKind, Organisation, Project, Source, Status, Time,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::statuses::status;

/// A description made elsewhere.
#[derive(Clone, Debug)]
pub struct Record {
    /// The source's own id.
    pub source_id: String,
    /// What is odd about it.
    pub odd: Vec<String>,
    line: Line,
    links: Vec<Link>,
    date: Option<Time>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    id: String,
    source: Option<String>,
    licence: Option<String>,
    attribution: Option<String>,
    lang: Option<String>,
    kind: Option<String>,
    title: Option<String>,
    summary: Option<String>,
    body: Option<String>,
    status: Option<String>,
    date: Option<String>,
    tags: Vec<String>,
    links: Vec<LineLink>,
    url: Option<String>,
    municipality: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum LineLink {
    Plain(String),
    Named {
        url: String,
        name: Option<String>,
    },
    /// Anything else: said, and left out.
    Odd(Value),
}

impl Record {
    /// Reads a line.
    ///
    /// # Errors
    /// Only when it is no JSON object of known shape, or has no id; the text says what is wrong.
    pub fn parse(line: &str) -> Result<Self, String> {
        let unreadable = |error: serde_json::Error| text::excerpt(&error.to_string());
        // An object first: a list would be taken for the fields in their order.
        let object: Map<String, Value> = serde_json::from_str(line).map_err(unreadable)?;
        let mut line: Line = serde_json::from_value(Value::Object(object)).map_err(unreadable)?;
        let mut odd = Vec::new();
        if line.id.trim().is_empty() {
            return Err("no id: it could not be recognised at the next import".to_owned());
        }
        let source_id = text::cut(&text::line(&line.id), caps::SHORT);
        if line.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
            odd.push("no title".to_owned());
        }
        let mut links = Vec::new();
        for link in line.links.drain(..).take(caps::LIST) {
            let (url, name) = match link {
                LineLink::Plain(url) => (url, None),
                LineLink::Named { url, name } => (url, name),
                LineLink::Odd(value) => (value.to_string(), None),
            };
            match Iri::of_activity("links", url.trim()) {
                Ok(to) => links.push(Link {
                    kind: LinkKind::About,
                    to,
                    name: name.map(|name| cut(&name, caps::TITLE)),
                }),
                Err(_) => odd.push(format!("a link that is no address: {}", text::excerpt(&url))),
            }
        }
        let date = line.date.as_deref().and_then(parse_date);
        if line.date.is_some() && date.is_none() {
            odd.push(format!(
                "a date that is none: {}",
                text::excerpt(line.date.as_deref().unwrap_or_default())
            ));
        }
        if let Some(word) = line.status.as_deref().filter(|word| status(word) == Status::Unknown) {
            odd.push(format!("a status that is not known: {}", text::excerpt(word)));
        }
        Ok(Self { source_id, odd, line, links, date })
    }

    /// The entry that this record makes for its importer.
    pub fn entry(&self, iri: &Iri, author: &Organisation, audience: &Audience, now: Time) -> Entry {
        let line = &self.line;
        let published = self.date.filter(|date| *date < now).unwrap_or(now);
        let title = cut(line.title.as_deref().unwrap_or_default(), caps::TITLE);
        let mut entry = Entry::new(iri.clone(), author.iri.clone(), &title, self.content(), now);
        entry.summary =
            text::cut(&text::paragraphs(line.summary.as_deref().unwrap_or_default()), caps::SUMMARY);
        entry.text =
            text::cut(&text::paragraphs(&without_nul(line.body.as_deref().unwrap_or_default())), caps::TEXT);
        if entry.text == entry.summary {
            entry.text.clear();
        }
        entry.language = cut(line.lang.as_deref().unwrap_or("de"), 35);
        entry.topics = line.tags.iter().take(caps::LIST).map(|tag| cut(tag, caps::TITLE)).collect();
        entry.topics.extend(line.municipality.iter().map(|name| cut(name, caps::TITLE)));
        entry.topics.retain(|topic| !topic.is_empty());
        entry.topics.truncate(caps::LIST);
        entry.audience = audience.clone();
        entry.licence = line
            .licence
            .clone()
            .map_or_else(|| author.licence.clone(), |words| Licence::from(cut(&words, caps::SHORT)));
        entry.links = self.links.clone();
        entry.source = Some(self.source());
        entry.published = published;
        entry.updated = published;
        entry
    }

    fn source(&self) -> Source {
        let short = |words: &Option<String>| words.as_deref().map(|words| cut(words, caps::SHORT));
        Source {
            name: short(&self.line.source).unwrap_or_default(),
            url: self.line.url.as_deref().and_then(|url| Iri::of_activity("url", url).ok()),
            licence: short(&self.line.licence),
            attribution: short(&self.line.attribution),
            id: self.source_id.clone(),
        }
    }

    /// A report becomes a lesson, everything else a project.
    fn content(&self) -> Content {
        if self.line.kind.as_deref() == Some("report") {
            return Content::Lesson(Box::default());
        }
        let word = self.line.status.as_deref().map(|word| cut(word, caps::SHORT));
        let status = word.as_deref().map_or(Status::Unknown, status);
        let started = self.line.date.as_deref().filter(|_| self.date.is_some()).map(|date| cut(date, 10));
        Content::Project(Box::new(Project { status, status_original: word, started, ..Project::default() }))
    }
}

fn cut(words: &str, limit: usize) -> String {
    text::cut(&text::line(&without_nul(words)), limit)
}

fn without_nul(words: &str) -> String {
    words.replace('\0', "")
}

/// A day, a month or a year.
fn parse_date(text: &str) -> Option<Time> {
    let text = text.trim();
    Time::parse(text)
        .or_else(|| Time::parse(&format!("{text}-01")))
        .or_else(|| Time::parse(&format!("{text}-01-01")))
        .filter(|time| (1900..=2100).contains(&time.year()))
}

#[cfg(test)]
mod tests {
    use commons::{Audience, Content, Iri, Organisation, OrganisationKind, Status, Time};

    use super::Record;

    fn entry(line: &str) -> commons::Entry {
        let iri = |text| Iri::parse("id", text).expect("an id");
        let town = Organisation::new(iri("https://a.de/"), "a.de", "a", "A", OrganisationKind::Municipality);
        let record = Record::parse(line).expect("a record");
        record.entry(
            &iri("https://a.de/eintraege/1"),
            &town,
            &Audience::Public,
            Time::from_millis(1_700_000_000_000),
        )
    }

    #[test]
    fn a_report_becomes_a_lesson_and_all_else_a_project() {
        let lesson = entry(r#"{"id":"x:1","kind":"report","title":"Wie es war"}"#);
        assert!(matches!(lesson.content, Content::Lesson(_)));
        let project = entry(r#"{"id":"x:2","kind":"software","status":"Zwonull"}"#);
        let Content::Project(project) = project.content else { panic!("a project") };
        assert_eq!((project.status, project.status_original.as_deref()), (Status::Unknown, Some("Zwonull")));
    }

    #[test]
    fn nothing_is_refused_for_what_is_missing_or_too_much() {
        let long = "x".repeat(5_000);
        let line = serde_json::json!({"id": "x", "title": long, "summary": long, "tags": vec![long.clone(); 500], "body": "a\0b"});
        let entry = entry(&line.to_string()).tidy().expect("within the caps");
        assert_eq!(entry.title.chars().count(), 300);
        assert_eq!(entry.text, "ab");
    }

    #[test]
    fn odd_rows_are_named() {
        let record = Record::parse(
            r#"{"id":"x","title":"T","date":"gestern","links":["nirgends"],"status":"Zwonull"}"#,
        )
        .expect("a record");
        assert_eq!(record.odd.len(), 3, "{:?}", record.odd);
        assert!(Record::parse("{").is_err());
        assert!(Record::parse(r#"["x", "a list"]"#).is_err());
        let record = Record::parse(r#"{"id":"x","title":"T","links":[{"url":null,"name":null}, 7]}"#);
        assert_eq!(record.expect("a link is not worth a record").odd.len(), 2);
        assert!(Record::parse(r#"{"title":"no id"}"#).is_err());
    }
}
