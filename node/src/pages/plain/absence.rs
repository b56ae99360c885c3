//! Absence, in plain words: a neighbour that is silent for long, and whether both sides hold the same.

use commons::Time;
use store::{PeerRow, WalkRow};

use super::{Condition, Mood, trouble};
use crate::operations::silence::SHOWN;
use crate::pages::Speech;

/// Since when this neighbour is silent, where that is for so long that it should be said.
pub fn silent_since(peer: &PeerRow, now: Time) -> Option<Time> {
    peer.failing.filter(|since| now.millis() - since.millis() >= SHOWN)
}

/// Somebody we follow on a neighbour that is silent for long.
pub fn absent(peer: &PeerRow, now: Time, speech: &Speech) -> Option<Condition> {
    let since = speech.since(silent_since(peer, now)?, now);
    let sentence = speech.tell("following-silent", &[("since", &since)]);
    let reason = peer.last_error.as_deref().map(|word| trouble(word, speech));
    Some(Condition::new(Mood::Trouble, sentence).because(reason))
}

/// Other software that does not tell what it has changed.
pub fn pushed_only(speech: &Speech) -> Condition {
    Condition::new(Mood::Well, speech.say("following-pushed-only"))
}

/// What came of comparing what both sides hold; nothing where there is nothing to say.
pub fn comparison(walk: &WalkRow, now: Time, speech: &Speech) -> Option<String> {
    if walk.sweep.is_some() {
        return Some(speech.say("following-compares"));
    }
    if let Some(since) = walk.differs {
        return Some(speech.tell("following-differs", &[("since", &speech.since(since, now))]));
    }
    let (at, repaired) = (walk.swept?, u64::try_from(walk.repaired).ok().filter(|count| *count > 0)?);
    let entries = speech.count("entries", repaired);
    Some(speech.tell("following-repaired", &[("ago", &speech.ago(at, now)), ("entries", &entries)]))
}

#[cfg(test)]
mod tests {
    use commons::{Language, Origin};
    use store::Stance;

    use super::*;

    fn now() -> Time {
        Time::parse("2026-05-04T09:30:00Z").expect("a time")
    }

    fn failing(days: i64) -> PeerRow {
        PeerRow {
            origin: Origin::parse("https://birkenried.de").expect("an origin"),
            stance: Stance::Member,
            since: now().plus(-500 * Time::DAY),
            failing: Some(now().plus(-days * Time::DAY)),
            step: 9,
            next_try: now(),
            last_success: None,
            last_heard: None,
            last_error: Some("peer-too-slow".to_owned()),
            waiting: 0,
            parked: 0,
            dialect: None,
        }
    }

    #[test]
    fn a_month_of_silence_is_said() {
        let said = |days, language| absent(&failing(days), now(), &Speech::in_language(language));
        assert_eq!(said(29, Language::German), None);
        let [german, english] = Language::ALL.map(|language| said(40, language).expect("a condition"));
        assert_eq!(
            german.sentence,
            "Der Rechner dort schweigt seit 40 Tagen. Was von dort öffentlich ist, bleibt hier; einmal am Tag wird nachgesehen."
        );
        assert_eq!(german.reason.as_deref(), Some("Der andere Rechner hat nicht rechtzeitig geantwortet."));
        assert_ne!(german.sentence, english.sentence);
        assert_ne!(pushed_only(&Speech::default()).sentence, "");
    }

    #[test]
    fn what_came_of_comparing_is_said_where_there_is_something_to_say() {
        let well = WalkRow { swept: Some(now().plus(-Time::HOUR)), ..WalkRow::default() };
        let repaired = WalkRow { repaired: 3, ..well.clone() };
        let differs = WalkRow { differs: Some(now().plus(-Time::DAY)), ..repaired.clone() };
        let sweeps = WalkRow { sweep: Some(now()), ..differs.clone() };
        for (walk, expected) in [
            (WalkRow::default(), None),
            (well, None),
            (repaired, Some("Beim Vergleich vor einer Stunde wurde berichtigt: 3 Einträge.")),
            (differs, Some("Beide Seiten haben seit einem Tag nicht dasselbe. Es wird weiter verglichen.")),
            (sweeps, Some("Beide Seiten hatten nicht dasselbe. Gerade wird alles verglichen.")),
        ] {
            let [german, english] =
                Language::ALL.map(|language| comparison(&walk, now(), &Speech::in_language(language)));
            assert_eq!(german.as_deref(), expected);
            assert!(german.is_none() || german != english);
        }
    }
}
