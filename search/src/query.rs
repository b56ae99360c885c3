//! From a question to a query of the index. Who may see what it matches is not part of it: see `sight.rs`.

use std::ops::{Bound, RangeInclusive};

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BooleanWeight, BoostQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring, Occur,
    PhraseQuery, Query, RangeQuery, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::asked::{Asked, Reading, Way, What, Word};
use crate::facets::Facet;
use crate::german::{Analyser, Tongue, words};
use crate::hits::{self, Search};
use crate::question::{Clause, Demand, Question, Sign};
use crate::ranking::{self, Together};
use crate::schema::Fields;
use crate::sight::{Clauses, term, unscored};

/// A query, and what it says of the order of its hits.
pub(crate) struct Built {
    /// None where everything is asked for.
    pub query: Option<Box<dyn Query>>,
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
}

impl Builder<'_> {
    /// The query of a search.
    pub fn build(&mut self, search: &Search) -> Built {
        let mut clauses = Clauses::new();
        for clause in &search.question.clauses {
            if let Some(strict) = self.strict(clause) {
                clauses.push(strict);
            }
        }
        if let Some(changed) = &search.changed {
            clauses.push((Occur::Must, unscored(self.changed_within(changed))));
        }
        if asks_for_words(&search.question) {
            let words = match search.order {
                hits::Order::Best => self.any_word(),
                hits::Order::Changed => self.most_words(),
            };
            clauses.push((Occur::Must, words));
        }
        let order = Order::of(search);
        if clauses.is_empty() && order == Order::Newest && search.kin.is_none() {
            return Built { query: None, order };
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Built { query: Some(Box::new(BooleanQuery::new(clauses))), order }
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
    fn any_word(&self) -> Box<dyn Query> {
        let any: Vec<_> = self.reading.asked.iter().filter_map(|asked| self.asked(asked)).collect();
        if any.is_empty() {
            return Box::new(EmptyQuery);
        }
        let mut clauses: Clauses = vec![(Occur::Must, Box::new(Any(any)))];
        let pairs = self.reading.pairs().take(MOST_PAIRS);
        clauses.extend(
            pairs.map(|(one, other, distance)| (Occur::Should, self.neighbours(one, other, distance))),
        );
        Box::new(BooleanQuery::new(clauses))
    }

    /// At least two thirds of the words. Where the best come first, any word will do, since what has only one comes last; where the latest
    /// come first, it would come first.
    fn most_words(&self) -> Box<dyn Query> {
        let asked = self.reading.asked.iter().flat_map(|asked| self.wholly(asked));
        let asked: Clauses = asked.map(|query| (Occur::Should, query)).collect();
        if asked.is_empty() {
            return Box::new(EmptyQuery);
        }
        let needed = asked.len() - asked.len() / 3;
        Box::new(BooleanQuery::with_minimum_required_clauses(asked, needed))
    }

    /// Each word of a name, or another name for all of it.
    fn wholly(&self, asked: &Asked) -> Vec<Box<dyn Query>> {
        let ways = || asked.ways.iter().flat_map(|way| self.way(way, 1.0));
        let words: Vec<_> = asked.words.iter().filter_map(|word| self.whole_word(word)).collect();
        if words.is_empty() {
            return vec![any_of(ways().collect())];
        }
        words.into_iter().map(|word| any_of(ways().chain([word]).collect())).collect()
    }

    /// A word in one of its forms, or all the parts of a compound.
    fn whole_word(&self, word: &Word) -> Option<Box<dyn Query>> {
        if word.whole.is_empty() {
            return None;
        }
        let mut any = self.everywhere(&word.whole, ranking::WHOLE);
        any.extend(word.ways.iter().flat_map(|way| self.way(way, 1.0)));
        let parts =
            word.parts.iter().map(|part| any_of(part.iter().flat_map(|way| self.way(way, 1.0)).collect()));
        if !word.parts.is_empty() {
            any.push(Box::new(BooleanQuery::new(parts.map(|part| (Occur::Must, part)).collect())));
        }
        Some(any_of(any))
    }

    /// A name, or another name for it; with any of its words.
    fn asked(&self, asked: &Asked) -> Option<Box<dyn Query>> {
        let mut words: Vec<Box<dyn Query>> = asked.words.iter().filter_map(|word| self.word(word)).collect();
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        match words.len() {
            0 => {}
            1 => ways.extend(words.pop()),
            _ => ways.push(any_of(words)),
        }
        ways.extend(asked.ways.iter().flat_map(|way| self.way(way, 1.0)));
        best_of(ways, ranking::OTHER_WAYS)
    }

    /// A word in one of its forms, and what it is made of.
    fn word(&self, word: &Word) -> Option<Box<dyn Query>> {
        if word.whole.is_empty() {
            return None;
        }
        let mut ways = self.everywhere(&word.whole, word.worth * ranking::WHOLE);
        ways.extend(word.ways.iter().flat_map(|way| self.way(way, word.worth)));
        let mut all: Vec<Box<dyn Query>> = best_of(ways, ranking::OTHER_FIELDS).into_iter().collect();
        for part in &word.parts {
            let ways = part.iter().flat_map(|way| self.way(way, word.worth * ranking::PART)).collect();
            all.extend(best_of(ways, ranking::OTHER_FIELDS));
        }
        for root in &word.roots {
            all.extend(best_of(self.way(root, word.worth), ranking::OTHER_FIELDS));
        }
        if let Some(signed) = &word.signed {
            all.extend(best_of(self.everywhere(signed, ranking::WHOLE), ranking::OTHER_FIELDS));
        }
        let exact = Term::from_field_text(self.fields.exact, &word.exact);
        let exact = TermQuery::new(exact, IndexRecordOption::WithFreqs);
        all.push(boosted(Box::new(exact), word.worth * ranking::EXACT));
        Some(any_of(all))
    }

    fn way(&self, way: &Way, worth: f32) -> Vec<Box<dyn Query>> {
        match &way.what {
            What::Term(term) => self.everywhere(term, way.weight * worth),
            What::Row(terms) => {
                let row: Vec<_> = terms.iter().cloned().enumerate().collect();
                let fields = ranking::fields(self.fields);
                let weight = way.weight * worth;
                fields.map(|(field, boost)| boosted(in_order(field, &row, NAME_SLOP), weight * boost)).into()
            }
        }
    }

    fn everywhere(&self, term: &str, weight: f32) -> Vec<Box<dyn Query>> {
        let each = ranking::fields(self.fields).map(|(field, boost)| {
            let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
            boosted(Box::new(query), weight * boost)
        });
        each.into()
    }

    /// Two words of the question that stand as close in the text.
    fn neighbours(&self, one: &Word, other: &Word, distance: usize) -> Box<dyn Query> {
        let row = [(0, one.whole.clone()), (distance, other.whole.clone())];
        let worth = ranking::NEIGHBOURS * one.worth.min(other.worth);
        let fields = ranking::fields(self.fields);
        let each = fields
            .map(|(field, boost)| boosted(in_order(field, &row, ranking::BETWEEN_NEIGHBOURS), boost * worth));
        Box::new(DisjunctionMaxQuery::new(each.into()))
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
        let fields = ranking::fields(self.fields);
        any_of(fields.map(|(field, boost)| boosted(in_order(field, &terms, 0), boost)).into())
    }

    /// A value as it was typed, or in small or capital letters.
    fn value(&self, facet: Facet, value: &str) -> Box<dyn Query> {
        let mut spellings = vec![value.to_owned(), value.to_lowercase(), value.to_uppercase()];
        spellings.dedup();
        any_of(spellings.iter().map(|value| term(self.fields.facets, &facet.term(value))).collect())
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

/// Any of these; the best counts, and of the others this share. None where there is none.
fn best_of(mut queries: Vec<Box<dyn Query>>, others: f32) -> Option<Box<dyn Query>> {
    match queries.len() {
        0 | 1 => queries.pop(),
        _ => Some(Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, others))),
    }
}

/// Terms in this order, with so many other words among them at the most.
fn in_order(field: Field, terms: &[(usize, String)], slop: u32) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    match terms {
        [(_, only)] => Box::new(TermQuery::new(term(only), IndexRecordOption::WithFreqs)),
        several => {
            let first = several[0].0;
            let row = several.iter().map(|(place, text)| (place - first, term(text))).collect();
            Box::new(PhraseQuery::new_with_offset_and_slop(row, slop))
        }
    }
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}

/// Any of several queries, scored by [`Together`].
#[derive(Debug)]
struct Any(Vec<Box<dyn Query>>);

impl Clone for Any {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|query| query.box_clone()).collect())
    }
}

impl Query for Any {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = self.0.iter().map(|query| Ok((Occur::Should, query.weight(scoring)?)));
        let weights = weights.collect::<tantivy::Result<Vec<_>>>()?;
        let asked = weights.len();
        let combine = Box::new(move || Together::of(asked));
        let scored = scoring.is_scoring_enabled();
        Ok(Box::new(BooleanWeight::with_minimum_number_should_match(weights, 1, scored, combine)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.iter().for_each(|query| query.query_terms(visitor));
    }
}
