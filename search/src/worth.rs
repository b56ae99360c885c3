//! What entries are worth to a question: a tree of terms, worked out for a window of documents at a time.
//!
//! Every entry that has any of the words must be looked at, since all of them are counted. So the tree is not walked entry by entry: each
//! term's entries are gone through once, and what they are worth is added up in plain memory, a [`Lane`] for each level of the tree. What
//! the same costs with the library's own scorers, one call for each entry and term: decision 24.

mod lane;
mod opened;
mod postings;
mod weighed;

use tantivy::query::Query;

use crate::query::Clauses;

pub(crate) use lane::{Bitset, WINDOW, each_bit};
pub(crate) use opened::{Lanes, Opened};
pub(crate) use weighed::Weighed;

/// The share of each where all are added.
const EACH: f32 = 1.0;

/// What an entry is worth.
#[derive(Debug)]
pub(crate) enum Worth {
    /// What BM25 makes of a term in each of the fields, times this weight. Beside others each field counts as one of them.
    Term { text: String, weight: f32 },
    /// The same in the fields alone that say in short what an entry is about.
    InShort { text: String, weight: f32 },
    /// The same of the words as they stand there.
    Exact { text: String, weight: f32 },
    /// Terms in a row, in any of several fields, as the library scores them.
    Rows(Vec<Box<dyn Query>>),
    /// The best of these, and of the others this share.
    Best(Vec<Worth>, f32),
    /// All of these, each of which must be there.
    All(Vec<Worth>),
}

impl Worth {
    /// The best of these, and of the others this share. Each level costs, so what needs none of its own gets none.
    pub fn best(mut of: Vec<Self>, others: f32) -> Self {
        let only = if of.len() == 1 { of.pop() } else { None };
        match only {
            Some(only @ (Self::Best(..) | Self::All(_))) => only,
            Some(only) => Self::Best(vec![only], others),
            None => Self::Best(of, others),
        }
    }

    /// Any of these; each adds what it is worth.
    pub fn any(of: Vec<Self>) -> Self {
        let flat = of.into_iter().flat_map(|worth| match worth {
            Self::Best(of, EACH) => of,
            other => vec![other],
        });
        Self::best(flat.collect(), EACH)
    }
}

/// All that is asked for.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    /// Words; none where none was asked for.
    pub words: Option<Words>,
    /// What must be there besides, and what must not.
    pub strict: Clauses,
}

/// What is asked for in words.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// One for each thing that was asked for; their worths are added, less for what is missing.
    pub things: Vec<Worth>,
    /// So many of them must be there.
    pub needed: usize,
    /// What adds to that where it is there as well.
    pub besides: Vec<Worth>,
}
