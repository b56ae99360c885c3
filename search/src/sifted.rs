//! The texts of a hit, word by word: gone through once, for its passage and for the reasons why it matched.

use std::sync::Arc;

use crate::german::{Analyser, Terms, Tongue, words};
use crate::sieve::Sieve;
use crate::stored::Stored;

/// A word of a text, and where it stands (in bytes).
pub(crate) struct Word {
    pub from: usize,
    pub to: usize,
    /// Its terms; none where it holds none that is looked for.
    pub terms: Option<Arc<Terms>>,
    /// What it is together with those that hyphens bind to it, and where the last of them ends.
    pub bound: Option<(Arc<Terms>, usize)>,
}

/// A text of a hit.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Title,
    Summary,
    Recommendation,
    Text,
}

/// Finds the words that may hold one of the terms that are looked for.
pub(crate) struct Sifter<'a> {
    pub sieve: Sieve,
    pub analyser: &'a mut Analyser,
}

/// A hit whose texts are sifted as they are asked for.
pub(crate) struct Sifted<'a, 'b> {
    pub stored: &'a Stored,
    sifter: &'a mut Sifter<'b>,
    tongue: Tongue,
    texts: [Option<Vec<Word>>; 4],
}

impl<'b> Sifter<'b> {
    /// The texts of this hit.
    pub fn of<'a>(&'a mut self, stored: &'a Stored) -> Sifted<'a, 'b> {
        Sifted { stored, tongue: stored.tongue(), sifter: self, texts: [None, None, None, None] }
    }

    fn words(&mut self, text: &str, tongue: Tongue) -> Vec<Word> {
        let mut found = Vec::new();
        for group in words(text) {
            let bound = group.joined.as_deref().and_then(|joined| self.terms(joined, tongue));
            let mut bound = bound.zip(group.words.last().map(|last| last.to));
            for word in &group.words {
                let terms = self.terms(&word.text, tongue);
                found.push(Word { from: word.from, to: word.to, terms, bound: bound.take() });
            }
        }
        found
    }

    fn terms(&mut self, word: &str, tongue: Tongue) -> Option<Arc<Terms>> {
        self.sieve.lets_through(word).then(|| self.analyser.terms(word, tongue))
    }
}

impl<'a> Sifted<'a, '_> {
    /// One of its texts, and the words of that.
    pub fn text(&mut self, part: Part) -> (&'a str, &[Word]) {
        let text = match part {
            Part::Title => &self.stored.title,
            Part::Summary => &self.stored.summary,
            Part::Recommendation => &self.stored.recommendation,
            Part::Text => &self.stored.text,
        };
        let words = &mut self.texts[part as usize];
        (text, words.get_or_insert_with(|| self.sifter.words(text, self.tongue)))
    }
}
