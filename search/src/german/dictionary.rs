//! The words a compound may be made of, each with its weight: about 1.5 MB, read when first needed.
//!
//! The words lie in one blob, found through a table of their hashes, which can be computed letter by letter: while the
//! splitter lengthens a part, each look-up costs one step.

use std::io::Read;
use std::sync::LazyLock;

use super::fold::fold;

/// The count given to words of our own list, where the statutes know them less.
const OUR_WORDS_COUNT: u64 = 3_000;

static FREQUENCIES: &[u8] = include_bytes!("../../data/word-frequencies.tsv.gz");
static OUR_WORDS: &str = include_str!("../../data/municipal-words.txt");

/// The dictionary of the process.
pub(crate) static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::read);

/// Whether a folded word is of either list.
pub(crate) fn is_german_word(folded: &str) -> bool {
    DICTIONARY.get(folded).is_some()
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Known {
    /// Natural logarithm of its count.
    pub weight: f32,
    /// Whether it is of our own list: it may be a short part, and is never split.
    pub ours: bool,
}

/// A hash that grows with its word (FNV-1a).
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// Of no letters.
    pub const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// With one byte more.
    pub fn with(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    fn of(word: &str) -> Self {
        word.bytes().fold(Self::EMPTY, Self::with)
    }

    /// What of it is kept beside the number of a word.
    fn mark(self) -> u32 {
        (self.0 >> (u64::BITS - (u32::BITS - NUMBER))) as u32
    }
}

/// Bits of a slot in which the number of a word stands; the rest is a mark of its hash.
const NUMBER: u32 = 17;

/// Words and their weights.
pub(crate) struct Dictionary {
    letters: String,
    ends: Vec<u32>,
    known: Vec<Known>,
    /// Mark and number of a word, from 1; 0 where there is none.
    slots: Vec<u32>,
}

impl Dictionary {
    fn read() -> Self {
        let mut text = String::new();
        // The list is part of the program: were it unreadable, words would merely stay whole, and a test would tell.
        let _ = flate2::read::GzDecoder::new(FREQUENCIES).read_to_string(&mut text);
        let mut counts: Vec<(String, u64, bool)> = text
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, count)| Some((fold(word), count.trim().parse().ok()?, false)))
            .collect();
        let ours = OUR_WORDS.lines().filter(|line| !line.starts_with('#'));
        counts.extend(ours.map(|word| (fold(word.trim()), OUR_WORDS_COUNT, true)));
        counts.sort();
        Self::of(counts)
    }

    /// Words of one spelling are taken together; a word of ours counts at least [`OUR_WORDS_COUNT`].
    fn of(counts: Vec<(String, u64, bool)>) -> Self {
        let mut all = Self {
            letters: String::new(),
            ends: Vec::new(),
            known: Vec::new(),
            slots: vec![0; (counts.len() * 2).next_power_of_two()],
        };
        for same in counts.chunk_by(|one, other| one.0 == other.0) {
            let ours = same.iter().any(|(_, _, ours)| *ours);
            let counted: u64 = same.iter().filter(|(_, _, ours)| !ours).map(|(_, count, _)| count).sum();
            let count = if ours { counted.max(OUR_WORDS_COUNT) } else { counted };
            all.add(&same[0].0, Known { weight: (count.max(1) as f32).ln(), ours });
        }
        all.letters.shrink_to_fit();
        all
    }

    fn add(&mut self, word: &str, known: Known) {
        let hash = Hash::of(word);
        let mut slot = self.slot(hash);
        while self.slots[slot] != 0 {
            slot = (slot + 1) % self.slots.len();
        }
        self.letters.push_str(word);
        self.ends.push(self.letters.len() as u32);
        self.known.push(known);
        self.slots[slot] = hash.mark() << NUMBER | self.known.len() as u32;
    }

    fn slot(&self, hash: Hash) -> usize {
        ((hash.0 ^ (hash.0 >> 29)) as usize) & (self.slots.len() - 1)
    }

    /// What is known of a folded word whose hash is at hand.
    pub fn find(&self, word: &str, hash: Hash) -> Option<Known> {
        let mut slot = self.slot(hash);
        while self.slots[slot] != 0 {
            // Most that is looked up is no word, and ends without a look at letters.
            if self.slots[slot] >> NUMBER == hash.mark() {
                let index = (self.slots[slot] & ((1 << NUMBER) - 1)) as usize - 1;
                if self.word(index) == word {
                    return Some(self.known[index]);
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// What is known of a folded word.
    pub fn get(&self, word: &str) -> Option<Known> {
        self.find(word, Hash::of(word))
    }

    fn word(&self, index: usize) -> &str {
        let from = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.letters[from..self.ends[index] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::DICTIONARY;

    #[test]
    fn both_lists_are_there_and_folded() {
        assert!(DICTIONARY.known.len() > 50_000 && DICTIONARY.known.len() < 1 << super::NUMBER);
        assert!(DICTIONARY.get("kita").is_some_and(|known| known.ours));
        assert!(DICTIONARY.get("burger").is_some());
        assert!(DICTIONARY.get("verordnung").is_some_and(|known| known.weight > 9.0));
        assert!(DICTIONARY.get("bürger").is_none());
    }
}
