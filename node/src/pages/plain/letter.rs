//! What a letter that waits was to tell.

use commons::Iri;
use store::Subject;

use crate::pages::Speech;

/// What one of ours had to say: the words, in which the title of an entry is not yet named.
pub fn letter(subject: &Subject, ours: &Iri, speech: &Speech) -> String {
    speech.say(match subject {
        Subject::Entry(_) => "letter-entry",
        Subject::Actor(_) => "letter-actor",
        Subject::Follow { from, .. } if from == ours => "letter-request",
        Subject::Follow { .. } => "letter-answer",
        Subject::Join { .. } => "letter-join",
    })
}

#[cfg(test)]
mod tests {
    use commons::Language;

    use super::*;

    #[test]
    fn every_letter_has_its_words() {
        let [ours, theirs] = ["https://auenstadt.de/", "https://birkenried.de/"]
            .map(|text| Iri::parse("id", text).expect("an id"));
        for (subject, expected) in [
            (Subject::Entry(ours.with("eintraege/1")), "Eintrag"),
            (Subject::Actor(ours.clone()), "Angaben über Ihre Organisation"),
            (Subject::Follow { from: ours.clone(), to: theirs.clone() }, "Ihre Anfrage, dort mitzulesen"),
            (
                Subject::Join { from: ours.clone(), to: theirs.clone() },
                "Ihre Bitte um Aufnahme auf die Liste dort",
            ),
            (Subject::Follow { from: theirs, to: ours.clone() }, "Ihre Antwort auf eine Anfrage von dort"),
        ] {
            let [german, english] =
                Language::ALL.map(|language| letter(&subject, &ours, &Speech::in_language(language)));
            assert_eq!(german, expected);
            assert_ne!(german, english);
        }
    }
}
