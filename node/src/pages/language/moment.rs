//! When something was, is, or will be, as one says it: how long ago, since when, when again. Clocks go as they do in Germany.

use commons::Time;

use super::Speech;

/// Beyond so many days the date says more than their number.
const COUNTED: i64 = 14;
/// The same, for what lasts.
const LASTING: i64 = 60;

impl Speech {
    /// How long ago: `gerade eben`, `vor 3 Tagen`, `am 4. Mai 2026`.
    pub fn ago(&self, time: Time, now: Time) -> String {
        let passed = now.millis() - time.millis();
        match span(passed) {
            Span::Moments => self.say("moment-now"),
            Span::Minutes(minutes) => self.count("moment-minutes-ago", minutes),
            Span::Hours(hours) => self.count("moment-hours-ago", hours),
            Span::Days(days) if passed < COUNTED * Time::DAY => self.count("moment-days-ago", days),
            Span::Days(_) => self.tell("moment-on", &[("date", &self.day_of(time))]),
        }
    }

    /// Since when something has lasted: `seit 3 Tagen`, `seit dem 4. Mai 2026`.
    pub fn since(&self, time: Time, now: Time) -> String {
        let passed = now.millis() - time.millis();
        match span(passed) {
            Span::Moments => self.say("moment-since-now"),
            Span::Minutes(minutes) => self.count("moment-since-minutes", minutes),
            Span::Hours(hours) => self.count("moment-since-hours", hours),
            Span::Days(days) if passed < LASTING * Time::DAY => self.count("moment-since-days", days),
            Span::Days(_) => self.tell("moment-since-date", &[("date", &self.day_of(time))]),
        }
    }

    /// When something will be: `gleich`, `in 5 Minuten`, `morgen um 14:00 Uhr`.
    pub fn until(&self, time: Time, now: Time) -> String {
        let (then, today) = (time.in_germany(), now.in_germany().date());
        let clock = format!("{}:{:02}", then.hour(), then.minute());
        match span(time.millis() - now.millis()) {
            Span::Moments => self.say("moment-soon"),
            Span::Minutes(minutes) => self.count("moment-in-minutes", minutes),
            _ if then.date() == today => self.tell("moment-today", &[("time", &clock)]),
            _ if today.tomorrow().is_ok_and(|tomorrow| then.date() == tomorrow) => {
                self.tell("moment-tomorrow", &[("time", &clock)])
            }
            _ => self.tell("moment-later", &[("date", &self.day_of(time)), ("time", &clock)]),
        }
    }

    fn day_of(&self, time: Time) -> String {
        self.written(time.in_germany().date())
    }
}

/// A span of time in the largest unit that is full. What lies on the wrong side of now is no time at all.
enum Span {
    Moments,
    Minutes(u64),
    Hours(u64),
    Days(u64),
}

fn span(millis: i64) -> Span {
    let full = |unit: i64| u64::try_from(millis / unit).unwrap_or_default();
    match (full(Time::DAY), full(Time::HOUR), full(Time::MINUTE)) {
        (0, 0, 0) => Span::Moments,
        (0, 0, minutes) => Span::Minutes(minutes),
        (0, hours, _) => Span::Hours(hours),
        (days, ..) => Span::Days(days),
    }
}

#[cfg(test)]
mod tests {
    use commons::Language;

    use super::*;

    /// A Monday at half past eleven in Germany.
    fn now() -> Time {
        Time::parse("2026-05-04T09:30:00Z").expect("a time")
    }

    fn said(say: impl Fn(&Speech) -> String) -> [String; 2] {
        Language::ALL.map(|language| say(&Speech::in_language(language)))
    }

    #[test]
    fn how_long_ago_something_was() {
        for (millis, german, english) in [
            (-Time::HOUR, "gerade eben", "just now"),
            (59 * Time::SECOND, "gerade eben", "just now"),
            (Time::MINUTE, "vor einer Minute", "a minute ago"),
            (59 * Time::MINUTE, "vor 59 Minuten", "59 minutes ago"),
            (Time::HOUR, "vor einer Stunde", "an hour ago"),
            (23 * Time::HOUR, "vor 23 Stunden", "23 hours ago"),
            (Time::DAY, "vor einem Tag", "a day ago"),
            (13 * Time::DAY, "vor 13 Tagen", "13 days ago"),
            (14 * Time::DAY, "am 20. April 2026", "on 20 April 2026"),
        ] {
            assert_eq!(said(|speech| speech.ago(now().plus(-millis), now())), [german, english]);
        }
    }

    #[test]
    fn since_when_something_lasts() {
        for (millis, german, english) in [
            (0, "seit wenigen Augenblicken", "for a moment"),
            (Time::MINUTE, "seit einer Minute", "for a minute"),
            (5 * Time::MINUTE, "seit 5 Minuten", "for 5 minutes"),
            (Time::HOUR, "seit einer Stunde", "for an hour"),
            (2 * Time::HOUR, "seit 2 Stunden", "for 2 hours"),
            (Time::DAY, "seit einem Tag", "for a day"),
            (59 * Time::DAY, "seit 59 Tagen", "for 59 days"),
            (60 * Time::DAY, "seit dem 5. März 2026", "since 5 March 2026"),
        ] {
            assert_eq!(said(|speech| speech.since(now().plus(-millis), now())), [german, english]);
        }
    }

    #[test]
    fn when_something_will_be() {
        for (millis, german, english) in [
            (-Time::DAY, "gleich", "shortly"),
            (30 * Time::SECOND, "gleich", "shortly"),
            (Time::MINUTE, "in einer Minute", "in a minute"),
            (59 * Time::MINUTE, "in 59 Minuten", "in 59 minutes"),
            (Time::HOUR, "heute um 12:30 Uhr", "today at 12:30"),
            (13 * Time::HOUR, "morgen um 0:30 Uhr", "tomorrow at 0:30"),
            (26 * Time::HOUR + 35 * Time::MINUTE, "morgen um 14:05 Uhr", "tomorrow at 14:05"),
            (48 * Time::HOUR, "am 6. Mai 2026 um 11:30 Uhr", "on 6 May 2026 at 11:30"),
        ] {
            assert_eq!(said(|speech| speech.until(now().plus(millis), now())), [german, english]);
        }
    }
}
