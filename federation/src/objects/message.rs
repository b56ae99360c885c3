//! What carries an entry's message where nothing but name, summary and url is shown, as Mastodon shows an Article.

use commons::{Content, Entry, Language, Status, text};

use crate::html;

/// Characters of a text that stand in for a summary.
const BEGINNING: usize = 300;

/// Its title, or what it is where it has none.
pub(crate) fn name(entry: &Entry) -> &str {
    if entry.title.is_empty() { entry.kind().label(Language::German) } else { &entry.title }
}

/// What its kind makes the first thing to know, then its summary or how its text begins.
pub(crate) fn summary(entry: &Entry) -> String {
    let said = if entry.summary.is_empty() { beginning(entry) } else { entry.summary.clone() };
    let parts = [lead(entry), said];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn beginning(entry: &Entry) -> String {
    let words = html::to_text(&html::from_markdown(&entry.text));
    text::cut(&text::line(&words), BEGINNING)
}

fn lead(entry: &Entry) -> String {
    match &entry.content {
        Content::Project(project) if project.status != Status::Unknown => {
            format!("Stand: {}.", project.status.label(Language::German))
        }
        Content::Lesson(lesson) => lesson.recommendation.clone(),
        Content::Call(call) => format!("{}:", call.direction.label(Language::German)),
        Content::Adoption(adoption) => {
            let stage = format!("Nutzung: {}.", adoption.stage.label(Language::German));
            if adoption.reason.is_empty() { stage } else { format!("{stage} {}", adoption.reason) }
        }
        Content::Project(_) | Content::Comment(_) => String::new(),
    }
}
