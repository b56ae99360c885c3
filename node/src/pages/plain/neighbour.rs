//! How a neighbour stands: whether it can be reached, since when not, and when it is tried again.

use commons::{Time, text};
use store::Stance;
use store::deliveries::SILENCE;
use store::peers::NeighbourRow;

use super::trouble::is_busy;
use super::{Condition, Mood, silent_since, trouble};
use crate::pages::Speech;

/// How this neighbour stands now.
pub fn neighbour(row: &NeighbourRow, now: Time, speech: &Speech) -> Condition {
    let peer = &row.peer;
    let host = text::cut(peer.origin.authority(), 100);
    if peer.stance == Stance::Blocked {
        let (since, ago) = (speech.since(peer.since, now), speech.ago(peer.since, now));
        let sentence = speech.tell("neighbour-blocked", &[("since", &since), ("ago", &ago)]);
        return Condition::new(Mood::Over, sentence);
    }
    if let Some(since) = peer.failing {
        let reason = peer.last_error.as_deref();
        let busy = reason.is_some_and(is_busy);
        // On the lowest rung a person has had it tried just now.
        let silent = now.millis() - since.millis() >= SILENCE && peer.step > 0;
        let key = match (busy, silent) {
            (_, true) if silent_since(peer, now).is_some() => "neighbour-mute",
            // Where we read somebody the walk goes on looking.
            (_, true) if row.read > 0 => "neighbour-silent-read",
            (_, true) => "neighbour-silent",
            (true, false) => "neighbour-busy",
            (false, false) => "neighbour-failing",
        };
        let (since, next) = (speech.since(since, now), speech.until(peer.next_try, now));
        let sentence = speech.tell(key, &[("host", &host), ("since", &since), ("next", &next)]);
        return Condition::new(Mood::Trouble, sentence).because(reason.map(|word| trouble(word, speech)));
    }
    if let Some(word) = &row.walk_error {
        let next = speech.until(row.walk_due.unwrap_or(now), now);
        let sentence = speech.tell("neighbour-walk", &[("host", &host), ("next", &next)]);
        return Condition::new(Mood::Trouble, sentence).because(Some(trouble(word, speech)));
    }
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    if peer.parked > 0 {
        return Condition::new(Mood::Trouble, speech.count("neighbour-parked", number(peer.parked)));
    }
    if peer.waiting > 0 {
        return Condition::new(Mood::Waiting, speech.count("neighbour-waiting", number(peer.waiting)));
    }
    if peer.last_success.or(peer.last_heard).or(row.walked).is_none() {
        return Condition::new(Mood::Waiting, speech.say("neighbour-new"));
    }
    Condition::new(Mood::Well, speech.say("neighbour-well"))
}

/// What the organisation has to do with it.
pub fn relations(row: &NeighbourRow, speech: &Speech) -> Vec<String> {
    let known =
        [(row.read, "relation-read"), (row.asked, "relation-asked"), (row.readers, "relation-readers")];
    let said: Vec<_> =
        known.into_iter().filter(|(count, _)| *count > 0).map(|(_, key)| speech.say(key)).collect();
    if said.is_empty() { vec![speech.say("relation-none")] } else { said }
}

#[cfg(test)]
mod tests {
    use commons::{Language, Origin};
    use store::PeerRow;

    use super::*;

    fn now() -> Time {
        Time::parse("2026-05-04T09:30:00Z").expect("a time")
    }

    fn well() -> NeighbourRow {
        let peer = PeerRow {
            origin: Origin::parse("https://birkenried.de").expect("an origin"),
            stance: Stance::Member,
            since: now().plus(-100 * Time::DAY),
            failing: None,
            step: 0,
            next_try: Time::from_millis(0),
            last_success: Some(now().plus(-Time::HOUR)),
            last_heard: None,
            last_error: None,
            waiting: 0,
            parked: 0,
            dialect: None,
        };
        NeighbourRow { peer, read: 1, asked: 0, readers: 0, walked: None, walk_due: None, walk_error: None }
    }

    fn changed(change: impl Fn(&mut NeighbourRow)) -> NeighbourRow {
        let mut row = well();
        change(&mut row);
        row
    }

    fn failing(days: i64, word: &str) -> NeighbourRow {
        changed(|row| {
            row.peer.failing = Some(now().plus(-days * Time::DAY));
            row.peer.step = 4;
            row.peer.next_try = now().plus(26 * Time::HOUR + 30 * Time::MINUTE);
            row.peer.last_error = Some(word.to_owned());
        })
    }

    #[test]
    fn every_condition_has_its_sentence() {
        for (row, mood, expected) in [
            (well(), Mood::Well, "Alles in Ordnung."),
            (
                changed(|row| row.peer.stance = Stance::Blocked),
                Mood::Over,
                "Gesperrt seit dem 24. Januar 2026. Von dort wird nichts angenommen, und dorthin geht nichts.",
            ),
            (
                failing(3, "peer-unreachable"),
                Mood::Trouble,
                "Der Rechner birkenried.de antwortet seit 3 Tagen nicht. Nächster Versuch morgen um 14:00 Uhr.",
            ),
            (
                failing(1, "HTTP 429"),
                Mood::Trouble,
                "Der Rechner birkenried.de bittet um Geduld. Nächster Versuch morgen um 14:00 Uhr.",
            ),
            (
                failing(14, "peer-unreachable"),
                Mood::Trouble,
                "Der Rechner birkenried.de antwortet seit 14 Tagen nicht. Geschickt wird dorthin nichts mehr; einmal am Tag wird \
                 nachgesehen, und sobald er antwortet, geht es weiter.",
            ),
            (
                NeighbourRow { read: 0, readers: 1, ..failing(14, "peer-unreachable") },
                Mood::Trouble,
                "Der Rechner birkenried.de antwortet seit 14 Tagen nicht. Von selbst wird er nicht mehr angerufen; \
                 sobald von dort etwas kommt, geht es weiter.",
            ),
            (
                failing(30, "peer-unreachable"),
                Mood::Trouble,
                "Der Rechner birkenried.de schweigt seit 30 Tagen. Was von dort öffentlich ist, bleibt hier. Schweigt er 180 Tage, wird \
                 gelöscht, was nur für einen Kreis bestimmt war.",
            ),
            (
                changed(|row| {
                    row.walk_error = Some("HTTP 403".to_owned());
                    row.walk_due = Some(now().plus(5 * Time::MINUTE));
                }),
                Mood::Trouble,
                "Die Einträge von birkenried.de lassen sich gerade nicht abgleichen. Nächster Versuch in 5 Minuten.",
            ),
            (
                changed(|row| row.peer.parked = 1),
                Mood::Trouble,
                "Eine Nachricht wurde dort nicht angenommen.",
            ),
            (
                changed(|row| row.peer.parked = 1_200),
                Mood::Trouble,
                "1.200 Nachrichten wurden dort nicht angenommen.",
            ),
            (changed(|row| row.peer.waiting = 3), Mood::Waiting, "Erreichbar. 3 Nachrichten sind unterwegs."),
            (changed(|row| row.peer.last_success = None), Mood::Waiting, "Noch gab es keinen Kontakt."),
        ] {
            let [german, english] =
                Language::ALL.map(|language| neighbour(&row, now(), &Speech::in_language(language)));
            assert_eq!((german.mood, german.sentence.as_str()), (mood, expected));
            assert_eq!(german.mood, english.mood);
            assert_ne!(german.sentence, english.sentence);
        }
    }

    #[test]
    fn what_went_wrong_is_said_beside_it() {
        let reason = |row: &NeighbourRow| neighbour(row, now(), &Speech::default()).reason;
        assert_eq!(
            reason(&failing(3, "peer-name-unknown")).as_deref(),
            Some("Diesen Rechnernamen gibt es nicht. Bitte die Schreibweise prüfen.")
        );
        assert_eq!(reason(&well()), None);
    }

    #[test]
    fn whom_a_person_has_just_had_tried_is_not_called_silent() {
        let mut row = failing(20, "peer-unreachable");
        row.peer.step = 0;
        assert!(neighbour(&row, now(), &Speech::default()).sentence.contains("Nächster Versuch"));
    }

    #[test]
    fn what_stands_between_the_two_is_said_from_our_side() {
        let said = |read, asked, readers| {
            let row = NeighbourRow { read, asked, readers, ..well() };
            relations(&row, &Speech::default())
        };
        assert_eq!(said(2, 0, 1), ["Sie lesen dort mit.", "Von dort wird bei Ihnen mitgelesen."]);
        assert_eq!(said(0, 1, 0), ["Ihre Anfrage wartet dort auf Antwort."]);
        assert_eq!(said(0, 0, 0), ["Zurzeit besteht keine Verbindung."]);
    }
}
