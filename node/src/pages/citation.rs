//! How an entry is cited: who says it, what, as of when, where, and under which licence.

use commons::{Entry, Organisation};

use super::Speech;

/// An entry as a source in somebody else's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Before the address: author, title, day of the version.
    pub before: String,
    /// Where it is at home.
    pub address: String,
    /// After the address: the licence, and who is to be named beside the author.
    pub after: String,
}

impl Citation {
    /// Cites an entry by this author under this title.
    pub fn of(entry: &Entry, author: Option<&Organisation>, title: &str, speech: &Speech) -> Self {
        let host = || entry.author.origin().authority().to_owned();
        let name = author.map_or_else(host, |author| named(author, speech));
        // A day is not broken over two lines.
        let day = speech.date(entry.updated).replace(' ', "\u{a0}");
        let source = entry.source.as_ref().map(|source| {
            let named = source.attribution.clone().unwrap_or_else(|| source.name.clone());
            format!(" {}: {named}.", speech.say("cite-source"))
        });
        Self {
            before: format!("{name}: {}. {} {day}.", title.trim_end_matches('.'), speech.say("cite-version")),
            address: entry.iri.to_string(),
            after: format!(
                "{}: {}.{}",
                speech.say("entry-licence"),
                entry.licence.name(),
                source.unwrap_or_default()
            ),
        }
    }
}

/// The name, with county or Land beside it: many towns share one.
fn named(author: &Organisation, speech: &Speech) -> String {
    match author.place(speech.language()) {
        Some(place) => format!("{} ({place})", author.name),
        None => author.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use commons::{Entry, Source};

    use super::super::sample;
    use super::*;

    fn cited(entry: &Entry, speech: &Speech) -> String {
        let Citation { before, address, after } =
            Citation::of(entry, Some(&sample::auenstadt()), &entry.title, speech);
        format!("{before} {address} {after}")
    }

    #[test]
    fn a_source_says_who_what_when_where_and_under_which_licence() {
        assert_eq!(
            cited(&sample::kita(), &Speech::default()),
            "Stadt Auenstadt (Landkreis Auental): Kita-Plätze online finden und anmelden. Fassung vom 12.\u{a0}Mai\u{a0}2026. \
             https://auenstadt.de/eintraege/1 Lizenz: CC-BY-4.0."
        );
        let english = cited(&sample::kita(), &Speech::in_language(commons::Language::English));
        assert!(english.contains("Version of 12\u{a0}May\u{a0}2026. https://"), "{english}");
    }

    #[test]
    fn what_was_taken_from_elsewhere_names_where() {
        let source = Source { name: "Musterkatalog".to_owned(), id: "7".to_owned(), ..Source::default() };
        let entry = Entry { source: Some(source), ..sample::kita() };
        assert!(cited(&entry, &Speech::default()).ends_with("Lizenz: CC-BY-4.0. Quelle: Musterkatalog."));
    }
}
