//! How alike two things are by what they are about: which of the words of one occur in the other, rare ones counting for more.

use std::collections::BTreeSet;
use std::sync::Arc;

use commons::Refusal;

use crate::german::{Analyser, Terms, Tongue, words};
use crate::index::Index;
use crate::lexicon::Lexicon;
use crate::sight::Sight;

/// Words that two things must share, at the least: one alone is chance.
const SHARED: usize = 2;

/// What something is about.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    /// What it is called: a title, and the topics it is filed under.
    pub name: String,
    /// What is said of it beyond that.
    pub said: String,
}

/// A topic as its words.
struct Words {
    name: Vec<Arc<Terms>>,
    /// Every term of every word, parts of compounds too.
    all: BTreeSet<String>,
}

impl Index {
    /// How alike this one is to each of the others: 0 where they share less than two words, 1 where each word by which one is called is said of the
    /// other, both ways. Blocks.
    ///
    /// # Errors
    /// [`Refusal::SearchBeingBuilt`] while it is missing, [`Refusal::Failed`] where the files cannot be read.
    pub fn likeness(&self, one: &Topic, others: &[Topic]) -> Result<Vec<f64>, Refusal> {
        let copy = self.asked()?;
        let snapshot = copy.snapshot();
        let lexicon = Lexicon::new(&snapshot, &copy.fields, &Sight::default());
        let mut analyser = Analyser::new();
        let one = Words::of(one, &mut analyser);
        let likeness = others.iter().map(|other| alike(&one, &Words::of(other, &mut analyser), &lexicon));
        let likeness = likeness.collect();
        lexicon.readable().map(|()| likeness).map_err(|error| {
            tracing::error!(%error, "words could not be weighed");
            Refusal::FAILED
        })
    }
}

fn alike(one: &Words, other: &Words, lexicon: &Lexicon<'_>) -> f64 {
    if one.all.intersection(&other.all).count() < SHARED {
        return 0.0;
    }
    (covered(&one.name, &other.all, lexicon) + covered(&other.name, &one.all, lexicon)) / 2.0
}

/// The share of these words that occurs among those, by weight. Of a compound that does not, its parts may.
fn covered(words: &[Arc<Terms>], among: &BTreeSet<String>, lexicon: &Lexicon<'_>) -> f64 {
    let (mut all, mut found) = (0.0, 0.0);
    for word in words {
        let whole = weight(&word.whole, lexicon);
        all += whole;
        found += if among.contains(&word.whole) { whole } else { by_parts(word, whole, among, lexicon) };
    }
    if all > 0.0 { found / all } else { 0.0 }
}

/// What of a compound occurs by its parts: their share of it, and no more than they say themselves, since many have a map and few a map of maps.
fn by_parts(word: &Terms, whole: f64, among: &BTreeSet<String>, lexicon: &Lexicon<'_>) -> f64 {
    let shared: Vec<_> = word.parts.iter().filter(|part| among.contains(*part)).collect();
    let said: f64 = shared.iter().map(|part| weight(part, lexicon)).sum();
    said.min(whole * shared.len() as f64 / word.parts.len().max(1) as f64)
}

/// What a word says: much where few use it.
fn weight(word: &str, lexicon: &Lexicon<'_>) -> f64 {
    let (all, having) = (lexicon.all() as f64, lexicon.entries(word) as f64);
    (1.0 + all.max(1.0) / (1.0 + having)).ln()
}

impl Words {
    fn of(topic: &Topic, analyser: &mut Analyser) -> Self {
        let mut name = terms(&topic.name, analyser);
        let said = terms(&topic.said, analyser);
        let all = said.iter().chain(&name).flat_map(|word| word.all()).map(str::to_owned).collect();
        name.sort_by(|one, other| one.whole.cmp(&other.whole));
        name.dedup_by(|one, other| one.whole == other.whole);
        Self { name, all }
    }
}

fn terms(text: &str, analyser: &mut Analyser) -> Vec<Arc<Terms>> {
    let words = words(text).flat_map(|group| group.words);
    let terms = words.map(|word| analyser.terms(&word.text, Tongue::German));
    terms.filter(|terms| !terms.whole.is_empty()).collect()
}
