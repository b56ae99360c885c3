//! Moments at which a process is killed: random, and the same in every run.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Where every run begins.
const SEED: u64 = 0x7e_39_00_ac_4e_12;

/// A row of moments.
pub struct Moments {
    dice: StdRng,
    latest: Duration,
}

impl Moments {
    /// Moments between now and this time.
    pub fn below(latest: Duration) -> Self {
        Self { dice: StdRng::seed_from_u64(SEED), latest }
    }

    /// The next one.
    pub fn next(&mut self) -> Duration {
        self.latest.mul_f64(self.dice.random())
    }
}
