//! More like this: the words that tell most of a text are asked for, and so few of them that it costs next to nothing.

use std::collections::HashMap;

use commons::{Content, Entry};
use tantivy::query::Occur;
use tantivy::{Score, Term};

use crate::class::Class;
use crate::collect::{Pass, Stopped};
use crate::facets::{Facet, Filters};
use crate::german::{Analyser, Tongue, words};
use crate::lexicon::Lexicon;
use crate::query::{Built, Order, value};
use crate::schema::Fields;
use crate::sight::Sight;
use crate::snapshot::Snapshot;
use crate::walk::Best;
use crate::worth::{Asking, Words, Worth};

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
/// After how many milliseconds it is given up.
const DEADLINE_MS: u64 = 1_000;
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
    pub fn best(&self, like: &Like, analyser: &mut Analyser) -> Result<Vec<Best>, Stopped> {
        let telling = self.telling(terms(like, analyser))?;
        let needed = (telling.len() as f32 * SHARED).ceil().max(2.0) as usize;
        if telling.len() < needed || like.limit == 0 {
            return Ok(Vec::new());
        }
        let kinds = ["comment", "adoption", "organisation"].map(|kind| Facet::Kind.term(kind));
        let strict = kinds.iter().map(|kind| value(self.fields.facets, kind));
        let strict = strict.chain(like.except.iter().map(|iri| value(self.fields.iri, iri)));
        let strict = strict.map(|query| (Occur::MustNot, query)).collect();
        let things = telling
            .into_iter()
            .map(|term| Worth::best(vec![Worth::InShort { text: term.text, weight: term.counts }], 0.0));
        let words = Words { things: things.collect(), needed, besides: Vec::new() };
        let built = Built { asking: Asking { words: Some(words), strict }, order: Order::Best };
        let (filters, lexicon) = (Filters::new(), Lexicon::new(self.snapshot, self.fields, self.sight));
        let class = Class::of(self.sight);
        let pass = Pass::new(self.snapshot, self.fields, class, &filters, like.limit, DEADLINE_MS);
        Ok(pass.over(&built, &lexicon)?.best)
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
