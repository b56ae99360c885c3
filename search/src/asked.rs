//! How a question is read: its words, and beside each of them what else would do.
//!
//! All that widens a question is decided here, before anything is searched, and is bounded: so many ways for a word, and only
//! such as stand in the index.

use std::sync::Arc;

use crate::german::{Analyser, Terms, Tongue, folded, is_question_word, words};
use crate::hits::{Hit, How, Meant};
use crate::lexicon::Lexicon;
use crate::question::{Clause, Demand, Question, Sign};
use crate::ranking;
use crate::spelling;
use crate::synonyms::{LONGEST_NAME, Name, Synonyms, key};

/// Most other names that are looked for beside one.
const MOST_NAMES: usize = 12;
/// Most endings that are looked for behind the beginning of a word.
const MOST_ENDINGS: usize = 30;

/// What is looked for in place of a word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub what: What,
    /// What it is worth beside the word itself.
    pub weight: f32,
    /// What connects it with the word; none where that is the word itself in another form.
    pub how: Option<How>,
}

/// One term, or several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Term(String),
    Row(Vec<String>),
}

/// A word that was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// As it was typed.
    pub text: String,
    /// Its term; empty for a stop word.
    pub whole: String,
    /// As it may stand in a text, letter by letter.
    pub exact: String,
    /// What would do as well, or nearly.
    pub ways: Vec<Way>,
    /// Its parts, each with what would do as well.
    pub parts: Vec<Vec<Way>>,
    /// The word it is together with the sign before it, in place of which it says little: §12.
    pub signed: Option<String>,
    /// What it has in common with words of the same family.
    pub roots: Vec<Way>,
    /// What it is worth beside the other words of the question.
    pub worth: f32,
    /// The term it was taken for, where it is spelled like no word that the reader may read.
    pub corrected: Option<String>,
    /// Its place among all words of the question, stop words too.
    place: usize,
    /// In how many entries its term stands.
    entries: u64,
    /// What the list of synonyms knows it by.
    key: String,
}

/// One or more words that are one thing: a word, or a name of several words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub words: Vec<Word>,
    /// What stands for all of the words together.
    pub ways: Vec<Way>,
}

/// The words of a question that must not stand in quotation marks, and what is worth a little more where it stands together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub asked: Vec<Asked>,
}

impl Reading {
    /// Every word of it.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.asked.iter().flat_map(|asked| &asked.words)
    }

    /// Every term that would do.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let ways = self.asked.iter().flat_map(|asked| &asked.ways);
        let of_words = self.words().flat_map(|word| word.ways.iter().chain(word.parts.iter().flatten()));
        let wholes = self.words().map(|word| word.whole.as_str()).filter(|whole| !whole.is_empty());
        wholes.chain(ways.chain(of_words).flat_map(Way::terms))
    }

    /// The question with its words corrected, where a hit shows how one that was corrected is written.
    pub fn meant(&self, question: &Question, hits: &[Hit]) -> Option<Meant> {
        let mut words = question.clone();
        let mut corrected = false;
        for word in self.words().filter(|word| word.corrected.is_some()) {
            let mut reasons = hits.iter().flat_map(|hit| &hit.matched);
            let spelled = reasons.find(|reason| reason.how == How::Spelling && reason.asked == word.text);
            if let Some(spelled) = spelled {
                corrected |= words.replace(&word.text, &spelled.found);
            }
        }
        corrected.then(|| Meant { words: words.to_string() })
    }

    /// Words that follow one another and both say something, with the distance between them; not where both are usual, since each
    /// place of both would have to be looked at.
    pub fn pairs(&self) -> impl Iterator<Item = (&Word, &Word, usize)> {
        let said: Vec<&Word> =
            self.words().filter(|word| word.entries > 0 && word.worth > ranking::WEAK).collect();
        (1..said.len()).map(move |second| (said[second - 1], said[second])).filter_map(|(one, other)| {
            let rare = one.entries.min(other.entries) <= ranking::MOST_NEIGHBOURS;
            rare.then(|| (one, other, other.place - one.place))
        })
    }
}

/// Reads questions.
pub(crate) struct Reader<'a> {
    pub analyser: &'a mut Analyser,
    pub lexicon: &'a Lexicon<'a>,
    /// The lists of synonyms: the project's, and the administrator's.
    pub synonyms: &'a [&'a Synonyms],
    /// Languages other than German that are in the index.
    pub tongues: &'a [Tongue],
}

/// A word before it is known what it belongs to.
struct Spoken {
    text: String,
    /// The word it is together with the sign before it: §12.
    signed: Option<String>,
    /// Whether a hyphen binds it to the word before.
    bound: bool,
}

impl Reader<'_> {
    /// How the plain words of a question are read; the last of them may be only the beginning of one.
    pub fn read(&mut self, question: &Question, last: LastWord) -> Reading {
        let spoken = spoken(question);
        let mut all: Vec<Word> =
            spoken.iter().enumerate().map(|(place, word)| self.word(place, word)).collect();
        if last == LastWord::Begun
            && let Some(word) = all.last_mut()
        {
            self.complete(word);
        }
        weaken(&mut all);
        Reading { asked: self.group(all, &spoken) }
    }

    fn word(&mut self, place: usize, spoken: &Spoken) -> Word {
        let text = spoken.text.as_str();
        let terms = self.analyser.terms(text, Tongue::German);
        let mut word = Word {
            text: text.to_owned(),
            whole: terms.whole.clone(),
            exact: folded(text),
            entries: self.lexicon.entries(&terms.whole),
            parts: terms.parts.iter().map(|part| vec![Way::of(part, 1.0, None)]).collect(),
            worth: 1.0,
            key: key(text, self.analyser),
            place,
            ..Word::default()
        };
        if !word.whole.is_empty() {
            word.signed.clone_from(&spoken.signed);
            self.family(&mut word, &terms);
            self.foreign(&mut word);
            self.correct(&mut word);
        }
        word
    }

    /// Words of its family: only where few entries have the word itself, since a family is large.
    fn family(&self, word: &mut Word, terms: &Terms) {
        for root in terms.roots.iter().filter(|root| self.lexicon.entries(root) < ranking::LARGEST_FAMILY) {
            word.roots.push(Way::of(root, ranking::FAMILY, None));
        }
    }

    /// As texts in other languages have it.
    fn foreign(&mut self, word: &mut Word) {
        for tongue in self.tongues {
            let term = self.analyser.terms(&word.text, *tongue).whole.clone();
            if term != word.whole && self.lexicon.entries(&term) > 0 {
                word.offer(Way::of(&term, ranking::FOREIGN, None));
            }
        }
    }

    fn correct(&mut self, word: &mut Word) {
        let terms = self.analyser.terms(&word.text, Tongue::German);
        let corrections = spelling::corrections(&word.text, &terms, self.analyser, self.lexicon);
        for correction in corrections {
            if word.corrected.is_none() {
                word.key.clone_from(&correction.term);
                word.corrected = Some(correction.term.clone());
            }
            word.offer(Way::of(&correction.term, correction.weight, Some(How::Spelling)));
            for part in correction.parts {
                word.parts.push(vec![Way::of(&part, correction.weight, Some(How::Spelling))]);
            }
        }
    }

    /// What the word may become when it is typed to its end.
    fn complete(&self, word: &mut Word) {
        let beginning = folded(&word.text);
        if beginning.is_empty() {
            return;
        }
        let all = self.lexicon.beginning(&beginning).into_iter().filter(|(term, _)| *term != word.whole);
        for (term, _) in all.take(MOST_ENDINGS) {
            word.ways.push(Way::of(&term, ranking::BEGUN, None));
        }
    }

    /// Finds the names of several words, and gives each name its synonyms.
    fn group(&mut self, mut all: Vec<Word>, spoken: &[Spoken]) -> Vec<Asked> {
        let mut asked = Vec::new();
        while !all.is_empty() {
            let from = spoken.len() - all.len();
            let length = (2..=LONGEST_NAME.min(all.len()))
                .rev()
                .find(|length| self.is_one_thing(&all[..*length], &spoken[from..from + length]))
                .unwrap_or(1);
            let rest = all.split_off(length);
            asked.push(self.one(std::mem::replace(&mut all, rest)));
        }
        asked.retain(|asked| !asked.ways.is_empty() || asked.words.iter().any(|word| !word.whole.is_empty()));
        asked
    }

    fn is_one_thing(&mut self, words: &[Word], spoken: &[Spoken]) -> bool {
        !self.names(&name(words)).is_empty()
            || words.len() <= 3
                && (spoken.iter().skip(1).all(|word| word.bound) || words.len() == 2)
                && self.lexicon.entries(&self.joined(words)) > 0
    }

    fn joined(&mut self, words: &[Word]) -> String {
        let joined: String = words.iter().map(|word| word.text.as_str()).collect();
        self.analyser.terms(&joined, Tongue::German).whole.clone()
    }

    fn one(&mut self, words: Vec<Word>) -> Asked {
        let mut asked = Asked { ways: Vec::new(), words };
        let worth: f32 = asked.words.iter().map(|word| self.worth(word)).sum();
        if asked.words.len() > 1 {
            let joined = self.joined(&asked.words);
            if self.lexicon.entries(&joined) > 0 {
                asked.ways.push(Way::of(&joined, ranking::JOINED, None));
            }
        }
        for name in self.names(&name(&asked.words)).into_iter().take(MOST_NAMES) {
            asked.ways.extend(self.way(&name, worth, ranking::SYNONYM));
        }
        for word in &mut asked.words {
            self.parts(word);
        }
        asked
    }

    /// A part of a compound has other names too; and so has the compound, where one of them takes the part's place: Müllkalender,
    /// Abfallkalender.
    fn parts(&mut self, word: &mut Word) {
        let mut parts = std::mem::take(&mut word.parts);
        for part in &mut parts {
            let Some(What::Term(term)) = part.first().map(|way| way.what.clone()) else { continue };
            let worth = self.lexicon.rarity(&term);
            for name in self.names(&term).into_iter().take(MOST_NAMES) {
                let exchanged = self.analyser.exchange(&word.text, &term, &name.text);
                for other in exchanged.into_iter().filter(|other| self.lexicon.entries(other) > 0) {
                    word.ways.push(Way::of(&other, ranking::SYNONYM, Some(How::Synonym)));
                }
                part.extend(self.way(&name, worth, ranking::SYNONYM_OF_PART));
            }
        }
        word.parts = parts;
    }

    /// What a word says; nothing where it stands nowhere.
    fn worth(&self, word: &Word) -> f32 {
        if self.lexicon.entries(&word.whole) == 0 { 0.0 } else { self.lexicon.rarity(&word.whole) }
    }

    fn names(&self, name: &str) -> Vec<Arc<Name>> {
        self.synonyms.iter().flat_map(|list| list.of(name)).cloned().collect()
    }

    /// The ways of a name that stand in the index, none of them worth more than what was asked for.
    fn way(&self, name: &Name, worth: f32, weight: f32) -> Vec<Way> {
        let stands = |term: &&String| self.lexicon.entries(term) > 0;
        let mut ways = Vec::new();
        if let Some(joined) = name.joined.as_ref().filter(stands) {
            ways.push(Way::of(joined, weight * self.capped(joined, worth), Some(How::Synonym)));
        }
        if !name.terms.is_empty() && name.terms.iter().all(|term| stands(&term)) {
            let said: f32 = name.terms.iter().map(|term| self.lexicon.rarity(term)).sum();
            let weight = weight * if worth > 0.0 { (worth / said).min(1.0) } else { 1.0 };
            let what = match &name.terms[..] {
                [only] => What::Term(only.clone()),
                several => What::Row(several.to_vec()),
            };
            ways.push(Way { what, weight, how: Some(How::Synonym) });
        }
        ways
    }

    fn capped(&self, term: &str, worth: f32) -> f32 {
        if worth > 0.0 { (worth / self.lexicon.rarity(term)).min(1.0) } else { 1.0 }
    }
}

/// Whether somebody is still typing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastWord {
    /// The last word is complete.
    #[default]
    Whole,
    /// The last word may go on.
    Begun,
}

impl Asked {
    /// Its words as they were typed.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Way {
    fn of(term: &str, weight: f32, how: Option<How>) -> Self {
        Self { what: What::Term(term.to_owned()), weight, how }
    }

    fn terms(&self) -> impl Iterator<Item = &str> {
        match &self.what {
            What::Term(term) => std::slice::from_ref(term),
            What::Row(terms) => terms,
        }
        .iter()
        .map(String::as_str)
    }
}

impl Word {
    fn offer(&mut self, way: Way) {
        if !self.ways.iter().any(|known| known.what == way.what) {
            self.ways.push(way);
        }
    }
}

fn name(words: &[Word]) -> String {
    words.iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ")
}

/// Words that only ask, and numbers, say little beside others.
fn weaken(all: &mut [Word]) {
    let says_more = |word: &Word| !word.whole.is_empty() && !is_weak(word);
    if !all.iter().any(says_more) {
        return;
    }
    for word in all.iter_mut().filter(|word| is_weak(word)) {
        word.worth = ranking::WEAK;
    }
}

fn is_weak(word: &Word) -> bool {
    let short = word.whole.chars().count() == 1;
    short || is_question_word(&word.text) || word.whole.bytes().all(|byte| byte.is_ascii_digit()) && word.whole.len() < 4
}

fn spoken(question: &Question) -> Vec<Spoken> {
    let mut all = Vec::new();
    for text in question.clauses.iter().filter_map(plain_word) {
        for group in words(text) {
            let signed = group.joined.filter(|_| group.words.len() == 1);
            let words = group.words.into_iter().enumerate();
            all.extend(words.map(|(place, word)| Spoken {
                text: word.text.into_owned(),
                signed: signed.clone(),
                bound: place > 0,
            }));
        }
    }
    all
}

fn plain_word(clause: &Clause) -> Option<&str> {
    match (&clause.demand, clause.sign) {
        (Demand::Word(text), Sign::With) => Some(text),
        _ => None,
    }
}
