//! The languages of texts, and the stemmer of each.

use tantivy::tokenizer::Language;

/// The commonest words of German that are rare in other languages, where der, den, die and des are words as well.
const GERMAN: [&str; 24] = [
    "das", "und", "ist", "von", "für", "mit", "ein", "eine", "einen", "einer", "zu", "auf", "im", "zur",
    "zum", "aus", "dem", "nicht", "sich", "werden", "auch", "wird", "sind", "der",
];
/// Of so many words of a German text one at least is one of those; it is one of five or six.
const ONE_OF: usize = 10;

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

    /// In which these texts are written that are marked with a tag: those of entries that are German, and marked as something else since
    /// whatever they come from was, are read as German.
    pub fn spoken(tag: &str, texts: &[&str]) -> Self {
        let marked = Self::of(tag);
        if marked != Self::German && is_german(texts) { Self::German } else { marked }
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

/// Whether the commonest words of the texts are German.
fn is_german(texts: &[&str]) -> bool {
    let (mut all, mut german) = (0, 0);
    let words = texts.iter().flat_map(|text| text.split(|character: char| !character.is_alphanumeric()));
    for word in words.filter(|word| !word.is_empty()) {
        all += 1;
        german += usize::from(GERMAN.contains(&word.to_lowercase().as_str()));
    }
    german * ONE_OF > all
}

#[cfg(test)]
mod tests {
    use super::Tongue;

    #[test]
    fn a_german_text_is_german_whatever_it_is_marked_as() {
        let german = ["Stadtbezirksbudget", "Mit dem Budget werden Ideen aus den Stadtteilen gefördert."];
        assert_eq!(Tongue::spoken("en", &german), Tongue::German);
        assert_eq!(Tongue::spoken("xx", &german), Tongue::German);
    }

    #[test]
    fn other_languages_stay_what_they_are() {
        for (tag, text) in [
            ("en", "The best bikes of the town are in the old mill, and im is no word."),
            ("da", "Den bedste løsning er den, der bliver brugt, og det er en god ide for de fleste."),
            ("nb", "Det er den som har vært der lengst, og som kan mest om det."),
            ("nl", "De gemeente die het plan van den Bosch heeft gemaakt, is er van overtuigd."),
            ("sv", "Det är den som har varit där längst, och som kan mest om det."),
            ("it", "Il Comune gestisce le segnalazioni dei cittadini con questa piattaforma."),
            ("fr", "Les données des communes sont ouvertes, et des outils sont partagés."),
            ("en", ""),
        ] {
            assert_eq!(Tongue::spoken(tag, &[text]), Tongue::of(tag), "{text}");
        }
    }
}
