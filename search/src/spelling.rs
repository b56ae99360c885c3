//! Slips of the pen: a word that stands nowhere is taken for those that do and are spelled nearly like it.
//!
//! A word that stands somewhere, or that the dictionary knows, is no slip. Short words are left alone: too much is near to them.

use crate::german::{Analyser, Terms, Tongue, folded, is_german_word, known_beginnings, known_endings};
use crate::lexicon::Lexicon;
use crate::ranking;

/// Letters a word has at the least.
const SHORTEST: usize = 4;
/// Letters from which on two slips are forgiven.
const LONG: usize = 8;
/// Letters below which the first one must be right.
const FIRST_MUST_FIT: usize = 6;
/// Most words it may be taken for.
const MOST: usize = 3;

/// Endings that are typed wrong as often as the rest, but are no part of a stem.
const ENDINGS: [&str; 14] = [
    "en", "er", "em", "es", "ern", "ung", "ungen", "heit", "keit", "lich", "liche", "lichen", "isch", "igen",
];

/// A term that may have been meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Correction {
    pub term: String,
    /// Its parts, where only a part of a compound is typed wrong.
    pub parts: Vec<String>,
    pub weight: f32,
}

/// What a word may have been meant to be, likeliest first.
pub(crate) fn corrections(
    text: &str,
    terms: &Terms,
    analyser: &mut Analyser,
    lexicon: &Lexicon<'_>,
) -> Vec<Correction> {
    let word = folded(text);
    let letters = word.chars().count();
    let is_word = word.chars().all(char::is_alphabetic) && letters >= SHORTEST;
    let parts_stand = !terms.parts.is_empty() && terms.parts.iter().all(|part| lexicon.is_readable(part));
    if !is_word || parts_stand || lexicon.is_readable(&terms.whole) || is_german_word(&word) {
        return Vec::new();
    }
    let mut found = near(&terms.whole, letters, lexicon);
    if found.is_empty() {
        found = rewritten(&word, analyser, lexicon);
    }
    if found.is_empty() {
        found = wrong_ending(&word, analyser, lexicon);
    }
    if found.is_empty() {
        found = wrong_part(&word, analyser, lexicon);
    }
    found.truncate(MOST);
    found
}

fn near(term: &str, letters: usize, lexicon: &Lexicon<'_>) -> Vec<Correction> {
    let first = term.chars().next();
    let fits = |near: &str| letters >= FIRST_MUST_FIT || near.chars().next() == first;
    let slips = if letters >= LONG { 1..=2 } else { 1..=1 };
    for slips in slips {
        let weight = if slips == 1 { ranking::ONE_SLIP } else { ranking::TWO_SLIPS };
        let near = lexicon.near(term, slips).into_iter().filter(|(near, _)| {
            near != term
                && near.chars().count() >= SHORTEST - 1
                && near.chars().all(char::is_alphabetic)
                && fits(near)
        });
        let found: Vec<_> = near
            .take(4 * MOST)
            .filter(|(near, _)| lexicon.is_readable(near))
            .map(|(term, _)| Correction { term, parts: Vec::new(), weight })
            .take(MOST)
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Sirnee: where the slip is in what a stemmer takes off, the stems are not near one another, and the word is righted before it is
/// stemmed. Letters in the wrong order and one letter too many are few cases; the others would be hundreds.
fn rewritten(word: &str, analyser: &mut Analyser, lexicon: &Lexicon<'_>) -> Vec<Correction> {
    let letters: Vec<char> = word.chars().collect();
    let swapped = (1..letters.len()).map(|place| {
        let mut letters = letters.clone();
        letters.swap(place - 1, place);
        letters
    });
    let shorter = (0..letters.len()).map(|place| {
        let mut letters = letters.clone();
        letters.remove(place);
        letters
    });
    let mut found: Vec<Correction> = Vec::new();
    for letters in swapped.chain(shorter) {
        let term = analyser.terms(&letters.into_iter().collect::<String>(), Tongue::German).whole.clone();
        if lexicon.is_readable(&term) && !found.iter().any(|known| known.term == term) {
            found.push(Correction { term, parts: Vec::new(), weight: ranking::ONE_SLIP });
        }
    }
    found
}

/// Regierugn: what stands before a known ending is right, only the ending is not.
fn wrong_ending(word: &str, analyser: &mut Analyser, lexicon: &Lexicon<'_>) -> Vec<Correction> {
    let mut found: Vec<Correction> = Vec::new();
    for ending in ENDINGS {
        for length in ending.len().saturating_sub(1)..=ending.len() + 1 {
            let Some(cut) =
                word.len().checked_sub(length).filter(|cut| *cut >= SHORTEST && word.is_char_boundary(*cut))
            else {
                continue;
            };
            let (stem, typed) = word.split_at(cut);
            if typed == ending || !is_one_slip(typed, ending) {
                continue;
            }
            let term = analyser.terms(&format!("{stem}{ending}"), Tongue::German).whole.clone();
            let known = found.iter().any(|known| known.term == term);
            if !known && lexicon.is_readable(&term) {
                found.push(Correction { term, parts: Vec::new(), weight: ranking::ONE_SLIP });
            }
        }
    }
    found.sort_by_key(|correction| std::cmp::Reverse(lexicon.entries(&correction.term)));
    found
}

/// Beteiligungsplatform: one end of it is a word, and the other nearly one.
fn wrong_part(word: &str, analyser: &mut Analyser, lexicon: &Lexicon<'_>) -> Vec<Correction> {
    let halves = known_beginnings(word)
        .into_iter()
        .map(|(known, rest)| (known, rest, true))
        .chain(known_endings(word).into_iter().map(|(rest, known)| (known, rest, false)));
    for (known, rest, known_first) in halves.take(2 * MOST) {
        let known_term = analyser.terms(known, Tongue::German).whole.clone();
        let rest_term = analyser.terms(rest, Tongue::German).whole.clone();
        let letters = rest_term.chars().count();
        if letters < SHORTEST || known_term.is_empty() || lexicon.is_readable(&rest_term) {
            continue;
        }
        if let Some(near) = near(&rest_term, letters.min(LONG - 1), lexicon).into_iter().next() {
            let (first, second) =
                if known_first { (known, near.term.as_str()) } else { (near.term.as_str(), known) };
            let term = analyser.terms(&format!("{first}{second}"), Tongue::German).whole.clone();
            return vec![Correction { term, parts: vec![known_term, near.term], weight: near.weight }];
        }
    }
    Vec::new()
}

/// Whether one letter too many, too few, wrong, or two in the wrong order make one text of the other.
fn is_one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same_from_start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same_from_start..], &other[same_from_start..]);
    let same_to_end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same_to_end], &b[..b.len() - same_to_end]);
    match (a, b) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_slip;

    #[test]
    fn one_slip_is_one_letter_or_two_in_the_wrong_order() {
        for (typed, meant) in [("ugn", "ung"), ("unng", "ung"), ("ug", "ung"), ("umg", "ung")] {
            assert!(is_one_slip(typed, meant), "{typed}");
        }
        for (typed, meant) in [("ung", "ung"), ("gun", "ung"), ("u", "ung"), ("ab", "cd")] {
            assert!(!is_one_slip(typed, meant), "{typed}");
        }
    }
}
