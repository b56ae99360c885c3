//! The date of a request: IMF-fixdate (RFC 9110, 5.6.7) and nothing else, and whether it lies near enough to now.

use commons::{Refusal, Time};
use jiff::civil::{Weekday, date};
use jiff::tz::TimeZone;

use super::{AHEAD, OLDEST};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`. RFC 850's form and words such as "yesterday" are no dates.
pub(crate) fn parse(text: &str) -> Option<Time> {
    let fixed = text.len() == 29 && text.is_ascii() && text.ends_with(" GMT");
    let marks = [(3, ','), (4, ' '), (7, ' '), (11, ' '), (16, ' '), (19, ':'), (22, ':')];
    if !fixed || marks.iter().any(|(at, mark)| text.as_bytes().get(*at) != Some(&(*mark as u8))) {
        return None;
    }
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok())?
    };
    let small = |from, to| i8::try_from(number(from, to)?).ok();
    let month = i8::try_from(MONTHS.iter().position(|month| Some(*month) == text.get(8..11))? + 1).ok()?;
    let day = jiff::civil::Date::new(number(12, 16)?, month, small(5, 7)?).ok()?;
    let clock = jiff::civil::Time::new(small(17, 19)?, small(20, 22)?, small(23, 25)?, 0).ok()?;
    let weekday = DAYS.iter().position(|day| Some(*day) == text.get(..3))?;
    let right = day.weekday().to_monday_zero_offset() as usize == weekday;
    let instant = day.to_datetime(clock).to_zoned(TimeZone::UTC).ok()?;
    right.then(|| Time::from_millis(instant.timestamp().as_millisecond()))
}

/// Writes IMF-fixdate.
pub(super) fn write(time: Time) -> String {
    let day = time.date();
    let name = |weekday: Weekday| DAYS[weekday.to_monday_zero_offset() as usize];
    let midnight = date(day.year(), day.month(), day.day()).to_zoned(TimeZone::UTC);
    let start = midnight.map_or(0, |midnight| midnight.timestamp().as_millisecond());
    let seconds = (time.millis() - start) / 1_000;
    let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    format!(
        "{}, {:02} {month} {:04} {:02}:{:02}:{:02} GMT",
        name(day.weekday()),
        day.day(),
        day.year(),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Refuses an instant that is older than an hour or more than five minutes ahead.
pub(super) fn near(time: Time, now: Time) -> Result<(), Refusal> {
    let age = now.millis() - time.millis();
    if (-AHEAD..=OLDEST).contains(&age) { Ok(()) } else { Err(Refusal::SignatureTime {}) }
}

/// Reads whole seconds since 1970, up to the year 9999: digits only, so that nothing can overflow.
pub(super) fn seconds(text: &str) -> Result<Time, Refusal> {
    let plain = text.len() <= 12 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds =
        plain.then(|| text.parse::<i64>().ok()).flatten().filter(|seconds| *seconds <= 253_402_300_799);
    seconds.map(|seconds| Time::from_millis(seconds * 1_000)).ok_or(Refusal::SignatureTime {})
}

#[cfg(test)]
mod tests {
    use commons::Time;
    use proptest::prelude::{any, proptest};

    use super::{near, parse, seconds, write};

    #[test]
    fn row_09_only_the_fixed_form_is_a_date() {
        let time = parse("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date");
        assert_eq!(time.to_string(), "1994-11-06T08:49:37Z");
        for bad in [
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 25:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "yesterday",
            "",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_hour_back_and_five_minutes_ahead() {
        let now = Time::from_millis(1_800_000_000_000);
        assert!(near(now.plus(-60 * Time::MINUTE), now).is_ok());
        assert!(near(now.plus(-61 * Time::MINUTE), now).is_err());
        assert!(near(now.plus(5 * Time::MINUTE), now).is_ok());
        assert!(near(now.plus(6 * Time::MINUTE), now).is_err());
    }

    #[test]
    fn row_10_seconds_that_are_none() {
        for bad in
            ["18446744073709551615", "9223372036854775807", "-1", "1.5", "", "1e3", "253402300800", "٣"]
        {
            assert!(seconds(bad).is_err(), "{bad}");
        }
        assert_eq!(seconds("1402170695").expect("seconds").millis(), 1_402_170_695_000);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(second in 0_i64..253_402_300_799) {
            let time = Time::from_millis(second * 1_000);
            assert_eq!(parse(&write(time)), Some(time));
        }

        #[test]
        fn no_date_makes_it_panic(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
