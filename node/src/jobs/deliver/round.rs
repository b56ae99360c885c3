//! Whose turn it is: one round after another, in each of which everybody for whom something waits has a turn.

use std::collections::VecDeque;
use std::time::Duration;

use federation::Parting;
use store::StoreError;
use store::deliveries::Turn;
use tokio::time::Instant;

use super::lanes::{Lane, Lanes};
use crate::jobs::LOOK;
use crate::town::Town;

/// Drawing up rounds takes no more than one part of so many of the time: with ten thousand peers it is work.
const SHARE: u32 = 5;
/// While more wait, so many places must be free before anybody gets one: finding out for whom there is room costs as much for one letter as for many.
const AT_ONCE: usize = 32;
/// With so many peers in a round, their connections are not kept open for a next letter.
const WIDE: usize = 256;

/// A round.
#[derive(Default)]
pub struct Round {
    brisk: VecDeque<Turn>,
    apart: VecDeque<Turn>,
    /// How many there were.
    turns: usize,
    /// When the next may be drawn up.
    next: Option<Instant>,
}

impl Round {
    /// Whether everybody who answers has had his turn. Who does not may still wait for his, and will in the next round.
    pub fn is_over(&self) -> bool {
        self.brisk.is_empty()
    }

    /// Draws up the next, unless the last was drawn up just now.
    pub async fn draw(&mut self, town: &Town, lanes: &Lanes) -> Result<(), StoreError> {
        let begun = Instant::now();
        if self.next.is_some_and(|next| begun < next) {
            return Ok(());
        }
        let (now, mut reading) = (town.clock.now(), town.store.reading().await?);
        // Most of the time there is nothing, and that is seen at once.
        let due = reading.deliveries().next_due().await?;
        let turns = match due.filter(|due| *due <= now) {
            Some(_) => reading.deliveries().round(now).await?,
            None => Vec::new(),
        };
        drop(reading);
        *self = Self::of(turns, lanes);
        self.next = Some(Instant::now() + begun.elapsed() * (SHARE - 1));
        Ok(())
    }

    fn of(turns: Vec<Turn>, lanes: &Lanes) -> Self {
        let hanging = lanes.hanging();
        let (brisk, apart): (VecDeque<_>, VecDeque<_>) = turns
            .into_iter()
            .filter(|turn| !hanging.contains(&turn.origin))
            .partition(|turn| !turn.failing && lanes.lane_of(&turn.origin) == Lane::Brisk);
        Self { turns: brisk.len() + apart.len(), brisk, apart, next: None }
    }

    /// Whose turn it is next, as many as there is room for; nobody's yet where many wait and only few have room.
    pub fn next(&mut self, lane: Lane, lanes: &Lanes) -> Vec<Turn> {
        let (room, queue) = (lanes.room(lane), self.queue(lane));
        let mut turns = Vec::new();
        if room < AT_ONCE.min(queue.len()) {
            return turns;
        }
        let hanging = lanes.hanging();
        while turns.len() < room
            && let Some(turn) = queue.pop_front()
        {
            if !hanging.contains(&turn.origin) {
                turns.push(turn);
            }
        }
        turns
    }

    /// These have not had their turn yet.
    pub fn put_back(&mut self, lane: Lane, turns: &[Turn]) {
        let queue = self.queue(lane);
        turns.iter().rev().for_each(|turn| queue.push_front(turn.clone()));
    }

    fn queue(&mut self, lane: Lane) -> &mut VecDeque<Turn> {
        match lane {
            Lane::Brisk => &mut self.brisk,
            Lane::Apart => &mut self.apart,
        }
    }

    /// What becomes of a connection after a letter of this round: thousands that are kept for a next letter would be more than a process may hold.
    pub fn parting(&self) -> Parting {
        if self.turns >= WIDE { Parting::Close } else { Parting::Keep }
    }

    /// Until the next may be drawn up; where there was nothing to do, until it is time to look again.
    pub fn pause(&self) -> Duration {
        match self.next {
            Some(next) if self.turns > 0 && self.is_over() => next.saturating_duration_since(Instant::now()),
            _ => LOOK,
        }
    }
}

#[cfg(test)]
mod tests {
    use commons::Origin;
    use federation::Parting;
    use store::deliveries::Turn;
    use tokio::time::Instant;

    use super::super::lanes::{Lane, Lanes, Pace, Trip};
    use super::{AT_ONCE, Round, WIDE};

    fn origin(number: usize) -> Origin {
        Origin::parse(&format!("https://stadt{number}.de")).expect("an origin")
    }

    fn turns(numbers: std::ops::Range<usize>, failing: usize) -> Vec<Turn> {
        numbers.map(|number| Turn { origin: origin(number), failing: number < failing }).collect()
    }

    fn named(turns: &[Turn]) -> Vec<&str> {
        turns.iter().map(|turn| turn.origin.authority()).collect()
    }

    #[tokio::test]
    async fn everybody_has_a_turn_and_those_in_difficulties_apart() {
        let mut lanes = Lanes::default();
        // One was slow the last time, and one is hanging just now.
        let task = tokio::spawn(async {}).id();
        lanes.leaves(task, origin(2), Lane::Brisk, Trip::default());
        lanes.returns(task, Pace::Slow);
        lanes.leaves(task, origin(3), Lane::Apart, Trip::default());
        let mut round = Round::of(turns(0..6, 1), &lanes);
        assert!(!round.is_over());
        let brisk = round.next(Lane::Brisk, &lanes);
        assert_eq!(named(&brisk), ["stadt1.de", "stadt4.de", "stadt5.de"]);
        assert_eq!(named(&round.next(Lane::Apart, &lanes)), ["stadt0.de", "stadt2.de"]);
        assert!(round.is_over());
        round.put_back(Lane::Brisk, &brisk[1..]);
        assert_eq!(named(&round.next(Lane::Brisk, &lanes)), ["stadt4.de", "stadt5.de"]);
    }

    #[tokio::test]
    async fn who_began_to_hang_since_the_round_was_drawn_up_is_passed_over() {
        let mut lanes = Lanes::default();
        let mut round = Round::of(turns(0..3, 0), &lanes);
        let trip = Trip::default();
        trip.begins(Instant::now().checked_sub(std::time::Duration::from_secs(1)).expect("an instant"));
        lanes.leaves(tokio::spawn(async {}).id(), origin(1), Lane::Brisk, trip);
        assert_eq!(named(&round.next(Lane::Brisk, &lanes)), ["stadt0.de", "stadt2.de"]);
    }

    #[tokio::test]
    async fn few_free_places_wait_for_more_where_many_wait_for_one() {
        let mut lanes = Lanes::default();
        let taken = lanes.room(Lane::Brisk) - AT_ONCE;
        let tasks: Vec<_> = (0..=taken).map(|_| tokio::spawn(async {}).id()).collect();
        for (number, task) in tasks.iter().enumerate() {
            lanes.leaves(*task, origin(number), Lane::Brisk, Trip::default());
        }
        let mut round = Round::of(turns(1_000..1_100, 0), &lanes);
        assert!(round.next(Lane::Brisk, &lanes).is_empty() && !round.is_over(), "one place too few");
        lanes.returns(tasks[0], Pace::Brisk);
        assert_eq!(round.next(Lane::Brisk, &lanes).len(), AT_ONCE);
        let mut few = Round::of(turns(1_000..1_002, 0), &lanes);
        lanes.leaves(tasks[0], origin(0), Lane::Brisk, Trip::default());
        assert_eq!(few.next(Lane::Brisk, &lanes).len(), 2, "where few wait, each place will do");
    }

    #[test]
    fn connections_are_kept_where_there_are_few() {
        let parting = |count| Round::of(turns(0..count, 0), &Lanes::default()).parting();
        assert_eq!((parting(WIDE - 1), parting(WIDE)), (Parting::Keep, Parting::Close));
    }
}
