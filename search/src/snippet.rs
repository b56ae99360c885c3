//! The passage of a hit that fits the question best, with the words marked that were asked for.

use std::collections::HashSet;

use crate::asked::Reading;
use crate::german::{Analyser, Tongue, words};
use crate::hits::Fragment;
use crate::sieve::Sieve;
use crate::sifted::{Part, Sifted};
use crate::stored::Stored;

/// Length of a passage, in bytes.
const LENGTH: usize = 260;
/// How much of a passage stands before its first mark, in bytes.
const LEAD: usize = 60;

/// The terms that are marked.
pub(crate) struct Marker {
    terms: HashSet<String>,
}

/// A word that was asked for: where it stands, and which term it is.
#[derive(Clone, Debug)]
struct Mark {
    from: usize,
    to: usize,
    term: String,
}

impl Marker {
    /// Marks the words of a question, and those that were looked for in their place.
    pub fn new<'w>(asked: impl Iterator<Item = &'w str>, reading: &Reading, analyser: &mut Analyser) -> Self {
        let mut terms: HashSet<String> = reading.terms().map(str::to_owned).collect();
        for text in asked {
            for group in words(text) {
                let joined = group.joined.as_deref();
                for word in group.words.iter().map(|word| word.text.as_ref()).chain(joined) {
                    terms.extend(analyser.terms(word, Tongue::German).all().map(str::to_owned));
                }
            }
        }
        Self { terms }
    }

    /// A sieve for what is marked, which is all that is looked for in a hit.
    pub fn sieve(&self) -> Sieve {
        Sieve::new(self.terms.iter().map(String::as_str))
    }

    /// The best passage of summary or text; where neither holds a word that was asked for, the beginning of the summary, or of the
    /// text where there is no summary.
    pub fn passage(&self, hit: &mut Sifted<'_, '_>) -> Vec<Fragment> {
        let Stored { summary, text, .. } = hit.stored;
        let in_summary = self.marks(hit, Part::Summary);
        let found = distinct(&in_summary);
        let is_enough = self.terms.is_empty() && !summary.is_empty();
        if is_enough || !self.terms.is_empty() && found >= self.terms.len().min(2) {
            return cut_out(summary, &in_summary);
        }
        let in_text = self.marks(hit, Part::Text);
        let best = best_window(&in_text);
        let is_text = summary.is_empty() || distinct(best) > found;
        if is_text { cut_out(text, best) } else { cut_out(summary, &in_summary) }
    }

    fn marks(&self, hit: &mut Sifted<'_, '_>, part: Part) -> Vec<Mark> {
        if self.terms.is_empty() {
            return Vec::new();
        }
        let (_, words) = hit.text(part);
        let marks = words.iter().filter_map(|word| {
            let term = word.terms.as_ref()?.all().find(|term| self.terms.contains(*term))?;
            Some(Mark { from: word.from, to: word.to, term: term.to_owned() })
        });
        marks.collect()
    }
}

fn distinct(marks: &[Mark]) -> usize {
    marks.iter().map(|mark| mark.term.as_str()).collect::<HashSet<_>>().len()
}

/// The marks of the passage that holds the most different terms.
fn best_window(marks: &[Mark]) -> &[Mark] {
    let window = |first: usize| {
        let end = marks[first].from + LENGTH - LEAD;
        let count = marks[first..].iter().take_while(|mark| mark.to <= end).count();
        &marks[first..first + count.max(1)]
    };
    let mut best: &[Mark] = &[];
    for first in 0..marks.len().min(200) {
        let candidate = window(first);
        if distinct(candidate) > distinct(best) {
            best = candidate;
        }
    }
    best
}

/// The stretch of text around the marks, cut at blanks, with ellipses where something was left out.
fn cut_out(text: &str, marks: &[Mark]) -> Vec<Fragment> {
    let start = marks.first().map_or(0, |mark| mark.from.saturating_sub(LEAD));
    let start = if start == 0 { 0 } else { after_blank(text, start) };
    let end = before_blank(text, start + LENGTH);
    let mut fragments = Vec::from_iter(plain(if start > 0 { "… " } else { "" }));
    let mut at = start;
    for mark in marks.iter().filter(|mark| mark.from >= start && mark.to <= end) {
        fragments.extend(plain(&text[at..mark.from]));
        fragments.push(Fragment { text: text[mark.from..mark.to].to_owned(), marked: true });
        at = mark.to;
    }
    fragments.extend(plain(&text[at..end.max(at)]));
    if end < text.len() {
        fragments.extend(plain(" …"));
    }
    fragments
}

/// A stretch that was not asked for; none where it would be empty.
fn plain(text: &str) -> Option<Fragment> {
    (!text.is_empty()).then(|| Fragment { text: on_one_line(text), marked: false })
}

/// The same on one line. Headings and items of lists end without a stop: a dot between them and what follows says that they are not one sentence.
fn on_one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let said = line.trim_end_matches(['\n', '\r']);
        shown.push_str(said);
        if said.len() < line.len() && !shown.ends_with(' ') {
            shown.push_str(if said.ends_with(['.', '!', '?', ':', ',', ';']) { " " } else { " · " });
        }
    }
    shown
}

/// The first place behind a blank, from here on; here, if no blank is near.
fn after_blank(text: &str, from: usize) -> usize {
    let from = text.ceil_char_boundary(from);
    text[from..].find(char::is_whitespace).filter(|distance| *distance < LEAD).map_or(from, |distance| {
        let blank = from + distance;
        blank + text[blank..].chars().next().map_or(0, char::len_utf8)
    })
}

/// The last blank before here; here, if no blank is near; the end, if the text is shorter.
fn before_blank(text: &str, to: usize) -> usize {
    if to >= text.len() {
        return text.len();
    }
    let to = text.floor_char_boundary(to);
    text[..to].rfind(char::is_whitespace).filter(|blank| to - blank < LEAD).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::{Marker, Part};
    use crate::asked::Reading;
    use crate::german::{Analyser, Tongue};
    use crate::sifted::Sifter;
    use crate::stored::Stored;

    fn passage(question: &str, summary: &str, text: &str) -> String {
        let stored = Stored {
            summary: summary.to_owned(),
            text: text.to_owned(),
            language: "de".to_owned(),
            ..Stored::default()
        };
        let mut analyser = Analyser::new();
        let marker = Marker::new([question].into_iter(), &Reading::default(), &mut analyser);
        let mut sifter = Sifter { sieve: marker.sieve(), analyser: &mut analyser };
        let fragments = marker.passage(&mut sifter.of(&stored));
        fragments
            .iter()
            .map(|part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() })
            .collect()
    }

    #[test]
    fn words_are_marked_in_every_form() {
        assert_eq!(passage("Kitaplatz", "Eltern finden Kitaplätze.", ""), "Eltern finden [Kitaplätze].");
        assert_eq!(passage("Kitaplatz", "Eltern finden Kita-Plätze.", ""), "Eltern finden [Kita]-[Plätze].");
    }

    #[test]
    fn no_word_that_is_meant_is_passed_over() {
        for (asked, word) in [
            ("Plätze", "Kitaplaetzen"),
            ("Bürger", "Unionsbürgerinnen"),
            ("Eltern", "KitaEltern"),
            ("Maß", "Maßnahme"),
            ("KI", "KI"),
            ("Straßen", "Ortsstrassenreinigung"),
            ("Größe", "Betriebsgroessen"),
        ] {
            let mut analyser = Analyser::new();
            let marker = Marker::new([asked].into_iter(), &Reading::default(), &mut analyser);
            let all: Vec<String> = analyser.terms(word, Tongue::German).all().map(str::to_owned).collect();
            let is_meant = all.iter().any(|term| marker.terms.contains(term));
            let stored = Stored { text: word.to_owned(), language: "de".to_owned(), ..Stored::default() };
            let mut sifter = Sifter { sieve: marker.sieve(), analyser: &mut analyser };
            let is_marked = !marker.marks(&mut sifter.of(&stored), Part::Text).is_empty();
            assert_eq!(is_marked, is_meant, "{asked} in {word}: {all:?}");
        }
    }

    #[test]
    fn the_passage_is_taken_from_the_text_where_the_summary_says_nothing() {
        let text = format!(
            "{}Wir messen Bodenfeuchte im Wald. {}",
            "Vorrede. ".repeat(100),
            "Nachrede. ".repeat(100)
        );
        let found = passage("Bodenfeuchte", "Ein Projekt.", &text);
        assert!(
            found.starts_with("… ") && found.ends_with(" …") && found.contains("[Bodenfeuchte]"),
            "{found}"
        );
        assert!(found.len() < 400);
    }

    #[test]
    fn what_has_no_summary_shows_how_its_text_begins() {
        assert_eq!(passage("", "", "Was kostet der Betrieb?"), "Was kostet der Betrieb?");
        assert_eq!(passage("", "Kurz gesagt.", "Lang gesagt."), "Kurz gesagt.");
    }

    #[test]
    fn headings_and_items_do_not_run_into_what_follows() {
        let text = "Was es kostet\n\nEinmalig 4.000 Euro.\nDazu:\nWartung\nBetrieb im Rathaus\nStrom";
        assert_eq!(
            passage("Wartung Rathaus", "", text),
            "Was es kostet · Einmalig 4.000 Euro. Dazu: [Wartung] · Betrieb im [Rathaus] · Strom"
        );
    }

    #[test]
    fn any_text_can_be_cut() {
        for text in
            ["ä".repeat(5_000), "ää ".repeat(3_000), "🏛️ Rathaus ".repeat(500), "x".repeat(400) + " Rathaus"]
        {
            let _ = passage("Rathaus", &text, &text);
        }
    }
}
