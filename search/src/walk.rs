//! One walk over documents: counts what was asked for, counts its facets, keeps the best.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::{DocAddress, DocId, Score, SegmentReader};

use crate::bits::Bits;
use crate::collect::{Pass, Stopped};
use crate::columns::{Columns, Counts};
use crate::counting::{Counting, Which};
use crate::demands::Demands;
use crate::favour::Favours;
use crate::kin::Kin;
use crate::query::Order;
use crate::worth::{Bitset, Lanes, Opened, WINDOW, each_bit};

/// The score of each where no word was asked for.
const EQUAL: Score = 1.0;
/// Hits of a segment below which each is offered, in place of a search for the newest among all documents.
const FEW: usize = 10_000;

/// A walk, and what it has gathered so far.
pub(crate) struct Walk<'a> {
    pass: &'a Pass<'a>,
    total: usize,
    /// The best, the worst of them on top.
    heap: BinaryHeap<Reverse<Best>>,
    /// The score of the worst that is kept, once no more are kept.
    worst: Score,
    counting: Counting<'a>,
    lanes: Lanes,
}

impl<'a> Walk<'a> {
    /// One that has seen nothing yet.
    pub fn new(pass: &'a Pass<'a>) -> Self {
        let (heap, counting) = (BinaryHeap::new(), Counting::new(&pass.snapshot.names));
        let worst = if pass.keep == 0 { Score::MAX } else { Score::MIN };
        Self { pass, total: 0, heap, worst, counting, lanes: Lanes::default() }
    }

    /// Both together.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.total += other.total;
        self.counting.add_all(&other.counting);
        other.heap.into_iter().for_each(|Reverse(best)| self.keep(best));
        self
    }

    /// How many there are in all, their counts, and the best of them, best first.
    pub fn gathered(self) -> (usize, Counting<'a>, Vec<Best>) {
        let best = self.heap.into_sorted_vec().into_iter().map(|Reverse(best)| best).collect();
        (self.total, self.counting, best)
    }

    /// What was asked for, window by window.
    pub fn matching(&mut self, segment: &Segment<'_>, mut asked: Opened<'_>) -> Result<(), Stopped> {
        for from in asked.windows() {
            let shown = segment.shown(from, &asked.window(from, &mut self.lanes));
            let hits = self.counted(segment, from, &shown, Which::All);
            for (place, bits) in hits.0.into_iter().enumerate() {
                each_bit(bits, 64 * place, |place| {
                    let document = from + place as DocId;
                    let score =
                        if self.pass.order == Order::Best { asked.worth(place, &self.lanes) } else { EQUAL };
                    let kin = |kin: &Kin| score * kin.factor(&segment.columns.home, document);
                    self.offer(self.pass.kin.map_or(score, kin), segment, document);
                });
            }
            self.pass.clock()?;
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
    pub fn everything(&mut self, segment: &Segment<'_>) -> Result<(), Stopped> {
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
            self.pass.clock()?;
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
        if let Some(known) = segment.columns.counts(&self.pass.class, deleted) {
            return Ok(known);
        }
        let (mut counting, mut total) = (Counting::new(&self.pass.snapshot.names), 0);
        for from in segment.windows() {
            let shown = segment.shown(from, &Bitset::FULL);
            total += shown.count() as usize;
            counting.window(segment.columns, from, &shown, Which::All);
            self.pass.clock()?;
        }
        let counts = Arc::new(Counts { total, values: counting.numbered() });
        segment.columns.keep_counts(&self.pass.class, deleted, Arc::clone(&counts));
        Ok(counts)
    }

    /// The newest of these, as many as are kept.
    fn offer_newest(&mut self, segment: &Segment<'_>, is_one: impl Fn(DocId) -> bool) {
        let newest = segment.columns.newest.iter().copied().filter(|document| is_one(*document));
        newest.take(self.pass.keep).for_each(|document| self.offer(EQUAL, segment, document));
    }

    #[inline]
    fn offer(&mut self, score: Score, segment: &Segment<'_>, document: DocId) {
        // Most hits end here: the worst that is kept is better, whatever speaks for them.
        if score * Favours::MOST < self.worst {
            return;
        }
        let favoured = |favours: Favours| score * favours.factor(&segment.columns.favour, document);
        let score = self.pass.favours.map_or(score, favoured);
        let (time, tie) = segment.columns.age(document, self.pass.order);
        self.keep(Best { score, time, tie, address: DocAddress::new(segment.ordinal, document) });
    }

    fn keep(&mut self, best: Best) {
        if self.heap.len() < self.pass.keep {
            self.heap.push(Reverse(best));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && best > worst.0
        {
            *worst = Reverse(best);
        }
        if self.heap.len() >= self.pass.keep {
            self.worst = self.heap.peek().map_or(Score::MAX, |worst| worst.0.score);
        }
    }
}

/// A segment, and what of it the reader sees and the filters let through.
pub(crate) struct Segment<'a> {
    pub ordinal: u32,
    pub reader: &'a SegmentReader,
    pub columns: &'a Columns,
    pub sight: Arc<Bits>,
    pub demands: Demands,
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
