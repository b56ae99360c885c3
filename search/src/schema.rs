//! The fields of a document, and how what was written down as terms is read again.

use tantivy::Index;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

use crate::german::TOGETHER;

/// Rises whenever fields, facets or the analyser change: an older index is then built anew.
pub(crate) const VERSION: u32 = 10;

const TOKENIZER: &str = "written-down";

/// The fields, by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Identifies the document.
    pub iri: Field,
    /// Its version.
    pub version: Field,
    /// Milliseconds since 1970; 0 for organisations.
    pub published: Field,
    /// The number of change of its row; 0 for organisations.
    pub changed: Field,
    /// Decides between equals, the same in each copy of the index: see `document::hash`.
    pub tie: Field,
    /// What speaks for it, whatever is asked: see `favour::Favour`.
    pub favour: Field,
    /// The origin it lives on.
    pub origin: Field,
    /// Who may read it: see `document::audience`.
    pub audience: Field,
    /// Who may read what it hangs under.
    pub thread_audience: Field,
    /// All facets: the letter of the facet, then the value.
    pub facets: Field,
    /// Where its author is at home: see `kin::Home`.
    pub home: Field,
    /// With what its title, its topics and its author's name begin, to be suggested: see `suggest::beginnings`.
    pub begins: Field,
    /// What the hit list shows.
    pub stored: Field,
    /// The texts, as terms.
    pub title: Field,
    pub summary: Field,
    pub recommendation: Field,
    pub text: Field,
    pub extra: Field,
    /// Title, summary and recommendation, the words as they stand there.
    pub exact: Field,
}

impl Fields {
    /// The fields and their schema.
    pub fn new() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let fields = Self {
            iri: schema.add_text_field("iri", STRING | FAST),
            version: schema.add_i64_field("version", FAST),
            published: schema.add_i64_field("published", FAST),
            changed: schema.add_i64_field("changed", FAST),
            tie: schema.add_i64_field("tie", FAST),
            favour: schema.add_i64_field("favour", FAST),
            origin: schema.add_text_field("origin", STRING),
            audience: schema.add_text_field("audience", STRING),
            thread_audience: schema.add_text_field("thread_audience", STRING),
            facets: schema.add_text_field("facets", STRING | FAST),
            home: schema.add_i64_field("home", FAST),
            begins: schema.add_text_field("begins", beginnings()),
            stored: schema.add_bytes_field("stored", STORED),
            title: schema.add_text_field("title", terms()),
            summary: schema.add_text_field("summary", terms()),
            recommendation: schema.add_text_field("recommendation", terms()),
            text: schema.add_text_field("text", terms()),
            extra: schema.add_text_field("extra", terms()),
            exact: schema.add_text_field("exact", words()),
        };
        (fields, schema.build())
    }
}

fn terms() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn words() -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}

/// Whole values, of which is only asked where they occur.
fn beginnings() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

/// Marks the terms of what is not for everyone. No word begins so.
pub(crate) const NARROW: char = '\u{1e}';

/// A term of what is not for everyone.
pub(crate) fn narrow_term(term: &str) -> String {
    format!("{NARROW}{term}")
}

/// A term that bears this mark, or none, without it; nothing, if it bears another.
pub(crate) fn without_mark<'t>(term: &'t str, mark: &str) -> Option<&'t str> {
    term.strip_prefix(mark).filter(|term| !term.starts_with(NARROW))
}

/// The same text with all its terms marked: so entries that are not for everyone stand in the index, and yet nobody who asks for a word meets
/// them, or counts them, unless he asks for them too.
pub(crate) fn narrow(written: &str) -> String {
    let mut marked = String::with_capacity(written.len() * 2);
    let mut begins = true;
    for character in written.chars() {
        let is_between = character == ' ' || character == TOGETHER;
        if begins && !is_between {
            marked.push(NARROW);
        }
        begins = is_between;
        marked.push(character);
    }
    marked
}

/// Makes the tokenizer known to an index.
pub(crate) fn register(index: &Index) {
    index.tokenizers().register(TOKENIZER, TextAnalyzer::from(WrittenDown));
}

/// Reads text that the analyser has written down: a blank begins a position, further terms of it follow [`TOGETHER`].
#[derive(Clone)]
struct WrittenDown;

struct WrittenTerms<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for WrittenDown {
    type TokenStream<'a> = WrittenTerms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WrittenTerms<'a> {
        WrittenTerms { rest: text, token: Token::default() }
    }
}

impl TokenStream for WrittenTerms<'_> {
    fn advance(&mut self) -> bool {
        while let Some(first) = self.rest.chars().next() {
            if first == ' ' {
                self.token.position = self.token.position.wrapping_add(1);
            }
            self.rest = if first == ' ' || first == TOGETHER { &self.rest[1..] } else { self.rest };
            let end = self.rest.find([' ', TOGETHER]).unwrap_or(self.rest.len());
            self.token.text.clear();
            self.token.text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end..];
            if end > 0 {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::{NARROW, WrittenDown, narrow, without_mark};

    #[test]
    fn positions_come_back_as_they_were_written() {
        let mut found = Vec::new();
        let mut reader = WrittenDown;
        let mut stream = reader.token_stream(" kitaplatz\u{1f}kita\u{1f}platz  fur");
        stream.process(&mut |token| found.push((token.text.clone(), token.position)));
        let positions: Vec<_> = found.iter().map(|(text, position)| (text.as_str(), *position)).collect();
        assert_eq!(positions, [("kitaplatz", 0), ("kita", 0), ("platz", 0), ("fur", 2)]);
    }
    #[test]
    fn each_term_of_what_is_not_for_everyone_is_marked() {
        let marked = narrow(" kitaplatz\u{1f}kita  fur");
        assert_eq!(marked.replace(NARROW, "^"), " ^kitaplatz\u{1f}^kita  ^fur");
        assert_eq!(without_mark("\u{1e}kita", "\u{1e}"), Some("kita"));
        assert_eq!((without_mark("kita", ""), without_mark("\u{1e}kita", "")), (Some("kita"), None));
    }
}
