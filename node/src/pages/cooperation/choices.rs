//! The ways to narrow calls down, each an address with the number of calls it leaves.

use commons::{Direction, Progress, text};
use search::{Facet, Page};

use super::asked::Asked;
use crate::pages::Speech;

/// The progress by which calls can be told apart. What is in talks is open.
const PROGRESSES: [Progress; 4] = [Progress::Open, Progress::Solved, Progress::Expired, Progress::Closed];

/// A way to narrow the list down.
pub struct Choice {
    /// In words.
    pub label: String,
    /// How many calls it leaves.
    pub count: String,
    /// The list narrowed down so.
    pub address: String,
    /// Whether the list is narrowed down so.
    pub is_chosen: bool,
}

/// Both, sought, offered.
pub fn directions(asked: &Asked, found: &Page, speech: &Speech) -> Vec<Choice> {
    let counts =
        |code: Option<&str>| count(found, Facet::Direction, |value| code.is_none_or(|code| code == value));
    let choice = |direction: Option<Direction>, label: String| Choice {
        label,
        count: speech.number(counts(direction.map(Direction::code))),
        address: Asked { direction, after: None, ..asked.clone() }.address(),
        is_chosen: asked.direction == direction,
    };
    let each = Direction::ALL
        .iter()
        .map(|direction| choice(Some(*direction), direction.label(speech.language()).to_owned()));
    std::iter::once(choice(None, speech.say("cooperation-both"))).chain(each).collect()
}

/// Open, solved, expired, closed.
pub fn progresses(asked: &Asked, found: &Page, speech: &Speech) -> Vec<Choice> {
    let counts = |progress: Progress| {
        let in_talks = progress == Progress::Open;
        count(found, Facet::Status, |value| {
            value == progress.code() || in_talks && value == Progress::InTalks.code()
        })
    };
    let choice = |progress: Progress| Choice {
        label: text::capital(progress.label(speech.language())),
        count: speech.number(counts(progress)),
        address: Asked { progress, after: None, ..asked.clone() }.address(),
        is_chosen: asked.progress == progress,
    };
    PROGRESSES.into_iter().map(choice).collect()
}

fn count(found: &Page, facet: Facet, is_meant: impl Fn(&str) -> bool) -> u64 {
    let values = found.facets.get(&facet).into_iter().flatten();
    values.filter(|(value, _)| is_meant(value)).map(|(_, count)| count).sum()
}
