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
            let (documents, times) = (self.block.docs(), self.block.freqs());
            if documents.is_empty() {
                return;
            }
            while let (Some(document), Some(times)) = (documents.get(self.at), times.get(self.at)) {
                if *document >= end {
                    return;
                }
                let length = self.norms.fieldnorm_id(*document);
                meet(*document, self.weight * self.lengths.worth(length, *times));
                self.at += 1;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}
