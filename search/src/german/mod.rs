//! The analyser: from text to the terms by which it is found. One for what is indexed and what is asked.
//!
//! A word becomes its stem; where it is a compound, the stems of its parts stand at the same position. Folding comes first,
//! so that ä, ae and a mean the same to word lists, splitter and stemmer.

mod compound;
mod dictionary;
mod fold;
mod root;
mod seen;
mod stem;
mod stop;
mod tongue;
mod verbs;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use compound::{known_beginnings, known_endings};
pub(crate) use dictionary::is_german_word;
pub(crate) use fold::fold as folded;
pub(crate) use root::read as family;
pub(crate) use seen::OfWords;
use seen::Seen;
use stem::Stems;
pub(crate) use stop::is_question_word;
pub(crate) use tongue::Tongue;
pub(crate) use verbs::infinitive;
pub(crate) use words::words;

/// Longest word, in bytes, that is kept: Kindertagesstättenbedarfsplanungsverfahren fits, a key in base64 hardly.
const LONGEST_WORD: usize = 120;
/// How many words of a tongue are remembered where few are met: 1 to 2 MB.
const REMEMBERED: usize = 8_000;
/// How many where everything is read: ten times as much, for as long as that lasts.
const REMEMBERED_BY_BUILDERS: usize = 60_000;

/// The terms of one word: itself, and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Its stem; empty for a stop word.
    pub whole: String,
    /// Stems of its parts, without the whole.
    pub parts: Vec<String>,
    /// What it and its parts have in common with words of the same family, see [`family`]: no terms of the index, but how terms begin.
    pub roots: Vec<String>,
}

impl Terms {
    /// Everything under which it can be found: the whole, then the parts.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.whole.as_str())
            .chain(self.parts.iter().map(String::as_str))
            .filter(|term| !term.is_empty())
    }
}

/// Turns words into terms and remembers what it has seen.
pub(crate) struct Analyser {
    stems: Stems,
    seen: BTreeMap<Tongue, Seen>,
    /// How many words of a tongue are remembered.
    most: usize,
}

impl Analyser {
    /// One that has seen nothing yet.
    pub fn new() -> Self {
        Self::remembering(REMEMBERED)
    }

    /// One for whoever reads everything there is.
    pub fn for_building() -> Self {
        Self::remembering(REMEMBERED_BY_BUILDERS)
    }

    fn remembering(most: usize) -> Self {
        Self { stems: Stems::default(), seen: BTreeMap::new(), most }
    }

    /// The terms of a word as it stands in the text.
    pub fn terms(&mut self, word: &str, tongue: Tongue) -> Arc<Terms> {
        if let Some(terms) = self.seen.get_mut(&tongue).and_then(|seen| seen.get(word)) {
            return terms;
        }
        let terms = Arc::new(self.analyse(word, tongue));
        if word.len() <= LONGEST_WORD {
            let seen = self.seen.entry(tongue).or_insert_with(|| Seen::new(self.most));
            seen.keep(word, Arc::clone(&terms));
        }
        terms
    }

    fn analyse(&mut self, word: &str, tongue: Tongue) -> Terms {
        if word.len() > LONGEST_WORD {
            return Terms::default();
        }
        let word = words::without_inner_gender(word);
        let folded = fold::fold(&word);
        let folded = if tongue == Tongue::German { stem::common_form(&folded) } else { &folded };
        if tongue == Tongue::German && stop::is_stop_word(folded) {
            return Terms::default();
        }
        let verb = if tongue == Tongue::German { infinitive(folded) } else { None };
        let folded = verb.as_deref().unwrap_or(folded);
        let whole = self.stems.stem(folded, tongue);
        let mut parts: Vec<String> =
            words::camel_parts(&word).map(|part| self.stems.stem(&fold::fold(part), tongue)).collect();
        let cut = if tongue == Tongue::German { compound::parts(folded) } else { Vec::new() };
        parts.extend(cut.iter().map(|part| self.stems.stem(part, tongue)));
        parts.retain(|part| *part != whole && part.len() > 1);
        parts.sort();
        parts.dedup();
        let mut roots: Vec<String> = Vec::new();
        if tongue == Tongue::German {
            let words = std::iter::once(folded).chain(cut);
            for beginning in words.filter_map(root::beginning) {
                roots.push(root::root(beginning, &self.stems.stem(beginning, tongue)));
            }
            roots.sort();
            roots.dedup();
        }
        Terms { whole, parts, roots }
    }

    /// The terms of a compound in which another word takes the place of a part, with each way of joining them.
    pub fn exchange(&mut self, word: &str, part: &str, other: &str) -> Vec<String> {
        let folded = fold::fold(&words::without_inner_gender(word));
        let other = fold::fold(other);
        let mut all = Vec::new();
        if other.contains(|character: char| !character.is_alphanumeric()) {
            return all;
        }
        for cut in compound::cuts(&folded) {
            if self.terms(&folded[cut.clone()], Tongue::German).whole != part {
                continue;
            }
            let (before, after) = (&folded[..cut.start], &folded[cut.end..]);
            for link in if after.is_empty() { &[""][..] } else { &["", "s", "n"] } {
                all.push(self.terms(&format!("{before}{other}{link}{after}"), Tongue::German).whole.clone());
            }
        }
        all
    }

    /// Writes down the words of a text as they stand there.
    pub fn write_down_exactly(&self, text: &str, out: &mut String) {
        for word in words(text).flat_map(|group| group.words) {
            if word.text.len() <= LONGEST_WORD {
                out.push(' ');
                out.push_str(&fold::fold(&word.text));
            }
        }
    }

    /// Writes a text down as terms: a blank begins a position, [`TOGETHER`] joins terms of one position.
    pub fn write_down(&mut self, text: &str, tongue: Tongue, out: &mut String) {
        for group in words(text) {
            for (index, word) in group.words.iter().enumerate() {
                out.push(' ');
                let terms = self.terms(&word.text, tongue);
                let joined =
                    group.joined.as_deref().filter(|_| index == 0).map(|joined| self.terms(joined, tongue));
                let all = terms.all().chain(joined.iter().flat_map(|terms| terms.all()));
                write_position(all, out);
            }
        }
    }
}

/// Separates the terms of one position where a text is written down.
pub(crate) const TOGETHER: char = '\u{1f}';

fn write_position<'a>(terms: impl Iterator<Item = &'a str>, out: &mut String) {
    for (index, term) in terms.enumerate() {
        if index > 0 {
            out.push(TOGETHER);
        }
        out.push_str(term);
    }
}

#[cfg(test)]
mod tests {
    use super::{Analyser, Tongue};

    fn whole(word: &str) -> String {
        Analyser::new().terms(word, Tongue::German).whole.clone()
    }

    fn all(word: &str) -> Vec<String> {
        Analyser::new().terms(word, Tongue::German).all().map(str::to_owned).collect()
    }

    #[test]
    fn one_word_in_its_forms_is_one_term() {
        for forms in [
            &["Kita", "Kitas", "KITA"][..],
            &["Platz", "Plätze", "Plaetze", "Platze", "Plätzen"],
            &["Bürger", "Bürgern", "Buerger", "BürgerInnen", "Bürgerinnen"],
            &["Straße", "Strasse", "Straßen"],
            &["neue", "neuen", "neu"],
            &["Büro", "Büros"],
        ] {
            for form in forms {
                assert_eq!(whole(form), whole(forms[0]), "{form}");
            }
        }
        assert_ne!(whole("Bürger"), whole("Burg"));
    }

    #[test]
    fn the_parts_of_a_compound_stand_beside_it() {
        let platz = whole("Platz");
        for word in ["Kitaplatz", "Kitaplätze", "Kitaplaetze"] {
            assert!(
                all(word).contains(&"kita".to_owned()) && all(word).contains(&platz),
                "{word}: {:?}",
                all(word)
            );
        }
        assert!(all("Bürgerhaushalt").contains(&whole("Haushalt")));
        assert!(all("Trinkwasserqualität").contains(&whole("Qualität")));
    }

    #[test]
    fn kit_does_not_find_kita_and_whole_words_stay_whole() {
        assert!(!all("Kita").contains(&whole("Kit")));
        for word in ["Kita", "Freitag", "Verwaltung", "Beteiligung", "Ausweis", "Termin"] {
            assert_eq!(all(word).len(), 1, "{word}: {:?}", all(word));
        }
    }

    #[test]
    fn hyphens_and_gender_marks_are_read_through() {
        let mut analyser = Analyser::new();
        let mut read = |text: &str| {
            let mut out = String::new();
            analyser.write_down(text, Tongue::German, &mut out);
            out
        };
        assert!(
            read("E-Akte").contains(&read("eAkte").trim().split('\u{1f}').next().expect("a term").to_owned())
        );
        for form in ["Bürger:innen", "Bürger*innen", "Bürger/-innen", "Bürger_innen", "BürgerInnen"] {
            assert_eq!(read(form), read("Bürger"), "{form}");
        }
        assert_eq!(read("Bürger*innenbeteiligung"), read("Bürgerbeteiligung"));
    }
}
