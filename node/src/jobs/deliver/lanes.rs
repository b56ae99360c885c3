//! How many letters are on their way, and that those who hang do not keep the others waiting.
//!
//! A letter that has been under way for a while is not waited for any more: its place is given to another, though it goes on being counted
//! among all. While it is under way its peer gets no second one. Who was very slow the last time, or could not be reached, is written to
//! in a lane apart, so that a peer that hangs costs the others something once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use commons::Origin;
use tokio::task::Id;
use tokio::time::Instant;

/// Letters that are waited for at once.
const BRISK: usize = 256;
/// Letters at once to those who were very slow, or could not be reached.
const APART: usize = 128;
/// Letters on their way at once, with those that hang.
const ALL: usize = 1_024;
/// After so long a letter is not waited for any more. An answer over the internet comes much sooner.
const PATIENCE: Duration = Duration::from_millis(250);
/// Who takes so long is written to apart. Far more than a busy machine, ours or theirs, makes of a quick answer: among those who hang one waits long.
const SLOW: Duration = Duration::from_secs(4);

/// Where a letter goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// To those who answer.
    Brisk,
    /// To those who were very slow the last time, or could not be reached.
    Apart,
}

impl Lane {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Brisk, Self::Apart];
}

/// How soon an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Soon enough.
    Brisk,
    /// So late that others should not wait along with it.
    Slow,
}

impl Pace {
    /// Of an answer that took so long.
    pub fn of(took: Duration) -> Self {
        if took < SLOW { Self::Brisk } else { Self::Slow }
    }
}

/// When a letter was sent off: its writing takes our own time and not its reader's.
#[derive(Clone, Debug, Default)]
pub struct Trip(Arc<OnceLock<Instant>>);

impl Trip {
    /// Now.
    pub fn begins(&self, now: Instant) {
        self.0.get_or_init(|| now);
    }

    fn hangs(&self, now: Instant) -> bool {
        self.0.get().is_some_and(|begun| now - *begun >= PATIENCE)
    }
}

struct Letter {
    origin: Origin,
    lane: Lane,
    trip: Trip,
}

/// Who is on the way, and who was slow.
#[derive(Default)]
pub struct Lanes {
    away: HashMap<Id, Letter>,
    slow: HashSet<Origin>,
}

impl Lanes {
    /// A letter leaves, carried by this task.
    pub fn leaves(&mut self, task: Id, origin: Origin, lane: Lane, trip: Trip) {
        self.away.insert(task, Letter { origin, lane, trip });
    }

    /// The task has ended.
    pub fn returns(&mut self, task: Id, pace: Pace) {
        let Some(letter) = self.away.remove(&task) else { return };
        match pace {
            Pace::Brisk => self.slow.remove(&letter.origin),
            Pace::Slow => self.slow.insert(letter.origin),
        };
    }

    /// For how many letters there is room.
    pub fn room(&self, lane: Lane) -> usize {
        let now = Instant::now();
        let taken = self.away.values().filter(|letter| letter.lane == lane);
        let free = match lane {
            Lane::Brisk => BRISK.saturating_sub(taken.filter(|letter| !letter.trip.hangs(now)).count()),
            Lane::Apart => APART.saturating_sub(taken.count()),
        };
        free.min(ALL.saturating_sub(self.away.len()))
    }

    /// Along which lane a peer is written to, if it could be reached the last time.
    pub fn lane_of(&self, origin: &Origin) -> Lane {
        if self.slow.contains(origin) { Lane::Apart } else { Lane::Brisk }
    }

    /// The peers that have a letter and let us wait for their answer: they get no other meanwhile.
    pub fn hanging(&self) -> HashSet<&Origin> {
        let now = Instant::now();
        let hang = |letter: &&Letter| letter.lane == Lane::Apart || letter.trip.hangs(now);
        self.away.values().filter(hang).map(|letter| &letter.origin).collect()
    }

    /// Until one more is not waited for.
    pub fn pause(&self) -> Duration {
        let now = Instant::now();
        let waited_for = self.away.values().filter_map(|letter| letter.trip.0.get());
        let left =
            waited_for.filter_map(|begun| PATIENCE.checked_sub(now - *begun)).filter(|left| !left.is_zero());
        left.min().unwrap_or(PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use commons::Origin;
    use tokio::task::Id;
    use tokio::time::Instant;

    use super::{ALL, APART, BRISK, Lane, Lanes, PATIENCE, Pace, SLOW, Trip};

    fn origin(number: usize) -> Origin {
        Origin::parse(&format!("https://stadt{number}.de")).expect("an origin")
    }

    /// The id of a task that has nothing to do.
    fn task() -> Id {
        tokio::spawn(async {}).id()
    }

    /// So many letters leave; each was sent off that long ago.
    fn leave(lanes: &mut Lanes, lane: Lane, numbers: std::ops::Range<usize>, ago: Duration) -> Vec<Id> {
        let letter = |number| {
            let (id, trip) = (task(), Trip::default());
            trip.begins(Instant::now().checked_sub(ago).expect("an instant"));
            lanes.leaves(id, origin(number), lane, trip);
            id
        };
        numbers.map(letter).collect()
    }

    #[tokio::test]
    async fn who_hangs_gives_his_place_to_another_and_gets_no_second_letter() {
        let mut lanes = Lanes::default();
        leave(&mut lanes, Lane::Brisk, 0..BRISK, Duration::ZERO);
        assert_eq!((lanes.room(Lane::Brisk), lanes.room(Lane::Apart)), (0, APART));
        assert!(lanes.hanging().is_empty() && lanes.pause() <= PATIENCE);

        let mut lanes = Lanes::default();
        leave(&mut lanes, Lane::Brisk, 0..BRISK, PATIENCE);
        assert_eq!(lanes.room(Lane::Brisk), BRISK);
        assert_eq!(lanes.hanging().len(), BRISK);
    }

    #[tokio::test]
    async fn a_letter_that_is_being_written_keeps_its_place() {
        let mut lanes = Lanes::default();
        lanes.leaves(task(), origin(0), Lane::Brisk, Trip::default());
        assert_eq!(lanes.room(Lane::Brisk), BRISK - 1);
        assert!(lanes.hanging().is_empty());
    }

    #[tokio::test]
    async fn all_together_are_bounded() {
        let mut lanes = Lanes::default();
        leave(&mut lanes, Lane::Brisk, 0..ALL - 1, PATIENCE);
        assert_eq!((lanes.room(Lane::Brisk), lanes.room(Lane::Apart)), (1, 1));
        leave(&mut lanes, Lane::Brisk, ALL..ALL + 1, PATIENCE);
        assert_eq!((lanes.room(Lane::Brisk), lanes.room(Lane::Apart)), (0, 0));
    }

    #[tokio::test]
    async fn who_was_very_slow_is_written_to_apart_until_he_is_quicker() {
        let mut lanes = Lanes::default();
        for (took, lane) in [(PATIENCE, Lane::Brisk), (SLOW, Lane::Apart), (PATIENCE, Lane::Brisk)] {
            let known = lanes.lane_of(&origin(1));
            let letters = leave(&mut lanes, known, 1..2, Duration::ZERO);
            lanes.returns(letters[0], Pace::of(took));
            assert_eq!(lanes.lane_of(&origin(1)), lane);
        }
        let letters = leave(&mut lanes, Lane::Apart, 0..APART, Duration::ZERO);
        assert_eq!((lanes.room(Lane::Brisk), lanes.room(Lane::Apart)), (BRISK, 0));
        assert_eq!(lanes.hanging().len(), APART, "one letter at a time");
        letters.into_iter().for_each(|letter| lanes.returns(letter, Pace::Slow));
        assert_eq!(lanes.room(Lane::Apart), APART);
    }
}
