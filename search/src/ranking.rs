//! What makes one hit better than another: every weight stands here, with its reason.
//!
//! The measure is BM25. A word is worth what its best field makes of it, and a little for each other field; what it is made of adds
//! to that, so that the word itself comes before a part of it, and both before what is only spelled nearly so or means the same. The
//! worths of the words are added up, less for what is missing. What each step brought, in figures: decision 22.

use std::sync::Arc;

use tantivy::Score;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

use crate::schema::Fields;
use crate::stored::Stored;

/// A word in one of its forms.
pub(crate) const WHOLE: f32 = 1.0;
/// The same, letter by letter as it was typed, in what is said of an entry in short: on top, so that it comes before other forms.
pub(crate) const EXACT: f32 = 0.2;
/// A part of a compound that was asked for. Two of them make about the whole, so that a text that takes it apart is found as well.
pub(crate) const PART: f32 = 0.5;
/// What begins like the word: crude, and worth something only where many words of a question meet so.
pub(crate) const FAMILY: f32 = 0.2;
/// Families in more entries than this are not looked for: they say nothing, and cost most.
pub(crate) const LARGEST_FAMILY: u64 = 5_000;
/// Words that are joined in the text, asked for apart: LoRa WAN, LoRaWAN. That is rarely by chance.
pub(crate) const JOINED: f32 = 1.2;
/// The stem of a word as another language has it; it may be another word in German.
pub(crate) const FOREIGN: f32 = 0.8;
/// Another name for the same. Never worth more than the word itself, however rare it is.
pub(crate) const SYNONYM: f32 = 0.95;
/// Another name for a part of a compound.
pub(crate) const SYNONYM_OF_PART: f32 = 0.7;
/// A word of the index at one slip of the pen, and at two.
pub(crate) const ONE_SLIP: f32 = 0.8;
pub(crate) const TWO_SLIPS: f32 = 0.6;
/// What a word that is being typed may become.
pub(crate) const BEGUN: f32 = 0.7;
/// A word that mostly serves to ask, a single letter, a short number: beside others it must not decide.
pub(crate) const WEAK: f32 = 0.1;
/// Two words of the question that stand as close in the text, against what the two are worth.
pub(crate) const NEIGHBOURS: f32 = 0.15;
/// How many words more may stand between them.
pub(crate) const BETWEEN_NEIGHBOURS: u32 = 1;
/// Most entries in which the rarer of two neighbours may stand: what is in more is not looked at word by word.
pub(crate) const MOST_NEIGHBOURS: u64 = 20_000;
/// What a term in a further field counts, beside its best field: an entry that says it everywhere is about it.
pub(crate) const OTHER_FIELDS: f32 = 0.3;
/// What further names for the same count: a text that varies its words is no better for it.
pub(crate) const OTHER_WAYS: f32 = 0.3;
/// How much missing words cost: the share that is there, to this power. Much more, and one rare word loses against three usual ones.
const COORDINATION: f32 = 0.3;

/// How soon further occurrences of a word in one field count for less (BM25's k1), and how much long fields count for less (b).
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;
/// Terms a field has on average, at the least: what few entries fill in must not count as short everywhere.
const SHORTEST_FIELD: u64 = 4;

/// How many fields are searched for terms.
pub(crate) const FIELDS: usize = 5;

/// What it is worth that others say they use it, for each doubling of their number; four doublings count.
pub(crate) const USED: f32 = 0.008;
/// What it is worth that all is told which others ask for first: figures, what came of it, what is advised.
pub(crate) const TOLD: f32 = 0.02;
/// What it is worth that it was changed or said to be still true within a year; by the end of the third this has faded.
pub(crate) const STILL_TRUE: f32 = 0.015;

/// What the letters of the best hits say, against what their words say.
pub(crate) const SECOND_LOOK: f32 = 0.8;
/// What it is worth that one stretch of a text has most letters of a question that is a sentence, against what its words say.
pub(crate) const STRETCH: f32 = 0.15;
/// By how much a hit counts for more whose title is what was asked for, letter by letter.
pub(crate) const ASKED_FOR_BY_TITLE: f32 = 0.2;
/// What it is worth to have all that the best have in common, against the best score.
pub(crate) const COMPANY: f32 = 0.2;
/// To which power the share of letters counts that a word has in common with a text: half of them are much less than half the word.
pub(crate) const CLOSENESS: f32 = 1.5;
/// What a word is taken to say in the second look that stands nowhere as it was typed.
pub(crate) const OF_UNKNOWN: f32 = 4.0;
/// What letters say that stand in each of the hits, beside what rare ones say: the word is more than its rarest stretch.
pub(crate) const OF_ANY_LETTERS: f32 = 0.5;
/// How often letters must occur for half their worth, and how much long texts lose: the usual measures of BM25.
pub(crate) const OFTEN: f32 = 1.2;
pub(crate) const LENGTH_NORM: f32 = 0.75;

/// The places of the fields in [`fields`] that are searched for a word; those that say in short what an entry is about: title, summary and what
/// it is tagged with; and the place behind them of the words as they stand there.
pub(crate) const EVERYWHERE: [usize; FIELDS] = [0, 1, 2, 3, 4];
pub(crate) const IN_SHORT: [usize; 3] = [0, 1, 4];
pub(crate) const EXACTLY: [usize; 1] = [FIELDS];

/// The fields that are searched, and what a word in each of them is worth: a title is chosen with care, a text says much in passing,
/// and topics are often more than the entry is about.
pub(crate) fn fields(fields: &Fields) -> [(Field, f32); FIELDS] {
    [
        (fields.title, 2.4),
        (fields.summary, 1.3),
        (fields.recommendation, 1.2),
        (fields.text, 1.0),
        (fields.extra, 0.8),
    ]
}

/// The texts that are kept of an entry, and what letters in each of them are worth in the second look.
pub(crate) fn texts(stored: &Stored) -> [(&str, f32); 5] {
    [
        (&stored.title, 2.0),
        (&stored.summary, 1.3),
        (&stored.recommendation, 1.2),
        (&stored.relief, 1.0),
        (&stored.text, 1.0),
    ]
}

/// A field that is searched.
#[derive(Clone)]
pub(crate) struct Searched {
    pub field: Field,
    /// What a word in it is worth.
    pub boost: f32,
    pub lengths: Arc<Lengths>,
}

/// What the length of a field does to what a word in it is worth.
pub(crate) struct Lengths {
    /// Terms of the field in all entries together.
    pub total: u64,
    /// For each length, as the index writes it.
    dampings: [Score; 256],
}

impl Lengths {
    /// Of a field that has so many terms in so many entries.
    pub fn of(total: u64, entries: u64) -> Self {
        let total = total.max(SHORTEST_FIELD * entries).max(1);
        let average = total as Score / entries.max(1) as Score;
        let damping = |id: usize| {
            let length = FieldNormReader::id_to_fieldnorm(id as u8) as Score;
            SATURATION * (1.0 - LENGTH + LENGTH * length / average)
        };
        Self { total, dampings: std::array::from_fn(damping) }
    }

    /// What a word is worth that stands so many times in a field of this length, if its rarity is 1.
    #[inline]
    pub fn worth(&self, length: u8, times: u32) -> Score {
        let times = times as Score;
        (1.0 + SATURATION) * times / (times + self.dampings[usize::from(length)])
    }
}

/// What is left of the sum where words are missing, for each number of words that are there.
pub(crate) struct Share([Score; 256]);

impl Share {
    /// Where so many things were asked for.
    pub fn of(asked: usize) -> Self {
        let share =
            |met: usize| if met < asked { (met as Score / asked as Score).powf(COORDINATION) } else { 1.0 };
        Self(std::array::from_fn(share))
    }

    /// With so many of them there; all of it where nothing is missing.
    #[inline]
    pub fn with(&self, met: u8) -> Score {
        self.0[usize::from(met)]
    }
}
