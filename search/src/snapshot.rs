//! The index as it stood at one commit, with what each segment needs for counting already at hand.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy::index::SegmentId;

use crate::columns::{self, Columns};
use crate::facets::Facet;
use crate::german::Tongue;
use crate::names::Names;
use crate::ranking::{self, Lengths, Searched};
use crate::schema::Fields;

/// A commit, and the columns of its segments.
pub(crate) struct Snapshot {
    pub searcher: Searcher,
    pub columns: Vec<Arc<Columns>>,
    /// The values that occur in the columns.
    pub names: Arc<Names>,
    /// The number of change in its payload.
    pub cursor: i64,
    /// How many documents there are for everyone.
    pub public: u64,
    /// The fields that are searched, the words as they stand last.
    pub searched: Vec<Searched>,
    /// The languages beside German in which entries are written.
    pub tongues: Vec<Tongue>,
}

impl Snapshot {
    /// Opens the columns of new segments and keeps those of `before`, since a segment never changes.
    pub fn new(
        searcher: Searcher,
        fields: &Fields,
        cursor: i64,
        before: Option<&Self>,
    ) -> tantivy::Result<Self> {
        let known: HashMap<SegmentId, &Arc<Columns>> = before
            .iter()
            .flat_map(|before| &before.columns)
            .map(|columns| (columns.segment, columns))
            .collect();
        let mut names = before.map(|before| Arc::clone(&before.names)).unwrap_or_default();
        let columns = searcher.segment_readers().iter().map(|reader| match known.get(&reader.segment_id()) {
            Some(columns) => Ok(Arc::clone(columns)),
            None => Columns::open(reader, fields, &mut names).map(Arc::new),
        });
        let columns: Vec<Arc<Columns>> = columns.collect::<tantivy::Result<_>>()?;
        let tongues = tongues(&names);
        let public = columns.iter().map(|columns| columns.counted.documents).sum();
        let searched = searched(fields, &columns, public);
        Ok(Self { searcher, columns, names, cursor, public, searched, tongues })
    }
}

fn searched(fields: &Fields, columns: &[Arc<Columns>], public: u64) -> Vec<Searched> {
    let boosts = ranking::fields(fields).map(|(_, boost)| boost).into_iter().chain([1.0]);
    let each = columns::searched(fields).into_iter().zip(boosts).enumerate();
    let searched = each.map(|(place, (field, boost))| {
        let terms = columns.iter().map(|columns| columns.counted.terms[place]).sum();
        Searched { field, boost, lengths: Arc::new(Lengths::of(terms, public)) }
    });
    searched.collect()
}

/// Languages of which some entry is or was.
fn tongues(names: &Names) -> Vec<Tongue> {
    let languages = names.iter().filter(|(facet, _)| *facet == Facet::Language);
    let mut tongues: Vec<Tongue> = languages.map(|(_, tag)| Tongue::of(tag)).collect();
    tongues.retain(|tongue| *tongue != Tongue::German);
    tongues.sort();
    tongues.dedup();
    tongues
}
