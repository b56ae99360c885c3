//! The filters beside the results: values in words, each a link that adds or removes it.

use std::collections::{BTreeMap, HashMap};

use commons::project::{Reuse, Way};
use commons::{Direction, FieldOfAction, Language, Outcome, State};
use search::Facet;

use super::Speech;
use super::card::{kind_label, status_label};
use crate::asked::Asked;

/// How many values of a filter stand there at once; the others unfold.
const AT_ONCE: usize = 8;
/// More than so many values are not offered: nobody reads that far.
const MOST: usize = 60;

/// The filters in the order in which they are offered.
const ORDER: [Facet; 15] = [
    Facet::Kind,
    Facet::Field,
    Facet::Status,
    Facet::Direction,
    Facet::State,
    Facet::Size,
    Facet::Organisation,
    Facet::Outcome,
    Facet::Reuse,
    Facet::Target,
    Facet::Analogue,
    Facet::Technology,
    Facet::Year,
    Facet::Language,
    Facet::Licence,
];

/// One filter with its values.
pub struct Group {
    /// Its name in words.
    pub label: String,
    /// Its values, the chosen ones first.
    pub values: Vec<Value>,
    /// Further values that unfold.
    pub more: Vec<Value>,
    /// Whether it stands open at first.
    pub is_open: bool,
}

/// One value of a filter.
#[derive(Clone)]
pub struct Value {
    /// In words.
    pub label: String,
    /// How many hits have it.
    pub count: String,
    /// The results with it, or without it where it is chosen.
    pub address: String,
    /// Whether the results shown are limited to it.
    pub is_chosen: bool,
}

/// What values are called that name something elsewhere: organisations by their id.
pub type Names = HashMap<String, String>;

/// The filters for these counts.
pub fn groups(
    asked: &Asked,
    counts: &BTreeMap<Facet, Vec<(String, u64)>>,
    names: &Names,
    speech: &Speech,
) -> Vec<Group> {
    let group = |(place, facet): (usize, &Facet)| {
        let found = counts.get(facet).map_or(&[][..], Vec::as_slice);
        let mut values = values(*facet, asked, found, names, speech);
        let more = values.split_off(values.len().min(AT_ONCE));
        let is_open = place < 5 || values.iter().any(|value| value.is_chosen);
        (!values.is_empty()).then(|| Group { label: name(*facet, speech), values, more, is_open })
    };
    ORDER.iter().enumerate().filter_map(group).collect()
}

fn values(
    facet: Facet,
    asked: &Asked,
    found: &[(String, u64)],
    names: &Names,
    speech: &Speech,
) -> Vec<Value> {
    let value = |code: &str, count: u64| {
        let is_chosen = asked.has(facet, code);
        Value {
            label: label(facet, code, names, speech),
            count: speech.number(count),
            address: if is_chosen { asked.without(facet, code) } else { asked.with(facet, code) }.address(),
            is_chosen,
        }
    };
    let mut values: Vec<_> = found.iter().take(MOST).map(|(code, count)| value(code, *count)).collect();
    // A chosen value that no hit has must still be there to be taken away.
    let missing = asked.chosen(facet).filter(|code| !found.iter().take(MOST).any(|(value, _)| value == code));
    values.extend(missing.map(|code| value(code, 0)));
    values.sort_by_key(|value| !value.is_chosen);
    values
}

/// The filters in force, each with the results without it.
pub fn chosen(asked: &Asked, names: &Names, speech: &Speech) -> Vec<Value> {
    let value = |(facet, code): &(Facet, String)| Value {
        label: format!("{}: {}", name(*facet, speech), label(*facet, code, names, speech)),
        count: String::new(),
        address: asked.without(*facet, code).address(),
        is_chosen: true,
    };
    asked.filters.iter().map(value).collect()
}

fn name(facet: Facet, speech: &Speech) -> String {
    speech.say(&format!("facet-{}", facet.name()))
}

/// A value in words.
pub fn label(facet: Facet, code: &str, names: &Names, speech: &Speech) -> String {
    let language = speech.language();
    let known = match facet {
        Facet::Kind => return kind_label(code, speech),
        Facet::Status => return status_label(code, speech).unwrap_or_else(|| speech.say("unknown")),
        Facet::Field => FieldOfAction::parse(code).ok().map(|field| field.label(language)),
        Facet::State => State::parse(code).ok().map(|state| state.label(language)),
        Facet::Reuse => Reuse::parse(code).ok().map(|reuse| reuse.label(language)),
        Facet::Direction => Direction::parse(code).ok().map(|direction| direction.label(language)),
        Facet::Outcome => Outcome::parse(code).ok().map(|outcome| outcome.label(language)),
        Facet::Analogue => Way::parse(code).ok().map(|way| way.label(language)),
        Facet::Size => return size(code, speech),
        Facet::Language => language_name(code, language),
        Facet::Organisation => names.get(code).map(String::as_str),
        _ => None,
    };
    known.unwrap_or(code).to_owned()
}

/// A size class of KGSt with its limits, as they hold for towns.
fn size(code: &str, speech: &Speech) -> String {
    match code.rsplit('-').next().and_then(|number| number.parse::<u8>().ok()) {
        Some(number @ 1..=7) => speech.say(&format!("size-{number}")),
        _ => code.to_owned(),
    }
}

fn language_name(tag: &str, language: Language) -> Option<&'static str> {
    let names = match tag.split('-').next().unwrap_or(tag) {
        "de" => ["Deutsch", "German"],
        "en" => ["Englisch", "English"],
        "fr" => ["Französisch", "French"],
        "nl" => ["Niederländisch", "Dutch"],
        _ => return None,
    };
    Some(names[usize::from(language == Language::English)])
}
