//! The splitter: from a folded compound to its parts, by the least costly way through the dictionary.
//!
//! A part has at least three letters and three-letter parts must be of our own list. A word of which any stretch remains
//! unexplained stays whole, and so does one that is at least as usual as its parts.

use super::dictionary::{DICTIONARY, Hash, Known};
use super::stop::is_stop_word;

/// Shortest part, and shortest word that is looked at.
const SHORTEST_PART: usize = 3;
const SHORTEST_COMPOUND: usize = 7;
/// Longest part that is looked up.
const LONGEST_PART: usize = 24;
/// What each part costs beyond its rarity, so that few long parts win over many short ones.
const COST_OF_A_PART: f32 = 4.0;
/// What a linking element costs.
const COST_OF_A_LINK: f32 = 0.5;
/// The weight of the most usual words.
const HEAVIEST: f32 = 13.5;
/// Weight that a part of four letters needs at least (of more letters, any known word will do).
const WEIGHT_OF_FOUR: f32 = 3.5;

/// What may stand between two parts.
const LINKS: [&str; 6] = ["s", "es", "n", "en", "e", "er"];

/// Endings that are words of the list by accident, and no parts.
const NO_PARTS: [&str; 22] = [
    "heit", "keit", "schaft", "lich", "isch", "ling", "haft", "ende", "enden", "ender", "ung", "ungen",
    "tion", "tionen", "bare", "barer", "lose", "same", "iert", "ieren", "gend", "ners",
];

/// One step of the way: from which letter, how long the word itself is, at which cost so far.
#[derive(Clone, Copy)]
struct Step {
    from: usize,
    word_end: usize,
    cost: f32,
    parts: u32,
    weight: f32,
}

/// The parts of a folded word, largest first and each split again; none if it stays whole.
pub(crate) fn parts(word: &str) -> Vec<&str> {
    let mut all = Vec::new();
    collect(word, &mut all);
    all
}

fn collect<'a>(word: &'a str, all: &mut Vec<&'a str>) {
    for part in split(word) {
        all.push(part);
        collect(part, all);
    }
}

/// The first cut, into two or more parts.
fn split(word: &str) -> Vec<&str> {
    let readable = word.len() >= SHORTEST_COMPOUND && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let whole = DICTIONARY.get(word);
    if !readable || whole.is_some_and(|known| known.ours) {
        return Vec::new();
    }
    let steps = cheapest_ways(word);
    let Some(last) = steps[word.len()].filter(|last| last.parts > 1) else { return Vec::new() };
    let usual = last.weight / last.parts as f32;
    if whole.is_some_and(|whole| whole.weight >= usual) {
        return Vec::new();
    }
    walk_back(word, &steps)
}

/// For each letter, the cheapest way to have explained everything before it.
fn cheapest_ways(word: &str) -> Vec<Option<Step>> {
    let mut steps: Vec<Option<Step>> = vec![None; word.len() + 1];
    for from in 0..=word.len().saturating_sub(SHORTEST_PART) {
        let so_far = match steps[from] {
            _ if from == 0 => Step { from: 0, word_end: 0, cost: 0.0, parts: 0, weight: 0.0 },
            Some(step) => step,
            None => continue,
        };
        let mut hash = Hash::EMPTY;
        for end in from + 1..=word.len().min(from + LONGEST_PART) {
            hash = hash.with(word.as_bytes()[end - 1]);
            let part = &word[from..end];
            if part.len() == word.len() {
                continue;
            }
            if let Some(known) = DICTIONARY.find(part, hash).filter(|known| may_be_part(part, *known)) {
                offer(&mut steps, word, so_far, (from, end), known);
            }
        }
    }
    steps
}

fn may_be_part(part: &str, known: Known) -> bool {
    let heavy_enough = known.ours
        || match part.len() {
            0..=3 => false,
            4 => known.weight >= WEIGHT_OF_FOUR,
            _ => true,
        };
    heavy_enough && !NO_PARTS.contains(&part) && !is_stop_word(part)
}

/// Notes the way that ends with this part, with or without a linking element behind it.
fn offer(
    steps: &mut [Option<Step>],
    word: &str,
    so_far: Step,
    (from, word_end): (usize, usize),
    known: Known,
) {
    let cost = so_far.cost + HEAVIEST - known.weight + COST_OF_A_PART;
    let step = Step { from, word_end, cost, parts: so_far.parts + 1, weight: so_far.weight + known.weight };
    keep_cheaper(&mut steps[word_end], step);
    for link in LINKS {
        let end = word_end + link.len();
        if end < word.len() && word[word_end..].starts_with(link) {
            keep_cheaper(&mut steps[end], Step { cost: cost + COST_OF_A_LINK, ..step });
        }
    }
}

fn keep_cheaper(place: &mut Option<Step>, step: Step) {
    if place.is_none_or(|there| step.cost < there.cost) {
        *place = Some(step);
    }
}

fn walk_back<'a>(word: &'a str, steps: &[Option<Step>]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut at = word.len();
    while let Some(step) = steps[at].filter(|_| at > 0) {
        parts.push(&word[step.from..step.word_end]);
        at = step.from;
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn compounds_fall_into_their_parts() {
        for (word, expected) in [
            ("kitaplatz", &["kita", "platz"][..]),
            ("burgerburo", &["burger", "buro"]),
            ("mullkalender", &["mull", "kalender"]),
            ("raumbuchung", &["raum", "buchung"]),
            ("haushaltsplan", &["haushalt", "plan"]),
        ] {
            let found = parts(word);
            assert!(expected.iter().all(|part| found.contains(part)), "{word}: {found:?}");
        }
    }

    #[test]
    fn what_is_unknown_or_ours_stays_whole() {
        for word in ["kita", "freitag", "xqzwxqzw", "risiko", "beteiligung", "nachhaltigkeit", "kitaxyz"] {
            assert!(parts(word).is_empty(), "{word}: {:?}", parts(word));
        }
    }
}
