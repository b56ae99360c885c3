//! How a question is read: what else would do in place of its words.
//!
//! All that widens a question is decided here, before anything is searched, and is bounded: so many ways for a word, and only
//! such as stand in the index.

use std::sync::Arc;

use crate::asked::{Asked, LastWord, Reading, Way, What, Word};
use crate::german::{Analyser, Terms, Tongue, family, folded, is_question_word, words};
use crate::hits::How;
use crate::lexicon::Lexicon;
use crate::question::{Clause, Demand, Question, Sign};
use crate::ranking;
use crate::spelling;
use crate::synonyms::{LONGEST_NAME, Name, Synonyms, key};

/// Most other names that are looked for beside one.
const MOST_NAMES: usize = 12;
/// Most endings that are looked for behind the beginning of a word.
const MOST_ENDINGS: usize = 30;

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
        for root in &terms.roots {
            if !self.has_large_member(root, terms) && self.lexicon.entries(root) < ranking::LARGEST_FAMILY {
                word.roots.push(Way::of(root, ranking::FAMILY, None));
            }
        }
    }

    /// Whether one of these alone makes the family too large, which then need not be counted.
    fn has_large_member(&self, root: &str, terms: &Terms) -> bool {
        let Some((beginning, stem)) = family(root) else { return false };
        let mut members = terms.all().filter(|term| term.starts_with(beginning) || stem == Some(*term));
        members.any(|term| self.lexicon.entries(term) >= ranking::LARGEST_FAMILY)
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
        if let [word] = &asked.words[..] {
            // Mängelmelder and Mängelmeldung have one stem: such a name adds nothing.
            asked
                .ways
                .retain(|way| !way.is(&word.whole) && !way.is(word.corrected.as_deref().unwrap_or_default()));
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
    short
        || is_question_word(&word.text)
        || word.whole.bytes().all(|byte| byte.is_ascii_digit()) && word.whole.len() < 4
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
