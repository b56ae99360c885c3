//! What somebody may find at all. Visibility is part of every query: what the reader may not read is never counted, suggested or spelled.

use commons::{Iri, Reader};
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::document::{ANYONE, PUBLIC, members, staff};
use crate::facets::Facet;
use crate::schema::Fields;

/// Who looks, and what is kept from them.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// Who looks.
    pub reader: Reader,
    /// The circles of which the reader's organisation is a member.
    pub circles: Vec<Iri>,
    /// Entries, by their ids, that are not for the reader though he belongs to a circle they are addressed to.
    pub beyond: Vec<String>,
    /// Origins (`https://host`) of which nothing is shown.
    pub blocked: Vec<String>,
    /// Organisations, by their ids, whom the reader's organisation does not want: nothing of them is shown.
    pub unwanted: Vec<String>,
}

/// Clauses of a query.
pub(crate) type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Sight {
    /// The clauses that let through what can be seen, and nothing else. They do not score.
    pub(crate) fn clauses(&self, fields: &Fields) -> Clauses {
        let mut clauses = vec![(Occur::Must, unscored(visible_to(fields, &self.reader, &self.circles)))];
        for origin in &self.blocked {
            clauses.push((Occur::MustNot, term(fields.origin, origin)));
        }
        for author in &self.unwanted {
            clauses.push((Occur::MustNot, term(fields.facets, &Facet::Organisation.term(author))));
        }
        if !self.beyond.is_empty() {
            clauses.push((Occur::MustNot, any_term(fields.iri, &self.beyond)));
        }
        clauses
    }
}

/// What is public; or what is the reader's own or addressed to one of its circles, and so is what it hangs under.
fn visible_to(fields: &Fields, reader: &Reader, circles: &[Iri]) -> Box<dyn Query> {
    let public = term(fields.audience, PUBLIC);
    let Some(organisation) = reader.organisation() else { return public };
    let mut belongs = vec![ANYONE.to_owned(), staff(organisation)];
    belongs.extend(circles.iter().map(members));
    let of = |field| (Occur::Must, any_term(field, &belongs));
    let narrow = BooleanQuery::new(vec![of(fields.audience), of(fields.thread_audience)]);
    Box::new(BooleanQuery::new(vec![(Occur::Should, public), (Occur::Should, Box::new(narrow))]))
}

/// Any of these values.
pub(crate) fn any_term(field: Field, values: &[String]) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(values.iter().map(|value| (Occur::Should, term(field, value))).collect()))
}

/// This value, whatever it is worth.
pub(crate) fn term(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// The same, worth nothing.
pub(crate) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
