//! One line of the register: columns of fixed width, counted in characters.

use std::ops::Range;

use jiff::civil::Date;

use crate::{Ags, Refusal, State, text};

const RECORD: Range<usize> = 0..2;
const DATE: Range<usize> = 2..10;
const KEY: Range<usize> = 10..18;
const ASSOCIATION: Range<usize> = 18..22;
const NAME: Range<usize> = 22..72;
const TYPE: Range<usize> = 122..124;
const POPULATION: Range<usize> = 139..150;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Municipality,
    County,
    Association,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub record: Record,
    /// Eight digits; of a county five, of an association nine.
    pub key: Ags,
    /// The nine digits of the association: those of a county, and four.
    pub association: String,
    pub official: String,
    /// The two digits by which the register tells a market town from a town.
    pub class: String,
    pub state: State,
    /// Of municipalities only.
    pub population: u64,
    pub valid_on: String,
}

impl Line {
    /// Reads a line; none for Länder and regions.
    pub fn parse(line: &str) -> Result<Option<Self>, Refusal> {
        let Some(record) = record(&columns(line, RECORD))? else { return Ok(None) };
        let key = columns(line, KEY);
        let association =
            format!("{}{}", key.chars().take(5).collect::<String>(), columns(line, ASSOCIATION));
        let (key, digits, population) = match record {
            Record::Municipality => (key, 8, population(&columns(line, POPULATION))?),
            Record::County => (key, 5, 0),
            Record::Association => (association.clone(), 9, 0),
        };
        if key.len() != digits {
            return Err(Refusal::NotAnAgs {});
        }
        let (key, state) = (Ags::parse(&key)?, state(&key)?);
        let official = text::line(&columns(line, NAME));
        if official.is_empty() {
            return Err(Refusal::Missing { field: "name" });
        }
        let (class, valid_on) = (columns(line, TYPE), date(&columns(line, DATE))?);
        Ok(Some(Self { record, key, association, official, class, state, population, valid_on }))
    }

    /// The key of the county it is or lies in.
    pub fn county(&self) -> &str {
        self.key.as_str().get(..5).unwrap_or_default()
    }

    /// A town that is its own county, or a municipality that is its own association: both have a line of their own.
    pub fn repeats_a_municipality(&self) -> bool {
        match self.record {
            Record::Municipality => false,
            Record::County => matches!(&*self.class, "41" | "42"),
            Record::Association => matches!(&*self.class, "50" | ""),
        }
    }
}

fn columns(line: &str, range: Range<usize>) -> String {
    line.chars().skip(range.start).take(range.len()).collect::<String>().trim().to_owned()
}

fn record(code: &str) -> Result<Option<Record>, Refusal> {
    match code {
        "60" => Ok(Some(Record::Municipality)),
        "40" => Ok(Some(Record::County)),
        "50" => Ok(Some(Record::Association)),
        "10" | "20" | "30" => Ok(None),
        _ => Err(Refusal::UnreadableField { reason: "Satzart (record kind)".to_owned() }),
    }
}

fn population(digits: &str) -> Result<u64, Refusal> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| plain);
    number.ok_or_else(|| Refusal::UnreadableField { reason: "Bevölkerung (population)".to_owned() })
}

/// `20260228` becomes `2026-02-28`, if there is such a day.
fn date(digits: &str) -> Result<String, Refusal> {
    let refused = Refusal::NotADate { field: "date" };
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused);
    }
    let date = Date::strptime("%Y%m%d", digits).map_err(|_| refused)?;
    Ok(date.to_string())
}

/// The first two digits of every key name the Land.
fn state(key: &str) -> Result<State, Refusal> {
    match key.get(..2) {
        Some("01") => Ok(State::SchleswigHolstein),
        Some("02") => Ok(State::Hamburg),
        Some("03") => Ok(State::LowerSaxony),
        Some("04") => Ok(State::Bremen),
        Some("05") => Ok(State::NorthRhineWestphalia),
        Some("06") => Ok(State::Hesse),
        Some("07") => Ok(State::RhinelandPalatinate),
        Some("08") => Ok(State::BadenWuerttemberg),
        Some("09") => Ok(State::Bavaria),
        Some("10") => Ok(State::Saarland),
        Some("11") => Ok(State::Berlin),
        Some("12") => Ok(State::Brandenburg),
        Some("13") => Ok(State::MecklenburgVorpommern),
        Some("14") => Ok(State::Saxony),
        Some("15") => Ok(State::SaxonyAnhalt),
        Some("16") => Ok(State::Thuringia),
        _ => Err(Refusal::NotAnAgs {}),
    }
}
