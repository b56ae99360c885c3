//! How hits are shown: what of their texts stands on the page, and in which order the best of them come.

use std::collections::HashMap;

use commons::Time;
use tantivy::{DocAddress, Score};

use crate::asked::Reading;
use crate::collect::Found;
use crate::copy::Copy;
use crate::german::Analyser;
use crate::hits::{Cursor, Hit, Page};
use crate::reasons::Reasons;
use crate::second_look::{PLACES, SecondLook};
use crate::sifted::Sifter;
use crate::snapshot::Snapshot;
use crate::snippet::Marker;
use crate::stored::Stored;
use crate::walk::Best;

/// How hits are shown.
pub(crate) struct Showing<'a> {
    copy: &'a Copy,
    snapshot: &'a Snapshot,
    reasons: Reasons<'a>,
    marker: Marker,
    sifter: Sifter<'a>,
    /// What was read already.
    read: HashMap<DocAddress, Stored>,
}

impl<'a> Showing<'a> {
    /// Shows hits of one snapshot, for a question with these words that was read so.
    pub fn new<'w>(
        copy: &'a Copy,
        snapshot: &'a Snapshot,
        asked: impl Iterator<Item = &'w str>,
        reading: &'a Reading,
        analyser: &'a mut Analyser,
    ) -> Self {
        let marker = Marker::new(asked, reading, analyser);
        let sifter = Sifter { sieve: marker.sieve(), analyser };
        Self { copy, snapshot, reasons: Reasons::new(reading), marker, sifter, read: HashMap::new() }
    }

    /// Puts the best in the order that their texts give.
    pub fn look_again(&mut self, look: &SecondLook, best: &mut [Best]) -> tantivy::Result<()> {
        let places = best.len().min(PLACES);
        let best = &mut best[..places];
        let texts: Vec<Stored> =
            best.iter().map(|hit| self.stored(hit.address)).collect::<tantivy::Result<_>>()?;
        let scores = look.rescore(best.iter().map(|hit| hit.score).zip(&texts));
        self.read = best.iter().map(|hit| hit.address).zip(texts).collect();
        best.iter_mut().zip(scores).for_each(|(hit, score)| *hit = hit.with(score));
        best.sort_unstable_by(|one, other| other.cmp(one));
        Ok(())
    }

    fn stored(&self, address: DocAddress) -> tantivy::Result<Stored> {
        Stored::read(&self.snapshot.searcher, self.copy.fields.stored, address)
    }

    /// The hits from this one on.
    pub fn page(&mut self, found: Found, offset: usize) -> tantivy::Result<Page> {
        let mut hits = Vec::new();
        for best in found.best.iter().skip(offset) {
            hits.push(self.hit(best.score, best.address)?);
        }
        let end = offset + hits.len();
        let next = if end < found.total && !hits.is_empty() { Cursor::at(end) } else { None };
        Ok(Page { total: found.total, hits, facets: found.facets, next, meant: None })
    }

    /// One hit.
    pub fn hit(&mut self, score: Score, address: DocAddress) -> tantivy::Result<Hit> {
        let stored = self.read.remove(&address).map_or_else(|| self.stored(address), Ok)?;
        let mut sifted = self.sifter.of(&stored);
        let (snippet, matched) = (self.marker.passage(&mut sifted), self.reasons.of(&mut sifted));
        Ok(Hit {
            published: stored.published(),
            updated: Time::from_millis(stored.updated),
            snippet,
            matched,
            score,
            iri: stored.iri,
            id: stored.id,
            kind: stored.kind,
            title: stored.title,
            summary: stored.summary,
            organisation: stored.organisation,
            status: stored.status,
            recommendation: stored.recommendation,
            relief: stored.relief,
            language: stored.language,
            audience: stored.audience,
        })
    }
}
