//! From a question to a query of the index. Who may see what it matches is not part of it: see `sight.rs`.

use std::ops::{Bound, RangeInclusive};

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::facets::Facet;
use crate::german::{Analyser, Tongue, words};
use crate::hits::{self, Search};
use crate::question::{Clause, Demand, Question, Sign};
use crate::ranking;
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
        let words = match search.order {
            hits::Order::Best => self.any_word(&search.question),
            hits::Order::Changed => self.most_words(&search.question),
        };
        clauses.extend(words.map(|query| (Occur::Must, query)));
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

    /// Any of the words; all of them are better. None where no word is asked for.
    fn any_word(&mut self, question: &Question) -> Option<Box<dyn Query>> {
        let asked: Vec<&str> = question.clauses.iter().filter_map(plain_word).collect();
        if asked.is_empty() {
            return None;
        }
        let mut any = Clauses::new();
        for text in &asked {
            self.word(text, &mut any);
        }
        for pair in asked.windows(2) {
            self.joined(&format!("{}{}", pair[0], pair[1]), &mut any);
        }
        Some(if any.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::new(any)) })
    }

    /// At least two thirds of the words. Where the best come first, any word will do, since what has only one comes last; where the latest come
    /// first, it would come first. None where no word is asked for.
    fn most_words(&mut self, question: &Question) -> Option<Box<dyn Query>> {
        let asked: Vec<&str> = question.clauses.iter().filter_map(plain_word).collect();
        let mut groups: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for group in asked.iter().flat_map(|text| words(text)) {
            let whole = group.words.iter().filter_map(|word| self.whole_word(&word.text)).collect::<Vec<_>>();
            let mut any = Clauses::new();
            if let Some(joined) = &group.joined {
                self.joined(joined, &mut any);
            }
            if !whole.is_empty() {
                let all = whole.into_iter().map(|query| (Occur::Must, query)).collect();
                any.push((Occur::Should, Box::new(BooleanQuery::new(all))));
            }
            if !any.is_empty() {
                groups.push((Occur::Should, Box::new(BooleanQuery::new(any))));
            }
        }
        let needed = groups.len() - groups.len() / 3;
        match (asked.is_empty(), groups.is_empty()) {
            (true, _) => None,
            (false, true) => Some(Box::new(EmptyQuery)),
            (false, false) => Some(Box::new(BooleanQuery::with_minimum_required_clauses(groups, needed))),
        }
    }

    /// A word in one of its forms, or all the parts of a compound. None for a stop word.
    fn whole_word(&mut self, text: &str) -> Option<Box<dyn Query>> {
        let terms = self.analyser.terms(text, Tongue::German);
        if terms.whole.is_empty() {
            return None;
        }
        let mut any = Clauses::new();
        self.everywhere(&terms.whole, ranking::WHOLE, &mut any);
        self.foreign(text, &terms.whole, &mut any);
        let mut parts = Clauses::new();
        for part in &terms.parts {
            let mut one = Clauses::new();
            self.everywhere(part, ranking::PART, &mut one);
            parts.push((Occur::Must, Box::new(BooleanQuery::new(one))));
        }
        if !parts.is_empty() {
            any.push((Occur::Should, Box::new(BooleanQuery::new(parts))));
        }
        Some(Box::new(BooleanQuery::new(any)))
    }

    fn word(&mut self, text: &str, any: &mut Clauses) {
        for group in words(text) {
            for word in &group.words {
                let terms = self.analyser.terms(&word.text, Tongue::German);
                self.everywhere(&terms.whole, ranking::WHOLE, any);
                for part in &terms.parts {
                    self.everywhere(part, ranking::PART, any);
                }
                if !terms.whole.is_empty() {
                    self.foreign(&word.text, &terms.whole, any);
                }
            }
            if let Some(joined) = group.joined {
                self.joined(&joined, any);
            }
        }
    }

    fn foreign(&mut self, word: &str, known: &str, any: &mut Clauses) {
        let mut spellings = self.analyser.foreign(word);
        spellings.dedup();
        for spelling in spellings.iter().filter(|spelling| *spelling != known) {
            self.everywhere(spelling, ranking::FOREIGN, any);
        }
    }

    fn joined(&mut self, text: &str, any: &mut Clauses) {
        let terms = self.analyser.terms(text, Tongue::German);
        self.everywhere(&terms.whole, ranking::JOINED, any);
    }

    fn everywhere(&self, term: &str, weight: f32, any: &mut Clauses) {
        if term.is_empty() {
            return;
        }
        let each = ranking::fields(self.fields).map(|(field, boost)| {
            let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
            boosted(Box::new(query), weight * boost)
        });
        any.push((
            Occur::Should,
            Box::new(DisjunctionMaxQuery::with_tie_breaker(each.into(), ranking::OTHER_FIELDS)),
        ));
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
        let each = fields.map(|(field, boost)| (Occur::Should, boosted(in_order(field, &terms), boost)));
        Box::new(BooleanQuery::new(each.into()))
    }

    /// A value as it was typed, or in small or capital letters.
    fn value(&self, facet: Facet, value: &str) -> Box<dyn Query> {
        let mut spellings = vec![value.to_owned(), value.to_lowercase(), value.to_uppercase()];
        spellings.dedup();
        let each =
            spellings.iter().map(|value| (Occur::Should, term(self.fields.facets, &facet.term(value))));
        Box::new(BooleanQuery::new(each.collect()))
    }
}

fn plain_word(clause: &Clause) -> Option<&str> {
    match (&clause.demand, clause.sign) {
        (Demand::Word(text), Sign::With) => Some(text),
        _ => None,
    }
}

fn in_order(field: Field, terms: &[(usize, String)]) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    match terms {
        [(_, only)] => Box::new(TermQuery::new(term(only), IndexRecordOption::WithFreqs)),
        several => {
            let first = several[0].0;
            Box::new(PhraseQuery::new_with_offset(
                several.iter().map(|(place, text)| (place - first, term(text))).collect(),
            ))
        }
    }
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}
