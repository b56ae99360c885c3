//! Articles and Notes of other software, mapped to entries: their HTML becomes plain text before anybody keeps it.

use commons::{Audience, Comment, CommentKind, Content, Document, Entry, Iri, Licence, Refusal, Time, text};
use serde_json::{Map, Value};

use crate::{html, json};

/// As Public is written: in full, compacted, or bare.
const PUBLIC: [&str; 3] = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];
/// A Note has no title: so many characters of its first line stand in.
const TITLE_OF_NOTE: usize = 100;

/// Whether it is a kind of writing that becomes an entry.
pub(crate) fn is_readable(map: &Map<String, Value>) -> bool {
    json::kinds(map).any(|kind| matches!(kind, "Article" | "Note" | "Page"))
}

/// The entry in a foreign object. A reply becomes a comment, everything else a project of unknown status.
pub(crate) fn entry(map: &Map<String, Value>, id: Iri, author: &Iri, now: Time) -> Result<Entry, Refusal> {
    let body = html::to_text(json::text(map, "content").unwrap_or(""));
    let parent = json::iri(map, "inReplyTo")?;
    let title = match (json::text(map, "name"), &parent) {
        (Some(name), _) => text::line(&html::to_text(name)),
        (None, Some(_)) => String::new(),
        (None, None) => text::cut(body.lines().next().unwrap_or(""), TITLE_OF_NOTE),
    };
    let content = parent.map_or_else(|| Content::Project(Box::default()), comment);
    let published = json::time(map, "published")?.unwrap_or(now).min(now);
    let updated = json::time(map, "updated")?.unwrap_or(published).min(now);
    let mut entry = Entry::new(id, author.clone(), &title, content, published);
    entry.version = updated.millis();
    entry.updated = updated;
    entry.summary = html::to_text(json::text(map, "summary").unwrap_or(""));
    entry.text = body;
    entry.audience = audience(map);
    entry.licence = Licence::Other(json::text(map, "license").map(text::excerpt).unwrap_or_default());
    entry.topics = topics(map);
    entry.documents = documents(map);
    if let Some(language) = language(map) {
        entry.language = language;
    }
    entry.tidy()
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
