//! Which dialect each neighbour reads. Nobody tells for certain: it is announced (FEP-844e), or found out by knocking twice.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use commons::Origin;
use tokio::sync::Notify;

use super::Dialect;

/// How many neighbours are remembered; beyond that all are forgotten, and found out again.
const MOST: usize = 10_000;

/// What is known of a neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it reads.
    pub dialect: Dialect,
    /// How that was learnt.
    pub learnt: Learnt,
}

/// How something was learnt of a neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learnt {
    /// An actor of its own says so.
    Announced,
    /// It took what was signed so, after it had refused another way.
    Knocking,
}

impl Learnt {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Knocking => "knocking",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Announced, Self::Knocking].into_iter().find(|one| one.code() == code)
    }
}

/// What is known of all neighbours, for as long as the node runs. What is learnt is given out as news, to be kept for longer.
#[derive(Debug, Default)]
pub struct Dialects {
    known: Mutex<HashMap<Origin, Known>>,
    news: Mutex<HashMap<Origin, Known>>,
    arrived: Notify,
}

impl Dialects {
    /// What was known before.
    pub fn new(known: impl IntoIterator<Item = (Origin, Known)>) -> Self {
        Self { known: Mutex::new(known.into_iter().collect()), ..Self::default() }
    }

    /// What is known of this neighbour; of most nothing, and they are taken to read cavage.
    pub fn of(&self, origin: &Origin) -> Option<Known> {
        open(&self.known).get(origin).copied()
    }

    /// An actor of this neighbour says that it reads this. What was found out by knocking is more certain.
    pub(crate) fn announced(&self, origin: &Origin, dialect: Dialect) {
        if self.of(origin).is_none_or(|known| known.learnt == Learnt::Announced) {
            self.learn(origin, Known { dialect, learnt: Learnt::Announced });
        }
    }

    /// This neighbour took what was signed so.
    pub(crate) fn knocked(&self, origin: &Origin, dialect: Dialect) {
        self.learn(origin, Known { dialect, learnt: Learnt::Knocking });
    }

    fn learn(&self, origin: &Origin, now: Known) {
        let mut known = open(&self.known);
        if known.get(origin) == Some(&now) {
            return;
        }
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(origin.clone(), now);
        let mut news = open(&self.news);
        if news.len() < MOST {
            news.insert(origin.clone(), now);
        }
        self.arrived.notify_one();
    }

    /// What was learnt since this was asked last. Waits until there is something.
    pub async fn news(&self) -> Vec<(Origin, Known)> {
        loop {
            let news = std::mem::take(&mut *open(&self.news));
            if !news.is_empty() {
                return news.into_iter().collect();
            }
            self.arrived.notified().await;
        }
    }
}

fn open<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use commons::Origin;

    use super::{Dialect, Dialects, Known, Learnt};

    #[tokio::test]
    async fn what_was_found_out_is_not_talked_away() {
        let dialects = Dialects::default();
        let origin = Origin::parse("https://birkenried.de").expect("an origin");
        assert_eq!(dialects.of(&origin), None);
        dialects.announced(&origin, Dialect::Rfc9421Ed25519);
        dialects.announced(&origin, Dialect::Rfc9421);
        let announced = Known { dialect: Dialect::Rfc9421, learnt: Learnt::Announced };
        assert_eq!(dialects.news().await, [(origin.clone(), announced)]);
        dialects.knocked(&origin, Dialect::Cavage);
        dialects.announced(&origin, Dialect::Rfc9421);
        let found_out = Known { dialect: Dialect::Cavage, learnt: Learnt::Knocking };
        assert_eq!(dialects.of(&origin), Some(found_out));
        assert_eq!(dialects.news().await, [(origin, found_out)], "news is told once");
    }
}
