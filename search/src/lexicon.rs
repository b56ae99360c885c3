//! What the index knows of terms: in how many entries one stands, whether the reader may read any of them, and which are
//! spelled nearly like it.

use std::cell::RefCell;
use std::collections::HashMap;

use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, EnableScoring, FuzzyTermQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermDictionary;
use tantivy::{Searcher, TERMINATED, Term};

use crate::ranking::{self, Rarity};
use crate::schema::Fields;
use crate::sight::{Clauses, Sight};

/// From how many entries on it is taken for granted that the reader may read one of them.
const SURELY_READABLE: u64 = 1_000;
/// Most terms of a segment that are looked through for what is spelled nearly like a word, or begins with it.
const MOST_LOOKED_THROUGH: usize = 2_000;

/// What one search asks of the terms; each is looked up once.
pub(crate) struct Lexicon<'a> {
    searcher: &'a Searcher,
    rarity: Rarity<'a>,
    fields: [Field; 5],
    visible: Clauses,
    entries: RefCell<HashMap<Box<str>, u64>>,
    tokens: RefCell<HashMap<Field, u64>>,
}

impl<'a> Lexicon<'a> {
    /// The terms of an index, for whoever has this sight.
    pub fn new(searcher: &'a Searcher, fields: &'a Fields, sight: &Sight) -> Self {
        Self {
            searcher,
            rarity: Rarity { searcher, fields },
            fields: ranking::fields(fields).map(|(field, _)| field),
            visible: sight.clauses(fields),
            entries: RefCell::default(),
            tokens: RefCell::default(),
        }
    }

    /// How many entries have the term in the field that has it most: rare in titles alone says nothing.
    pub fn entries(&self, term: &str) -> u64 {
        if let Some(known) = self.entries.borrow().get(term) {
            return *known;
        }
        // What cannot be read now fails when the query runs, and is said there.
        let most = self.rarity.doc_freq(&Term::from_field_text(self.fields[0], term)).unwrap_or_default();
        self.entries.borrow_mut().insert(term.into(), most);
        most
    }

    /// How much a term says, as BM25 reckons it.
    pub fn rarity(&self, term: &str) -> f32 {
        let (with, all) = (self.entries(term) as f32, self.all() as f32);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// How many entries there are.
    pub fn all(&self) -> u64 {
        self.searcher.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum()
    }

    /// Whether the term stands in anything the reader may read. A word that stands elsewhere only must be treated like one that
    /// stands nowhere, or it would be given away.
    pub fn is_readable(&self, term: &str) -> bool {
        match self.entries(term) {
            0 => false,
            SURELY_READABLE.. => true,
            _ => self.stands_in_sight(term).unwrap_or(false),
        }
    }

    fn stands_in_sight(&self, term: &str) -> tantivy::Result<bool> {
        let somewhere = self.fields.map(|field| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(field, term);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
        });
        let mut clauses: Clauses = vec![(Occur::Must, Box::new(BooleanQuery::new(somewhere.into())))];
        clauses.extend(self.visible.iter().map(|(occur, query)| (*occur, query.box_clone())));
        let query = BooleanQuery::new(clauses);
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        for reader in self.searcher.segment_readers() {
            let mut found = weight.scorer(reader, 1.0)?;
            let alive = reader.alive_bitset();
            while found.doc() != TERMINATED {
                if alive.is_none_or(|alive| alive.is_alive(found.doc())) {
                    return Ok(true);
                }
                found.advance();
            }
        }
        Ok(false)
    }

    /// Terms at so many slips of the pen from this one, most frequent first. Two slips are looked for only behind the same first
    /// letter, which keeps the walk through a large dictionary short.
    pub fn near(&self, term: &str, slips: u8) -> Vec<(String, u64)> {
        let first = term.chars().next().filter(|_| slips > 1).map(String::from).unwrap_or_default();
        self.gather(|field, dictionary, found| {
            let fuzzy = FuzzyTermQuery::new(Term::from_field_text(field, term), slips, true);
            let near = dictionary.search(fuzzy.automaton()?).ge(&first).lt(after(&first));
            let mut near = near.into_stream()?;
            while near.advance() && found.len() < MOST_LOOKED_THROUGH {
                keep(near.key(), near.value().doc_freq, found);
            }
            Ok(())
        })
    }

    /// Terms that begin so, most frequent first.
    pub fn beginning(&self, beginning: &str) -> Vec<(String, u64)> {
        self.gather(|_, dictionary, found| {
            let mut all = dictionary.range().ge(beginning).lt(after(beginning)).into_stream()?;
            let mut seen = 0;
            while all.advance() && seen < MOST_LOOKED_THROUGH {
                keep(all.key(), all.value().doc_freq, found);
                seen += 1;
            }
            Ok(())
        })
    }

    /// What a walk through each dictionary finds, with a count that is high enough to order by.
    fn gather(
        &self,
        walk: impl Fn(Field, &TermDictionary, &mut HashMap<String, u64>) -> tantivy::Result<()>,
    ) -> Vec<(String, u64)> {
        let mut found = HashMap::new();
        for field in self.fields {
            for reader in self.searcher.segment_readers() {
                // What cannot be read now fails when the query runs, and is said there.
                let _ = reader.inverted_index(field).and_then(|index| walk(field, index.terms(), &mut found));
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        found
    }
}

fn keep(term: &[u8], entries: u32, found: &mut HashMap<String, u64>) {
    if let Ok(term) = std::str::from_utf8(term) {
        *found.entry(term.to_owned()).or_default() += u64::from(entries);
    }
}

/// A bound above everything that begins so.
fn after(beginning: &str) -> Vec<u8> {
    let mut bound = beginning.as_bytes().to_vec();
    bound.push(0xff);
    bound
}

impl Bm25StatisticsProvider for Lexicon<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(known) = self.tokens.borrow().get(&field) {
            return Ok(*known);
        }
        let tokens = self.rarity.total_num_tokens(field)?;
        self.tokens.borrow_mut().insert(field, tokens);
        Ok(tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.all())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let value = term.value();
        match value.as_str() {
            Some(text) if self.fields.contains(&term.field()) => Ok(self.entries(text)),
            _ => self.searcher.doc_freq(term),
        }
    }
}
