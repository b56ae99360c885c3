//! Readers who all see the same, and what they see of a segment: a bit for each document, so that a hit is tested by looking and not by
//! searching. This is the one place that says what somebody may find.

use std::sync::Arc;

use commons::Iri;
use tantivy::SegmentReader;
use tantivy::schema::Field;

use crate::bits::Bits;
use crate::columns::{Columns, each_with};
use crate::document::{ANYONE, members, staff};
use crate::facets::Facet;
use crate::schema::Fields;
use crate::sight::Sight;

/// Readers who all see the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Class(Arc<Marks>);

#[derive(Debug, PartialEq, Eq)]
struct Marks {
    organisation: Option<Iri>,
    circles: Vec<Iri>,
    blocked: Vec<String>,
    unwanted: Vec<String>,
    beyond: Vec<String>,
}

impl Marks {
    fn see_what_is_public(&self) -> bool {
        self.organisation.is_none()
            && self.blocked.is_empty()
            && self.unwanted.is_empty()
            && self.beyond.is_empty()
    }
}

impl Class {
    /// The class of who looks.
    pub fn of(sight: &Sight) -> Self {
        let organisation = sight.reader.organisation().cloned();
        // Circles open nothing to whoever belongs to no organisation.
        let circles = if organisation.is_some() { sight.circles.clone() } else { Vec::new() };
        Self(Arc::new(Marks {
            organisation,
            circles,
            blocked: sight.blocked.clone(),
            unwanted: sight.unwanted.clone(),
            beyond: sight.beyond.clone(),
        }))
    }

    /// Whether it may see anything that is not for everyone.
    pub fn sees_more_than_public(&self) -> bool {
        self.0.organisation.is_some()
    }

    /// What it sees of a segment.
    pub fn sees(
        &self,
        reader: &SegmentReader,
        columns: &Columns,
        fields: &Fields,
    ) -> tantivy::Result<Arc<Bits>> {
        let marks = &self.0;
        if marks.see_what_is_public() {
            return Ok(Arc::clone(&columns.public));
        }
        columns.sight(self, || {
            let mut seen = columns.public.as_ref().clone();
            if let Some(organisation) = &marks.organisation {
                seen.unite(&narrow(reader, fields, organisation, &marks.circles)?);
            }
            for origin in &marks.blocked {
                each_with(reader, fields.origin, origin, |document| seen.remove(document))?;
            }
            for author in &marks.unwanted {
                let author = Facet::Organisation.term(author);
                each_with(reader, fields.facets, &author, |document| seen.remove(document))?;
            }
            for iri in &marks.beyond {
                each_with(reader, fields.iri, iri, |document| seen.remove(document))?;
            }
            Ok(seen)
        })
    }
}

/// What is not public and yet the organisation's to read.
fn narrow(
    reader: &SegmentReader,
    fields: &Fields,
    organisation: &Iri,
    circles: &[Iri],
) -> tantivy::Result<Bits> {
    let mut belongs = vec![ANYONE.to_owned(), staff(organisation)];
    belongs.extend(circles.iter().map(members));
    let any = |field: Field| -> tantivy::Result<Bits> {
        let mut bits = Bits::none(reader.max_doc());
        for value in &belongs {
            each_with(reader, field, value, |document| bits.insert(document))?;
        }
        Ok(bits)
    };
    let mut narrow = any(fields.audience)?;
    narrow.intersect(&any(fields.thread_audience)?);
    Ok(narrow)
}
