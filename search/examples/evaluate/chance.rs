//! Whether a difference between two engines may be chance: a paired randomisation test, two-sided.
//!
//! If both were equally good, it would be chance which of them did better at a question. So the signs of the differences are drawn
//! anew, many times, and p is the share of draws whose mean lies at least as far from nought as the one that was measured.

/// How often the signs are drawn.
pub const DRAWS: usize = 20_000;
/// From where the draws begin, so that each run comes to the same p.
const SEED: u64 = 2_026;

/// How probable it is to see such a difference, or a greater one, where there is none. `one` and `other` are values of the same questions.
pub fn p(one: &[f64], other: &[f64]) -> f64 {
    let differences: Vec<f64> = one.iter().zip(other).map(|(one, other)| one - other).collect();
    let measured = differences.iter().sum::<f64>().abs();
    let mut coins = Coins { state: SEED, left: 0, bits: 0 };
    let as_far = (0..DRAWS).filter(|_| {
        let drawn: f64 =
            differences.iter().map(|difference| if coins.toss() { *difference } else { -difference }).sum();
        // What differs by rounding alone is as far.
        drawn.abs() >= measured - 1e-9
    });
    (as_far.count() + 1) as f64 / (DRAWS + 1) as f64
}

/// Coins that fall the same way in each run (SplitMix64, Steele et al. 2014).
struct Coins {
    state: u64,
    bits: u64,
    left: u32,
}

impl Coins {
    fn toss(&mut self) -> bool {
        if self.left == 0 {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            self.bits = mixed ^ (mixed >> 31);
            self.left = 64;
        }
        let heads = self.bits & 1 == 1;
        self.bits >>= 1;
        self.left -= 1;
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::p;

    #[test]
    fn equals_may_be_chance_and_what_always_wins_is_not() {
        let flat = [0.5; 20];
        assert_eq!(p(&flat, &flat), 1.0);
        assert!(p(&[0.9; 20], &flat) < 0.001);
        // Of four questions, all signs fall alike in two of sixteen draws.
        let few = p(&[0.9; 4], &[0.5; 4]);
        assert!((few - 0.125).abs() < 0.01, "{few}");
        assert_eq!(p(&[0.9; 4], &[0.5; 4]), few, "each run comes to the same");
    }

    #[test]
    fn it_is_two_sided() {
        let (worse, better) = ([0.1, 0.4, 0.3, 0.6, 0.2, 0.5], [0.2, 0.5, 0.5, 0.6, 0.4, 0.9]);
        assert!((p(&worse, &better) - p(&better, &worse)).abs() < 1e-9);
    }
}
