//! From a question to a query of the index. Who may see what it matches is not part of it: see `sight.rs`.

use std::ops::{Bound, RangeInclusive};

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::asked::{Asked, Reading, Way, What, Word};
use crate::facets::Facet;
use crate::german::{Analyser, Tongue, words};
use crate::hits::{self, Search};
use crate::question::{Clause, Demand, Question, Sign};
use crate::ranking;
use crate::schema::{Fields, narrow_term};
use crate::worth::{Asking, Words, Worth};

/// Clauses of a query.
pub(crate) type Clauses = Vec<(Occur, Box<dyn Query>)>;

/// What is asked for, and what it says of the order of its hits.
#[derive(Debug)]
pub(crate) struct Built {
    pub asking: Asking,
    pub order: Order,
}

/// Best first, or newest first where no word was asked for, or what changed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Best,
    Newest,
    Changed,
}

impl Order {
    fn of(search: &Search) -> Self {
        match search.order {
            hits::Order::Changed => Self::Changed,
            hits::Order::Best if search.question.words().next().is_some() => Self::Best,
            hits::Order::Best => Self::Newest,
        }
    }
}

/// Builds queries for one schema.
pub(crate) struct Builder<'a> {
    pub fields: &'a Fields,
    pub analyser: &'a mut Analyser,
    /// How the plain words of the question are read.
    pub reading: &'a Reading,
    /// Whether the reader may read something that is not for everyone.
    pub sees_more_than_public: bool,
}

impl Builder<'_> {
    /// What a search asks for.
    pub fn build(&mut self, search: &Search) -> Built {
        let strict = search.question.clauses.iter().filter_map(|clause| self.strict(clause));
        let mut strict: Clauses = strict.collect();
        if let Some(changed) = &search.changed {
            strict.push((Occur::Must, unscored(self.changed_within(changed))));
        }
        let words = asks_for_words(&search.question).then(|| match search.order {
            hits::Order::Best => self.any_word(),
            hits::Order::Changed => self.most_words(),
        });
        Built { asking: Asking { words, strict }, order: Order::of(search) }
    }

    /// A segment in which nothing changed under these numbers is passed over without a look at its documents.
    fn changed_within(&self, changed: &RangeInclusive<i64>) -> Box<dyn Query> {
        let bound = |number: &i64| Bound::Included(Term::from_field_i64(self.fields.changed, *number));
        Box::new(RangeQuery::new(bound(changed.start()), bound(changed.end())))
    }

    /// What must be there and what must not: phrases, values, exclusions.
    fn strict(&mut self, clause: &Clause) -> Option<(Occur, Box<dyn Query>)> {
        let query = match &clause.demand {
            Demand::Phrase(text) => self.phrase(text),
            Demand::Value(facet, value) => unscored(self.value(*facet, value)),
            Demand::Word(text) if clause.sign == Sign::Without => self.phrase(text),
            Demand::Word(_) => return None,
        };
        Some((if clause.sign == Sign::With { Occur::Must } else { Occur::MustNot }, query))
    }

    /// Any of the words; all of them are better, and better still where they stand together.
    fn any_word(&self) -> Words {
        let things = self.reading.asked.iter().filter_map(|asked| self.asked(asked)).collect();
        let pairs = self.reading.pairs().take(MOST_PAIRS);
        let besides = pairs.map(|(one, other, distance)| self.neighbours(one, other, distance)).collect();
        Words { things, needed: 1, besides }
    }

    /// At least two thirds of the words. Where the best come first, any word will do, since what has only one comes last; where the latest
    /// come first, it would come first.
    fn most_words(&self) -> Words {
        let things: Vec<_> = self.reading.asked.iter().flat_map(|asked| self.wholly(asked)).collect();
        let needed = things.len() - things.len() / 3;
        Words { things, needed, besides: Vec::new() }
    }

    /// Each word of a name, or another name for all of it.
    fn wholly(&self, asked: &Asked) -> Vec<Worth> {
        let ways = || asked.ways.iter().map(|way| self.way(way, 1.0));
        let words: Vec<_> = asked.words.iter().filter_map(|word| self.whole_word(word)).collect();
        if words.is_empty() {
            return vec![Worth::any(ways().collect())];
        }
        words.into_iter().map(|word| Worth::any(ways().chain([word]).collect())).collect()
    }

    /// A word in one of its forms, or all the parts of a compound.
    fn whole_word(&self, word: &Word) -> Option<Worth> {
        if word.whole.is_empty() {
            return None;
        }
        let mut any = vec![term(&word.whole, ranking::WHOLE)];
        any.extend(word.ways.iter().map(|way| self.way(way, 1.0)));
        if !word.parts.is_empty() {
            let part = |part: &Vec<Way>| Worth::any(part.iter().map(|way| self.way(way, 1.0)).collect());
            any.push(Worth::All(word.parts.iter().map(part).collect()));
        }
        Some(Worth::any(any))
    }

    /// A name, or another name for it; with any of its words.
    fn asked(&self, asked: &Asked) -> Option<Worth> {
        let words: Vec<_> = asked.words.iter().filter_map(|word| self.word(word)).collect();
        let mut ways: Vec<_> = (!words.is_empty()).then(|| Worth::any(words)).into_iter().collect();
        ways.extend(asked.ways.iter().map(|way| self.way(way, 1.0)));
        (!ways.is_empty()).then_some(Worth::best(ways, ranking::OTHER_WAYS))
    }

    /// A word in one of its forms, and what it is made of.
    fn word(&self, word: &Word) -> Option<Worth> {
        if word.whole.is_empty() {
            return None;
        }
        let best = |ways| Worth::best(ways, ranking::OTHER_FIELDS);
        let mut ways = vec![term(&word.whole, word.worth * ranking::WHOLE)];
        ways.extend(word.ways.iter().map(|way| self.way(way, word.worth)));
        let mut all = vec![best(ways)];
        for part in &word.parts {
            all.push(best(part.iter().map(|way| self.way(way, word.worth * ranking::PART)).collect()));
        }
        all.extend(word.roots.iter().map(|root| best(vec![self.way(root, word.worth)])));
        all.extend(word.signed.iter().map(|signed| best(vec![term(signed, ranking::WHOLE)])));
        all.push(Worth::Exact { text: word.exact.clone(), weight: word.worth * ranking::EXACT });
        Some(Worth::any(all))
    }

    fn way(&self, way: &Way, worth: f32) -> Worth {
        match &way.what {
            What::Term(text) => term(text, way.weight * worth),
            What::Row(terms) => {
                let row: Vec<_> = terms.iter().cloned().enumerate().collect();
                self.row(&row, NAME_SLOP, way.weight * worth)
            }
        }
    }

    /// Two words of the question that stand as close in the text.
    fn neighbours(&self, one: &Word, other: &Word, distance: usize) -> Worth {
        let row = [(0, one.whole.clone()), (distance, other.whole.clone())];
        let worth = ranking::NEIGHBOURS * one.worth.min(other.worth);
        Worth::best(vec![self.row(&row, ranking::BETWEEN_NEIGHBOURS, worth)], 0.0)
    }

    /// Terms in this order, in any of the fields, with so many other words among them at the most.
    fn row(&self, terms: &[(usize, String)], slop: u32, weight: f32) -> Worth {
        Worth::Rows(self.in_order(terms, slop, weight))
    }

    /// The words in this order, in one of the fields. Stop words keep their place but may be any word.
    fn phrase(&mut self, text: &str) -> Box<dyn Query> {
        let spoken: Vec<_> = words(text).flat_map(|group| group.words).collect();
        let terms: Vec<(usize, String)> = spoken
            .iter()
            .enumerate()
            .map(|(place, word)| (place, self.analyser.terms(&word.text, Tongue::German).whole.clone()))
            .filter(|(_, term)| !term.is_empty())
            .collect();
        if terms.is_empty() {
            return Box::new(EmptyQuery);
        }
        any_of(self.in_order(&terms, 0, 1.0))
    }

    /// Terms in this order, one query for each field; and for each field one more, where the reader may read what is not for everyone.
    fn in_order(&self, terms: &[(usize, String)], slop: u32, weight: f32) -> Vec<Box<dyn Query>> {
        let mut rows = vec![terms.to_vec()];
        if self.sees_more_than_public {
            rows.push(terms.iter().map(|(place, text)| (*place, narrow_term(text))).collect());
        }
        let fields = ranking::fields(self.fields);
        let each = rows
            .iter()
            .flat_map(|row| fields.map(|(field, boost)| in_order(field, row, slop, boost * weight)));
        each.collect()
    }

    /// A value as it was typed, or in small or capital letters.
    fn value(&self, facet: Facet, typed: &str) -> Box<dyn Query> {
        let mut spellings = vec![typed.to_owned(), typed.to_lowercase(), typed.to_uppercase()];
        spellings.dedup();
        any_of(spellings.iter().map(|text| value(self.fields.facets, &facet.term(text))).collect())
    }
}

/// Most pairs of neighbours that are looked for.
const MOST_PAIRS: usize = 8;
/// How many other words may stand in a name of several words.
const NAME_SLOP: u32 = 1;

fn asks_for_words(question: &Question) -> bool {
    question
        .clauses
        .iter()
        .any(|clause| matches!((&clause.demand, clause.sign), (Demand::Word(_), Sign::With)))
}

/// Any of these; each adds what it is worth.
fn any_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Should, query)).collect())),
    }
}

/// This value in a field that is not searched.
pub(crate) fn value(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// The same query, worth nothing.
fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// A term in one of the fields.
fn term(text: &str, weight: f32) -> Worth {
    Worth::Term { text: text.to_owned(), weight }
}

/// Terms in this order, with so many other words among them at the most.
fn in_order(field: Field, terms: &[(usize, String)], slop: u32, weight: f32) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    let query: Box<dyn Query> = match terms {
        [(_, only)] => Box::new(TermQuery::new(term(only), IndexRecordOption::WithFreqs)),
        several => {
            let first = several.first().map_or(0, |(place, _)| *place);
            let row = several.iter().map(|(place, text)| (place - first, term(text))).collect();
            Box::new(PhraseQuery::new_with_offset_and_slop(row, slop))
        }
    };
    Box::new(BoostQuery::new(query, weight))
}
