//! What is remembered of senders between two letters: their keys and how we stand with them, for a second at most.
//!
//! Only a shortcut before the work: whether a letter has an effect is decided again where it is applied, in the transaction.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use commons::{Iri, Origin, Time};
use federation::PublicKey;
use store::Stance;

/// How long something is remembered, in milliseconds.
const REMEMBERED: i64 = Time::SECOND;
/// How many senders are remembered; beyond that all are forgotten.
const MOST: usize = 10_000;
/// How soon a key is asked for again after it did not fit, in milliseconds.
const REFETCH: i64 = 5 * Time::MINUTE;
/// Fetches of unknown actors in a minute: from one host, and in all.
const FETCHES: (u32, u32) = (10, 100);

/// Senders' keys and standings, remembered for a moment; and how often they were fetched.
#[derive(Default)]
pub struct Acquaintance {
    stances: Mutex<HashMap<Origin, (Time, Stance)>>,
    keys: Mutex<HashMap<KeyName, (Time, Arc<PublicKey>)>>,
    refetched: Mutex<HashMap<Iri, (Time, Came)>>,
    under_way: Mutex<HashSet<Iri>>,
    fetches: Mutex<Fetches>,
    generation: AtomicU64,
}

/// Whose a key is, and its id: an actor may have several.
type KeyName = (Iri, String);

/// What came of asking for a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Nothing,
    AnAnswer,
}

#[derive(Default)]
struct Fetches {
    minute: i64,
    all: u32,
    by_host: HashMap<Origin, u32>,
}

impl Acquaintance {
    /// How we stood with this origin a moment ago.
    pub fn stance(&self, origin: &Origin, now: Time) -> Option<Stance> {
        fresh(&self.stances, origin, now)
    }

    /// Remembers how we stand with this origin.
    pub fn remember_stance(&self, origin: Origin, stance: Stance, now: Time) {
        remember(&self.stances, origin, stance, now);
    }

    /// The key of this actor by this id, as it was a moment ago.
    pub fn key(&self, actor: &Iri, id: &str, now: Time) -> Option<Arc<PublicKey>> {
        fresh(&self.keys, &(actor.clone(), id.to_owned()), now)
    }

    /// Remembers the key of this actor by this id.
    pub fn remember_key(&self, actor: Iri, id: String, key: Arc<PublicKey>, now: Time) {
        remember(&self.keys, (actor, id), key, now);
    }

    /// Whether the key of this actor may be asked for again: once in five minutes, and by one at a time.
    pub fn may_refetch(&self, actor: &Iri, now: Time) -> MayRefetch<'_> {
        let mut refetched = self.refetched.lock().unwrap_or_else(PoisonError::into_inner);
        refetched.retain(|_, (at, _)| now.millis() - at.millis() < REFETCH);
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if under_way.contains(actor) {
            return MayRefetch::UnderWay;
        }
        match refetched.get(actor) {
            Some((_, Came::AnAnswer)) => return MayRefetch::No,
            Some((_, Came::Nothing)) => return MayRefetch::Unanswered,
            None if refetched.len() >= MOST => return MayRefetch::No,
            None => {}
        }
        refetched.insert(actor.clone(), (now, Came::Nothing));
        under_way.insert(actor.clone());
        MayRefetch::Yes(Refetch { acquaintance: self, actor: actor.clone() })
    }

    /// Takes one of the fetches of unknown actors that this minute allows; false: none is left.
    pub fn may_fetch(&self, origin: &Origin, now: Time) -> bool {
        let mut fetches = self.fetches.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.millis() / Time::MINUTE;
        if fetches.minute != minute {
            *fetches = Fetches { minute, ..Fetches::default() };
        }
        let of_host = fetches.by_host.get(origin).copied().unwrap_or_default();
        if of_host >= FETCHES.0 || fetches.all >= FETCHES.1 {
            return false;
        }
        fetches.all += 1;
        fetches.by_host.insert(origin.clone(), of_host + 1);
        true
    }

    /// Rises whenever everything is forgotten.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Forgets everything that was remembered of senders, after who follows whom, who is blocked, or a key has changed.
    pub fn forget(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.stances.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Whether a key may be asked for again.
pub enum MayRefetch<'a> {
    /// It may, and nobody else does until this is dropped: when the letter is kept or refused.
    Yes(Refetch<'a>),
    /// Somebody is asking just now.
    UnderWay,
    /// It was asked for not long ago, and nothing could be learned: waiting may cure it.
    Unanswered,
    /// It was asked for not long ago.
    No,
}

/// A key is being asked for.
pub struct Refetch<'a> {
    acquaintance: &'a Acquaintance,
    actor: Iri,
}

impl Refetch<'_> {
    /// There was an answer: for five minutes it stands.
    pub fn answered(&self) {
        let mut refetched = self.acquaintance.refetched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, came)) = refetched.get_mut(&self.actor) {
            *came = Came::AnAnswer;
        }
    }
}

impl Drop for Refetch<'_> {
    fn drop(&mut self) {
        self.acquaintance.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.actor);
    }
}

fn fresh<K: std::hash::Hash + Eq, V: Clone>(
    all: &Mutex<HashMap<K, (Time, V)>>,
    key: &K,
    now: Time,
) -> Option<V> {
    let all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.get(key)
        .filter(|(at, _)| (now.millis() - at.millis()).abs() < REMEMBERED)
        .map(|(_, value)| value.clone())
}

fn remember<K: std::hash::Hash + Eq, V>(all: &Mutex<HashMap<K, (Time, V)>>, key: K, value: V, now: Time) {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(key, (now, value));
}

#[cfg(test)]
mod tests {
    use commons::{Origin, Time};

    use super::Acquaintance;

    #[test]
    fn row_21_ten_fetches_a_minute_for_one_host_and_a_hundred_in_all() {
        let known = Acquaintance::default();
        let now = Time::from_millis(1_000_000);
        let origin = |number: usize| Origin::parse(&format!("https://host{number}.de")).expect("an origin");
        assert_eq!((0..20).filter(|_| known.may_fetch(&origin(0), now)).count(), 10);
        assert_eq!((1..500).filter(|number| known.may_fetch(&origin(*number), now)).count(), 90);
        assert!(known.may_fetch(&origin(0), now.plus(Time::MINUTE)));
    }
}
