//! From a question to a query of the index. Visibility is part of it: what the reader may not read is never counted.

use commons::{Iri, Reader};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BooleanWeight, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring,
    Occur, PhraseQuery, Query, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::asked::{Asked, Reading, Way, What, Word};
use crate::document::{ANYONE, PUBLIC, members, staff};
use crate::facets::Facet;
use crate::german::{Analyser, Tongue, words};
use crate::hits::Search;
use crate::question::{Clause, Demand, Question, Sign};
use crate::ranking::{self, Together};
use crate::schema::Fields;

/// A query, and what it says of the order of its hits.
pub(crate) struct Built {
    pub query: Box<dyn Query>,
    pub order: Order,
    pub fields: Fields,
}

/// Best first, or newest first where no word was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Best,
    Newest,
}

/// Most pairs of neighbours that are looked for.
const MOST_PAIRS: usize = 8;

pub(crate) type Clauses = Vec<(Occur, Box<dyn Query>)>;

/// Builds queries for one schema.
pub(crate) struct Builder<'a> {
    pub fields: &'a Fields,
    pub analyser: &'a mut Analyser,
    pub reading: &'a Reading,
}

impl Builder<'_> {
    /// The query of a search.
    pub fn build(&mut self, search: &Search) -> Built {
        let mut clauses = visible(self.fields, search);
        for clause in &search.question.clauses {
            if let Some(strict) = self.strict(clause) {
                clauses.push(strict);
            }
        }
        let asks_for_words = search.question.words().next().is_some();
        clauses.extend(self.any_word(&search.question).map(|query| (Occur::Must, query)));
        let order = if asks_for_words { Order::Best } else { Order::Newest };
        Built { query: Box::new(BooleanQuery::new(clauses)), order, fields: *self.fields }
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

    /// Any of the words; all of them are better, and better still where they stand together. None where no word is asked for.
    fn any_word(&mut self, question: &Question) -> Option<Box<dyn Query>> {
        let asks = question.clauses.iter().any(|clause| plain_word(clause).is_some());
        if !asks {
            return None;
        }
        let any: Vec<_> = self.reading.asked.iter().map(|asked| self.asked(asked)).collect();
        if any.is_empty() {
            return Some(Box::new(EmptyQuery));
        }
        let mut clauses: Clauses = vec![(Occur::Must, Box::new(Any(any)))];
        if *ranking::NEIGHBOURS > 0.0 {
            for (one, other, distance) in self.reading.pairs().take(MOST_PAIRS) {
                clauses.push((Occur::Should, self.neighbours(one, other, distance)));
            }
        }
        Some(Box::new(BooleanQuery::new(clauses)))
    }

    fn asked(&self, asked: &Asked) -> Box<dyn Query> {
        let mut words: Vec<Box<dyn Query>> = asked.words.iter().flat_map(|word| self.word(word)).collect();
        let all: Box<dyn Query> = match words.len() {
            1 => words.remove(0),
            _ => Box::new(BooleanQuery::new(words.into_iter().map(|word| (Occur::Should, word)).collect())),
        };
        if asked.ways.is_empty() {
            return all;
        }
        let mut ways = vec![all];
        ways.extend(asked.ways.iter().flat_map(|way| self.way(way, 1.0)));
        Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, *ranking::OTHER_WAYS))
    }

    fn word(&self, word: &Word) -> Option<Box<dyn Query>> {
        if word.whole.is_empty() {
            return None;
        }
        let mut ways: Vec<Box<dyn Query>> = self.everywhere(&word.whole, word.worth * *ranking::WHOLE);
        ways.extend(word.ways.iter().flat_map(|way| self.way(way, word.worth)));
        let whole: Box<dyn Query> =
            Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, *ranking::OTHER_FIELDS));
        let parts = word.parts.iter().map(|part| -> Box<dyn Query> {
            let ways = part.iter().flat_map(|way| self.way(way, word.worth * *ranking::PART)).collect();
            Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, *ranking::OTHER_FIELDS))
        });
        let roots = word.roots.iter().map(|root| -> Box<dyn Query> {
            Box::new(DisjunctionMaxQuery::with_tie_breaker(self.way(root, word.worth), *ranking::OTHER_FIELDS))
        });
        let mut all: Vec<Box<dyn Query>> = vec![whole];
        if !word.parts.is_empty() {
            all.push(Box::new(BooleanQuery::new(parts.map(|query| (Occur::Should, query)).collect())));
        }
        if *ranking::ROOT > 0.0 {
            all.extend(roots);
        }
        if *ranking::EXACT > 0.0 {
            let exact = TermQuery::new(Term::from_field_text(self.fields.exact, &crate::german::folded(&word.text)), IndexRecordOption::WithFreqs);
            all.push(boosted(Box::new(exact), *ranking::EXACT * word.worth));
        }
        if all.len() == 1 {
            return all.pop();
        }
        Some(Box::new(DisjunctionMaxQuery::with_tie_breaker(all, *ranking::PARTTIE)))
    }

    fn way(&self, way: &Way, worth: f32) -> Vec<Box<dyn Query>> {
        match &way.what {
            What::Term(term) => self.everywhere(term, way.weight * worth),
            What::Row(terms) => {
                let row: Vec<_> = terms.iter().cloned().enumerate().collect();
                let fields = ranking::fields(self.fields);
                let each = fields
                    .map(|(field, boost)| boosted(in_order(field, &row, 1), way.weight * worth * boost));
                each.into()
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

    fn neighbours(&self, one: &Word, other: &Word, distance: usize) -> Box<dyn Query> {
        let row = [(0, one.whole.clone()), (distance, other.whole.clone())];
        let worth = *ranking::NEIGHBOURS * one.worth.min(other.worth);
        let fields = ranking::fields(self.fields);
        let each = fields.map(|(field, boost)| boosted(in_order(field, &row, *ranking::SLOP as u32), boost * worth));
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
        let each = fields.map(|(field, boost)| (Occur::Should, boosted(in_order(field, &terms, 0), boost)));
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

/// What the reader may see: what is public; or what is the reader's own or addressed to one of its circles, and so is what it
/// hangs under; nothing of whom the node blocks or the organisation does not want.
pub(crate) fn visible(fields: &Fields, search: &Search) -> Clauses {
    let mut clauses = vec![(Occur::Must, unscored(readable(fields, &search.reader, &search.circles)))];
    clauses.extend(search.blocked.iter().map(|origin| (Occur::MustNot, term(fields.origin, origin))));
    let authors = search.unwanted.iter().map(|author| Facet::Organisation.term(author));
    clauses.extend(authors.map(|author| (Occur::MustNot, term(fields.facets, &author))));
    clauses
}

fn readable(fields: &Fields, reader: &Reader, circles: &[Iri]) -> Box<dyn Query> {
    let public = term(fields.audience, PUBLIC);
    let Some(organisation) = reader.organisation() else { return public };
    let mut belongs = vec![ANYONE.to_owned(), staff(organisation)];
    belongs.extend(circles.iter().map(members));
    let of = |field| (Occur::Must, any_term(field, &belongs));
    let narrow = BooleanQuery::new(vec![of(fields.audience), of(fields.thread_audience)]);
    Box::new(BooleanQuery::new(vec![(Occur::Should, public), (Occur::Should, Box::new(narrow))]))
}

fn any_term(field: Field, values: &[String]) -> Box<dyn Query> {
    let each = values.iter().map(|value| (Occur::Should, term(field, value)));
    Box::new(BooleanQuery::new(each.collect()))
}

fn term(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
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

fn plain_word(clause: &Clause) -> Option<&str> {
    match (&clause.demand, clause.sign) {
        (Demand::Word(text), Sign::With) => Some(text),
        _ => None,
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

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
