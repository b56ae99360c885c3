//! The index as it stood at one commit, with what each segment needs for counting already at hand.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use crate::facets::Facet;

/// A commit, and the columns of its segments.
pub(crate) struct Snapshot {
    pub searcher: Searcher,
    pub columns: Vec<Arc<Columns>>,
    /// The number of change in its payload.
    pub cursor: i64,
}

/// What of a segment is read for every hit.
pub(crate) struct Columns {
    segment: SegmentId,
    /// The values of each document, as places in `values`.
    pub facets: Column<u64>,
    /// Every value that occurs in the segment.
    pub values: Vec<(Facet, Box<str>)>,
    /// Milliseconds since 1970.
    pub published: Column<i64>,
    /// The number of change of the row.
    pub changed: Column<i64>,
    /// What decides between equals.
    pub tie: Column<i64>,
    /// Where its author is at home.
    pub home: Column<i64>,
}

impl Snapshot {
    /// Opens the columns of new segments and keeps those of `before`, since a segment never changes.
    pub fn new(searcher: Searcher, cursor: i64, before: Option<&Self>) -> tantivy::Result<Self> {
        let known: HashMap<SegmentId, &Arc<Columns>> = before
            .iter()
            .flat_map(|before| &before.columns)
            .map(|columns| (columns.segment, columns))
            .collect();
        let columns = searcher.segment_readers().iter().map(|reader| match known.get(&reader.segment_id()) {
            Some(columns) => Ok(Arc::clone(columns)),
            None => Columns::open(reader).map(Arc::new),
        });
        let columns = columns.collect::<tantivy::Result<_>>()?;
        Ok(Self { searcher, columns, cursor })
    }
}

impl Columns {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let column = fast.str("facets")?;
        let values = column.as_ref().map(read_values).transpose()?.unwrap_or_default();
        Ok(Self {
            segment: reader.segment_id(),
            facets: column
                .map_or_else(|| Column::build_empty_column(reader.max_doc()), |column| column.ords().clone()),
            values,
            published: fast.i64("published")?,
            changed: fast.i64("changed")?,
            tie: fast.i64("tie")?,
            home: fast.i64("home")?,
        })
    }
}

fn read_values(column: &StrColumn) -> tantivy::Result<Vec<(Facet, Box<str>)>> {
    let mut values = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        let term = std::str::from_utf8(stream.key()).unwrap_or_default();
        let (facet, value) = Facet::read(term).unwrap_or((Facet::Kind, ""));
        values.push((facet, value.into()));
    }
    Ok(values)
}
