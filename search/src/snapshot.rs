//! The index as it stood at one commit, with what each segment needs for counting already at hand.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy::index::SegmentId;

use crate::columns::Columns;
use crate::names::Names;
use crate::schema::Fields;

/// A commit, and the columns of its segments.
pub(crate) struct Snapshot {
    pub searcher: Searcher,
    pub columns: Vec<Arc<Columns>>,
    /// The values that occur in the columns.
    pub names: Arc<Names>,
    /// The number of change in its payload.
    pub cursor: i64,
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
        let columns = columns.collect::<tantivy::Result<_>>()?;
        Ok(Self { searcher, columns, names, cursor })
    }
}
