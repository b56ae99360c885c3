//! What makes one hit better than another: every weight stands here.
//!
//! The measure is BM25. A word is worth what its best field makes of it, and a little for each other field; the worth of the
//! words is added up, so that who has more of them comes first.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::schema::Fields;

/// A word in full.
pub(crate) const WHOLE: f32 = 1.0;
/// A part of a compound that was asked for.
pub(crate) const PART: f32 = 0.7;
/// Two words that stand joined in the text, asked for apart: LoRa WAN, LoRaWAN.
pub(crate) const JOINED: f32 = 1.5;
/// The stem of a word as other languages have it.
pub(crate) const FOREIGN: f32 = 0.8;
/// What a term in a further field counts, beside its best field.
pub(crate) const OTHER_FIELDS: f32 = 0.5;

/// Terms a field has on average, at the least: what few entries fill in must not count as short everywhere.
const SHORTEST_FIELD: u64 = 4;

/// The fields that are searched, and what a word in each of them is worth.
pub(crate) fn fields(fields: &Fields) -> [(Field, f32); 5] {
    [
        (fields.title, 2.0),
        (fields.summary, 1.3),
        (fields.recommendation, 1.2),
        (fields.text, 1.0),
        (fields.extra, 0.8),
    ]
}

/// How rare a term is, over all fields together: rare in titles alone says nothing.
pub(crate) struct Rarity<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
}

impl Bm25StatisticsProvider for Rarity<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.searcher.total_num_tokens(field)?.max(SHORTEST_FIELD * self.total_num_docs()?))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let value = term.value();
        let Some(text) = value.as_str() else { return self.searcher.doc_freq(term) };
        let mut most = self.searcher.doc_freq(term)?;
        for (field, _) in fields(self.fields) {
            most = most.max(self.searcher.doc_freq(&Term::from_field_text(field, text))?);
        }
        Ok(most)
    }
}
