//! The tree in one segment: what each window of its documents is worth.

use std::ops::Range;

use tantivy::query::{Occur, Scorer};
use tantivy::{DocId, Score};

use super::EACH;
use super::lane::{Bitset, Lane, Met, WINDOW};
use super::postings::Postings;
use super::weighed::Weighed;

/// What was asked for, in some documents of one segment.
pub(crate) struct Opened<'a> {
    weighed: &'a Weighed,
    things: Vec<Node>,
    besides: Vec<Node>,
    strict: Vec<(Occur, Box<dyn Scorer>)>,
    documents: Range<DocId>,
}

/// The lanes of one who goes through documents.
pub(crate) struct Lanes {
    window: Lane,
    /// One for each level below.
    deeper: Vec<Lane>,
}

impl Default for Lanes {
    fn default() -> Self {
        Self { window: Lane::new(), deeper: Vec::new() }
    }
}

/// A part of the tree, as far as it stands in the segment.
pub(super) enum Node {
    Terms(Vec<Postings>),
    Rows(Vec<Box<dyn Scorer>>),
    /// The best of these, and of the others this share.
    Best(Vec<Node>, f32),
    /// All of these.
    All(Vec<Node>),
}

impl<'a> Opened<'a> {
    /// What stands of it in these documents of a segment, the first of which begins a window.
    pub(super) fn new(
        weighed: &'a Weighed,
        (things, besides): (Vec<Node>, Vec<Node>),
        strict: Vec<(Occur, Box<dyn Scorer>)>,
        documents: Range<DocId>,
    ) -> Self {
        Self { weighed, things, besides, strict, documents }
    }

    /// The first documents of all windows.
    pub fn windows(&self) -> impl Iterator<Item = DocId> + use<> {
        self.documents.clone().step_by(WINDOW)
    }

    /// Which documents of the window that begins with this one have what was asked for. Windows are asked for in their order.
    pub fn window(&mut self, from: DocId, lanes: &mut Lanes) -> Bitset {
        let levels = self.things.iter().chain(&self.besides).map(Node::levels).max().unwrap_or_default();
        let Lanes { window, deeper } = lanes;
        deeper.resize_with(levels.max(deeper.len()), Lane::new);
        window.drain(|_, _| {});
        if !self.weighed.asks_for_words() {
            let places = (self.documents.end - from).min(WINDOW as DocId);
            (0..places as usize).for_each(|place| window.add(place, 0.0));
        }
        for thing in &mut self.things {
            thing.hand_on(from, deeper, |place, worth| window.add_and_count(place, worth));
        }
        for beside in &mut self.besides {
            beside.hand_on(from, deeper, |place, worth| window.add_beside(place, worth));
        }
        let mut hits = window.having(self.weighed.needed());
        for (occur, scorer) in &mut self.strict {
            let mut found = Bitset::default();
            each_of_window(scorer.as_mut(), from, |place, scorer| {
                found.insert(place);
                if *occur == Occur::Must && self.weighed.scores() {
                    window.add_beside(place, scorer.score());
                }
            });
            if *occur == Occur::MustNot { hits.drop_all(&found.0) } else { hits.keep_only(&found.0) }
        }
        hits
    }

    /// What the document at this place of the window is worth.
    #[inline]
    pub fn worth(&self, place: usize, lanes: &Lanes) -> Score {
        let (sum, many) = lanes.window.sum_at(place);
        sum * self.weighed.share(many)
    }
}

/// Goes through what the library finds in a window; it stands at the first document behind it afterwards.
fn each_of_window(scorer: &mut dyn Scorer, from: DocId, mut meet: impl FnMut(usize, &mut dyn Scorer)) {
    let (mut document, end) = (scorer.doc(), from + WINDOW as DocId);
    while document < end {
        meet((document - from) as usize, scorer);
        document = scorer.advance();
    }
}

impl Node {
    /// How many lanes it needs.
    fn levels(&self) -> usize {
        match self {
            Self::Terms(_) | Self::Rows(_) => 1,
            Self::Best(of, _) | Self::All(of) => 1 + of.iter().map(Self::levels).max().unwrap_or_default(),
        }
    }

    /// Tells what it is worth wherever it stands in the window.
    fn hand_on(&mut self, from: DocId, lanes: &mut [Lane], mut tell: impl FnMut(usize, f32)) {
        let Some((lane, deeper)) = lanes.split_first_mut() else { return };
        self.fill(from, lane, deeper);
        lane.drain(|place, met| {
            if let Some(worth) = self.worth(met) {
                tell(place, worth);
            }
        });
    }

    /// What a document is worth of which this much was met; none where something is missing.
    fn worth(&self, met: Met) -> Option<f32> {
        match self {
            Self::Terms(_) | Self::Rows(_) => Some(met.sum),
            Self::Best(_, others) => Some(met.best + others * (met.sum - met.best)),
            Self::All(of) => (usize::from(met.many) == of.len()).then_some(met.sum),
        }
    }

    /// Adds everything that is below it to a lane.
    fn fill(&mut self, from: DocId, lane: &mut Lane, deeper: &mut [Lane]) {
        match self {
            Self::All(of) => {
                for node in of {
                    node.hand_on(from, deeper, |place, worth| lane.add_and_count(place, worth));
                }
            }
            Self::Best(of, others) => {
                let is_sum = *others >= EACH;
                for node in of {
                    if is_sum {
                        node.spread(from, deeper, |place, worth| lane.add_up(place, worth));
                    } else {
                        node.spread(from, deeper, |place, worth| lane.add(place, worth));
                    }
                }
            }
            leaf => leaf.spread(from, deeper, |place, worth| lane.add_up(place, worth)),
        }
    }

    /// Tells what it is worth wherever it stands in the window; of terms and rows each for itself.
    #[inline]
    fn spread(&mut self, from: DocId, deeper: &mut [Lane], mut tell: impl FnMut(usize, f32)) {
        match self {
            Self::Terms(all) => {
                let end = from + WINDOW as DocId;
                for postings in all {
                    postings.each_before(end, |document, worth| tell((document - from) as usize, worth));
                }
            }
            Self::Rows(rows) => {
                for row in rows {
                    each_of_window(row.as_mut(), from, |place, row| tell(place, row.score()));
                }
            }
            inner => inner.hand_on(from, deeper, tell),
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::query::ConstScorer;
    use tantivy::{DocId, DocSet, TERMINATED};

    use super::super::lane::Lane;
    use super::Node;

    /// Documents, the next one last.
    struct Listed(Vec<DocId>);

    impl DocSet for Listed {
        fn advance(&mut self) -> DocId {
            self.0.pop();
            self.doc()
        }

        fn doc(&self) -> DocId {
            self.0.last().copied().unwrap_or(TERMINATED)
        }

        fn size_hint(&self) -> u32 {
            self.0.len() as u32
        }
    }

    fn row(documents: &[DocId], worth: f32) -> Node {
        let listed = Listed(documents.iter().rev().copied().collect());
        Node::Rows(vec![Box::new(ConstScorer::new(listed, worth))])
    }

    fn worths(node: &mut Node, from: u32) -> Vec<(usize, f32)> {
        let mut lanes: Vec<_> = (0..node.levels()).map(|_| Lane::new()).collect();
        let mut found = Vec::new();
        node.hand_on(from, &mut lanes, |place, worth| found.push((place, worth)));
        found
    }

    #[test]
    fn the_best_counts_in_full_and_of_the_others_a_share() {
        let mut best = Node::Best(vec![row(&[1, 5_000], 4.0), row(&[1, 2], 2.0)], 0.5);
        assert_eq!(worths(&mut best, 0), [(1, 5.0), (2, 2.0)]);
        assert_eq!(worths(&mut best, 4_096), [(904, 4.0)]);
    }

    #[test]
    fn of_several_that_must_be_there_none_may_be_missing() {
        let any = Node::Best(vec![row(&[2], 1.0), row(&[2, 3], 1.0)], 1.0);
        assert_eq!(worths(&mut Node::All(vec![row(&[1, 2], 1.0), any]), 0), [(2, 3.0)]);
    }
}
