//! An entry or an organisation in a list: what it is, who says so, and the one sentence that makes one read on.

use commons::{Content, Entry, Kind, Organisation, OrganisationKind, Progress, State, Status, Time, text};
use search::{Fragment, Hit, How, Matched};

use super::Speech;
use super::byline::{self, Byline};

/// One item of a list.
#[derive(Clone, Debug)]
pub struct Card {
    /// The code of its kind, by which the stylesheet colours it.
    pub kind: String,
    /// Its kind in words.
    pub kind_label: String,
    /// Its title.
    pub title: String,
    /// The language of title and text (BCP 47): whoever reads aloud must know. Empty: not known.
    pub language: String,
    /// Where it is read.
    pub address: String,
    /// Who wrote it; none where it is an organisation itself.
    pub byline: Option<Byline>,
    /// Where in its life it stands, in words.
    pub status: Option<String>,
    /// A lesson's recommendation.
    pub recommendation: Option<String>,
    /// What falls away.
    pub relief: Option<String>,
    /// The words around what was searched for, or the summary.
    pub snippet: Vec<Fragment>,
    /// Why it was found where that is not plain to see, in words.
    pub matched: Vec<String>,
    /// When it was last changed.
    pub updated: Option<Time>,
    /// For whom alone it is, in words, where it is not for everyone.
    pub only: Option<String>,
}

impl Card {
    /// A hit of a search.
    pub fn of_hit(hit: Hit, speech: &Speech, host: &str) -> Self {
        let language = speech.language();
        let is_organisation = hit.is_organisation();
        let land = hit.organisation.state.as_deref().and_then(|code| State::parse(code).ok());
        let place = hit.organisation.county.or_else(|| land.map(|land| land.label(language).to_owned()));
        let of_organisation = byline::address(&hit.organisation.handle, &hit.organisation.host, host);
        let snippet = if hit.snippet.is_empty() { plain(&hit.summary) } else { hit.snippet };
        let card = Self {
            kind_label: kind_label(&hit.kind, speech),
            kind: hit.kind,
            title: hit.title,
            language: hit.language,
            address: format!("/eintraege/{}", hit.id),
            byline: None,
            status: hit.status.as_deref().and_then(|code| status_label(code, speech)),
            recommendation: said(&hit.recommendation),
            relief: said(&hit.relief),
            snippet,
            matched: hit.matched.iter().map(|matched| why(matched, speech)).collect(),
            updated: Some(hit.updated),
            only: only(&hit.audience, speech),
        };
        if is_organisation {
            return Self { address: of_organisation, updated: None, ..card };
        }
        let byline = Byline { name: hit.organisation.name, place, address: of_organisation };
        Self { byline: Some(byline), title: title(&card.title, &card.snippet, &card.kind_label), ..card }
    }

    /// An entry from memory.
    pub fn of_entry(
        entry: &Entry,
        id: &str,
        author: Option<&Organisation>,
        speech: &Speech,
        host: &str,
    ) -> Self {
        let language = speech.language();
        let (status, recommendation, relief) = match &entry.content {
            Content::Project(project) => {
                (known(project.status).map(|status| status.label(language)), None, said(&project.relief))
            }
            Content::Lesson(lesson) => {
                (lesson.outcome.map(|outcome| outcome.label(language)), said(&lesson.recommendation), None)
            }
            Content::Call(call) => (Some(call.progress.label(language)), None, None),
            Content::Adoption(adoption) => (Some(adoption.stage.label(language)), None, None),
            Content::Comment(_) => (None, None, None),
        };
        let snippet = plain(if entry.summary.is_empty() { &entry.text } else { &entry.summary });
        Self {
            kind: entry.kind().code().to_owned(),
            kind_label: entry.kind().label(language).to_owned(),
            title: title(&entry.title, &snippet, entry.kind().label(language)),
            language: entry.language.clone(),
            address: format!("/eintraege/{id}"),
            byline: author.map(|author| Byline::of(author, language, host)),
            status: status.map(str::to_owned),
            recommendation,
            relief,
            snippet,
            matched: Vec::new(),
            updated: Some(entry.updated),
            only: only(entry.audience.code(), speech),
        }
    }
}

impl Card {
    /// Its id, where it can be compared with others of its kind.
    pub fn comparable(&self) -> Option<&str> {
        let id = self.address.strip_prefix("/eintraege/")?;
        matches!(self.kind.as_str(), "project" | "lesson").then_some(id)
    }
}

/// `gefunden über: Kindertagesstätte (statt Kita)`.
fn why(matched: &Matched, speech: &Speech) -> String {
    let key = match matched.how {
        How::Synonym => "matched-synonym",
        How::Part if holds(&matched.found, &matched.asked) => "matched-within",
        How::Part if holds(&matched.asked, &matched.found) => "matched-part-of",
        How::Part => "matched-part",
        How::Spelling => "matched-spelling",
    };
    speech.tell(key, &[("found", matched.found.as_str()), ("asked", matched.asked.as_str())])
}

/// Whether it can be seen in the word that it holds the other.
fn holds(word: &str, other: &str) -> bool {
    word.to_lowercase().contains(&other.to_lowercase())
}

/// By what an entry is known where it is only named.
pub fn title_of(entry: &Entry, speech: &Speech) -> String {
    let snippet = plain(if entry.summary.is_empty() { &entry.text } else { &entry.summary });
    title(&entry.title, &snippet, entry.kind().label(speech.language()))
}

/// For whom alone it is, by the code of its audience; nothing where it is for everyone.
pub fn only(audience: &str, speech: &Speech) -> Option<String> {
    match audience {
        "own" => Some(speech.say("only-own")),
        "circles" => Some(speech.say("only-circles")),
        _ => None,
    }
}

/// The title, or the first words of what has none (comments, foreign notes), or its kind where nothing is said.
fn title(title: &str, snippet: &[Fragment], kind: &str) -> String {
    if !title.is_empty() {
        return title.to_owned();
    }
    let words: String = snippet.iter().map(|fragment| fragment.text.as_str()).collect();
    if words.is_empty() { kind.to_owned() } else { text::cut(&words, 80) }
}

/// A summary as an unmarked snippet of at most 300 characters.
fn plain(summary: &str) -> Vec<Fragment> {
    let text = text::cut(summary, 300);
    if text.is_empty() { Vec::new() } else { vec![Fragment { text, marked: false }] }
}

fn said(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

/// A status that says something.
fn known(status: Status) -> Option<Status> {
    (status != Status::Unknown).then_some(status)
}

/// A kind in words; an organisation's document carries its own kind.
pub fn kind_label(code: &str, speech: &Speech) -> String {
    let language = speech.language();
    let entry = Kind::parse(code).map(|kind| kind.label(language));
    let label = entry.or_else(|_| OrganisationKind::parse(code).map(|kind| kind.label(language)));
    label.map_or_else(|_| speech.say("organisation"), str::to_owned)
}

/// A project's status, a call's progress, an adoption's stage, a lesson's outcome, a comment's kind in words; "unknown" says nothing.
pub fn status_label(code: &str, speech: &Speech) -> Option<String> {
    let language = speech.language();
    let label = match Status::parse(code) {
        Ok(Status::Unknown) => return None,
        Ok(status) => status.label(language),
        Err(_) => Progress::parse(code)
            .map(|progress| progress.label(language))
            .or_else(|_| commons::Stage::parse(code).map(|stage| stage.label(language)))
            .or_else(|_| commons::Outcome::parse(code).map(|outcome| outcome.label(language)))
            .or_else(|_| commons::CommentKind::parse(code).map(|kind| kind.label(language)))
            .unwrap_or(""),
    };
    Some(if label.is_empty() { code.to_owned() } else { label.to_owned() })
}

#[cfg(test)]
mod tests {
    use search::{How, Matched};

    use super::why;
    use crate::pages::Speech;

    #[test]
    fn what_a_word_and_its_part_have_to_do_with_each_other_is_said_as_plainly_as_it_can_be_seen() {
        for (asked, found, said) in [
            ("kita", "Kitaplätze", "gefunden über: Kitaplätze (enthält kita)"),
            ("Müllkalender", "Kalender", "gefunden über: Kalender (Teil von Müllkalender)"),
            ("Landeplatz", "Kita-Plätze", "gefunden über: Kita-Plätze (verwandt mit Landeplatz)"),
        ] {
            let matched = Matched { asked: asked.to_owned(), found: found.to_owned(), how: How::Part };
            let plain: String = why(&matched, &Speech::default()).replace(['\u{2068}', '\u{2069}'], "");
            assert_eq!(plain, said);
        }
    }
}
