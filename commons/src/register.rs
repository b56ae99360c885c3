//! The German register of towns: the fixed-width file GV100AD of the Federal Statistical Office, read without a loss.
//!
//! The file has a line for each municipality, county and association. Only municipalities bear their inhabitants; those of
//! counties and associations are sums. What stands in it twice stands here once: a town that is its own county, and a
//! municipality that is its own association, are municipalities.

mod fold;
mod line;
mod naming;

use std::collections::{HashMap, HashSet};

pub use fold::fold;

use crate::{Ags, OrganisationKind, Refusal, State};
use line::{Line, Record};

/// A municipality, county or association of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its key: eight digits, for a county five, for an association nine.
    pub key: Ags,
    /// Municipality, county or association.
    pub kind: OrganisationKind,
    /// As it calls itself: `Stadt Auenstadt`.
    pub name: String,
    /// As the register writes it: `Auenstadt, Stadt`.
    pub official: String,
    /// The county it lies in, `Landkreis Auental`; none for counties, and for towns that belong to none.
    pub county: Option<String>,
    /// The Land it lies in.
    pub state: State,
    /// Inhabitants.
    pub population: u64,
    /// The day at which the key was valid, `2026-02-28`.
    pub valid_on: String,
}

/// What was read from a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The places, in the order of the file.
    pub places: Vec<Place>,
    /// Lines that could not be read: the number, from 1, and why.
    pub odd: Vec<(usize, Refusal)>,
}

impl Gathered {
    /// How many places of this kind there are.
    pub fn count(&self, kind: OrganisationKind) -> usize {
        self.places.iter().filter(|place| place.kind == kind).count()
    }
}

/// Reads a whole file. Lines that cannot be read are named and left out.
///
/// Errors: [`Refusal::NotARegister`] where no municipality, or less than half of the lines, could be read.
pub fn gather(text: &str) -> Result<Gathered, Refusal> {
    let (lines, odd) = read(text);
    let sums = Sums::of(&lines);
    let places: Vec<_> =
        lines.iter().filter(|line| !line.repeats_a_municipality()).map(|line| sums.place(line)).collect();
    let gathered = Gathered { places, odd };
    let believable =
        gathered.count(OrganisationKind::Municipality) > 0 && gathered.odd.len() <= gathered.places.len();
    if believable { Ok(gathered) } else { Err(Refusal::NotARegister {}) }
}

fn read(text: &str) -> (Vec<Line>, Vec<(usize, Refusal)>) {
    let (mut lines, mut odd, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (index, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        match Line::parse(text) {
            Ok(Some(line)) if seen.insert(line.key.clone()) => lines.push(line),
            Ok(Some(_)) => {
                let reason = "Schlüssel kommt zweimal vor (key appears twice)".to_owned();
                odd.push((index + 1, Refusal::UnreadableField { reason }));
            }
            Ok(None) => {}
            Err(refusal) => odd.push((index + 1, refusal)),
        }
    }
    (lines, odd)
}

/// What other lines say about a place: inhabitants of its municipalities, the name of its county.
struct Sums<'a> {
    inhabitants: HashMap<&'a str, u64>,
    counties: HashMap<&'a str, String>,
}

impl<'a> Sums<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let mut inhabitants: HashMap<&str, u64> = HashMap::new();
        for line in lines.iter().filter(|line| line.record == Record::Municipality) {
            for above in [line.county(), &line.association] {
                *inhabitants.entry(above).or_default() += line.population;
            }
        }
        let counties =
            lines.iter().filter(|line| line.record == Record::County && !line.repeats_a_municipality());
        let counties = counties.map(|line| (line.key.as_str(), naming::full(line))).collect();
        Self { inhabitants, counties }
    }

    fn place(&self, line: &Line) -> Place {
        let below = || self.inhabitants.get(line.key.as_str()).copied().unwrap_or_default();
        let (kind, population) = match line.record {
            Record::Municipality => (OrganisationKind::Municipality, line.population),
            Record::County => (OrganisationKind::County, below()),
            Record::Association => (OrganisationKind::MunicipalAssociation, below()),
        };
        let county = self.counties.get(line.county()).filter(|_| line.record != Record::County);
        Place {
            key: line.key.clone(),
            kind,
            name: naming::full(line),
            official: line.official.clone(),
            county: county.cloned(),
            state: line.state,
            population,
            valid_on: line.valid_on.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
