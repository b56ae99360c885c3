//! More like this: the words that tell most of a text are asked for, and so few of them that it costs next to nothing.

use std::collections::HashMap;

use commons::{Content, Entry};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Score, Term};

use crate::facets::Facet;
use crate::german::{Analyser, Tongue, words};
use crate::lexicon::Lexicon;
use crate::schema::{Fields, narrow_term};
use crate::sight::{Clauses, Sight, term};
use crate::snapshot::Snapshot;

/// What a word counts that stands in the title, as a topic, in the rest.
const IN_TITLE: Score = 3.0;
const AS_TOPIC: Score = 2.0;
const IN_TEXT: Score = 1.0;
/// What a part of a compound counts, against the whole.
const PART: Score = 0.6;
/// Terms of a text that are looked up.
const LOOKED_UP: usize = 60;
/// Terms that are asked for.
const ASKED_FOR: usize = 12;
/// Documents in which the terms together may stand: this bounds what it costs.
const MOST_DOCUMENTS: u64 = 60_000;
/// A term in more than this share of all documents tells nothing, unless there are few documents at all.
const TELLING_SHARE: u64 = 8;
const FEW: u64 = 20;
/// This share of the terms a document must have, and two in any case.
const SHARED: f32 = 0.34;
/// Characters of a text that are read.
const READ: usize = 1_500;

/// What others are to be like.
#[derive(Clone, Debug, Default)]
pub struct Like {
    /// Its title.
    pub title: String,
    /// What is said of it in short.
    pub text: String,
    /// Its topics, technologies and software.
    pub topics: Vec<String>,
    /// The language of title and text.
    pub language: String,
    /// The iri of the entry itself, which is not like itself.
    pub except: Option<String>,
    /// Most entries wanted.
    pub limit: usize,
}

impl Like {
    /// So many that are like this entry.
    pub fn of(entry: &Entry, limit: usize) -> Self {
        let mut topics = entry.topics.clone();
        let more = match &entry.content {
            Content::Project(project) => {
                topics.extend(project.technologies.iter().cloned());
                topics.extend(project.software.iter().map(|software| software.name.clone()));
                &project.problem
            }
            Content::Lesson(lesson) => &lesson.recommendation,
            _ => &entry.text,
        };
        Self {
            title: entry.title.clone(),
            text: format!("{} {}", entry.summary, commons::text::cut(more, READ)),
            topics,
            language: entry.language.clone(),
            except: Some(entry.iri.to_string()),
            limit,
        }
    }
}

/// Compares with what stands in one snapshot, for whoever has this sight.
pub(crate) struct Comparing<'a> {
    pub fields: &'a Fields,
    pub snapshot: &'a Snapshot,
    pub sight: &'a Sight,
}

/// A term.
struct Telling {
    text: String,
    /// What it counts where it stands in the text.
    counts: Score,
    /// How much it tells: what it counts, and more the rarer it is.
    tells: Score,
    /// In how many documents it stands.
    documents: u64,
}

impl Comparing<'_> {
    /// The documents that are most like this, best first.
    pub fn best(&self, like: &Like, analyser: &mut Analyser) -> tantivy::Result<Vec<(Score, DocAddress)>> {
        let telling = self.telling(terms(like, analyser))?;
        let needed = (telling.len() as f32 * SHARED).ceil().max(2.0) as usize;
        if telling.len() < needed || like.limit == 0 {
            return Ok(Vec::new());
        }
        let mut clauses = self.sight.clauses(self.fields);
        for kind in ["comment", "adoption", "organisation"] {
            clauses.push((Occur::MustNot, term(self.fields.facets, &Facet::Kind.term(kind))));
        }
        clauses.extend(like.except.iter().map(|iri| (Occur::MustNot, term(self.fields.iri, iri))));
        clauses.extend(self.any_of(&telling));
        let query = BooleanQuery::with_minimum_required_clauses(clauses, needed);
        let lexicon = Lexicon::new(self.snapshot, self.fields, self.sight);
        let best = TopDocs::with_limit(like.limit).order_by_score();
        self.snapshot.searcher.search_with_statistics_provider(&query, &best, &lexicon)
    }

    fn any_of(&self, telling: &[Telling]) -> Clauses {
        let fields = [(self.fields.title, 2.0), (self.fields.summary, 1.3), (self.fields.extra, 1.0)];
        let in_field = |text: &str, field: Field, worth: Score| -> Box<dyn Query> {
            let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
            Box::new(BoostQuery::new(Box::new(query), worth))
        };
        let sees_more_than_public = self.sight.reader.organisation().is_some();
        let one = |term: &Telling| -> Box<dyn Query> {
            let narrow = sees_more_than_public.then(|| narrow_term(&term.text));
            let spellings = std::iter::once(&term.text).chain(&narrow);
            let each = spellings
                .flat_map(|text| fields.map(|(field, boost)| in_field(text, field, boost * term.counts)));
            Box::new(DisjunctionMaxQuery::new(each.collect()))
        };
        telling.iter().map(|term| (Occur::Should, one(term))).collect()
    }

    /// The terms that tell most: rare ones, and of those that stand in the title more.
    fn telling(&self, mut terms: Vec<(String, Score)>) -> tantivy::Result<Vec<Telling>> {
        terms.truncate(LOOKED_UP);
        let searcher = &self.snapshot.searcher;
        let all = self.snapshot.public.max(1);
        let mut telling = Vec::with_capacity(terms.len());
        for (text, counts) in terms {
            let mut documents = 0;
            for field in [self.fields.title, self.fields.summary, self.fields.extra] {
                documents += searcher.doc_freq(&Term::from_field_text(field, &text))?;
            }
            if documents > 0 && (documents <= FEW || documents <= all / TELLING_SHARE) {
                let tells = counts * (1.0 + all as Score / documents as Score).ln();
                telling.push(Telling { text, counts, tells, documents });
            }
        }
        telling
            .sort_by(|one, other| other.tells.total_cmp(&one.tells).then_with(|| one.text.cmp(&other.text)));
        let mut left = MOST_DOCUMENTS;
        telling.retain(|term| {
            let fits = term.documents <= left;
            left -= if fits { term.documents } else { 0 };
            fits
        });
        telling.truncate(ASKED_FOR);
        Ok(telling)
    }
}

/// The terms of a text, each with the most that it counts in one place; those that count most first.
fn terms(like: &Like, analyser: &mut Analyser) -> Vec<(String, Score)> {
    let tongue = Tongue::spoken(&like.language, &[&like.title, &like.text]);
    let text = commons::text::cut(&like.text, READ);
    let places = [(like.title.as_str(), IN_TITLE), (text.as_str(), IN_TEXT)];
    let topics = like.topics.iter().map(|topic| (topic.as_str(), AS_TOPIC));
    let mut worth: HashMap<String, Score> = HashMap::new();
    for (text, counts) in places.into_iter().chain(topics) {
        for word in words(text).flat_map(|group| group.words) {
            let found = analyser.terms(&word.text, tongue);
            for term in found.all() {
                let counts = if *term == found.whole { counts } else { counts * PART };
                let most = worth.entry(term.to_owned()).or_default();
                *most = most.max(counts);
            }
        }
    }
    let mut terms: Vec<_> = worth.into_iter().collect();
    terms.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    terms
}
