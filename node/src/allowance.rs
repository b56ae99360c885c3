//! How many letters an origin may send: so many a second in the long run, and a minute's worth at once.
//!
//! Only letters whose signature holds are counted, so that nobody can use up what belongs to another. Generous: whoever publishes a thousand entries
//! at once must get through. Who floods is told to come again, and nobody else notices.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use commons::{Origin, Time};

/// Origins that are counted at once; beyond that those are forgotten that have not used anything.
const MOST: usize = 10_000;
/// A letter, in the small change that grows by the millisecond.
const LETTER: i64 = 1_000;
/// For how many seconds an origin may save up.
const SAVED: i64 = 60;

/// What is left to each origin.
pub struct Allowance {
    per_second: i64,
    left: Mutex<HashMap<Origin, Left>>,
}

/// What was left at an instant, in thousandths of a letter.
#[derive(Clone, Copy)]
struct Left {
    at: Time,
    change: i64,
}

impl Allowance {
    /// So many letters a second for each origin; 0: as many as it likes.
    pub fn of(per_second: u32) -> Self {
        Self { per_second: i64::from(per_second), left: Mutex::default() }
    }

    /// Takes a letter's worth from what is left to this origin; false: nothing is left.
    pub fn take(&self, origin: &Origin, now: Time) -> bool {
        if self.per_second == 0 {
            return true;
        }
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        if left.len() >= MOST && !left.contains_key(origin) {
            self.forget_the_idle(&mut left, now);
        }
        let mine = left.get(origin).map_or(self.most(), |left| self.grown(*left, now));
        let enough = mine >= LETTER;
        left.insert(origin.clone(), Left { at: now, change: if enough { mine - LETTER } else { mine } });
        enough
    }

    fn most(&self) -> i64 {
        self.per_second * SAVED * LETTER
    }

    /// What has become of it since. A clock that was set back gives nothing and takes nothing.
    fn grown(&self, left: Left, now: Time) -> i64 {
        let millis = (now.millis() - left.at.millis()).clamp(0, SAVED * 1_000);
        (left.change + millis * self.per_second).min(self.most())
    }

    /// Who has his whole allowance needs no place. If all are busy, all begin anew: a place for everybody would be no bound.
    fn forget_the_idle(&self, left: &mut HashMap<Origin, Left>, now: Time) {
        left.retain(|_, left| self.grown(*left, now) < self.most());
        if left.len() >= MOST {
            left.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(number: usize) -> Origin {
        Origin::parse(&format!("https://host{number}.de")).expect("an origin")
    }

    #[test]
    fn row_102_a_minutes_worth_at_once_and_so_many_a_second_after_it() {
        let allowance = Allowance::of(5);
        let now = Time::from_millis(1_000_000);
        let taken = |origin: &Origin, now| (0..1_000).filter(|_| allowance.take(origin, now)).count();
        assert_eq!(taken(&origin(1), now), 300);
        assert_eq!(taken(&origin(1), now), 0);
        assert_eq!(taken(&origin(2), now), 300, "another has an allowance of his own");
        assert_eq!(taken(&origin(1), now.plus(1_000)), 5);
        assert_eq!(taken(&origin(1), now.plus(1_100)), 0);
        assert_eq!(taken(&origin(1), now.plus(1_200)), 1);
        assert_eq!(
            taken(&origin(1), now.plus(Time::HOUR)),
            300,
            "more than a minute's worth is not saved up"
        );
        assert_eq!(taken(&origin(1), now), 0, "a clock that is set back gives nothing");
    }

    #[test]
    fn row_102_ever_new_origins_do_not_fill_the_memory() {
        let allowance = Allowance::of(1);
        let now = Time::from_millis(1_000_000);
        assert!((0..MOST * 2).all(|number| allowance.take(&origin(number), now)));
        assert!(allowance.left.lock().expect("unpoisoned").len() <= MOST);
    }

    #[test]
    fn row_102_who_is_busy_keeps_his_place_while_the_idle_lose_theirs() {
        let allowance = Allowance::of(1);
        let (then, now) = (Time::from_millis(1_000_000), Time::from_millis(1_000_000 + Time::HOUR));
        assert!((1..MOST).all(|number| allowance.take(&origin(number), then)));
        assert_eq!((0..100).filter(|_| allowance.take(&origin(0), now)).count(), 60);
        assert!(allowance.take(&origin(MOST), now), "there is room again");
        assert_eq!(allowance.left.lock().expect("unpoisoned").len(), 2);
        assert!(!allowance.take(&origin(0), now));
    }

    #[test]
    fn without_a_number_nobody_is_counted() {
        let allowance = Allowance::of(0);
        assert!((0..10_000).all(|_| allowance.take(&origin(1), Time::from_millis(1))));
    }
}
