//! How often somebody is told by mail what is new to what they search.

use crate::Time;

codes! {
    /// How often a mail tells what is new.
    pub enum Digest as digest {
        Off = "off", "nie", "Never";
        Daily = "daily", "täglich", "Daily";
        Weekly = "weekly", "montags", "On Mondays";
    }
}

/// Before anybody in Germany begins to work, in winter and in summer.
const FIRST: i64 = 3 * Time::HOUR + 30 * Time::MINUTE;
/// Mails are spread over so long, so that neither node nor mail server has to do all at once.
const SPREAD: i64 = 90;
/// 1 January 1970 was a Thursday.
const MONDAY: i64 = 4 * Time::DAY;

impl Digest {
    /// When this person gets the next mail after this instant; none where there are no mails. All searches of a person that are told of as
    /// often come in one mail, so the person decides at which minute.
    pub fn next(self, person: &str, now: Time) -> Option<Time> {
        let spread = person.bytes().fold(0, |sum, byte| (sum * 31 + i64::from(byte)) % SPREAD);
        let (first, step) = match self {
            Self::Off => return None,
            Self::Daily => (0, Time::DAY),
            Self::Weekly => (MONDAY, 7 * Time::DAY),
        };
        let first = first + FIRST + spread * Time::MINUTE;
        let steps = (now.millis() - first).div_euclid(step) + 1;
        Some(Time::from_millis(first + steps * step))
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;
    use crate::Time;

    #[test]
    fn mails_come_early_in_the_morning_every_day_or_on_mondays() {
        let wednesday = Time::parse("2026-05-06T12:00:00Z").expect("a time");
        let next = |digest: Digest, now| digest.next("018f-ada", now).expect("a mail");
        let daily = next(Digest::Daily, wednesday);
        assert!(daily.to_string().starts_with("2026-05-07T0"), "{daily}");
        assert_eq!(next(Digest::Daily, daily).millis() - daily.millis(), Time::DAY);
        let weekly = next(Digest::Weekly, wednesday);
        assert!(weekly.to_string().starts_with("2026-05-11T0"), "{weekly}");
        assert_eq!(next(Digest::Weekly, weekly).millis() - weekly.millis(), 7 * Time::DAY);
        let at_work = Time::parse("2026-05-11T05:00:01Z").expect("a time");
        assert!(weekly < at_work, "by seven o'clock in summer");
        assert_eq!(Digest::Off.next("018f-ada", wednesday), None);
    }

    #[test]
    fn not_all_mails_come_at_once() {
        let minutes: std::collections::BTreeSet<_> = (0..100)
            .filter_map(|number| Digest::Daily.next(&format!("person {number}"), Time::default()))
            .collect();
        assert!(minutes.len() > 20, "{}", minutes.len());
    }
}
