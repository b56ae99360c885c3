//! What a window of documents is worth, in plain memory.

/// Documents of a window: few enough that the lanes of all levels stay in the nearest cache.
pub(crate) const WINDOW: usize = 64 * WORDS;
/// Numbers of 64 bits that a [`Bitset`] is made of.
const WORDS: usize = 64;

/// Which documents of a window: a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bitset(pub [u64; WORDS]);

impl Default for Bitset {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl Bitset {
    /// All of them.
    pub const FULL: Self = Self([u64::MAX; WORDS]);

    /// Takes a place in.
    #[inline]
    pub fn insert(&mut self, place: usize) {
        self.0[place / 64 % WORDS] |= 1 << (place % 64);
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    /// How many of them another holds too.
    #[inline]
    pub fn shared(&self, other: &[u64]) -> u32 {
        self.0.iter().zip(other).map(|(mine, other)| (mine & other).count_ones()).sum()
    }

    /// Keeps what another holds; what it has no bits for goes.
    #[inline]
    pub fn keep_only(&mut self, other: &[u64]) {
        let others = other.iter().copied().chain(std::iter::repeat(0));
        self.0.iter_mut().zip(others).for_each(|(mine, other)| *mine &= other);
    }

    /// Drops what another holds.
    #[inline]
    pub fn drop_all(&mut self, other: &[u64]) {
        self.0.iter_mut().zip(other).for_each(|(mine, other)| *mine &= !other);
    }

    /// Whether a place is in it.
    #[inline]
    pub fn contains(&self, place: usize) -> bool {
        self.0[place / 64 % WORDS] >> (place % 64) & 1 == 1
    }
}

/// Tells of each bit of 64, the first of which is this one.
#[inline]
pub(crate) fn each_bit(mut bits: u64, first: usize, mut tell: impl FnMut(usize)) {
    while bits != 0 {
        tell(first + bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// The worths of a window, of whatever is beside one another in the tree.
pub(crate) struct Lane {
    /// The best of them.
    best: Box<[f32]>,
    /// All of them together.
    sum: Box<[f32]>,
    /// How many were there.
    many: Box<[u8]>,
    /// Where any was there.
    set: Bitset,
}

/// What a document is worth as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Met {
    pub best: f32,
    pub sum: f32,
    pub many: u8,
}

impl Lane {
    /// A lane on which nothing is worth anything.
    pub fn new() -> Self {
        let (worths, counts) = (vec![0.0; WINDOW], vec![0; WINDOW]);
        Self { best: worths.clone().into(), sum: worths.into(), many: counts.into(), set: Bitset::default() }
    }

    /// Something at this place of the window is worth so much.
    #[inline]
    pub fn add(&mut self, place: usize, worth: f32) {
        let place = place % WINDOW;
        self.sum[place] += worth;
        if worth > self.best[place] {
            self.best[place] = worth;
        }
        self.set.insert(place);
    }

    /// The same, where only the sum is asked for.
    #[inline]
    pub fn add_up(&mut self, place: usize, worth: f32) {
        let place = place % WINDOW;
        self.sum[place] += worth;
        self.set.insert(place);
    }

    /// The same, of which each is counted.
    #[inline]
    pub fn add_and_count(&mut self, place: usize, worth: f32) {
        self.add_up(place, worth);
        let many = &mut self.many[place % WINDOW];
        *many = many.saturating_add(1);
    }

    /// Something more at a place where something is already; nothing elsewhere.
    #[inline]
    pub fn add_beside(&mut self, place: usize, worth: f32) {
        if self.set.contains(place) {
            self.sum[place % WINDOW] += worth;
        }
    }

    /// The sum at a place, and of how many.
    #[inline]
    pub fn sum_at(&self, place: usize) -> (f32, u8) {
        let place = place % WINDOW;
        (self.sum[place], self.many[place])
    }

    /// What is known of a place.
    #[inline]
    fn at(&self, place: usize) -> Met {
        let place = place % WINDOW;
        Met { best: self.best[place], sum: self.sum[place], many: self.many[place] }
    }

    /// Where so many were there, or where any was, if that is fewer than two.
    pub fn having(&self, needed: usize) -> Bitset {
        let mut having = self.set;
        if needed > 1 {
            for (number, bits) in having.0.iter_mut().enumerate() {
                each_bit(*bits, 64 * number, |place| {
                    if usize::from(self.many[place]) < needed {
                        *bits &= !(1 << (place % 64));
                    }
                });
            }
        }
        having
    }

    /// Hands on all there is, in order, and leaves the lane empty.
    #[inline]
    pub fn drain(&mut self, mut hand_on: impl FnMut(usize, Met)) {
        for number in 0..WORDS {
            each_bit(std::mem::take(&mut self.set.0[number]), 64 * number, |place| {
                hand_on(place, self.at(place));
                (self.best[place], self.sum[place], self.many[place]) = (0.0, 0.0, 0);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bitset, Lane, Met};

    #[test]
    fn a_lane_knows_the_best_and_the_sum_and_is_empty_afterwards() {
        let mut lane = Lane::new();
        for (place, worth) in [(4_095, 1.0), (3, 2.0), (3, 5.0)] {
            lane.add(place, worth);
            lane.add_and_count(place, 0.0);
        }
        lane.add_beside(3, 1.0);
        lane.add_beside(70, 1.0);
        assert!(
            lane.having(2).contains(3) && !lane.having(2).contains(4_095) && lane.having(1).contains(4_095)
        );
        let mut found = Vec::new();
        lane.drain(|place, met| found.push((place, met)));
        let (both, one) = (Met { best: 5.0, sum: 8.0, many: 2 }, Met { best: 1.0, sum: 1.0, many: 1 });
        assert_eq!(found, [(3, both), (4_095, one)]);
        lane.drain(|place, _| panic!("{place} is left"));
    }

    #[test]
    fn sets_are_cut_and_counted() {
        let of = |places: &[usize]| {
            let mut bits = Bitset::default();
            places.iter().for_each(|place| bits.insert(*place));
            bits
        };
        let (one, other) = (of(&[1, 64, 4_095]), of(&[64, 65]));
        let (mut both, mut less, mut short) = (one, one, one);
        both.keep_only(&other.0);
        less.drop_all(&other.0);
        short.keep_only(&other.0[..1]);
        assert_eq!((both, less, short), (of(&[64]), of(&[1, 4_095]), of(&[])));
        assert_eq!((one.count(), one.shared(&other.0)), (3, 1));
    }
}
