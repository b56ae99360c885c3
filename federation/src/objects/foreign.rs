//! What other software writes, mapped to entries: its HTML becomes plain text before anybody keeps it.
//!
//! A reply becomes a comment, everything else a project of unknown status. What an entry has no place for, the choices of a poll and the time and
//! place of an event, stands in its text.

use commons::{Audience, Comment, CommentKind, Content, Document, Entry, Iri, Licence, Refusal, Time, text};
use serde_json::{Map, Value};

use crate::{html, json};

/// As Public is written: in full, compacted, or bare.
const PUBLIC: [&str; 3] = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];
/// What is read. Pictures alone, chat and the like are not.
const READABLE: [&str; 7] = ["Article", "Note", "Page", "Event", "Question", "Video", "Audio"];
/// A Note has no title: so many characters of its first line stand in.
const TITLE_OF_NOTE: usize = 100;
/// Choices of a poll that are shown.
const MOST_CHOICES: usize = 50;

/// Whether it is a kind of writing that becomes an entry.
pub(crate) fn is_readable(map: &Map<String, Value>) -> bool {
    json::kinds(map).any(|kind| READABLE.contains(&kind)) && !is_vote(map)
}

/// A vote in a poll travels as a Note with a name and nothing to read. We hold no polls.
fn is_vote(map: &Map<String, Value>) -> bool {
    json::kind(map) == "Note"
        && json::text(map, "name").is_some()
        && spoken(map, "content").is_none()
        && map.get("inReplyTo").is_some_and(|parent| !parent.is_null())
}

/// The entry in a foreign object.
pub(crate) fn entry(map: &Map<String, Value>, id: Iri, author: &Iri, now: Time) -> Result<Entry, Refusal> {
    let parent = json::iri(map, "inReplyTo")?;
    let is_reply = parent.is_some();
    let content = parent.map_or_else(|| Content::Project(Box::default()), comment);
    let published = json::time(map, "published")?.unwrap_or(now).min(now);
    let updated = json::time(map, "updated")?.unwrap_or(published).min(now);
    let mut entry = Entry::new(id, author.clone(), "", content, published);
    entry.version = updated.millis();
    entry.updated = updated;
    entry.text = body(map, is_reply);
    entry.summary = html::to_text(json::text(map, "summary").unwrap_or(""));
    entry.documents = documents(map);
    entry.title = title(map, &entry);
    // Some say the same twice, since they cannot know which of the two is shown.
    if [&entry.title, &entry.text].contains(&&entry.summary) {
        entry.summary.clear();
    }
    entry.audience = audience(map);
    entry.licence = Licence::Other(json::text(map, "license").map(text::excerpt).unwrap_or_default());
    entry.topics = topics(map);
    if let Some(language) = language(map) {
        entry.language = language;
    }
    entry.tidy()
}

/// Its name; of a reply, none; of what else has no name, how it begins.
fn title(map: &Map<String, Value>, entry: &Entry) -> String {
    if let Some(name) = spoken(map, "name") {
        return text::line(&html::to_text(name));
    }
    if entry.parent().is_some() {
        return String::new();
    }
    let first = |text: &str| text.lines().next().unwrap_or("").to_owned();
    let beginnings = [first(&entry.text), first(&entry.summary)].into_iter();
    let pictured = entry.documents.iter().map(|document| document.title.clone());
    let found = beginnings.chain(pictured).find(|beginning| !beginning.is_empty());
    text::cut(&found.unwrap_or_default(), TITLE_OF_NOTE)
}

/// What it says, and below it what only its kind knows.
fn body(map: &Map<String, Value>, is_reply: bool) -> String {
    let said = html::to_text(spoken(map, "content").unwrap_or(""));
    let said = if is_reply { without_salutation(&said, map) } else { said.as_str() };
    let parts = [said, &occasion(map), &choices(map)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A text member, or its only translation where there is none.
fn spoken<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    json::text(map, key).filter(|text| !text.is_empty()).or_else(|| {
        let translations = map.get(&format!("{key}Map"))?.as_object()?;
        translations.values().next()?.as_str()
    })
}

/// Without the names at its beginning to whom a reply is addressed: it stands below what it answers.
fn without_salutation<'a>(said: &'a str, map: &Map<String, Value>) -> &'a str {
    let tags = json::many(map.get("tag")).iter().filter_map(Value::as_object);
    let mentions = tags.filter(|tag| json::kind(tag) == "Mention").filter_map(|tag| json::text(tag, "name"));
    let names: Vec<_> = mentions.map(handle).filter(|name| !name.is_empty()).collect();
    let mut rest = said;
    while let Some(after) = rest.strip_prefix('@') {
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        if !names.iter().any(|name| handle(&after[..end]).eq_ignore_ascii_case(name)) {
            break;
        }
        rest = after[end..].trim_start();
    }
    rest
}

/// `ada` of `@ada@chaos.example`, or of `ada`.
fn handle(name: &str) -> &str {
    name.trim_start_matches('@').split('@').next().unwrap_or("")
}

/// When and where an event takes place, or until when a poll is open: `2026-05-04T18:00:00Z – 2026-05-04T20:00:00Z, Rathaus`.
fn occasion(map: &Map<String, Value>) -> String {
    let times =
        ["startTime", "endTime"].into_iter().filter_map(|key| json::text(map, key).map(text::excerpt));
    let place = map.get("location").and_then(Value::as_object).and_then(|place| json::text(place, "name"));
    let parts = [times.collect::<Vec<_>>().join(" – "), place.map(text::line).unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The choices of a poll, as a list. Here nobody votes.
fn choices(map: &Map<String, Value>) -> String {
    let offered = json::many(map.get("oneOf")).iter().chain(json::many(map.get("anyOf")));
    let names = offered.filter_map(Value::as_object).filter_map(|choice| json::text(choice, "name"));
    let lines = names.take(MOST_CHOICES).map(|name| format!("- {}", text::line(&html::to_text(name))));
    lines.collect::<Vec<_>>().join("\n")
}

fn comment(parent: Iri) -> Content {
    Content::Comment(Comment { comment: CommentKind::Note, parent, thread: None, office: String::new() })
}

/// Public where it says so; whatever else was meant, it is nobody's business here.
fn audience(map: &Map<String, Value>) -> Audience {
    let mut recipients =
        json::many(map.get("to")).iter().chain(json::many(map.get("cc"))).filter_map(json::id_of);
    if recipients.any(|to| PUBLIC.contains(&to)) { Audience::Public } else { Audience::Own }
}

fn topics(map: &Map<String, Value>) -> Vec<String> {
    let tags = json::many(map.get("tag")).iter().filter_map(Value::as_object);
    let hashtags = tags.filter(|tag| json::kind(tag) == "Hashtag").filter_map(|tag| json::text(tag, "name"));
    hashtags.map(|name| text::line(name.trim_start_matches('#'))).filter(|name| !name.is_empty()).collect()
}

/// Attachments become links to click, never something that is loaded.
fn documents(map: &Map<String, Value>) -> Vec<Document> {
    let attached = json::many(map.get("attachment")).iter().filter_map(Value::as_object);
    attached.filter_map(document).collect()
}

fn document(map: &Map<String, Value>) -> Option<Document> {
    let url = map.get("url").or_else(|| map.get("href")).and_then(Value::as_str)?;
    let short = |key| json::text(map, key).map(text::line).map(|value| text::cut(&value, text::caps::TITLE));
    let title = short("name").unwrap_or_default();
    Some(Document {
        title,
        media_type: short("mediaType"),
        url: Iri::of_activity("url", url).ok()?,
        licence: None,
    })
}

/// The one language of `contentMap`, where there is exactly one.
fn language(map: &Map<String, Value>) -> Option<String> {
    let languages = map.get("contentMap")?.as_object()?;
    let tag = languages.keys().next().filter(|_| languages.len() == 1)?;
    let plain = tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && tag.len() >= 2).then(|| tag.clone())
}
