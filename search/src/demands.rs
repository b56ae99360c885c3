//! What filters demand, as a set of documents for each facet that is filtered.
//!
//! A facet's own filter does not narrow its counts: whoever chose one Land still sees how many there are in the next. So a document that
//! fails one filter alone is no hit, and yet counts for that facet. Sets make this one pass, however many filters there are.

use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use crate::bits::Bits;
use crate::columns::Columns;
use crate::facets::{Facet, Filters};
use crate::names::Names;
use crate::schema::Fields;
use crate::worth::Bitset;

/// What the filters let through of one segment.
pub(crate) struct Demands(Vec<(Facet, Arc<Bits>)>);

impl Demands {
    /// What these filters let through.
    pub fn new(
        filters: &Filters,
        reader: &SegmentReader,
        columns: &Columns,
        fields: &Fields,
        names: &Names,
    ) -> tantivy::Result<Self> {
        let each = filters.iter().map(|(facet, wanted)| {
            let mut sets = Vec::new();
            for value in wanted {
                let term = facet.term(value);
                if let Some(number) = names.number(&term) {
                    sets.push(columns.having(reader, fields, number, &term)?);
                }
            }
            Ok((*facet, united(sets, reader.max_doc())))
        });
        Ok(Self(each.collect::<tantivy::Result<_>>()?))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The only facet that is filtered.
    pub fn only_facet(&self) -> Option<Facet> {
        match self.0[..] {
            [(facet, _)] => Some(facet),
            _ => None,
        }
    }

    /// Of the documents of a window, which begins with this one, those that meet all demands.
    pub fn meeting_all(&self, from: DocId, among: &Bitset) -> Bitset {
        let mut meeting = *among;
        self.0.iter().for_each(|(_, through)| meeting.keep_only(through.window(from)));
        meeting
    }

    /// Of the documents of a window, for each facet those that fail its demand alone.
    pub fn failing_one(&self, from: DocId, among: &Bitset) -> impl Iterator<Item = (Facet, Bitset)> {
        self.0.iter().map(move |(facet, through)| {
            let mut failing = *among;
            failing.drop_all(through.window(from));
            let others = self.0.iter().filter(|(other, _)| other != facet);
            others.for_each(|(_, through)| failing.keep_only(through.window(from)));
            (*facet, failing)
        })
    }
}

fn united(mut sets: Vec<Arc<Bits>>, documents: u32) -> Arc<Bits> {
    match (sets.pop(), sets.is_empty()) {
        (None, _) => Arc::new(Bits::none(documents)),
        (Some(only), true) => only,
        (Some(first), false) => {
            let mut all = first.as_ref().clone();
            sets.iter().for_each(|set| all.unite(set));
            Arc::new(all)
        }
    }
}
