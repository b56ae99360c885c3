//! What filters demand, as a set of documents for each facet that is filtered.
//!
//! A facet's own filter does not narrow its counts: whoever chose one Land still sees how many there are in the next. So a document that
//! fails one filter alone is no hit, and yet counts for that facet. Sets make this one pass, however many filters there are.

use std::sync::Arc;

use tantivy::SegmentReader;

use crate::bits::Bits;
use crate::columns::Columns;
use crate::facets::{Facet, Filters};
use crate::names::Names;
use crate::schema::Fields;

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

    /// Of 64 documents, from the one of this number times 64 on, those that meet all demands.
    #[inline]
    pub fn meeting_all_of_word(&self, among: u64, number: usize) -> u64 {
        self.0.iter().fold(among, |met, (_, through)| met & through.word(number))
    }

    /// Of 64 documents, for each facet those that fail its demand alone.
    pub fn failing_one_of_word(&self, among: u64, number: usize) -> impl Iterator<Item = (Facet, u64)> {
        self.0.iter().map(move |(facet, through)| {
            let others = self.0.iter().filter(|(other, _)| other != facet);
            let met = others.fold(among, |met, (_, through)| met & through.word(number));
            (*facet, met & !through.word(number))
        })
    }

    /// Of these documents, those that meet all demands.
    pub fn meeting_all(&self, among: &Bits) -> Bits {
        let mut meeting = among.clone();
        self.0.iter().for_each(|(_, through)| meeting.intersect(through));
        meeting
    }

    /// Of these documents, for each facet those that fail its demand alone.
    pub fn failing_one<'a>(&'a self, among: &'a Bits) -> impl Iterator<Item = (Facet, Bits)> + 'a {
        self.0.iter().map(|(facet, through)| {
            let mut failing = among.clone();
            failing.subtract(through);
            let others = self.0.iter().filter(|(other, _)| other != facet);
            others.for_each(|(_, through)| failing.intersect(through));
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
