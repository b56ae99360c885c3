//! Words that were met before, and their terms: most words of a text are.
//!
//! In two halves. When the younger is full it becomes the older, and what was in that and not asked for since is forgotten.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::Terms;

/// Something for each of many words.
pub(crate) type OfWords<T> = HashMap<Box<str>, T, BuildHasherDefault<Fnv>>;

type Half = OfWords<Arc<Terms>>;

/// What was seen.
pub(super) struct Seen {
    younger: Half,
    older: Half,
    most: usize,
}

impl Seen {
    /// Of so many words at the most.
    pub fn new(most: usize) -> Self {
        Self { younger: Half::default(), older: Half::default(), most: most / 2 }
    }

    /// The terms of a word, if it is remembered.
    pub fn get(&mut self, word: &str) -> Option<Arc<Terms>> {
        if let Some(terms) = self.younger.get(word) {
            return Some(Arc::clone(terms));
        }
        let (word, terms) = self.older.remove_entry(word)?;
        self.put(word, Arc::clone(&terms));
        Some(terms)
    }

    /// Remembers the terms of a word.
    pub fn keep(&mut self, word: &str, terms: Arc<Terms>) {
        self.put(word.into(), terms);
    }

    fn put(&mut self, word: Box<str>, terms: Arc<Terms>) {
        if self.younger.len() >= self.most {
            self.older = std::mem::take(&mut self.younger);
        }
        self.younger.insert(word, terms);
    }
}

/// FNV-1a: for words of ten letters far cheaper than the hash that withstands an adversary, who could gain nothing here but that a
/// few thousand words lie in one another's way until they are forgotten.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 =
            bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Seen, Terms};

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let mut seen = Seen::new(8);
        let terms = |word: &str| Arc::new(Terms { whole: word.to_owned(), ..Terms::default() });
        seen.keep("kita", terms("kita"));
        for number in 0..30 {
            seen.keep(&number.to_string(), terms("number"));
            assert!(seen.get("kita").is_some_and(|terms| terms.whole == "kita"), "after {number}");
        }
        assert_eq!((seen.get("0"), seen.younger.len() + seen.older.len() <= 8), (None, true));
    }
}
