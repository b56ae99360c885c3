//! What is asked of the index, and what it answers.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use commons::{Organisation, Reader, Refusal, Time};
use serde::{Deserialize, Serialize};

use crate::{Facet, Filters, Kin, LastWord, Question, Sight};

/// Deepest hit that can be reached by turning pages.
const DEEPEST: usize = 10_000;

/// What is asked, by whom, and how much of the answer is wanted.
#[derive(Clone, Debug)]
pub struct Search {
    /// The words.
    pub question: Question,
    /// Who asks, and what is kept from them.
    pub sight: Sight,
    /// Whether the last word is complete, or somebody is still typing it.
    pub last_word: LastWord,
    /// What narrows the hits.
    pub filters: Filters,
    /// Most hits wanted; 0 to 100.
    pub limit: usize,
    /// Where to go on; none begins.
    pub after: Option<Cursor>,
    /// The present instant.
    pub now: Time,
    /// Milliseconds after which the search gives up.
    pub deadline_ms: u64,
    /// The town whose like comes first; none: they count like all others.
    pub kin: Option<Kin>,
    /// What comes first.
    pub order: Order,
    /// Only what changed under one of these numbers: for whoever wants to know what is new since he last asked.
    pub changed: Option<RangeInclusive<i64>>,
}

/// What comes first among hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best, or what was published last where no word was asked for.
    #[default]
    Best,
    /// What was written down on this node last, as a new entry or a new version of one.
    Changed,
}

impl Search {
    /// The first twenty hits of a question, within a second.
    pub fn new(question: Question, reader: Reader, now: Time) -> Self {
        Self {
            question,
            sight: Sight { reader, ..Sight::default() },
            last_word: LastWord::Whole,
            filters: Filters::new(),
            limit: 20,
            after: None,
            now,
            deadline_ms: 1_000,
            kin: None,
            order: Order::Best,
            changed: None,
        }
    }
}

/// Where a list of hits goes on. Written and read as text that says nothing to whoever passes it on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) offset: usize,
}

impl Cursor {
    /// The place behind so many hits, if it can be reached.
    pub(crate) fn at(offset: usize) -> Option<Self> {
        (offset < DEEPEST).then_some(Self { offset })
    }

    /// Reads what [`fmt::Display`] writes.
    ///
    /// # Errors
    /// [`Refusal::BadCursor`] for everything else.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let digits =
            text.strip_prefix('n').filter(|digits| digits.len() <= 5).ok_or(Refusal::BadCursor {})?;
        let offset = usize::from_str_radix(digits, 16).map_err(|_| Refusal::BadCursor {})?;
        Self::at(offset).ok_or(Refusal::BadCursor {})
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "n{:x}", self.offset)
    }
}

impl FromStr for Cursor {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::parse(text)
    }
}

/// One page of hits.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// How many there are in all.
    pub total: usize,
    /// Those of this page, best first.
    pub hits: Vec<Hit>,
    /// How many of all hits have which value, most first, the hundred most frequent and those that were chosen; a facet's own filter does
    /// not narrow its counts.
    pub facets: BTreeMap<Facet, Vec<(String, u64)>>,
    /// Where it goes on.
    pub next: Option<Cursor>,
    /// How the question was read, where a word of it stands nowhere the reader may read and another is spelled nearly so.
    pub meant: Option<Meant>,
}

/// The question with its words corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// All of it, to be asked as it stands.
    pub words: String,
}

/// Why a hit matched a word of the question that does not stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The word as it was asked.
    pub asked: String,
    /// The word of the hit that it met.
    pub found: String,
    /// What connects the two.
    pub how: How,
}

/// What connects a word of the question with another one of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// They mean the same: Kita, Kindergarten.
    Synonym,
    /// One is a part of the other, or they share a part: Platz, Kitaplatz.
    Part,
    /// They are spelled nearly alike: Beteiligungsplatform, Beteiligungsplattform.
    Spelling,
}

/// A hit, as the list shows it.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its id everywhere.
    pub iri: String,
    /// Its UUID on this node; empty for an organisation.
    pub id: String,
    /// The kind of entry, or `organisation`.
    pub kind: String,
    /// Its title, or the organisation's name; a comment has none.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// The passage that fits the question best. Plain text: whoever shows it escapes it.
    pub snippet: Vec<Fragment>,
    /// Who wrote it.
    pub organisation: HitOrganisation,
    /// When it was first published.
    pub published: Time,
    /// When it was last changed.
    pub updated: Time,
    /// How well it fits; comparable within one answer only.
    pub score: f32,
    /// Status of a project, stage of an adoption, progress of a call, outcome of a lesson, kind of a comment.
    pub status: Option<String>,
    /// A lesson's recommendation.
    pub recommendation: String,
    /// What falls away thanks to a project.
    pub relief: String,
    /// The language in which it is written.
    pub language: String,
    /// Who may read it: `public`, `own` or `circles`; of a comment the narrower of its own and its thread's.
    pub audience: String,
    /// Why it matched, for each word of the question where that is not plain to see.
    pub matched: Vec<Matched>,
}

impl Hit {
    /// Whether it is an organisation and no entry.
    pub fn is_organisation(&self) -> bool {
        self.kind == "organisation"
    }
}

/// A stretch of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The text, not escaped.
    pub text: String,
    /// Whether it is a word that was asked for.
    pub marked: bool,
}

/// What the hit list says of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitOrganisation {
    /// Its id.
    #[serde(rename = "i")]
    pub iri: String,
    /// Its name.
    #[serde(rename = "n")]
    pub name: String,
    /// Its short name.
    #[serde(rename = "h")]
    pub handle: String,
    /// Its host.
    #[serde(rename = "o")]
    pub host: String,
    /// Its county.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// The code of its Land.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

impl HitOrganisation {
    pub(crate) fn of(organisation: &Organisation) -> Self {
        Self {
            iri: organisation.iri.to_string(),
            name: organisation.name.clone(),
            handle: organisation.handle.clone(),
            host: organisation.host.clone(),
            county: organisation.county.clone(),
            state: organisation.state.map(|state| state.code().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_is_read_as_it_is_written_and_reaches_only_so_far() {
        let cursor = Cursor::at(40).expect("a place");
        assert_eq!(Cursor::parse(&cursor.to_string()), Ok(cursor));
        for bad in ["", "n", "40", "n-1", "nffffffffff", "n3b9aca00", "n2710", "n+1 "] {
            assert!(Cursor::parse(bad).is_err(), "{bad}");
        }
    }
}
