//! The languages of texts, and the stemmer of each.

use tantivy::tokenizer::Language;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tongue {
    /// With compounds, gender forms and stop words.
    German,
    English,
    Danish,
    Dutch,
    Finnish,
    French,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Turkish,
    /// One without a stemmer: a word is found as it stands.
    Other,
}

impl Tongue {
    /// By the BCP 47 tag of an entry; what names no language is taken for German.
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "de" | "" | "und" | "nds" | "gsw" => Self::German,
            "en" => Self::English,
            "da" => Self::Danish,
            "nl" => Self::Dutch,
            "fi" => Self::Finnish,
            "fr" => Self::French,
            "el" => Self::Greek,
            "hu" => Self::Hungarian,
            "it" => Self::Italian,
            "nb" | "nn" | "no" => Self::Norwegian,
            "pt" => Self::Portuguese,
            "ro" => Self::Romanian,
            "ru" => Self::Russian,
            "es" => Self::Spanish,
            "sv" => Self::Swedish,
            "tr" => Self::Turkish,
            _ => Self::Other,
        }
    }

    /// Its stemmer.
    pub fn stemmer(self) -> Option<Language> {
        Some(match self {
            Self::German => Language::German,
            Self::English => Language::English,
            Self::Danish => Language::Danish,
            Self::Dutch => Language::Dutch,
            Self::Finnish => Language::Finnish,
            Self::French => Language::French,
            Self::Greek => Language::Greek,
            Self::Hungarian => Language::Hungarian,
            Self::Italian => Language::Italian,
            Self::Norwegian => Language::Norwegian,
            Self::Portuguese => Language::Portuguese,
            Self::Romanian => Language::Romanian,
            Self::Russian => Language::Russian,
            Self::Spanish => Language::Spanish,
            Self::Swedish => Language::Swedish,
            Self::Turkish => Language::Turkish,
            Self::Other => return None,
        })
    }
}
