//! A second look at the best hits, by groups of four letters of their texts: what a stemmer leaves apart and what is typed wrong
//! still has most of its letters in common. Such groups for whole texts would make the index twice as large and a search slow; for
//! the few texts that may come first they need no index.
//!
//! Whoever writes what is asked for as a title has answered it, what has most of a sentence in one stretch speaks of it (`stretch.rs`), and
//! what has most in common with the best is about the same thing in other words (`company.rs`). Only what was found and may be read is looked at, each text against the others: nothing else enters. What a hit gains is never
//! less than nothing, so that those looked at stay before all others and pages stay what they are.

mod company;
mod groups;
mod stretch;

use tantivy::Score;

use crate::asked::{Asked, Reading, Way, What};
use crate::german::folded;
use crate::lexicon::Lexicon;
use crate::question::Question;
use crate::ranking;
use crate::stored::Stored;
use company::Words;
use groups::{Groups, each_group};
use stretch::Places;

/// How many of the best are looked at.
pub(crate) const PLACES: usize = 50;
/// Words from which on a question is a sentence.
const SENTENCE: usize = 5;
/// What is looked for.
pub(crate) struct SecondLook {
    things: Vec<Thing>,
    /// The groups of all that was typed, the words that only ask as well.
    typed: Vec<usize>,
    /// Those of a question that is a sentence, and between its words; of others there are none.
    sentence: Vec<usize>,
    groups: Groups,
}

/// One thing that was asked for: its words, and what would do for all of them together.
struct Thing {
    words: Vec<Said>,
    together: Vec<Form>,
}

/// A word, in whatever form would do.
struct Said {
    worth: f32,
    forms: Vec<Form>,
}

/// A form, by the numbers of its groups.
struct Form {
    groups: Vec<usize>,
    weight: f32,
}

/// What is counted in one text.
struct Count {
    /// How often each group occurs, more where that is worth more.
    often: Vec<f32>,
    in_title: Vec<bool>,
    /// How many groups there are in all, and in the title.
    length: f32,
    length_of_title: f32,
    words: Words,
    places: Places,
}

impl SecondLook {
    /// For a question, and how it was read.
    pub fn new(question: &Question, reading: &Reading, lexicon: &Lexicon<'_>) -> Self {
        let mut groups = Groups::default();
        let things = reading.asked.iter().map(|asked| Thing::of(asked, lexicon, &mut groups)).collect();
        let words: Vec<&str> = question.words().collect();
        let typed = groups.of(&words.join(" "));
        let sentence = if words.len() >= SENTENCE { groups.across(&words.join(" ")) } else { Vec::new() };
        Self { things, typed, sentence, groups }
    }

    /// What becomes of the scores of hits when their texts are looked at.
    pub fn rescore<'t>(&self, hits: impl Iterator<Item = (Score, &'t Stored)>) -> Vec<Score> {
        let (scores, counts): (Vec<Score>, Vec<Count>) =
            hits.map(|(score, stored)| (score, self.count(stored))).unzip();
        let rarities = rarities(&counts, self.groups.len());
        let worths = self.worths_in_sentence(&rarities);
        let average = counts.iter().map(|count| count.length).sum::<f32>() / counts.len().max(1) as f32;
        let each = scores.into_iter().zip(&counts).map(|(score, count)| {
            let norm = ranking::LENGTH_NORM.mul_add(count.length / average.max(1.0) - 1.0, 1.0);
            let often = |group: usize| count.often[group] / (count.often[group] + ranking::OFTEN * norm);
            let score = score + ranking::SECOND_LOOK * self.met(&rarities, often);
            let score = score + ranking::STRETCH * count.places.best(&worths);
            score * (1.0 + ranking::ASKED_FOR_BY_TITLE * self.likeness_of_title(&rarities, count))
        });
        let scores: Vec<Score> = each.collect();
        let words: Vec<&Words> = counts.iter().map(|count| &count.words).collect();
        let shares = company::shares(&scores, &words);
        let best = scores.iter().copied().fold(0.0, f32::max);
        scores.iter().zip(shares).map(|(score, share)| score + ranking::COMPANY * best * share).collect()
    }

    /// What is counted in a text; where the groups stand only matters to a sentence.
    fn count(&self, stored: &Stored) -> Count {
        let groups = &self.groups;
        let many = groups.len();
        let (mut often, mut in_title) = (vec![0.0; many], vec![false; many]);
        let (mut length, mut length_of_title) = (0.0, 0.0);
        each_group(&folded(&stored.title), |group, reach| {
            length_of_title += reach.length();
            if let Some(number) = groups.number(group) {
                in_title[number] = true;
            }
        });
        let (mut words, mut places, mut letter) = (Vec::new(), Places::default(), 0);
        for (text, weight) in ranking::texts(stored) {
            let text = folded(text);
            each_group(&text, |group, reach| {
                length += reach.length();
                letter += 1;
                if let Some(number) = groups.number(group) {
                    often[number] += weight;
                    if !self.sentence.is_empty() {
                        places.add(letter, number);
                    }
                }
            });
            company::gather(&text, &mut words);
        }
        Count { often, in_title, length, length_of_title, words: Words::of(words), places }
    }

    /// What each group is worth where a sentence was asked: those of other names for its words nothing.
    fn worths_in_sentence(&self, rarities: &[f32]) -> Vec<f32> {
        let mut worths = vec![0.0; rarities.len()];
        for group in &self.sentence {
            worths[*group] = rarities[*group];
        }
        worths
    }

    /// How much the title and what was typed have in common, of all that is in either: from 0 to 1 (Dice's coefficient).
    fn likeness_of_title(&self, rarities: &[f32], count: &Count) -> f32 {
        let typed: f32 = self.typed.iter().map(|group| rarities[*group]).sum();
        let common: f32 =
            self.typed.iter().filter(|group| count.in_title[**group]).map(|group| rarities[*group]).sum();
        let average = typed / self.typed.len().max(1) as f32;
        if common > 0.0 { 2.0 * common / (typed + average * count.length_of_title) } else { 0.0 }
    }

    /// How much of what was asked for is met, where each group is there to such a degree, from 0 to 1.
    fn met(&self, rarities: &[f32], there: impl Fn(usize) -> f32) -> f32 {
        self.things.iter().map(|thing| thing.met(rarities, &there)).sum()
    }
}

impl Thing {
    fn of(asked: &Asked, lexicon: &Lexicon<'_>, groups: &mut Groups) -> Self {
        let words = asked.words.iter().filter(|word| !word.whole.is_empty()).map(|word| {
            let stands = lexicon.entries(&word.whole) > 0;
            let rarity = if stands { lexicon.rarity(&word.whole) } else { ranking::OF_UNKNOWN };
            let mut forms = vec![Form { groups: groups.of(&word.text), weight: 1.0 }];
            forms.extend(word.ways.iter().map(|way| Form::of(way, 1.0, groups)));
            // The first is the part itself, whose letters are in the word.
            let others = word.parts.iter().flat_map(|part| part.iter().skip(1));
            forms.extend(others.map(|way| Form::of(way, ranking::PART, groups)));
            Said { worth: rarity * word.worth, forms }
        });
        let words = words.collect();
        let together = asked.ways.iter().map(|way| Form::of(way, 1.0, groups)).collect();
        Self { words, together }
    }

    fn worth(&self) -> f32 {
        self.words.iter().map(|word| word.worth).sum()
    }

    /// The better of the words one by one, and all of them by another name.
    fn met(&self, rarities: &[f32], there: &impl Fn(usize) -> f32) -> f32 {
        let best = |forms: &[Form]| forms.iter().map(|form| form.met(rarities, there)).fold(0.0, f32::max);
        let words: f32 = self.words.iter().map(|word| word.worth * best(&word.forms)).sum();
        words.max(self.worth() * best(&self.together))
    }
}

impl Form {
    fn of(way: &Way, weight: f32, groups: &mut Groups) -> Self {
        let groups = match &way.what {
            What::Term(term) => groups.of(term),
            What::Row(terms) => groups.of(&terms.join(" ")),
        };
        Self { groups, weight: way.weight * weight }
    }

    /// The share of its groups that is there, rare ones before usual ones.
    fn met(&self, rarities: &[f32], there: &impl Fn(usize) -> f32) -> f32 {
        let all: f32 = self.groups.iter().map(|group| rarities[*group]).sum();
        let met: f32 = self.groups.iter().map(|group| rarities[*group] * there(*group)).sum();
        if met > 0.0 { self.weight * (met / all).powf(ranking::CLOSENESS) } else { 0.0 }
    }
}

/// How much each group tells these texts apart, as BM25 reckons it.
fn rarities(counts: &[Count], groups: usize) -> Vec<f32> {
    let rarity = |group: usize| {
        let with = counts.iter().filter(|count| count.often[group] > 0.0).count();
        ranking::OF_ANY_LETTERS + rarity(with, counts.len())
    };
    (0..groups).map(rarity).collect()
}

/// How much something tells texts apart that stands in so many of so many.
fn rarity(with: usize, all: usize) -> f32 {
    let (with, all) = (with as f32, all as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
