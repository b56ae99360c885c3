//! The documents of one term, gone through window by window.

use std::sync::Arc;

use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;

use crate::ranking::Lengths;

/// The documents of a term in a field of a segment, and what it is worth there.
pub(super) struct Postings {
    block: BlockSegmentPostings,
    /// The next one in the block.
    at: usize,
    norms: FieldNormReader,
    lengths: Arc<Lengths>,
    weight: f32,
}

impl Postings {
    /// From this document on.
    pub fn new(
        mut block: BlockSegmentPostings,
        from: DocId,
        norms: FieldNormReader,
        lengths: Arc<Lengths>,
        weight: f32,
    ) -> Self {
        let at = block.seek(from);
        Self { block, at, norms, lengths, weight }
    }

    /// Goes on to this document, which is not one of its own, and tells of each before it.
    #[inline]
    pub fn each_before(&mut self, end: DocId, mut meet: impl FnMut(DocId, f32)) {
        loop {
            let documents = self.block.docs().get(self.at..).unwrap_or_default();
            let times = self.block.freqs().get(self.at..).unwrap_or_default();
            let is_all = documents.last().is_some_and(|last| *last < end);
            let many =
                if is_all { documents.len() } else { documents.partition_point(|document| *document < end) };
            for (document, times) in documents.iter().zip(times).take(many) {
                let length = self.norms.fieldnorm_id(*document);
                meet(*document, self.weight * self.lengths.worth(length, *times));
            }
            if !is_all {
                self.at += many;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}
