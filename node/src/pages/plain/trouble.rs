//! What went wrong, as a person reads it.

use commons::Refusal;

use crate::pages::Speech;
use crate::trouble::Trouble;

/// The sentence for what a row has kept.
pub fn trouble(word: &str, speech: &Speech) -> String {
    match Trouble::read(word) {
        Trouble::Known(Refusal::PeerAnswered { status }) => {
            speech.tell(of_status(status), &[("said", &format!("HTTP {status}"))])
        }
        Trouble::Known(refusal) => refusal.sentence(speech.language()),
        Trouble::Told(words) => speech.tell("trouble-told", &[("said", &words)]),
    }
}

/// Whether the neighbour itself asked for patience.
pub(super) fn is_busy(word: &str) -> bool {
    matches!(Trouble::read(word), Trouble::Known(Refusal::PeerAnswered { status: 408 | 425 | 429 | 503 }))
}

fn of_status(status: u16) -> &'static str {
    match status {
        401 | 403 => "trouble-turned-away",
        404 => "trouble-unknown",
        408 | 425 | 429 | 503 => "trouble-busy",
        410 => "trouble-gone",
        413 => "trouble-too-large",
        400..500 => "trouble-refused",
        500..600 => "trouble-broken",
        _ => "trouble-odd",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use commons::Language;

    use super::*;

    #[test]
    fn every_trouble_is_told_in_every_language() {
        let words: Vec<_> =
            Refusal::one_of_each().into_iter().map(|one| Trouble::Known(one).word()).collect();
        for word in words.iter().map(String::as_str).chain(["HTTP 403", "disk on fire"]) {
            let [german, english] =
                Language::ALL.map(|language| trouble(word, &Speech::in_language(language)));
            assert_ne!(german, english, "{word}");
            assert!(german.ends_with('.') && english.ends_with('.'), "{word}: {german} {english}");
        }
    }

    #[test]
    fn every_class_of_status_has_words_of_its_own() {
        let statuses = [401, 404, 429, 410, 413, 422, 500, 302];
        let told: BTreeSet<_> =
            statuses.iter().map(|status| trouble(&format!("HTTP {status}"), &Speech::default())).collect();
        assert_eq!(told.len(), statuses.len());
        assert!(told.iter().all(|sentence| sentence.contains("HTTP ")), "{told:?}");
        assert_eq!(
            trouble("HTTP 500", &Speech::default()),
            "Der andere Rechner hat selbst eine Störung (HTTP 500)."
        );
        assert!(is_busy("HTTP 503") && !is_busy("HTTP 500") && !is_busy("peer-unreachable"));
    }
}
