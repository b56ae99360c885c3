//! What of a segment is read for every hit, in plain memory: which values it has, when it was published, who may see it.
//!
//! A segment never changes, so this is made once for each; what is deleted from it is known elsewhere. At a million entries it takes
//! about eighty bytes each.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::bits::Bits;
use crate::class::Class;
use crate::document::PUBLIC;
use crate::names::Names;
use crate::query::Order;
use crate::ranking::{self, FIELDS};
use crate::schema::Fields;
use crate::values::{Frequent, Rows, Values};

/// Sets that are kept of a segment, of each sort; at a million entries one has 125 kB.
const KEPT: usize = 24;

/// The columns of a segment.
pub(crate) struct Columns {
    pub segment: SegmentId,
    /// The values that many documents have, and which.
    pub frequent: Frequent,
    /// The same, one document after another.
    pub of_many: Rows,
    /// The other values of all documents: apart, so that they lie close together.
    pub of_few: Rows,
    /// Facets, a bit for each, that have such values.
    pub facets_of_few: u32,
    /// Milliseconds since 1970.
    published: Column<i64>,
    /// The number of change of the row.
    changed: Column<i64>,
    /// Where its author is at home.
    pub home: Column<i64>,
    /// What speaks for each.
    pub favour: Column<i64>,
    /// What decides between equals.
    tie: Column<i64>,
    /// All documents, newest first.
    pub newest: Box<[DocId]>,
    /// What everyone may see.
    pub public: Arc<Bits>,
    /// How many documents that are, and how many terms they have in each field that is searched.
    pub counted: Counted,
    /// The terms of these fields, and how long they are in each document.
    pub words: Vec<Arc<InvertedIndexReader>>,
    pub norms: Vec<FieldNormReader>,
    kept: Mutex<Kept>,
}

/// What was worked out for a search and will do for the next.
#[derive(Default)]
struct Kept {
    /// What each class of readers sees.
    sights: Recent<Class, Arc<Bits>>,
    /// Which documents have a value, by its number.
    values: Recent<u32, Arc<Bits>>,
    /// How many documents a class of readers sees in all, and of each value; with how many deleted.
    counts: Recent<(Class, u32), Arc<Counts>>,
}

/// What there is for everyone.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    pub documents: u64,
    pub terms: [u64; FIELDS + 1],
}

/// A count of everything, and of each value that occurs.
pub(crate) struct Counts {
    pub total: usize,
    pub values: Vec<(u32, u32)>,
}

impl Columns {
    /// Reads the columns of a segment; values that are new get a number.
    pub fn open(reader: &SegmentReader, fields: &Fields, names: &mut Arc<Names>) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let (published, tie) = (fast.i64("published")?, fast.i64("tie")?);
        let (changed, home, favour) = (fast.i64("changed")?, fast.i64("home")?, fast.i64("favour")?);
        let Values { frequent, of_many, of_few } = Values::read(reader, fields, names)?;
        let few = of_few.numbers().filter_map(|number| names.facet(number));
        let facets_of_few = few.fold(0, |facets, facet| facets | facet.bit());
        let mut newest: Vec<DocId> = (0..reader.max_doc()).collect();
        let age = |document: &DocId| (published.first(*document), tie.first(*document));
        newest.sort_by_cached_key(|document| Reverse(age(document)));
        let mut public = Bits::none(reader.max_doc());
        each_with(reader, fields.audience, PUBLIC, |document| public.insert(document))?;
        let all = || searched(fields).into_iter();
        let words = all().map(|field| reader.inverted_index(field)).collect::<tantivy::Result<_>>()?;
        let norms =
            all().map(|field| reader.get_fieldnorms_reader(field)).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Self {
            segment: reader.segment_id(),
            counted: Counted::of(&public, &norms),
            words,
            norms,
            frequent,
            of_many,
            of_few,
            facets_of_few,
            published,
            changed,
            home,
            favour,
            tie,
            newest: newest.into(),
            public: Arc::new(public),
            kept: Mutex::default(),
        })
    }

    /// When a document was published or changed, as the order wants it, and what decides between it and its equals.
    pub fn age(&self, document: DocId, order: Order) -> (i64, i64) {
        let time = if order == Order::Changed { &self.changed } else { &self.published };
        (time.first(document).unwrap_or_default(), self.tie.first(document).unwrap_or_default())
    }

    /// What a class of readers sees; worked out where that is not known.
    pub fn sight(
        &self,
        class: &Class,
        work_out: impl FnOnce() -> tantivy::Result<Bits>,
    ) -> tantivy::Result<Arc<Bits>> {
        if let Some(known) = self.kept().sights.get(class) {
            return Ok(known);
        }
        let sight = Arc::new(work_out()?);
        self.kept().sights.keep(class.clone(), Arc::clone(&sight));
        Ok(sight)
    }

    /// Which documents have a value.
    pub fn having(
        &self,
        reader: &SegmentReader,
        fields: &Fields,
        number: u32,
        term: &str,
    ) -> tantivy::Result<Arc<Bits>> {
        if let Some(known) = self.kept().values.get(&number) {
            return Ok(known);
        }
        let mut having = Bits::none(reader.max_doc());
        each_with(reader, fields.facets, term, |document| having.insert(document))?;
        let having = Arc::new(having);
        self.kept().values.keep(number, Arc::clone(&having));
        Ok(having)
    }

    /// The counts of all that a class of readers sees, if they are known for so many deleted.
    pub fn counts(&self, class: &Class, deleted: u32) -> Option<Arc<Counts>> {
        self.kept().counts.get(&(class.clone(), deleted))
    }

    /// Keeps such counts.
    pub fn keep_counts(&self, class: &Class, deleted: u32, counts: Arc<Counts>) {
        self.kept().counts.keep((class.clone(), deleted), counts);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Goes through all documents of a segment that have a term.
pub(crate) fn each_with(
    reader: &SegmentReader,
    field: Field,
    value: &str,
    mut work: impl FnMut(DocId),
) -> tantivy::Result<()> {
    let term = Term::from_field_text(field, value);
    let postings = reader.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)?;
    let Some(mut postings) = postings else { return Ok(()) };
    let mut document = postings.doc();
    while document != TERMINATED {
        work(document);
        document = postings.advance();
    }
    Ok(())
}

/// The fields that are searched, the words as they stand last.
pub(crate) fn searched(fields: &Fields) -> [Field; FIELDS + 1] {
    let [title, summary, recommendation, text, extra] = ranking::fields(fields).map(|(field, _)| field);
    [title, summary, recommendation, text, extra, fields.exact]
}

impl Counted {
    fn of(public: &Bits, norms: &[FieldNormReader]) -> Self {
        let mut counted = Self::default();
        for document in public.iter() {
            counted.documents += 1;
            for (terms, norms) in counted.terms.iter_mut().zip(norms) {
                *terms += u64::from(norms.fieldnorm(document));
            }
        }
        counted
    }
}

/// The most recent of what was kept, the latest last.
struct Recent<K, V>(Vec<(K, V)>);

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V: Clone> Recent<K, V> {
    fn get(&mut self, key: &K) -> Option<V> {
        let place = self.0.iter().position(|(known, _)| known == key)?;
        let found = self.0.remove(place);
        let value = found.1.clone();
        self.0.push(found);
        Some(value)
    }

    fn keep(&mut self, key: K, value: V) {
        self.0.retain(|(known, _)| *known != key);
        if self.0.len() >= KEPT {
            self.0.remove(0);
        }
        self.0.push((key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Recent};

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_first() {
        let mut recent = Recent::default();
        (0..KEPT).for_each(|number| recent.keep(number, number));
        assert_eq!(recent.get(&0), Some(0));
        recent.keep(KEPT, KEPT);
        assert_eq!((recent.get(&0), recent.get(&1), recent.get(&KEPT)), (Some(0), None, Some(KEPT)));
    }
}
