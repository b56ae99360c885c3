//! How many hits have which value.
//!
//! A value that many documents have is counted by laying the set of its documents over the set of hits, 64 at a time; what few have is
//! counted hit by hit. Where a window holds few hits, all is counted hit by hit.

use tantivy::DocId;

use crate::columns::{Columns, Counts};
use crate::facets::Facet;
use crate::names::Names;
use crate::values::Rows;
use crate::worth::{Bitset, each_bit};

/// Hits in a window from which on sets are laid over one another.
const MANY: u32 = 256;

/// Values that are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    /// Those of this facet.
    Of(Facet),
    /// Those of the other facets.
    OfOthers(Facet),
}

/// The counts, by the numbers of the values.
pub(crate) struct Counting<'a> {
    names: &'a Names,
    counts: Vec<u32>,
}

impl<'a> Counting<'a> {
    /// Nothing counted yet.
    pub fn new(names: &'a Names) -> Self {
        Self { names, counts: vec![0; names.count()] }
    }

    /// Counts the hits of a window, which begins with this document.
    pub fn window(&mut self, columns: &Columns, from: DocId, hits: &Bitset, which: Which) {
        let of_few = which.facets() & columns.facets_of_few != 0;
        if hits.count() < MANY {
            self.each(hits, from, which, &columns.of_many);
        } else {
            let names = self.names;
            for (number, documents) in columns.frequent.of_window(from) {
                if which.takes(names, number) {
                    self.counts[number as usize] += hits.shared(documents);
                }
            }
        }
        if of_few {
            self.each(hits, from, which, &columns.of_few);
        }
    }

    fn each(&mut self, hits: &Bitset, from: DocId, which: Which, rows: &Rows) {
        for (place, hits) in hits.0.iter().enumerate() {
            each_bit(*hits, from as usize + 64 * place, |document| {
                for number in rows.of(document as DocId) {
                    if which.takes(self.names, *number) {
                        self.counts[*number as usize] += 1;
                    }
                }
            });
        }
    }

    /// Adds what was counted before, as far as it is wanted.
    pub fn add(&mut self, counts: &Counts, which: Which) {
        for (number, count) in &counts.values {
            if which.takes(self.names, *number) {
                self.counts[*number as usize] += count;
            }
        }
    }

    /// Adds what another has counted.
    pub fn add_all(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(mine, other)| *mine += other);
    }

    /// Every value that was counted at all: its number and count.
    pub fn numbered(&self) -> Vec<(u32, u32)> {
        (0..).zip(self.counts.iter().copied()).filter(|(_, count)| *count > 0).collect()
    }

    /// The same, with facet and value in place of the number.
    pub fn named(&self) -> impl Iterator<Item = (Facet, &'a str, u32)> {
        let named = self.names.iter().zip(&self.counts).filter(|(_, count)| **count > 0);
        named.map(|((facet, value), count)| (facet, value, *count))
    }
}

impl Which {
    /// Whether a value is one of them.
    #[inline]
    fn takes(self, names: &Names, number: u32) -> bool {
        match self {
            Self::All => true,
            Self::Of(facet) => names.facet(number) == Some(facet),
            Self::OfOthers(facet) => names.facet(number) != Some(facet),
        }
    }

    /// The facets, a bit for each.
    fn facets(self) -> u32 {
        match self {
            Self::All => u32::MAX,
            Self::Of(facet) => facet.bit(),
            Self::OfOthers(facet) => !facet.bit(),
        }
    }
}
