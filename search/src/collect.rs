//! One pass over all that match: counts them, counts their facets, keeps the best; and stops when its time is up.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use commons::Time;
use tantivy::{DocAddress, DocId, Score, SegmentReader};

use crate::bits::Bits;
use crate::class::Class;
use crate::columns::{Columns, Counts};
use crate::counting::{Counting, Which};
use crate::demands::Demands;
use crate::facets::{Facet, Filters};
use crate::favour::Favours;
use crate::kin::Kin;
use crate::lexicon::Lexicon;
use crate::query::{Built, Order};
use crate::schema::Fields;
use crate::snapshot::Snapshot;
use crate::worth::{Asking, Bitset, Opened, WINDOW, Weighed, each_bit};

/// The score of each where no word was asked for.
const EQUAL: Score = 1.0;
/// Hits of a segment below which each is offered, in place of a search for the newest among all documents.
const FEW: usize = 10_000;
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
    fields: &'a Fields,
    filters: &'a Filters,
    class: Class,
    keep: usize,
    kin: Option<&'a Kin>,
    /// What speaks for each counts for more only where the best come first.
    favours: Option<Favours>,
    order: Order,
    until: Instant,
    total: usize,
    heap: BinaryHeap<Reverse<Best>>,
    counting: Counting<'a>,
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

    /// The first documents of all windows.
    fn windows(&self) -> impl Iterator<Item = DocId> + use<> {
        (0..self.reader.max_doc()).step_by(WINDOW)
    }

    /// What the reader sees of the documents of a window, which begins with this one.
    fn shown(&self, from: DocId, among: &Bitset) -> Bitset {
        let mut shown = *among;
        shown.keep_only(self.sight.window(from));
        if let Some(alive) = self.reader.alive_bitset() {
            for (place, bits) in shown.0.iter_mut().enumerate() {
                let first = from as usize + 64 * place;
                each_bit(*bits, first, |document| {
                    if alive.is_deleted(document as DocId) {
                        *bits &= !(1 << (document % 64));
                    }
                });
            }
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
            total: 0,
            heap: BinaryHeap::new(),
            counting: Counting::new(&snapshot.names),
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
        let Asking { words, strict } = &built.asking;
        let is_everything = words.is_none() && strict.is_empty() && built.order == Order::Newest;
        let weighed = Weighed::new(&built.asking, built.order, lexicon)?;
        lexicon.readable()?;
        for (ordinal, reader) in searcher.segment_readers().iter().enumerate() {
            let segment = self.segment(ordinal, reader)?;
            if is_everything && self.kin.is_none() {
                self.everything(&segment)?;
            } else {
                self.matching(&segment, weighed.open(lexicon, ordinal, reader, segment.columns)?)?;
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

    /// What was asked for, window by window.
    fn matching(&mut self, segment: &Segment<'_>, mut asked: Opened<'_>) -> Result<(), Stopped> {
        for from in segment.windows() {
            let shown = segment.shown(from, &asked.window(from));
            let hits = self.counted(segment, from, &shown, Which::All);
            for (place, bits) in hits.0.into_iter().enumerate() {
                each_bit(bits, 64 * place, |place| {
                    let document = from + place as DocId;
                    let score = if self.order == Order::Best { asked.worth(place) } else { EQUAL };
                    let kin = |kin: &Kin| score * kin.factor(&segment.columns.home, document);
                    self.offer(self.kin.map_or(score, kin), segment, document);
                });
            }
            self.clock()?;
        }
        Ok(())
    }

    /// Of what the reader sees of a window, counts what the filters let through, and gives it.
    fn counted(&mut self, segment: &Segment<'_>, from: DocId, shown: &Bitset, which: Which) -> Bitset {
        if which == Which::All {
            for (facet, failing) in segment.demands.failing_one(from, shown) {
                self.counting.window(segment.columns, from, &failing, Which::Of(facet));
            }
        }
        let hits = segment.demands.meeting_all(from, shown);
        self.total += hits.count() as usize;
        self.counting.window(segment.columns, from, &hits, which);
        hits
    }

    /// All there is, newest first; no document is looked at that need not be.
    fn everything(&mut self, segment: &Segment<'_>) -> Result<(), Stopped> {
        if segment.demands.is_empty() {
            let counts = self.counts_of_all(segment)?;
            self.total += counts.total;
            self.counting.add(&counts, Which::All);
            self.offer_newest(segment, |document| segment.shows(document));
            return Ok(());
        }
        // Without its only filter, a facet counts everything.
        let only = segment.demands.only_facet();
        if let Some(facet) = only {
            let counts = self.counts_of_all(segment)?;
            self.counting.add(&counts, Which::Of(facet));
        }
        let before = self.total;
        let mut hits = Bits::none(segment.reader.max_doc());
        for from in segment.windows() {
            let shown = segment.shown(from, &Bitset::FULL);
            hits.insert_window(
                from,
                &self.counted(segment, from, &shown, only.map_or(Which::All, Which::OfOthers)),
            );
            self.clock()?;
        }
        if self.total - before < FEW {
            hits.iter().for_each(|document| self.offer(EQUAL, segment, document));
        } else {
            self.offer_newest(segment, |document| hits.contains(document));
        }
        Ok(())
    }

    /// The counts of all that the reader sees of a segment; worked out once.
    fn counts_of_all(&mut self, segment: &Segment<'_>) -> Result<Arc<Counts>, Stopped> {
        let deleted = segment.reader.num_deleted_docs();
        if let Some(known) = segment.columns.counts(&self.class, deleted) {
            return Ok(known);
        }
        let (mut counting, mut total) = (Counting::new(&self.snapshot.names), 0);
        for from in segment.windows() {
            let shown = segment.shown(from, &Bitset::FULL);
            total += shown.count() as usize;
            counting.window(segment.columns, from, &shown, Which::All);
            self.clock()?;
        }
        let counts = Arc::new(Counts { total, values: counting.numbered() });
        segment.columns.keep_counts(&self.class, deleted, Arc::clone(&counts));
        Ok(counts)
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
        for (facet, value, count) in self.counting.named() {
            facets.entry(facet).or_default().push((value, count));
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
