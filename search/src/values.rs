//! The values of the facets of a segment, in plain memory: those that many documents have as bits, the others row by row.

use std::cmp::Reverse;
use std::sync::Arc;

use tantivy::{DocId, SegmentReader};

use crate::names::Names;
use crate::schema::Fields;
use crate::worth::WINDOW;

/// A value is frequent that at least one of so many documents has; of a small segment none is.
const ONE_OF: u32 = 64;
/// Most values that are frequent: the most frequent ones.
const MOST_FREQUENT: usize = 200;

/// The values of a segment.
#[derive(Default)]
pub(crate) struct Values {
    /// Which values many documents have, and which documents.
    pub frequent: Frequent,
    /// The same, one document after another.
    pub of_many: Rows,
    /// The other values of all documents.
    pub of_few: Rows,
}

impl Values {
    /// Reads them; values that are new get a number.
    pub fn read(reader: &SegmentReader, fields: &Fields, names: &mut Arc<Names>) -> tantivy::Result<Self> {
        let Some(column) = reader.fast_fields().str("facets")? else { return Ok(Self::default()) };
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
        let mut values = Self::default();
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

    /// All of them.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.numbers.iter().copied()
    }

    /// Begins the next document, or ends the last one.
    fn begin(&mut self) {
        self.begins.push(self.numbers.len() as u32);
    }
}
