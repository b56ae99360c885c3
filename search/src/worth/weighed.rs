//! The tree with what each of its terms weighs in the whole index: once for a search, then opened in each segment.

use std::ops::Range;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Occur, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

use super::opened::{Node, Opened};
use super::postings::Postings;
use super::{Asking, Words, Worth};
use crate::lexicon::{Lexicon, Looked, Place};
use crate::query::Order;
use crate::ranking::{self, Share};
use crate::snapshot::Snapshot;

/// All that is asked for, weighed.
pub(crate) struct Weighed {
    things: Vec<Scale>,
    besides: Vec<Scale>,
    strict: Vec<(Occur, Box<dyn Weight>)>,
    /// How many things must be there; none where no words were asked for.
    needed: Option<usize>,
    share: Share,
    scores: bool,
}

/// A part of the tree.
enum Scale {
    Term(Term),
    Rows(Vec<Box<dyn Weight>>),
    Best(Vec<Scale>, f32),
    All(Vec<Scale>),
}

/// A term, how rare it is, and in which of the fields that are searched it is looked for.
struct Term {
    looked: Arc<Looked>,
    rarity: f32,
    weight: f32,
    fields: &'static [usize],
}

impl Weighed {
    /// Weighs everything; where the order is not by worth, what must be there is not scored.
    pub fn new(asking: &Asking, order: Order, lexicon: &Lexicon<'_>) -> tantivy::Result<Self> {
        let (nothing, words) = (Words::default(), asking.words.as_ref());
        let Words { things, besides, .. } = words.unwrap_or(&nothing);
        let scores = order == Order::Best;
        let scoring = if scores {
            EnableScoring::enabled_from_statistics_provider(lexicon, lexicon.searcher())
        } else {
            EnableScoring::disabled_from_searcher(lexicon.searcher())
        };
        let strict = asking.strict.iter().map(|(occur, query)| Ok((*occur, query.weight(scoring)?)));
        Ok(Self {
            things: scales(things, lexicon)?,
            besides: scales(besides, lexicon)?,
            strict: strict.collect::<tantivy::Result<_>>()?,
            needed: words.map(|words| words.needed),
            share: Share::of(things.len()),
            scores,
        })
    }

    /// What of it stands in these documents of a segment, the first of which begins a window.
    pub fn open(
        &self,
        snapshot: &Snapshot,
        ordinal: usize,
        documents: Range<DocId>,
    ) -> tantivy::Result<Opened<'_>> {
        let reader = snapshot.searcher.segment_reader(ordinal as u32);
        let opening = Opening { snapshot, ordinal, reader, from: documents.start };
        let nodes = (opening.nodes(&self.things)?, opening.nodes(&self.besides)?);
        let strict = self.strict.iter().map(|(occur, weight)| Ok((*occur, opening.scorer(weight.as_ref())?)));
        Ok(Opened::new(self, nodes, strict.collect::<tantivy::Result<_>>()?, documents))
    }

    /// Whether words were asked for.
    pub(super) fn asks_for_words(&self) -> bool {
        self.needed.is_some()
    }

    /// How many things must be there.
    pub(super) fn needed(&self) -> usize {
        self.needed.unwrap_or_default()
    }

    /// What is left of the sum of worths where so many things are there.
    #[inline]
    pub(super) fn share(&self, met: u8) -> Score {
        self.share.with(met)
    }

    /// Whether what must be there is scored.
    pub(super) fn scores(&self) -> bool {
        self.scores
    }
}

fn scales(worths: &[Worth], lexicon: &Lexicon<'_>) -> tantivy::Result<Vec<Scale>> {
    worths.iter().map(|worth| scale(worth, lexicon)).collect()
}

fn scale(worth: &Worth, lexicon: &Lexicon<'_>) -> tantivy::Result<Scale> {
    Ok(match worth {
        Worth::Term { text, weight } => {
            Scale::Term(Term::of(lexicon.look(text), *weight, &ranking::EVERYWHERE, lexicon))
        }
        Worth::InShort { text, weight } => {
            Scale::Term(Term::of(lexicon.look(text), *weight, &ranking::IN_SHORT, lexicon))
        }
        Worth::Exact { text, weight } => {
            Scale::Term(Term::of(lexicon.look_exactly(text), *weight, &ranking::EXACTLY, lexicon))
        }
        Worth::Rows(queries) => {
            let scoring = EnableScoring::enabled_from_statistics_provider(lexicon, lexicon.searcher());
            Scale::Rows(queries.iter().map(|query| query.weight(scoring)).collect::<tantivy::Result<_>>()?)
        }
        Worth::Best(of, others) => Scale::Best(scales(of, lexicon)?, *others),
        Worth::All(of) => Scale::All(scales(of, lexicon)?),
    })
}

impl Term {
    fn of(looked: Arc<Looked>, weight: f32, fields: &'static [usize], lexicon: &Lexicon<'_>) -> Self {
        Self { rarity: lexicon.rarity_of(looked.entries), looked, weight, fields }
    }
}

/// A segment that is being opened.
struct Opening<'a> {
    snapshot: &'a Snapshot,
    ordinal: usize,
    reader: &'a SegmentReader,
    from: DocId,
}

impl Opening<'_> {
    fn nodes(&self, scales: &[Scale]) -> tantivy::Result<Vec<Node>> {
        let nodes = scales.iter().map(|scale| self.node(scale)).filter_map(Result::transpose);
        nodes.collect()
    }

    /// What stands in the segment; none where nothing does.
    fn node(&self, scale: &Scale) -> tantivy::Result<Option<Node>> {
        Ok(match scale {
            Scale::Term(term) => {
                let postings = self.postings(term)?;
                (!postings.is_empty()).then_some(Node::Terms(postings))
            }
            Scale::Rows(weights) => {
                let rows = weights.iter().map(|weight| self.scorer(weight.as_ref()));
                let mut rows = rows.collect::<tantivy::Result<Vec<_>>>()?;
                rows.retain(|row| row.doc() != TERMINATED);
                (!rows.is_empty()).then_some(Node::Rows(rows))
            }
            Scale::Best(of, others) => {
                let nodes = self.nodes(of)?;
                (!nodes.is_empty()).then_some(Node::Best(nodes, *others))
            }
            Scale::All(of) => {
                let nodes = self.nodes(of)?;
                (nodes.len() == of.len() && !of.is_empty()).then_some(Node::All(nodes))
            }
        })
    }

    fn scorer(&self, weight: &dyn Weight) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer = weight.scorer(self.reader, 1.0)?;
        if scorer.doc() < self.from {
            scorer.seek(self.from);
        }
        Ok(scorer)
    }

    fn postings(&self, term: &Term) -> tantivy::Result<Vec<Postings>> {
        let columns = &self.snapshot.columns[self.ordinal];
        let is_here = |place: &&Place| place.segment == self.ordinal && term.fields.contains(&place.field);
        let each = term.looked.places.iter().filter(is_here).map(|place| {
            let searched = &self.snapshot.searched[place.field];
            let words = &columns.words[place.field];
            let block = words.read_block_postings_from_terminfo(&place.info, IndexRecordOption::WithFreqs)?;
            Ok(Postings::new(
                block,
                self.from,
                columns.norms[place.field].clone(),
                Arc::clone(&searched.lengths),
                term.weight * searched.boost * term.rarity,
            ))
        });
        each.collect()
    }
}
