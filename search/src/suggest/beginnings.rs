//! With what titles, names and topics begin: what is written into the index so that it can be suggested.
//!
//! Each beginning is a letter for what it belongs to and words as [`fold`] writes them. A topic carries its own spelling behind
//! them, so that the dictionary of the index alone says what can be suggested.

use commons::register::fold;
use commons::{Content, Entry, Organisation};

use crate::german::{Analyser, Tongue};

/// Before the words of a title.
pub(crate) const TITLE: char = 'e';
/// Before the words of an organisation's name.
pub(crate) const NAME: char = 'o';
/// Before a topic, from each of its words on.
pub(crate) const TOPIC: char = 't';
/// Between the folded words of a topic and its spelling.
pub(crate) const SPELLED: char = '\u{1f}';
/// Words of a topic from which on it is suggested.
const MOST_WORDS: usize = 4;
/// Longest topic, in characters: a sentence is none.
const LONGEST_TOPIC: usize = 60;
/// Longest word, in bytes.
const LONGEST_WORD: usize = 120;

/// Those of an entry. A comment is not suggested: it has no title.
pub(crate) fn beginnings_of_entry(entry: &Entry, analyser: &mut Analyser) -> Vec<String> {
    if matches!(entry.content, Content::Comment(_)) {
        return Vec::new();
    }
    let mut all = words(TITLE, &entry.title, &mut |word| says_something(word, analyser));
    let (mut topics, mut software): (Vec<&String>, Vec<&String>) =
        (entry.topics.iter().collect(), Vec::new());
    if let Content::Project(project) = &entry.content {
        topics.extend(&project.technologies);
        software.extend(project.software.iter().map(|software| &software.name));
    }
    topics.into_iter().chain(software).for_each(|topic| all.extend(spelled(topic)));
    all.sort();
    all.dedup();
    all
}

/// Those of an organisation: its name and its short name.
pub(crate) fn beginnings_of_organisation(organisation: &Organisation) -> Vec<String> {
    let mut all = words(NAME, &organisation.name, &mut |_| true);
    all.extend(words(NAME, &organisation.handle, &mut |_| true));
    all.sort();
    all.dedup();
    all
}

/// Whether a folded word is more than "für" and "mit".
pub(crate) fn says_something(word: &str, analyser: &mut Analyser) -> bool {
    !analyser.terms(word, Tongue::German).whole.is_empty()
}

fn words(letter: char, text: &str, wanted: &mut impl FnMut(&str) -> bool) -> Vec<String> {
    let folded = fold(text);
    let words =
        folded.split(' ').filter(|word| !word.is_empty() && word.len() <= LONGEST_WORD && wanted(word));
    words.map(|word| format!("{letter}{word}")).collect()
}

/// A topic from each of its words on, with its spelling.
fn spelled(topic: &str) -> Vec<String> {
    let spelling = commons::text::line(topic).replace(SPELLED, " ");
    let folded = fold(&spelling);
    if folded.is_empty() || spelling.chars().count() > LONGEST_TOPIC {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(folded.match_indices(' ').map(|(at, _)| at + 1));
    starts.take(MOST_WORDS).map(|at| format!("{TOPIC}{}{SPELLED}{spelling}", &folded[at..])).collect()
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn a_topic_is_suggested_from_each_of_its_words_on_as_it_was_spelled() {
        assert_eq!(
            spelled("Freie Kita-Plätze"),
            [
                "tfreie kita platze\u{1f}Freie Kita-Plätze",
                "tkita platze\u{1f}Freie Kita-Plätze",
                "tplatze\u{1f}Freie Kita-Plätze",
            ]
        );
        assert!(spelled(&"Wort ".repeat(20)).is_empty() && spelled("…").is_empty());
    }
}
