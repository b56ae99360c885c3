//! The splitter: from a folded compound to its parts, by the least costly way through the dictionary.
//!
//! A part has at least three letters and three-letter parts must be of our own list. A word of which any stretch remains
//! unexplained stays whole, and so does one that is at least as usual as its parts, or of our list and not made of longer words of it.

use std::ops::{Index, Range};
use std::slice::SliceIndex;

use super::dictionary::{DICTIONARY, Hash, Known};
use super::stop::is_stop_word;

/// Shortest part, and shortest word that is looked at.
const SHORTEST_PART: usize = 3;
const SHORTEST_COMPOUND: usize = 7;
/// Shortest half of a compound of which the other half is typed wrong.
const SHORTEST_HALF: usize = 4;
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
    cuts(word).into_iter().map(|cut| &word[cut]).collect()
}

/// Where the parts of a folded word stand in it.
pub(crate) fn cuts(word: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    collect(word, 0, &mut all);
    all
}

fn collect(word: &str, offset: usize, all: &mut Vec<Range<usize>>) {
    for (from, to) in split(word) {
        all.push(offset + from..offset + to);
        collect(&word[from..to], offset + from, all);
    }
}

/// Beginnings of a folded word that are words, with what follows them, longest first.
pub(crate) fn known_beginnings(word: &str) -> Vec<(&str, &str)> {
    let ends = (SHORTEST_HALF..=word.len().saturating_sub(SHORTEST_HALF)).rev();
    ends.filter(|end| is_half(word, ..*end)).map(|end| word.split_at(end)).collect()
}

/// Endings of a folded word that are words, with what stands before them, longest first.
pub(crate) fn known_endings(word: &str) -> Vec<(&str, &str)> {
    let starts = SHORTEST_HALF..=word.len().saturating_sub(SHORTEST_HALF);
    starts.filter(|from| is_half(word, *from..)).map(|from| word.split_at(from)).collect()
}

fn is_half<R>(word: &str, range: R) -> bool
where
    str: Index<R, Output = str>,
    R: SliceIndex<str, Output = str>,
{
    let half = word.get(range).unwrap_or_default();
    DICTIONARY.get(half).is_some_and(|known| may_be_part(half, known))
}

/// The first cut, into two or more parts.
fn split(word: &str) -> Vec<(usize, usize)> {
    let readable = word.len() >= SHORTEST_COMPOUND && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let whole = DICTIONARY.get(word);
    if !readable {
        return Vec::new();
    }
    let steps = cheapest_ways(word);
    let Some(last) = steps[word.len()].filter(|last| last.parts > 1) else { return Vec::new() };
    let parts = walk_back(word, &steps);
    let usual = last.weight / last.parts as f32;
    let stays = match whole {
        // Hundesteuer is of our list and made of words of it; Rathaus and Freitag are more than that.
        Some(Known { ours: true, .. }) => !parts.iter().all(|(from, to)| is_long_and_ours(&word[*from..*to])),
        Some(whole) => whole.weight >= usual,
        None => false,
    };
    if stays { Vec::new() } else { parts }
}

fn is_long_and_ours(part: &str) -> bool {
    part.len() > SHORTEST_PART && DICTIONARY.get(part).is_some_and(|known| known.ours)
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

fn walk_back(word: &str, steps: &[Option<Step>]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut at = word.len();
    while let Some(step) = steps[at].filter(|_| at > 0) {
        parts.push((step.from, step.word_end));
        at = step.from;
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::fold::fold;
    use super::{LINKS, cuts, parts};

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
        for word in [
            "kita",
            "freitag",
            "xqzwxqzw",
            "risiko",
            "beteiligung",
            "nachhaltigkeit",
            "kitaxyz",
            "zweitens",
            "haushalt",
            "kindergarten",
            "glasfaser",
        ] {
            assert!(parts(word).is_empty(), "{word}: {:?}", parts(word));
        }
    }

    /// The smallest parts of a word: those that are not split again.
    fn smallest(word: &str) -> Vec<&str> {
        let cuts = cuts(word);
        let holds = |cut: &Range<usize>, other: &Range<usize>| {
            cut != other && cut.start <= other.start && other.end <= cut.end
        };
        let mut smallest: Vec<_> =
            cuts.iter().filter(|cut| !cuts.iter().any(|other| holds(cut, other))).cloned().collect();
        smallest.sort_by_key(|cut| cut.start);
        smallest.into_iter().map(|cut| &word[cut]).collect()
    }

    fn lines(list: &str) -> impl Iterator<Item = &str> {
        list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    }

    /// Whether the parts are those of the list: a + there may be cut or not, and an ending that links belongs to either side.
    fn is_cut_so(found: &[&str], expected: &str) -> bool {
        let mut left = found.iter();
        expected.split(' ').all(|part| {
            let may_be_cut: Vec<String> = part.split('+').map(fold).collect();
            let whole = may_be_cut.concat();
            let Some(first) = left.next() else { return false };
            same(first, &whole)
                || same(first, &may_be_cut[0])
                    && may_be_cut[1..].iter().all(|rest| left.next().is_some_and(|found| same(found, rest)))
        }) && left.next().is_none()
    }

    fn same(found: &str, expected: &str) -> bool {
        let linked = |one: &str, other: &str| LINKS.iter().any(|link| one.strip_suffix(link) == Some(other));
        found == expected || linked(expected, found) || linked(found, expected)
    }

    #[test]
    fn compounds_of_municipal_work_are_cut_where_they_are_joined() {
        let (mut right, mut all) = (0, 0);
        for line in lines(include_str!("../../tests/lists/compounds.txt")) {
            let (word, parts) = line.split_once(": ").expect("a word and its parts");
            let word = fold(word);
            let found = smallest(&word);
            all += 1;
            if is_cut_so(&found, parts) {
                right += 1;
            } else {
                println!("{word}: {found:?} in place of {parts}");
            }
        }
        println!("{right} of {all} exactly");
        assert!(all == 62 && right * 100 >= all * 95, "{right} of {all}");
    }

    #[test]
    fn words_that_are_none_stay_whole() {
        let all: Vec<String> = lines(include_str!("../../tests/lists/whole.txt")).map(fold).collect();
        let split: Vec<_> = all.iter().filter(|word| !parts(word).is_empty()).collect();
        println!("{} of {} split: {split:?}", split.len(), all.len());
        assert!(all.len() == 60 && split.len() * 100 <= all.len() * 5, "{split:?}");
    }
}
