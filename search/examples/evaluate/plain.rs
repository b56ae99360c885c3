//! Plain tantivy: BM25 over title and text, any of the words; with its default words, or with its German stemmer and stop words.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use crate::collections::Collection;
use crate::{DEPTH, Failure, Rankings};

/// What a word of the title is worth beside one of the text.
const TITLE: f32 = 1.5;
const WRITER_MEMORY: usize = 30_000_000;

/// How plain tantivy reads words.
#[derive(Clone, Copy)]
pub enum Words {
    Default,
    Stemmed,
}

impl Words {
    pub const ALL: [Self; 2] = [Self::Default, Self::Stemmed];

    /// For the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "tantivy default",
            Self::Stemmed => "tantivy stem + stop words",
        }
    }

    fn analyser(self) -> Result<TextAnalyzer, Failure> {
        let lower = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(40))
            .filter(LowerCaser);
        Ok(match self {
            Self::Default => lower.build(),
            Self::Stemmed => {
                let stop = StopWordFilter::new(Language::German).ok_or("no German stop words")?;
                lower.filter(stop).filter(Stemmer::new(Language::German)).build()
            }
        })
    }
}

struct Plain {
    index: Index,
    id: Field,
    fields: [(Field, f32); 2],
    analyser: TextAnalyzer,
}

/// The first ten for each question of each set.
pub fn rank(collection: &Collection, words: Words) -> Result<Vec<Rankings>, Failure> {
    let mut plain = Plain::new(words)?;
    plain.fill(collection)?;
    let searcher = plain.index.reader()?.searcher();
    let mut sets = Vec::new();
    for set in &collection.sets {
        let mut rankings = Rankings::new();
        for question in &set.questions {
            let query = plain.query(&question.text);
            let best = searcher.search(&query, &TopDocs::with_limit(DEPTH).order_by_score())?;
            let found = best.into_iter().map(|(_, address)| {
                let document: TantivyDocument = searcher.doc(address)?;
                let id = document.get_first(plain.id).and_then(|value| value.as_str());
                Ok(id.unwrap_or_default().to_owned())
            });
            rankings.insert(question.id.clone(), found.collect::<Result<_, Failure>>()?);
        }
        sets.push(rankings);
    }
    Ok(sets)
}

impl Plain {
    fn new(words: Words) -> Result<Self, Failure> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("plain")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing);
        let id = schema.add_text_field("id", STRING | STORED);
        let title = schema.add_text_field("title", text.clone());
        let body = schema.add_text_field("text", text);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("plain", words.analyser()?);
        Ok(Self { index, id, fields: [(title, TITLE), (body, 1.0)], analyser: words.analyser()? })
    }

    fn fill(&self, collection: &Collection) -> Result<(), Failure> {
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, WRITER_MEMORY)?;
        for document in &collection.documents {
            let mut out = TantivyDocument::default();
            out.add_text(self.id, &document.id);
            out.add_text(self.fields[0].0, &document.title);
            out.add_text(self.fields[1].0, document.body());
            writer.add_document(out)?;
        }
        writer.commit()?;
        Ok(())
    }

    /// Any of the words, in title or text.
    fn query(&mut self, text: &str) -> BooleanQuery {
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut stream = self.analyser.token_stream(text);
        while stream.advance() {
            for (field, boost) in self.fields {
                let term = Term::from_field_text(field, &stream.token().text);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                any.push((Occur::Should, Box::new(BoostQuery::new(Box::new(query), boost))));
            }
        }
        BooleanQuery::new(any)
    }
}
