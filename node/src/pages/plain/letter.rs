//! What a letter that waits was to tell.

use commons::{Iri, MarkVerb};
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
        Subject::Flag(_) => "letter-flag",
        Subject::Themes { .. } => "letter-themes",
        Subject::Move(_) => "letter-move",
        Subject::Mark { verb: MarkVerb::Announce, .. } => "letter-recommendation",
        Subject::Mark { verb: MarkVerb::Like, .. } => "letter-with-us-too",
        Subject::Circle { member, .. } if member == ours => "letter-circle-answer",
        Subject::Circle { .. } => "letter-circle",
    })
}

#[cfg(test)]
mod tests {
    use commons::{EntryId, Language, Time};

    use super::*;

    #[test]
    fn every_letter_has_its_words() {
        let [ours, theirs] = ["https://auenstadt.de/", "https://birkenried.de/"]
            .map(|text| Iri::parse("id", text).expect("an id"));
        let mark = |verb| Subject::Mark { actor: ours.clone(), verb, object: theirs.with("eintraege/1") };
        for (subject, expected) in [
            (Subject::Entry(ours.with("eintraege/1")), "Eintrag"),
            (Subject::Actor(ours.clone()), "Angaben über Ihre Organisation"),
            (Subject::Follow { from: ours.clone(), to: theirs.clone() }, "Ihre Anfrage, dort mitzulesen"),
            (
                Subject::Join { from: ours.clone(), to: theirs.clone() },
                "Ihre Bitte um Aufnahme auf die Liste dort",
            ),
            (
                Subject::Follow { from: theirs.clone(), to: ours.clone() },
                "Ihre Antwort auf eine Anfrage von dort",
            ),
            (Subject::Move(theirs.clone()), "Neue Adresse Ihrer Organisation"),
            (Subject::Flag(EntryId::new(Time::from_millis(0))), "Hinweis auf einen Inhalt"),
            (mark(MarkVerb::Announce), "Ihre Empfehlung"),
            (mark(MarkVerb::Like), "Ihr „Bei uns auch“"),
        ] {
            let [german, english] =
                Language::ALL.map(|language| letter(&subject, &ours, &Speech::in_language(language)));
            assert_eq!(german, expected);
            assert_ne!(german, english);
        }
    }
}
