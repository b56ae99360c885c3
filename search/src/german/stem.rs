//! From a folded word to its stem: Snowball, and what it leaves to be done in German.

use std::collections::HashMap;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use super::Tongue;

/// Endings by which women are named, after folding; they give way to the common form.
const FEMININE: [&str; 6] = ["erinnen", "orinnen", "entinnen", "istinnen", "ertinnen", "eurinnen"];

/// The stemmers of all languages, each made when it is first needed.
#[derive(Default)]
pub(crate) struct Stems {
    made: HashMap<Tongue, TextAnalyzer>,
}

impl Stems {
    /// The stem of a folded word.
    pub fn stem(&mut self, folded: &str, tongue: Tongue) -> String {
        let word = if tongue == Tongue::German { without_plural_s(folded) } else { folded };
        let kept = kept_whole(word).filter(|_| tongue == Tongue::German);
        match (kept, tongue.stemmer()) {
            (Some(kept), _) => kept.to_owned(),
            (None, None) => word.to_owned(),
            (None, Some(language)) => {
                first_token(self.made.entry(tongue).or_insert_with(|| stemmer(language)), word)
            }
        }
    }
}

fn stemmer(language: Language) -> TextAnalyzer {
    TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(language)).build()
}

fn first_token(analyser: &mut TextAnalyzer, word: &str) -> String {
    let mut stream = analyser.token_stream(word);
    if stream.advance() { std::mem::take(&mut stream.token_mut().text) } else { word.to_owned() }
}

/// Bürgerinnen and Bürgerin become Bürger, before anything else is done to them.
pub(crate) fn common_form(word: &str) -> &str {
    if FEMININE.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2) {
        return &word[..word.len() - "innen".len()];
    }
    if word.ends_with("erin") && word.len() > 7 { &word[..word.len() - "in".len()] } else { word }
}

/// Kitas becomes Kita, Büros Büro: Snowball takes an s only after certain consonants.
fn without_plural_s(word: &str) -> &str {
    let plural = word.len() > 4 && (word.ends_with("as") || word.ends_with("os") || word.ends_with("ys"));
    if plural && !word.ends_with("los") && !word.ends_with("glas") && !word.ends_with("gas") {
        &word[..word.len() - 1]
    } else {
        word
    }
}

/// Bürger keeps its ending, or it would become Burg.
fn kept_whole(word: &str) -> Option<&str> {
    let base = word.strip_suffix('n').or_else(|| word.strip_suffix('s')).unwrap_or(word);
    base.ends_with("burger").then_some(base)
}
