//! The analyser: from text to the terms by which it is found. One for what is indexed and what is asked.
//!
//! A word becomes its stem; where it is a compound, the stems of its parts stand at the same position. Folding comes first,
//! so that ä, ae and a mean the same to word lists, splitter and stemmer.

mod compound;
mod dictionary;
mod fold;
mod seen;
mod stem;
mod stop;
mod words;

use std::sync::Arc;

pub(crate) use fold::fold as folded;
use seen::Seen;
use stem::Stems;
pub(crate) use words::words;

/// Longest word, in bytes, that is kept: Kindertagesstättenbedarfsplanungsverfahren fits, a key in base64 hardly.
const LONGEST_WORD: usize = 120;
/// How many words of a tongue are remembered where few are met: 1 to 2 MB.
const REMEMBERED: usize = 8_000;
/// How many where everything is read: ten times as much, for as long as that lasts.
const REMEMBERED_BY_BUILDERS: usize = 60_000;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Tongue {
    German,
    English,
    Other,
}

impl Tongue {
    /// By the BCP 47 tag of an entry; what names no language is taken for German.
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "de" | "" | "und" | "nds" | "gsw" => Self::German,
            "en" => Self::English,
            _ => Self::Other,
        }
    }
}

/// The terms of one word: itself, and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Its stem; empty for a stop word.
    pub whole: String,
    /// Stems of its parts, without the whole.
    pub parts: Vec<String>,
}

impl Terms {
    /// The whole, then the parts.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.whole.as_str())
            .chain(self.parts.iter().map(String::as_str))
            .filter(|term| !term.is_empty())
    }
}

/// Turns words into terms and remembers what it has seen.
pub(crate) struct Analyser {
    stems: Stems,
    seen: [Seen; 3],
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

    fn remembering(words: usize) -> Self {
        Self { stems: Stems::new(), seen: [(); 3].map(|()| Seen::new(words)) }
    }

    /// The terms of a word as it stands in the text.
    pub fn terms(&mut self, word: &str, tongue: Tongue) -> Arc<Terms> {
        if let Some(terms) = self.seen[tongue as usize].get(word) {
            return terms;
        }
        let terms = Arc::new(self.analyse(word, tongue));
        if word.len() <= LONGEST_WORD {
            self.seen[tongue as usize].keep(word, Arc::clone(&terms));
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
        let whole = self.stems.stem(folded, tongue);
        let mut parts: Vec<String> =
            words::camel_parts(&word).map(|part| self.stems.stem(&fold::fold(part), tongue)).collect();
        if tongue == Tongue::German {
            parts.extend(compound::parts(folded).into_iter().map(|part| self.stems.stem(part, tongue)));
        }
        parts.retain(|part| *part != whole && part.len() > 1);
        parts.sort();
        parts.dedup();
        Terms { whole, parts }
    }

    /// Every spelling under which a word that is asked for may stand in texts of other languages.
    pub fn foreign(&mut self, word: &str) -> Vec<String> {
        let english = self.terms(word, Tongue::English);
        let other = self.terms(word, Tongue::Other);
        vec![english.whole.clone(), other.whole.clone()]
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
