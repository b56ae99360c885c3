//! The groups of four letters of a text, within its words and across them.

use std::collections::HashMap;

use crate::german::folded;

/// Bits by which groups are passed over.
const MARKS: usize = 1 << 14;
/// Letters of a group.
const LETTERS: u32 = 4;
/// Stands before each word, and behind one that is shorter than a group.
const EDGE: u8 = b'_';

/// The groups of letters that are looked for, and the number of each.
pub(super) struct Groups {
    numbers: HashMap<u32, usize>,
    /// A bit for each group that may be one of them: most of a text's are not, and are passed over by it.
    marks: [u64; MARKS / 64],
}

impl Default for Groups {
    fn default() -> Self {
        Self { numbers: HashMap::new(), marks: [0; MARKS / 64] }
    }
}

impl Groups {
    /// The numbers of the groups within the words of a text; new ones get a number.
    pub fn of(&mut self, text: &str) -> Vec<usize> {
        self.such(text, |reach| reach == Reach::Word)
    }

    /// The same with those that reach from one word into the next.
    pub fn across(&mut self, text: &str) -> Vec<usize> {
        self.such(text, |_| true)
    }

    fn such(&mut self, text: &str, wanted: impl Fn(Reach) -> bool) -> Vec<usize> {
        let mut all = Vec::new();
        each_group(&folded(text), |group, reach| {
            if wanted(reach) {
                all.push(self.numbered(group));
            }
        });
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How many different ones there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    fn numbered(&mut self, group: u32) -> usize {
        let mark = mark(group);
        self.marks[mark / 64] |= 1 << (mark % 64);
        let next = self.numbers.len();
        *self.numbers.entry(group).or_insert(next)
    }

    /// The number of a group that is looked for.
    pub fn number(&self, group: u32) -> Option<usize> {
        let mark = mark(group);
        let marked = self.marks[mark / 64] >> (mark % 64) & 1 == 1;
        if marked { self.numbers.get(&group).copied() } else { None }
    }
}

/// How far a group reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Word,
    /// From one word into the next.
    Across,
}

impl Reach {
    /// What it adds to the length of a text, which is that of its words.
    pub fn length(self) -> f32 {
        if self == Self::Word { 1.0 } else { 0.0 }
    }
}

/// Goes through the groups of letters of a folded text. What ends with the end of a word is passed over, unless the word is short: endings change.
pub(super) fn each_group(folded: &str, mut work: impl FnMut(u32, Reach)) {
    // Letters of the whole text and of the word, the edge before it counted.
    let (mut group, mut letters, mut of_word) = (u32::from(EDGE), 1, 1);
    for byte in folded.bytes().chain([b' ']) {
        let is_letter = byte.is_ascii_alphanumeric() || !byte.is_ascii();
        if !is_letter && of_word == 1 {
            continue;
        }
        group = group << 8 | u32::from(if is_letter { byte } else { EDGE });
        (letters, of_word) = (letters + 1, of_word + 1);
        let reach = if of_word >= LETTERS { Reach::Word } else { Reach::Across };
        let ends_short_word = !is_letter && reach == Reach::Word && of_word <= LETTERS + 1;
        if is_letter && letters >= LETTERS || ends_short_word {
            work(group, reach);
        }
        if !is_letter {
            of_word = 1;
        }
    }
}

/// The bit of a group: the upper bits of a product depend on all of its letters (Knuth, 6.4).
fn mark(group: u32) -> usize {
    (group.wrapping_mul(0x9e37_79b1) >> (u32::BITS - MARKS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::{Groups, Reach, each_group};
    use crate::german::folded;

    fn groups(text: &str, wanted: impl Fn(Reach) -> bool) -> Vec<String> {
        let mut all = Vec::new();
        each_group(&folded(text), |group, reach| {
            if wanted(reach) {
                all.push(String::from_utf8_lossy(&group.to_be_bytes()).into_owned());
            }
        });
        all
    }

    #[test]
    fn a_text_falls_into_groups_of_four_letters_word_by_word() {
        let groups = |text| groups(text, |reach| reach == Reach::Word);
        assert_eq!(groups("Bürger!"), ["_bur", "burg", "urge", "rger"]);
        assert_eq!(groups("OZG und KI"), ["_ozg", "ozg_", "_und", "und_", "_ki_"]);
        assert_eq!(groups(" ,. "), [""; 0]);
        assert_eq!(groups("Straße"), groups("STRASSE"));
        assert_eq!(groups("Übung"), groups("Uebung"));
    }

    #[test]
    fn some_groups_reach_from_one_word_into_the_next() {
        let groups = |text| groups(text, |reach| reach == Reach::Across);
        assert_eq!(groups("am  Ort."), ["am_o", "m_or"]);
        assert_eq!(groups("Radweg, neu"), ["eg_n", "g_ne"]);
        assert_eq!(groups("Radweg"), [""; 0]);
    }

    #[test]
    fn a_slip_leaves_most_groups_as_they_are() {
        let mut numbers = Groups::default();
        let right = numbers.of("Beteiligungsplattform");
        let wrong = numbers.of("Beteiligungsplatform");
        let common = wrong.iter().filter(|group| right.contains(group)).count();
        assert!(common * 10 > right.len() * 7, "{common} of {}", right.len());
    }
}
