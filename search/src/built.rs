//! How much of an index is there to be asked, and what is answered where it is not all.

use std::sync::atomic::{AtomicU8, Ordering};

use commons::Refusal;

/// All of it, in percent. What is less is nothing to be asked yet.
const WHOLE: u8 = 100;
/// Nothing, and no room to build it.
const WITHOUT_ROOM: u8 = u8::MAX;

/// How much of it is there.
pub(crate) struct Built(AtomicU8);

impl Built {
    /// All of it.
    pub const fn whole() -> Self {
        Self(AtomicU8::new(WHOLE))
    }

    /// All of it is there from now on.
    pub fn tell_whole(&self) {
        self.0.store(WHOLE, Ordering::Release);
    }

    /// Nothing of it is to be asked any more.
    pub fn tell_nothing(&self) {
        self.0.store(0, Ordering::Release);
    }

    /// So much is built, in percent. What can be asked already stays so.
    pub fn tell(&self, percent: u8) {
        self.tell_unless_whole(percent.min(WHOLE - 1));
    }

    /// There is no room to go on building. What can be asked already stays so.
    pub fn tell_without_room(&self) {
        self.tell_unless_whole(WITHOUT_ROOM);
    }

    fn tell_unless_whole(&self, state: u8) {
        let unless_whole = |now| (now != WHOLE).then_some(state);
        // Where it is whole there is nothing to tell.
        let _ = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, unless_whole);
    }

    /// What is answered to every question; nothing where all of it is there.
    pub fn refusal(&self) -> Option<Refusal> {
        match self.0.load(Ordering::Acquire) {
            WHOLE => None,
            WITHOUT_ROOM => Some(Refusal::SearchWithoutRoom {}),
            percent => Some(Refusal::SearchBeingBuilt { percent }),
        }
    }
}
