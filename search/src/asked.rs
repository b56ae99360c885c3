//! A question as it was read: its words, and beside each of them what else would do.

use crate::hits::{Hit, How, Meant};
use crate::question::Question;
use crate::ranking;

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
    pub place: usize,
    /// In how many entries its term stands.
    pub entries: u64,
    /// What the list of synonyms knows it by.
    pub key: String,
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
    /// This term.
    pub fn of(term: &str, weight: f32, how: Option<How>) -> Self {
        Self { what: What::Term(term.to_owned()), weight, how }
    }

    /// Whether it is this term alone.
    pub fn is(&self, term: &str) -> bool {
        matches!(&self.what, What::Term(known) if known == term)
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
    /// Adds a way, unless it is there.
    pub fn offer(&mut self, way: Way) {
        if !self.ways.iter().any(|known| known.what == way.what) {
            self.ways.push(way);
        }
    }
}
