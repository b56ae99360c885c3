//! One pass over all that match: counts them, counts their facets, keeps the best; and stops when its time is up.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use commons::Time;
use tantivy::query::{EnableScoring, Scorer};
use tantivy::{DocAddress, DocId, Score, SegmentReader, TERMINATED};

use crate::bits::Bits;
use crate::class::Class;
use crate::columns::{Columns, Counts};
use crate::demands::{Demands, Met};
use crate::facets::{Facet, Filters};
use crate::favour::Favours;
use crate::kin::Kin;
use crate::lexicon::Lexicon;
use crate::query::{Built, Order};
use crate::schema::Fields;
use crate::snapshot::Snapshot;

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

impl Best {
    /// The same with another score.
    pub fn with(self, score: Score) -> Self {
        Self { score, ..self }
    }
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
    fields: &'a Fields,
    filters: &'a Filters,
    class: Class,
    keep: usize,
    kin: Option<&'a Kin>,
    /// What speaks for each counts for more only where the best come first.
    favours: Option<Favours>,
    order: Order,
    until: Instant,
    since_look: u32,
    total: usize,
    heap: BinaryHeap<Reverse<Best>>,
    /// By the numbers of the values.
    counts: Vec<u32>,
}

/// A segment, and what of it the reader sees and the filters let through.
struct Segment<'a> {
    ordinal: u32,
    reader: &'a SegmentReader,
    columns: &'a Columns,
    sight: Arc<Bits>,
    demands: Demands,
}

impl Segment<'_> {
    #[inline]
    fn shows(&self, document: DocId) -> bool {
        self.sight.contains(document)
            && self.reader.alive_bitset().is_none_or(|alive| alive.is_alive(document))
    }

    /// All that the reader sees.
    fn shown(&self) -> Bits {
        let mut shown = self.sight.as_ref().clone();
        if let Some(alive) = self.reader.alive_bitset() {
            self.sight
                .iter()
                .filter(|document| alive.is_deleted(*document))
                .for_each(|document| shown.remove(document));
        }
        shown
    }
}

impl<'a> Pass<'a> {
    /// A pass for this class of readers that keeps the best so many, and gives up after so many milliseconds.
    pub fn new(
        snapshot: &'a Snapshot,
        fields: &'a Fields,
        class: Class,
        filters: &'a Filters,
        keep: usize,
        deadline_ms: u64,
    ) -> Self {
        Self {
            snapshot,
            fields,
            filters,
            class,
            keep,
            kin: None,
            favours: None,
            order: Order::Best,
            until: Instant::now() + Duration::from_millis(deadline_ms.min(60_000)),
            since_look: 0,
            total: 0,
            heap: BinaryHeap::new(),
            counts: vec![0; snapshot.names.count()],
        }
    }

    /// The same, where what towns like this one wrote counts for more.
    #[must_use]
    pub fn near(self, kin: Option<&'a Kin>) -> Self {
        Self { kin, ..self }
    }

    /// The same, where what speaks for an entry on the day of this instant counts for a little more.
    #[must_use]
    pub fn on(self, now: Time) -> Self {
        Self { favours: Some(Favours::on(now)), ..self }
    }

    /// Goes over all segments.
    pub fn over(mut self, built: &Built, lexicon: &Lexicon<'_>) -> Result<Found, Stopped> {
        self.order = built.order;
        self.favours = self.favours.filter(|_| built.order == Order::Best);
        let searcher = &self.snapshot.searcher;
        let scoring = match built.order {
            Order::Best => EnableScoring::enabled_from_statistics_provider(lexicon, searcher),
            Order::Newest | Order::Changed => EnableScoring::disabled_from_searcher(searcher),
        };
        let weight = built.query.as_ref().map(|query| query.weight(scoring)).transpose()?;
        for (ordinal, reader) in searcher.segment_readers().iter().enumerate() {
            let segment = self.segment(ordinal, reader)?;
            match &weight {
                Some(weight) => self.matching(&segment, weight.scorer(reader, 1.0)?)?,
                None => self.everything(&segment)?,
            }
            self.clock()?;
        }
        Ok(self.found())
    }

    fn segment(&self, ordinal: usize, reader: &'a SegmentReader) -> Result<Segment<'a>, Stopped> {
        let snapshot = self.snapshot;
        let columns = snapshot.columns[ordinal].as_ref();
        Ok(Segment {
            ordinal: ordinal as u32,
            reader,
            columns,
            sight: self.class.sees(reader, columns, self.fields)?,
            demands: Demands::new(self.filters, reader, columns, self.fields, &snapshot.names)?,
        })
    }

    /// What a query matches.
    fn matching(&mut self, segment: &Segment<'_>, mut scorer: Box<dyn Scorer>) -> Result<(), Stopped> {
        let mut document = scorer.doc();
        while document != TERMINATED {
            if segment.shows(document) {
                match segment.demands.met_by(document) {
                    Met::All => {
                        self.total += 1;
                        self.count(segment.columns, document);
                        let score = if self.order == Order::Best { scorer.score() } else { EQUAL };
                        let score =
                            self.kin.map_or(score, |kin| score * kin.factor(&segment.columns.home, document));
                        self.offer(score, segment, document);
                    }
                    Met::AllBut(facet) => self.count_one(facet, segment.columns, document),
                    Met::Less => {}
                }
            }
            self.look_at_the_clock()?;
            document = scorer.advance();
        }
        Ok(())
    }

    /// All there is, newest first; no document is looked at that need not be.
    fn everything(&mut self, segment: &Segment<'_>) -> Result<(), Stopped> {
        if segment.demands.is_empty() {
            let counts = self.counts_of_all(segment)?;
            self.total += counts.total;
            self.add(&counts, None);
            self.offer_newest(segment, |document| segment.shows(document));
            return Ok(());
        }
        let shown = segment.shown();
        let hits = segment.demands.meeting_all(&shown);
        let only = segment.demands.only_facet();
        match only {
            // Without its only filter, a facet counts everything.
            Some(facet) => {
                let counts = self.counts_of_all(segment)?;
                self.add(&counts, Some(facet));
            }
            None => {
                for (facet, failing) in segment.demands.failing_one(&shown) {
                    for document in failing.iter() {
                        self.count_one(facet, segment.columns, document);
                        self.look_at_the_clock()?;
                    }
                }
            }
        }
        for document in hits.iter() {
            self.total += 1;
            match only {
                Some(facet) => self.count_others(facet, segment.columns, document),
                None => self.count(segment.columns, document),
            }
            self.look_at_the_clock()?;
        }
        self.offer_newest(segment, |document| hits.contains(document));
        Ok(())
    }

    /// The counts of all that the reader sees of a segment; worked out once.
    fn counts_of_all(&mut self, segment: &Segment<'_>) -> Result<Arc<Counts>, Stopped> {
        let deleted = segment.reader.num_deleted_docs();
        if let Some(known) = segment.columns.counts(&self.class, deleted) {
            return Ok(known);
        }
        let (mut counts, mut total) = (vec![0; self.counts.len()], 0);
        for document in segment.shown().iter() {
            total += 1;
            segment.columns.values(document).iter().for_each(|number| counts[*number as usize] += 1);
            self.look_at_the_clock()?;
        }
        let values = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
        let counts = Arc::new(Counts { total, values });
        segment.columns.keep_counts(&self.class, deleted, Arc::clone(&counts));
        Ok(counts)
    }

    /// Adds counts, of one facet or of all.
    fn add(&mut self, counts: &Counts, only: Option<Facet>) {
        for (number, count) in &counts.values {
            if only.is_none() || self.snapshot.names.facet(*number) == only {
                self.counts[*number as usize] += count;
            }
        }
    }

    #[inline]
    fn count(&mut self, columns: &Columns, document: DocId) {
        for number in columns.values(document) {
            self.counts[*number as usize] += 1;
        }
    }

    fn count_one(&mut self, facet: Facet, columns: &Columns, document: DocId) {
        for number in columns.values(document) {
            if self.snapshot.names.facet(*number) == Some(facet) {
                self.counts[*number as usize] += 1;
            }
        }
    }

    fn count_others(&mut self, facet: Facet, columns: &Columns, document: DocId) {
        for number in columns.values(document) {
            if self.snapshot.names.facet(*number) != Some(facet) {
                self.counts[*number as usize] += 1;
            }
        }
    }

    #[inline]
    fn look_at_the_clock(&mut self) -> Result<(), Stopped> {
        self.since_look += 1;
        if self.since_look < BETWEEN_LOOKS {
            return Ok(());
        }
        self.since_look = 0;
        self.clock()
    }

    fn clock(&self) -> Result<(), Stopped> {
        if Instant::now() > self.until { Err(Stopped::Late) } else { Ok(()) }
    }

    /// The newest of these, as many as are kept.
    fn offer_newest(&mut self, segment: &Segment<'_>, is_one: impl Fn(DocId) -> bool) {
        let newest = segment.columns.newest.iter().copied().filter(|document| is_one(*document));
        newest.take(self.keep).for_each(|document| self.offer(EQUAL, segment, document));
    }

    #[inline]
    fn offer(&mut self, score: Score, segment: &Segment<'_>, document: DocId) {
        let full = self.heap.len() >= self.keep;
        // Most hits end here: the worst that is kept is better, whatever speaks for them.
        let most = if self.favours.is_some() { score * Favours::MOST } else { score };
        if full && self.heap.peek().is_none_or(|worst| worst.0.score > most) {
            return;
        }
        let favoured = |favours: Favours| score * favours.factor(&segment.columns.favour, document);
        let score = self.favours.map_or(score, favoured);
        let (time, tie) = segment.columns.age(document, self.order);
        let best = Best { score, time, tie, address: DocAddress::new(segment.ordinal, document) };
        if full && self.heap.peek().is_some_and(|worst| worst.0 > best) {
            return;
        }
        self.heap.push(Reverse(best));
        if full {
            self.heap.pop();
        }
    }

    fn found(self) -> Found {
        let mut facets: BTreeMap<Facet, Vec<(&str, u32)>> = BTreeMap::new();
        for ((facet, value), count) in
            self.snapshot.names.iter().zip(&self.counts).filter(|(_, count)| **count > 0)
        {
            facets.entry(facet).or_default().push((value, *count));
        }
        let facets = facets.into_iter().map(|(facet, values)| {
            let chosen = self.filters.get(&facet).map_or(&[][..], Vec::as_slice);
            (facet, listed(values, chosen))
        });
        let facets = facets.collect();
        let best = self.heap.into_sorted_vec().into_iter().map(|Reverse(best)| best).collect();
        Found { total: self.total, best, facets }
    }
}

/// The most frequent values, most first; and what was chosen, however rare it is.
fn listed(mut values: Vec<(&str, u32)>, chosen: &[String]) -> Vec<(String, u64)> {
    let order = |one: &(&str, u32), other: &(&str, u32)| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0));
    if values.len() > MOST_VALUES {
        values.select_nth_unstable_by(MOST_VALUES, order);
        let mut rare = values.split_off(MOST_VALUES);
        rare.retain(|(value, _)| chosen.iter().any(|chosen| chosen == value));
        values.append(&mut rare);
    }
    values.sort_unstable_by(order);
    values.into_iter().map(|(value, count)| (value.to_owned(), u64::from(count))).collect()
}
