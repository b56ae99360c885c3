//! One clock for all nodes of a test: it goes with the machine's, can be put forward, and can be stopped.

use std::sync::Mutex;

use commons::{Clock, SystemClock, Time};

/// The clock on the wall of every town hall.
#[derive(Default)]
pub struct WallClock(Mutex<Hands>);

#[derive(Default)]
struct Hands {
    ahead: i64,
    stopped: Option<i64>,
}

impl WallClock {
    /// Lets so many milliseconds pass at once.
    pub fn pass(&self, millis: i64) {
        let mut hands = self.0.lock().unwrap();
        hands.ahead += millis;
        hands.stopped = hands.stopped.map(|at| at + millis);
    }

    /// Lets it stand still from now on.
    pub fn stop(&self) {
        let now = self.now().millis();
        self.0.lock().unwrap().stopped = Some(now);
    }
}

impl Clock for WallClock {
    fn now(&self) -> Time {
        let hands = self.0.lock().unwrap();
        Time::from_millis(hands.stopped.unwrap_or_else(|| SystemClock.now().millis() + hands.ahead))
    }
}
