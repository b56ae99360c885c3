//! What the index knows of terms: in how many entries one stands, whether the reader may read any of them, and which are
//! spelled nearly like it.
//!
//! Only entries for everyone are counted, so that nothing about the others shows in how hits are ordered: their terms are marked
//! (`schema::narrow`) and stand apart in the same dictionaries.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::query::{Bm25StatisticsProvider, FuzzyTermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermDictionary;
use tantivy::{Searcher, TantivyError, Term};

use crate::class::Class;
use crate::german::family;
use crate::ranking::{self, Searched};
use crate::schema::{Fields, NARROW, narrow_term, without_mark};
use crate::sight::Sight;
use crate::snapshot::Snapshot;

/// From how many entries on it is taken for granted that the reader may read one of them.
const SURELY_READABLE: u64 = 1_000;
/// Most terms of a segment that are looked through for what is spelled nearly like a word, or begins with it.
const MOST_LOOKED_THROUGH: usize = 2_000;

/// Most terms of a family, counted for each field and segment in which one stands.
const LARGEST_FAMILY: usize = 400;

/// What one search asks of the terms; each is looked up once.
pub(crate) struct Lexicon<'a> {
    snapshot: &'a Snapshot,
    fields: &'a Fields,
    class: Class,
    looked: RefCell<HashMap<Box<str>, Arc<Looked>>>,
    /// Why something could not be read.
    failed: OnceCell<TantivyError>,
}

/// A term that was looked up.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    /// In how many entries it stands, in the field that has it most: rare in titles alone says nothing. One at least, where the reader may
    /// read something that is not for everyone and has it.
    pub entries: u64,
    /// Where it stands.
    pub places: Vec<Place>,
    /// Whether it stands in something that is not for everyone and that the reader may read.
    narrowly: bool,
}

/// A term in a field of a segment.
#[derive(Debug)]
pub(crate) struct Place {
    pub segment: usize,
    /// The place of the field among those that are searched.
    pub field: usize,
    pub info: TermInfo,
}

impl<'a> Lexicon<'a> {
    /// The terms of an index, for whoever has this sight.
    pub fn new(snapshot: &'a Snapshot, fields: &'a Fields, sight: &Sight) -> Self {
        Self {
            snapshot,
            fields,
            class: Class::of(sight),
            looked: RefCell::default(),
            failed: OnceCell::new(),
        }
    }

    /// The index as it stands.
    pub fn searcher(&self) -> &Searcher {
        &self.snapshot.searcher
    }

    /// The fields that are searched, the words as they stand last.
    pub fn searched(&self) -> &[Searched] {
        &self.snapshot.searched
    }

    /// Where a term stands, or any of a family of terms.
    pub fn look(&self, term: &str) -> Arc<Looked> {
        if let Some(known) = self.looked.borrow().get(term) {
            return Arc::clone(known);
        }
        let looked = Arc::new(match family(term) {
            Some((beginning, stem)) => self.family(beginning, stem),
            None => self.looked_up(term, 0..ranking::FIELDS),
        });
        self.looked.borrow_mut().insert(term.into(), Arc::clone(&looked));
        looked
    }

    /// Where a word stands as it is spelled.
    pub fn look_exactly(&self, word: &str) -> Arc<Looked> {
        Arc::new(self.looked_up(word, ranking::FIELDS..ranking::FIELDS + 1))
    }

    /// Whether everything could be read that was looked up.
    ///
    /// # Errors
    /// The first that could not.
    pub fn readable(&self) -> tantivy::Result<()> {
        self.failed.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    /// How many entries have the term.
    pub fn entries(&self, term: &str) -> u64 {
        self.look(term).entries
    }

    /// How much a term says, as BM25 reckons it.
    pub fn rarity(&self, term: &str) -> f32 {
        self.rarity_of(self.entries(term))
    }

    /// The same of a term that so many entries have.
    pub fn rarity_of(&self, entries: u64) -> f32 {
        let (with, all) = (entries as f32, self.all().max(entries) as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// How many entries there are for everyone.
    pub fn all(&self) -> u64 {
        self.snapshot.public
    }

    /// Whether the term stands in anything the reader may read. A word that stands elsewhere only must be treated like one that
    /// stands nowhere, or it would be given away.
    pub fn is_readable(&self, term: &str) -> bool {
        let looked = self.look(term);
        match looked.entries {
            0 => false,
            SURELY_READABLE.. => true,
            _ => looked.narrowly || self.kept(self.any_in_sight(&looked.places)),
        }
    }

    fn looked_up(&self, term: &str, fields: std::ops::Range<usize>) -> Looked {
        let mut looked = Looked::default();
        let mut counts = [0; ranking::FIELDS + 1];
        for field in fields.clone() {
            for place in self.kept(self.places(term, field)) {
                counts[field] += u64::from(place.info.doc_freq);
                looked.places.push(place);
            }
        }
        looked.entries = counts.into_iter().max().unwrap_or_default();
        if self.class.sees_more_than_public() {
            let marked = narrow_term(term);
            let narrow = fields.flat_map(|field| self.kept(self.places(&marked, field))).collect::<Vec<_>>();
            looked.narrowly = self.kept(self.any_in_sight(&narrow));
            looked.entries = looked.entries.max(u64::from(looked.narrowly));
            looked.places.extend(narrow);
        }
        looked
    }

    /// Every term that begins so, taken together; nothing, where they are too many to say anything.
    fn family(&self, beginning: &str, stem: Option<&str>) -> Looked {
        let mut looked = Looked::default();
        let mark = String::from(NARROW);
        let marks = if self.class.sees_more_than_public() { &["", &mark][..] } else { &[""] };
        for mark in marks {
            for field in 0..ranking::FIELDS {
                let mut members = self.kept(self.members(&format!("{mark}{beginning}"), field));
                let stem = stem.map(|stem| self.kept(self.places(&format!("{mark}{stem}"), field)));
                members.extend(stem.into_iter().flatten());
                if mark.is_empty() {
                    let entries = members.iter().map(|place| u64::from(place.info.doc_freq)).sum();
                    looked.entries = looked.entries.max(entries);
                }
                looked.places.extend(members);
                if looked.places.len() > LARGEST_FAMILY || looked.entries > ranking::LARGEST_FAMILY {
                    return Looked::default();
                }
            }
        }
        looked
    }

    fn members(&self, beginning: &str, field: usize) -> tantivy::Result<Vec<Place>> {
        let mut places = Vec::new();
        for (segment, columns) in self.snapshot.columns.iter().enumerate() {
            let range = columns.words[field].terms().range().ge(beginning).lt(after(beginning));
            let mut members = range.into_stream()?;
            while members.advance() && places.len() <= LARGEST_FAMILY {
                places.push(Place { segment, field, info: members.value().clone() });
            }
        }
        Ok(places)
    }

    fn places(&self, term: &str, field: usize) -> tantivy::Result<Vec<Place>> {
        let mut places = Vec::new();
        for (segment, columns) in self.snapshot.columns.iter().enumerate() {
            if let Some(info) = columns.words[field].terms().get(term.as_bytes())? {
                places.push(Place { segment, field, info });
            }
        }
        Ok(places)
    }

    /// Whether the reader may read any of the entries at these places.
    fn any_in_sight(&self, places: &[Place]) -> tantivy::Result<bool> {
        for place in places {
            let reader = self.searcher().segment_reader(place.segment as u32);
            let columns = &self.snapshot.columns[place.segment];
            let sight = self.class.sees(reader, columns, self.fields)?;
            let alive = reader.alive_bitset();
            let mut block = columns.words[place.field]
                .read_block_postings_from_terminfo(&place.info, IndexRecordOption::Basic)?;
            while !block.docs().is_empty() {
                let shows = |document: &u32| {
                    sight.contains(*document) && alive.is_none_or(|alive| alive.is_alive(*document))
                };
                if block.docs().iter().any(shows) {
                    return Ok(true);
                }
                block.advance();
            }
        }
        Ok(false)
    }

    /// What was read; nothing, if that failed, which [`Self::readable`] tells.
    fn kept<T: Default>(&self, read: tantivy::Result<T>) -> T {
        read.unwrap_or_else(|error| {
            // The first is enough.
            let _ = self.failed.set(error);
            T::default()
        })
    }

    /// Terms at so many slips of the pen from this one, most frequent first. Two slips are looked for only behind the same first
    /// letter, which keeps the walk through a large dictionary short.
    pub fn near(&self, term: &str, slips: u8) -> Vec<(String, u64)> {
        let letters = if slips > 1 { term.chars().take(1).collect() } else { String::new() };
        let near = |mark: &str| {
            let term = Term::from_field_text(self.fields.title, &format!("{mark}{term}"));
            FuzzyTermQuery::new(term, slips, true).automaton()
        };
        // Building one costs more than walking through most dictionaries with it.
        let automata = near("").and_then(|plain| Ok((plain, near(&String::from(NARROW))?)));
        let Some((plain, narrow)) = self.kept(automata.map(Some)) else { return Vec::new() };
        self.gather(|mark, dictionary, found| {
            let (near, first) = (if mark.is_empty() { &plain } else { &narrow }, format!("{mark}{letters}"));
            let mut near = dictionary.search(near).ge(&first).lt(after(&first)).into_stream()?;
            while near.advance() && found.len() < MOST_LOOKED_THROUGH {
                keep(mark, near.key(), near.value().doc_freq, found);
            }
            Ok(())
        })
    }

    /// Terms that begin so, most frequent first.
    pub fn beginning(&self, beginning: &str) -> Vec<(String, u64)> {
        self.gather(|mark, dictionary, found| {
            let beginning = format!("{mark}{beginning}");
            let mut all = dictionary.range().ge(&beginning).lt(after(&beginning)).into_stream()?;
            let mut seen = 0;
            while all.advance() && seen < MOST_LOOKED_THROUGH {
                keep(mark, all.key(), all.value().doc_freq, found);
                seen += 1;
            }
            Ok(())
        })
    }

    /// What a walk through each dictionary finds, with a count that is high enough to order by; then, for whoever reads more than what is for
    /// everyone, what a walk through the marked terms finds, counted as one each.
    fn gather(
        &self,
        walk: impl Fn(&str, &TermDictionary, &mut HashMap<String, u64>) -> tantivy::Result<()>,
    ) -> Vec<(String, u64)> {
        let mark = String::from(NARROW);
        let mut found = HashMap::new();
        let mut narrow = HashMap::new();
        for words in self.snapshot.columns.iter().flat_map(|columns| &columns.words[..ranking::FIELDS]) {
            self.kept(walk("", words.terms(), &mut found));
            if self.class.sees_more_than_public() {
                self.kept(walk(&mark, words.terms(), &mut narrow));
            }
        }
        for term in narrow.into_keys().filter(|term| self.look(term).narrowly) {
            found.entry(term).or_insert(1);
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        found
    }
}

fn keep(mark: &str, term: &[u8], entries: u32, found: &mut HashMap<String, u64>) {
    let Ok(term) = std::str::from_utf8(term) else { return };
    if let Some(term) = without_mark(term, mark) {
        *found.entry(term.to_owned()).or_default() += u64::from(entries);
    }
}

/// A bound above everything that begins so.
fn after(beginning: &str) -> Vec<u8> {
    let mut bound = beginning.as_bytes().to_vec();
    bound.push(0xff);
    bound
}

/// For the library's own scorers, which score terms in a row.
impl Bm25StatisticsProvider for Lexicon<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let searched = self.searched().iter().find(|searched| searched.field == field);
        Ok(searched.map_or(0, |searched| searched.lengths.total))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.all())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let text = term.value().as_str().map(|text| text.trim_start_matches(NARROW).to_owned());
        Ok(text.map_or(0, |text| self.entries(&text).min(self.all())))
    }
}
