//! Which phrases a text mentions, in whatever form: the whole word, another form of it, or a part of a compound.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::german::{Analyser, Terms, Tongue, words};

/// Phrases that are looked for in texts.
pub struct Phrases {
    analyser: Analyser,
    phrases: Vec<Vec<Arc<Terms>>>,
}

impl std::fmt::Debug for Phrases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Phrases").field("count", &self.phrases.len()).finish_non_exhaustive()
    }
}

impl Phrases {
    /// These phrases.
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut analyser = Analyser::new();
        let phrases = phrases.into_iter().map(|phrase| terms(phrase, &mut analyser)).collect();
        Self { analyser, phrases }
    }

    /// The places of those that this text mentions: each of their words occurs in it.
    pub fn in_text(&mut self, text: &str) -> Vec<usize> {
        let terms = terms(text, &mut self.analyser);
        let said: BTreeSet<&str> = terms.iter().flat_map(|word| word.all()).collect();
        let occurs = |word: &Arc<Terms>| {
            let parts = &word.parts;
            let in_parts = !parts.is_empty() && parts.iter().all(|part| said.contains(part.as_str()));
            said.contains(word.whole.as_str()) || in_parts
        };
        let mentioned = self
            .phrases
            .iter()
            .enumerate()
            .filter(|(_, words)| !words.is_empty() && words.iter().all(occurs));
        mentioned.map(|(place, _)| place).collect()
    }
}

fn terms(text: &str, analyser: &mut Analyser) -> Vec<Arc<Terms>> {
    let words = words(text).flat_map(|group| group.words);
    let terms = words.map(|word| analyser.terms(&word.text, Tongue::German));
    terms.filter(|terms| !terms.whole.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn other_forms_and_parts_of_compounds_are_mentioned_and_chance_is_not() {
        let mut phrases = Phrases::new(["Kita", "KI", "Hundesteuer", "leichte Sprache", "§"]);
        assert_eq!(phrases.in_text("kitaplatz anmelden"), [0]);
        assert_eq!(phrases.in_text("kitas und die ki"), [0, 1]);
        assert_eq!(phrases.in_text("steuer für hunde"), [2]);
        assert_eq!(phrases.in_text("texte in leichter sprache"), [3]);
        assert_eq!(phrases.in_text("sprache kirche steuer"), [0; 0]);
        assert_eq!(phrases.in_text(""), [0; 0]);
    }
}
