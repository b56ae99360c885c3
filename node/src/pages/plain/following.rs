//! How it stands with somebody we follow: what they answered, and how far the walk of their changes is.

use commons::Time;
use store::{Answer, FollowRow, Stance};

use super::{Condition, Mood, trouble};
use crate::pages::Speech;
use crate::pages::pieces::Written;

/// How it stands with whom we follow, who lives here or elsewhere, on a node with which we stand so.
pub fn following(row: &FollowRow, lives: Written, stance: Stance, now: Time, speech: &Speech) -> Condition {
    let answered = speech.ago(row.answered.unwrap_or(row.asked), now);
    let told = |mood, key, ago: &str| Condition::new(mood, speech.tell(key, &[("ago", ago)]));
    match row.answer {
        _ if stance == Stance::Blocked => Condition::new(Mood::Over, speech.say("following-blocked")),
        Answer::Asked => told(Mood::Waiting, "following-asked", &speech.ago(row.asked, now)),
        Answer::Declined => told(Mood::Over, "following-declined", &answered),
        Answer::Ended => told(Mood::Over, "following-ended", &answered),
        Answer::Accepted if lives == Written::Here => {
            Condition::new(Mood::Well, speech.say("following-here"))
        }
        Answer::Accepted => walk(row, now, speech),
    }
}

fn walk(row: &FollowRow, now: Time, speech: &Speech) -> Condition {
    let next = speech.until(row.walk_due, now);
    match (&row.walk_error, row.walked) {
        (Some(word), _) => {
            Condition::new(Mood::Trouble, speech.tell("following-trouble", &[("next", &next)]))
                .because(Some(trouble(word, speech)))
        }
        (None, None) => Condition::new(Mood::Waiting, speech.say("following-first")),
        (None, Some(walked)) => {
            let ago = speech.ago(walked, now);
            Condition::new(Mood::Well, speech.tell("following-well", &[("ago", &ago), ("next", &next)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use commons::{Iri, Language};

    use super::*;

    fn now() -> Time {
        Time::parse("2026-05-04T09:30:00Z").expect("a time")
    }

    fn row(answer: Answer) -> FollowRow {
        let iri = |text| Iri::parse("id", text).expect("an id");
        FollowRow {
            follower: iri("https://auenstadt.de/"),
            followed: iri("https://birkenried.de/"),
            id: String::new(),
            activity: iri("https://auenstadt.de/f"),
            message: String::new(),
            answer,
            version: 1,
            asked: now().plus(-2 * Time::DAY),
            answered: Some(now().plus(-Time::DAY)),
            cursor: None,
            walk_due: now().plus(20 * Time::HOUR),
            walked: None,
            walk_error: None,
        }
    }

    #[test]
    fn every_answer_and_every_walk_has_its_sentence() {
        let walked = FollowRow { walked: Some(now().plus(-4 * Time::HOUR)), ..row(Answer::Accepted) };
        let failed = FollowRow { walk_error: Some("peer-too-slow".to_owned()), ..walked.clone() };
        let (here, elsewhere) = (Written::Here, Written::Elsewhere);
        for (row, lives, stance, mood, expected) in [
            (
                row(Answer::Asked),
                elsewhere,
                Stance::Asked,
                Mood::Waiting,
                "Angefragt vor 2 Tagen. Noch keine Antwort.",
            ),
            (row(Answer::Declined), elsewhere, Stance::Unknown, Mood::Over, "Abgelehnt vor einem Tag."),
            (row(Answer::Ended), elsewhere, Stance::Unknown, Mood::Over, "Beendet vor einem Tag."),
            (
                row(Answer::Accepted),
                elsewhere,
                Stance::Member,
                Mood::Waiting,
                "Die Einträge werden zum ersten Mal geholt.",
            ),
            (
                walked.clone(),
                elsewhere,
                Stance::Member,
                Mood::Well,
                "Abgeglichen vor 4 Stunden, wieder morgen um 7:30 Uhr.",
            ),
            (
                failed,
                elsewhere,
                Stance::Member,
                Mood::Trouble,
                "Der Abgleich gelingt gerade nicht. Nächster Versuch morgen um 7:30 Uhr.",
            ),
            (walked.clone(), here, Stance::Unknown, Mood::Well, "Auf demselben Knoten: Neues ist sofort da."),
            (
                walked,
                elsewhere,
                Stance::Blocked,
                Mood::Over,
                "Der Rechner ist gesperrt; von dort kommt nichts.",
            ),
        ] {
            let [german, english] = Language::ALL
                .map(|language| following(&row, lives, stance, now(), &Speech::in_language(language)));
            assert_eq!((german.mood, german.sentence.as_str()), (mood, expected));
            assert_ne!(german.sentence, english.sentence);
            let slow = "Der andere Rechner hat nicht rechtzeitig geantwortet.";
            assert_eq!(german.reason.as_deref(), (mood == Mood::Trouble).then_some(slow));
        }
    }
}
