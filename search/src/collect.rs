//! One pass over all that match: counts them, counts their facets, keeps the best; and stops when its time is up.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::time::{Duration, Instant};

use tantivy::query::{EnableScoring, Scorer};
use tantivy::{DocAddress, DocId, Score, SegmentReader, TERMINATED};

use crate::facets::{Facet, Filters};
use crate::kin::Kin;
use crate::query::{Built, Order};
use crate::ranking::Rarity;
use crate::snapshot::{Columns, Snapshot};

/// After how many documents the clock is looked at.
const BETWEEN_LOOKS: u32 = 1_024;
/// The score of each where no word was asked for.
const EQUAL: Score = 1.0;
/// Most values of a facet that are listed beside those that were chosen.
const MOST_VALUES: usize = 100;

/// What a pass found.
pub(crate) struct Found {
    pub total: usize,
    /// The best, best first.
    pub best: Vec<Best>,
    pub facets: BTreeMap<Facet, Vec<(String, u64)>>,
}

/// Why a pass came to no end.
pub(crate) enum Stopped {
    /// The time was up.
    Late,
    /// The index could not be read.
    Failed(tantivy::TantivyError),
}

impl From<tantivy::TantivyError> for Stopped {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Failed(error)
    }
}

/// One hit, and what it is ordered by: score, then newest, then its tie. Where it lies comes last, since that changes
/// whenever a segment is rewritten: two hits must not swap places because somebody wrote something else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Best {
    pub score: Score,
    time: i64,
    tie: i64,
    pub address: DocAddress,
}

impl Ord for Best {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = self.score.total_cmp(&other.score);
        by_score
            .then(self.time.cmp(&other.time))
            .then(self.tie.cmp(&other.tie))
            .then(other.address.cmp(&self.address))
    }
}

impl PartialOrd for Best {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Best {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Best {}

/// The pass, and what it has gathered so far.
pub(crate) struct Pass<'a> {
    snapshot: &'a Snapshot,
    filters: &'a Filters,
    keep: usize,
    kin: Option<&'a Kin>,
    order: Order,
    until: Instant,
    since_look: u32,
    total: usize,
    heap: BinaryHeap<Reverse<Best>>,
    counts: HashMap<(Facet, &'a str), u64>,
}

impl<'a> Pass<'a> {
    /// A pass that keeps the best so many, and gives up after so many milliseconds.
    pub fn new(snapshot: &'a Snapshot, filters: &'a Filters, keep: usize, deadline_ms: u64) -> Self {
        Self {
            snapshot,
            filters,
            keep,
            kin: None,
            order: Order::Best,
            until: Instant::now() + Duration::from_millis(deadline_ms.min(60_000)),
            since_look: 0,
            total: 0,
            heap: BinaryHeap::new(),
            counts: HashMap::new(),
        }
    }

    /// The same, where what towns like this one wrote counts for more.
    #[must_use]
    pub fn near(self, kin: Option<&'a Kin>) -> Self {
        Self { kin, ..self }
    }

    /// Goes over all segments.
    pub fn over(mut self, built: &Built) -> Result<Found, Stopped> {
        self.order = built.order;
        let searcher = &self.snapshot.searcher;
        let rarity = Rarity { searcher, fields: &built.fields };
        let scoring = match built.order {
            Order::Best => EnableScoring::enabled_from_statistics_provider(&rarity, searcher),
            Order::Newest | Order::Changed => EnableScoring::disabled_from_searcher(searcher),
        };
        let weight = built.query.weight(scoring)?;
        let snapshot = self.snapshot;
        for (ordinal, (reader, columns)) in
            searcher.segment_readers().iter().zip(&snapshot.columns).enumerate()
        {
            let scorer = weight.scorer(reader, 1.0)?;
            self.segment(ordinal as u32, reader, columns, scorer)?;
        }
        Ok(self.found())
    }

    fn segment(
        &mut self,
        ordinal: u32,
        reader: &SegmentReader,
        columns: &'a Columns,
        mut scorer: Box<dyn Scorer>,
    ) -> Result<(), Stopped> {
        let mut tally = Tally::new(columns, self.filters);
        let alive = reader.alive_bitset();
        let mut document = scorer.doc();
        while document != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(document)) && tally.take(document) {
                let score = if self.order == Order::Best { scorer.score() } else { EQUAL };
                let score = self.kin.map_or(score, |kin| score * kin.factor(&columns.home, document));
                self.offer(score, columns, DocAddress::new(ordinal, document));
            }
            self.look_at_the_clock()?;
            document = scorer.advance();
        }
        for ((facet, value), count) in
            columns.values.iter().zip(&tally.counts).filter(|(_, count)| **count > 0)
        {
            *self.counts.entry((*facet, value)).or_default() += u64::from(*count);
        }
        Ok(())
    }

    fn look_at_the_clock(&mut self) -> Result<(), Stopped> {
        self.since_look += 1;
        if self.since_look < BETWEEN_LOOKS {
            return Ok(());
        }
        self.since_look = 0;
        if Instant::now() > self.until { Err(Stopped::Late) } else { Ok(()) }
    }

    fn offer(&mut self, score: Score, columns: &Columns, address: DocAddress) {
        self.total += 1;
        let full = self.heap.len() >= self.keep;
        // Most hits end here: the worst that is kept is better.
        if full && self.heap.peek().is_none_or(|worst| worst.0.score > score) {
            return;
        }
        let time = if self.order == Order::Changed { &columns.changed } else { &columns.published };
        let time = time.first(address.doc_id).unwrap_or_default();
        let tie = columns.tie.first(address.doc_id).unwrap_or_default();
        self.heap.push(Reverse(Best { score, time, tie, address }));
        if full {
            self.heap.pop();
        }
    }

    fn found(self) -> Found {
        let best = self.heap.into_sorted_vec().into_iter().map(|Reverse(best)| best).collect();
        let mut facets: BTreeMap<Facet, Vec<(String, u64)>> = BTreeMap::new();
        for ((facet, value), count) in self.counts {
            facets.entry(facet).or_default().push((value.to_owned(), count));
        }
        for (facet, values) in &mut facets {
            values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            // What was chosen keeps its count, however rare it is.
            let chosen = self.filters.get(facet).map_or(&[][..], Vec::as_slice);
            let mut place = 0;
            values.retain(|(value, _)| {
                place += 1;
                place <= MOST_VALUES || chosen.contains(value)
            });
        }
        Found { total: self.total, best, facets }
    }
}

/// The counts of one segment.
struct Tally<'a> {
    columns: &'a Columns,
    counts: Vec<u32>,
    /// The facets that are filtered, as bits.
    demanded: u32,
    /// For each value, the bit of its facet if the filter lets it through; empty without filters.
    passes: Vec<u32>,
}

impl<'a> Tally<'a> {
    fn new(columns: &'a Columns, filters: &Filters) -> Self {
        let demanded = filters.keys().fold(0, |bits, facet| bits | bit(*facet));
        let lets_through = |(facet, value): &(Facet, Box<str>)| match filters.get(facet) {
            Some(wanted) if wanted.iter().any(|wanted| **wanted == **value) => bit(*facet),
            _ => 0,
        };
        let passes =
            if demanded == 0 { Vec::new() } else { columns.values.iter().map(lets_through).collect() };
        Self { columns, counts: vec![0; columns.values.len()], demanded, passes }
    }

    /// Counts a document; whether it is a hit. One that fails a single facet's filter still counts for that facet.
    fn take(&mut self, document: DocId) -> bool {
        let failed = self.failed(document);
        if failed.count_ones() > 1 {
            return false;
        }
        for place in self.columns.facets.values_for_doc(document) {
            let place = place as usize;
            if failed == 0 || bit(self.columns.values[place].0) == failed {
                self.counts[place] += 1;
            }
        }
        failed == 0
    }

    fn failed(&self, document: DocId) -> u32 {
        if self.demanded == 0 {
            return 0;
        }
        let passed = self
            .columns
            .facets
            .values_for_doc(document)
            .fold(0, |bits, place| bits | self.passes[place as usize]);
        self.demanded & !passed
    }
}

fn bit(facet: Facet) -> u32 {
    1 << facet as u32
}
