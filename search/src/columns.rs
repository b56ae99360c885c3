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
use crate::worth::WINDOW;

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

/// The values that many documents have: for each window, for each of them, a bit for each document. So all that is laid over the hits of a window
/// lies together.
#[derive(Default)]
pub(crate) struct Frequent {
    pub numbers: Vec<u32>,
    bits: Vec<u64>,
}

impl Frequent {
    fn of(numbers: Vec<u32>, documents: DocId) -> Self {
        let windows = (documents as usize).div_ceil(WINDOW);
        let bits = vec![0; windows * numbers.len() * IN_A_WINDOW];
        Self { numbers, bits }
    }

    fn insert(&mut self, value: usize, document: DocId) {
        let (window, place) = (document as usize / WINDOW, document as usize % WINDOW);
        let word = (window * self.numbers.len() + value) * IN_A_WINDOW + place / 64;
        self.bits[word] |= 1 << (place % 64);
    }

    /// Each value, and its documents in the window that begins with this one.
    #[inline]
    pub fn of_window(&self, from: DocId) -> impl Iterator<Item = (u32, &[u64])> {
        let all = self.numbers.len() * IN_A_WINDOW;
        let window = self.bits.get(from as usize / WINDOW * all..).unwrap_or_default();
        self.numbers.iter().copied().zip(window.chunks_exact(IN_A_WINDOW))
    }
}

/// Numbers of 64 bits for a window.
const IN_A_WINDOW: usize = WINDOW / 64;

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
        let Values { frequent, of_many, of_few } = values(reader, fields, names)?;
        let few = of_few.numbers.iter().filter_map(|number| names.facet(*number));
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

/// Numbers of values of all documents, one document after another.
#[derive(Default)]
pub(crate) struct Rows {
    numbers: Vec<u32>,
    /// Where each document begins, and where the last one ends.
    begins: Vec<u32>,
}

impl Rows {
    /// Those of a document.
    #[inline]
    pub fn of(&self, document: DocId) -> &[u32] {
        let place = document as usize;
        match (self.begins.get(place), self.begins.get(place + 1)) {
            (Some(from), Some(to)) => self.numbers.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Begins the next document, or ends the last one.
    fn begin(&mut self) {
        self.begins.push(self.numbers.len() as u32);
    }
}

/// The values of a segment.
#[derive(Default)]
struct Values {
    frequent: Frequent,
    of_many: Rows,
    of_few: Rows,
}

/// A value is frequent that at least one of so many documents has; of a small segment none is.
const ONE_OF: u32 = 64;
/// Most values that are frequent: the most frequent ones.
const MOST_FREQUENT: usize = 200;

fn values(reader: &SegmentReader, fields: &Fields, names: &mut Arc<Names>) -> tantivy::Result<Values> {
    let Some(column) = reader.fast_fields().str("facets")? else { return Ok(Values::default()) };
    let index = reader.inverted_index(fields.facets)?;
    let (mut numbers, mut often) = (Vec::with_capacity(column.num_terms()), Vec::new());
    let mut terms = column.dictionary().stream()?;
    while terms.advance() {
        let term = std::str::from_utf8(terms.key()).unwrap_or_default();
        // Names are copied only where one is new: searches under way hold the older ones.
        let known = names.number(term);
        let number = known.unwrap_or_else(|| Arc::make_mut(names).take(term));
        let documents = index.terms().get(terms.key())?.map_or(0, |info| info.doc_freq);
        if documents as usize >= WINDOW / 4 && documents >= reader.max_doc() / ONE_OF {
            often.push((Reverse(documents), numbers.len()));
        }
        numbers.push(number);
    }
    often.sort_unstable();
    often.truncate(MOST_FREQUENT);
    // Which of the frequent ones a value of the segment is.
    let mut places = vec![None; numbers.len()];
    let mut values = Values::default();
    for (place, (_, value)) in often.iter().enumerate() {
        places[*value] = Some(place);
    }
    values.frequent =
        Frequent::of(often.iter().map(|(_, value)| numbers[*value]).collect(), reader.max_doc());
    for document in 0..reader.max_doc() {
        values.of_many.begin();
        values.of_few.begin();
        for value in column.ords().values_for_doc(document).map(|value| value as usize) {
            let Some(number) = numbers.get(value) else { continue };
            match places[value] {
                Some(place) => {
                    values.frequent.insert(place, document);
                    values.of_many.numbers.push(*number);
                }
                None => values.of_few.numbers.push(*number),
            }
        }
    }
    for rows in [&mut values.of_many, &mut values.of_few] {
        rows.begin();
        rows.numbers.shrink_to_fit();
    }
    Ok(values)
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
