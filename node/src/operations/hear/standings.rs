//! How we stand with senders, asked of the memory once a second and not once a letter.

use std::collections::HashMap;

use commons::{Iri, Origin, Time};
use store::Stance;

use crate::acquaintance::Acquaintance;

/// How long it is remembered, in milliseconds: another process, the command line, may have changed it.
const REMEMBERED: i64 = Time::SECOND;

/// Stances of origins, and which authors are followed here.
#[derive(Default)]
pub struct Standings {
    pub(super) stances: HashMap<Origin, Stance>,
    pub(super) followed: HashMap<Iri, bool>,
    since: Time,
    generation: u64,
}

impl Standings {
    /// Forgets everything that is older than a second, or than the last change made here.
    pub fn refresh(&mut self, acquaintance: &Acquaintance, now: Time) {
        let generation = acquaintance.generation();
        if self.generation != generation || (now.millis() - self.since.millis()).abs() >= REMEMBERED {
            *self = Self { since: now, generation, ..Self::default() };
        }
    }
}
