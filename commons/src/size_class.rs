//! The size classes of KGSt, by which towns find towns like themselves.

use serde::{Deserialize, Serialize};

/// A size class of KGSt: 1 is the largest; towns have seven, counties three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SizeClass(u8);

impl SizeClass {
    /// The class of a town with so many inhabitants.
    pub fn of_town(population: u64) -> Self {
        Self(match population {
            400_000.. => 1,
            200_000.. => 2,
            100_000.. => 3,
            50_000.. => 4,
            25_000.. => 5,
            10_000.. => 6,
            _ => 7,
        })
    }

    /// The class of a county with so many inhabitants.
    pub fn of_county(population: u64) -> Self {
        Self(match population {
            250_000.. => 1,
            150_000.. => 2,
            _ => 3,
        })
    }

    /// 1 to 7.
    pub fn number(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::SizeClass;

    #[test]
    fn the_limits_belong_to_the_larger_class() {
        assert_eq!(SizeClass::of_town(10_000).number(), 6);
        assert_eq!(SizeClass::of_town(9_999).number(), 7);
        assert_eq!(SizeClass::of_town(400_000).number(), 1);
        assert_eq!(SizeClass::of_county(150_000).number(), 2);
    }
}
