//! Chance that falls the same way in each run (SplitMix64, Steele et al. 2014).

/// A source of numbers.
pub struct Chance(u64);

impl Chance {
    /// The chance of this number: neighbouring numbers have nothing in common.
    pub fn of(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0xd134_2543_de82_ef95));
        chance.next();
        chance
    }

    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something happens that happens so often of a hundred times.
    pub fn percent(&mut self, often: usize) -> bool {
        self.below(100) < often
    }

    /// One of them.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of them, as words occur: the second half as often as the first, but that the first of many are nearly alike (Zipf and Mandelbrot).
    pub fn early<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let (many, alike) = (of.len() as f64, (of.len() as f64 / 30.0).max(1.0));
        let place = alike * (((many + alike) / alike).powf(self.share()) - 1.0);
        &of[(place as usize).min(of.len() - 1)]
    }

    /// Log-normal, around this median.
    pub fn around(&mut self, median: f64, spread: f64) -> usize {
        // Sum of twelve, less six: close enough to normal.
        let normal: f64 = (0..12).map(|_| self.share()).sum::<f64>() - 6.0;
        (median * (normal * spread).exp()) as usize
    }
}
