//! Which words of a text may hold a term at all: most hold none, and need not be taken apart.

use crate::german::{OfWords, folded, infinitive};

/// Bytes of a term that a word must hold: a stem begins as its word does, and a part stands in its compound.
const BEGINNING: usize = 5;
/// Bytes from which on a term can be a part of a word.
const PART: usize = 3;
/// Numbers that three bytes are taken for.
const KEYS: usize = 1 << 12;

/// Lets words through that may hold one of the terms it was made for, and few others.
pub(crate) struct Sieve {
    /// How the terms begin.
    beginnings: Vec<Vec<u8>>,
    /// Terms that are too short to be a part of anything.
    short: Vec<String>,
    /// A bit for the first bytes of each.
    keys: Box<[u64; KEYS / 64]>,
    /// What came of the words that were here: most words of a text are in the next one too.
    known: OfWords<bool>,
}

impl Sieve {
    /// For these terms.
    pub fn new<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let mut sieve = Self {
            beginnings: Vec::new(),
            short: Vec::new(),
            keys: Box::new([0; KEYS / 64]),
            known: OfWords::default(),
        };
        for term in terms {
            let beginning: Vec<u8> = term.bytes().take(BEGINNING).collect();
            match key(&beginning) {
                None => sieve.short.push(term.to_owned()),
                Some(key) => {
                    sieve.keys[key / 64] |= 1 << (key % 64);
                    sieve.beginnings.push(beginning);
                }
            }
        }
        sieve.beginnings.sort_unstable();
        sieve.beginnings.dedup();
        sieve
    }

    /// Whether a word, as it stands in the text, may hold one of the terms.
    pub fn lets_through(&mut self, word: &str) -> bool {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let lets_through = self.may_hold(word);
        self.known.insert(word.into(), lets_through);
        lets_through
    }

    fn may_hold(&self, word: &str) -> bool {
        // Inner capitals are parts that are folded on their own.
        if word.chars().skip(1).any(char::is_uppercase) {
            return true;
        }
        let folded = folded(word);
        let places = folded
            .as_bytes()
            .windows(PART)
            .enumerate()
            .filter_map(|(place, bytes)| Some((place, key(bytes)?)));
        let mut known = places.filter(|(_, key)| self.keys[key / 64] >> (key % 64) & 1 == 1);
        known.any(|(place, _)| self.beginnings.iter().any(|beginning| folded.as_bytes()[place..].starts_with(beginning)))
            || self.short.iter().any(|term| folded.starts_with(term.as_str()))
            // Of a verb whose vowel changes the stem begins otherwise.
            || infinitive(&folded).is_some()
    }
}

/// A number for the first bytes of a term; none where there are too few.
fn key(bytes: &[u8]) -> Option<usize> {
    let [first, second, third] = *bytes.first_chunk::<PART>()?;
    let mixed = usize::from(first) ^ usize::from(second) << 4 ^ usize::from(third) << 7;
    Some(mixed % KEYS)
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    #[test]
    fn a_word_goes_through_that_begins_so_or_holds_such_a_part() {
        let mut sieve = Sieve::new(["platz", "verteidig", "ki"].into_iter());
        for word in ["Plätze", "Kitaplätze", "Verteidigung", "KI", "KitaApp"] {
            assert!(sieve.lets_through(word), "{word}");
        }
        for word in ["Rathaus", "Verwaltung", "Platane", "Skizze"] {
            assert!(!sieve.lets_through(word), "{word}");
            assert!(!sieve.lets_through(word), "{word} again");
        }
    }
}
