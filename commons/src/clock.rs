//! One clock for the whole node, handed in, so that a test can let a month pass.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize, de};

/// An instant in UTC, in milliseconds since 1970. Written in JSON as RFC 3339 (`2026-05-04T09:30:00Z`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// The last instant of the year 9999: later than this is not a date but a mistake.
const LATEST: i64 = 253_402_300_799_999;

/// The rule by which German clocks go since 1996, written as POSIX does: no database of time zones is needed.
static GERMANY: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC));

impl Time {
    /// One second, in milliseconds.
    pub const SECOND: i64 = 1_000;
    /// One minute, in milliseconds.
    pub const MINUTE: i64 = 60 * Self::SECOND;
    /// One hour, in milliseconds.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// One day, in milliseconds.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// The instant so many milliseconds after 1970, held within the years 1 to 9999.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(-62_135_596_800_000, LATEST))
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// This instant, moved by so many milliseconds.
    pub fn plus(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }

    /// Parses RFC 3339 (`2026-05-04T09:30:00Z`) or a plain date (`2026-05-04`, taken as midnight UTC).
    pub fn parse(text: &str) -> Option<Self> {
        let instant = text.parse::<jiff::Timestamp>().ok().or_else(|| {
            let date = text.parse::<jiff::civil::Date>().ok()?;
            Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp())
        })?;
        let millis = instant.as_millisecond();
        (millis <= LATEST).then_some(Self(millis))
    }

    /// The calendar year in UTC.
    pub fn year(self) -> i16 {
        self.date().year()
    }

    /// The calendar date in UTC.
    pub fn date(self) -> jiff::civil::Date {
        self.timestamp().to_zoned(TimeZone::UTC).date()
    }

    /// Date and time of day as clocks in Germany show them.
    pub fn in_germany(self) -> jiff::civil::DateTime {
        self.timestamp().to_zoned(GERMANY.clone()).datetime()
    }

    fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl FromStr for Time {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or("not an RFC 3339 date between the years 1 and 9999")
    }
}

impl Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(input)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Tells the time. Everything that asks for the time asks one of these.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Time;
}

/// The clock of the machine: the only place that reads it.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    fn now(&self) -> Time {
        Time(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock that stands still until it is moved.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that shows this instant.
    pub fn at(time: Time) -> Self {
        Self(AtomicI64::new(time.millis()))
    }

    /// Moves the clock by so many milliseconds.
    pub fn pass(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn a_date_is_read_and_written_as_rfc_3339() {
        let time = Time::parse("2026-05-04T09:30:00+02:00").expect("a date");
        assert_eq!(time.to_string(), "2026-05-04T07:30:00Z");
        assert_eq!(Time::parse("2026-05-04").expect("a day").to_string(), "2026-05-04T00:00:00Z");
    }

    #[test]
    fn german_clocks_go_an_hour_ahead_and_two_in_summer() {
        let shown = |text: &str| Time::parse(text).expect("a date").in_germany().to_string();
        assert_eq!(shown("2026-01-15T12:00:00Z"), "2026-01-15T13:00:00");
        assert_eq!(shown("2026-03-29T00:59:59Z"), "2026-03-29T01:59:59");
        assert_eq!(shown("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00");
        assert_eq!(shown("2026-10-25T00:59:59Z"), "2026-10-25T02:59:59");
        assert_eq!(shown("2026-10-25T01:00:00Z"), "2026-10-25T02:00:00");
    }

    #[test]
    fn the_year_99999_is_no_date() {
        assert_eq!(Time::parse("99999-01-01T00:00:00Z"), None);
        assert_eq!(Time::parse("+010000-01-01T00:00:00Z"), None);
    }
}
