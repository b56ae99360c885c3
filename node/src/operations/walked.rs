//! What a walk of an author's changes brings: page by page, and the comparison at its end. Neither begins nor commits.

use commons::{Iri, Origin, Reader, Time};
use federation::{ChangedItem, ChangesPage};
use store::entries::Check;
use store::follows::WalkDue;
use store::walks::{Bond, Place};
use store::{Answer, Change, Put, Stance, StoreError, WalkRow};

use super::hear::{take_in_walked, withdraw_walked};
use crate::hosts::Hosts;

/// For how long a walk is left to its process after each page, in milliseconds: longer than the next page may take.
pub const LEASE: i64 = 2 * Time::MINUTE;
/// When both sides are compared next, in milliseconds.
const DAILY: i64 = Time::DAY;
/// A letter may have come between the page and the look: what differs is looked at again after so many milliseconds.
const SOON: i64 = 10 * Time::MINUTE;
/// After so many milliseconds everything may be compared again. What differs for ever must not be walked for ever.
const WEEKLY: i64 = 7 * Time::DAY;
/// Up to one entry of so many is taken out without a person.
const ONE_IN: i64 = 10;
/// How long a walk waits that could not go on, in milliseconds: first, second, then each time.
const PAUSES: [i64; 4] = [5 * Time::MINUTE, Time::HOUR, 3 * Time::HOUR, 6 * Time::HOUR];
/// How long an actor's address must say that it is gone until that is believed, in milliseconds.
const GONE: i64 = 7 * Time::DAY;

/// A walk under way: whose, and how it stands.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Who reads whom, why, and how far it has come.
    pub place: Place,
    /// What is known beside that.
    pub row: WalkRow,
}

impl Walk {
    /// As whom it reads.
    pub fn reader(&self) -> Reader {
        Reader::of(self.place.reader.clone())
    }

    /// Where it reads.
    pub fn origin(&self) -> Origin {
        self.place.author.origin()
    }

    /// From now on everything is walked anew, to compare it.
    pub fn sweep(&mut self, now: Time) {
        self.place.cursor = None;
        self.row = WalkRow { sweep: Some(now), repaired: 0, ..self.row.clone() };
    }

    /// Writes down how it stands, when it goes on, and what stopped it.
    async fn put(&self, change: &mut Change, due: WalkDue, error: Option<&str>) -> Result<(), StoreError> {
        let Place { reader, author, cursor, bond, .. } = &self.place;
        match bond {
            Bond::Follow => {
                change.follows().set_walk(reader, author, cursor.as_deref(), due, error).await?;
            }
            Bond::Circle => {
                change.circles().set_walk(reader, author, cursor.as_deref(), due, error).await?;
            }
        }
        change.walks().put(reader, author, &self.row).await
    }
}

/// What somebody holds, in the two numbers by which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How many entries.
    pub count: u64,
    /// The exclusive or over them, in hexadecimal digits.
    pub check: String,
}

impl From<&ChangesPage> for Sum {
    fn from(page: &ChangesPage) -> Self {
        Self { count: page.count, check: page.check.clone() }
    }
}

impl From<Check> for Sum {
    fn from(check: Check) -> Self {
        Self { count: u64::try_from(check.count).unwrap_or_default(), check: format!("{:016x}", check.check) }
    }
}

/// What the comparison at the end of a walk shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both sides hold the same.
    Same,
    /// They do not: it is looked at again before long.
    Differs,
    /// They do not, again: everything is walked anew.
    BeginsAnew,
    /// They do not even after everything was compared.
    DiffersStill,
}

/// Takes in a page, up to the cursor that comes with it. Gives the walk as it stands then; `None`: nobody wants it any more.
pub async fn take_in(
    change: &mut Change,
    walk: &Walk,
    page: &ChangesPage,
    hosts: &Hosts,
    now: Time,
) -> Result<Option<Walk>, StoreError> {
    reached(change, &walk.origin(), now).await?;
    if !is_wanted(change, &walk.place).await? {
        return Ok(None);
    }
    let mut walk = walk.clone();
    for item in &page.items {
        let is_news = match item {
            ChangedItem::Entry(entry) => {
                let put = take_in_walked(change, entry, walk.place.bond, hosts, now).await?;
                if walk.row.sweep.is_some() {
                    change.entries().see(&entry.iri, &entry.author, now).await?;
                    change.missing().found(&entry.iri).await?;
                }
                put != Put::Stale
            }
            ChangedItem::Tombstone { iri, version } => {
                withdraw_walked(change, iri, &walk.place.author, *version, &walk.reader(), now).await?
            }
        };
        walk.row.repaired += i64::from(is_news && walk.row.sweep.is_some());
    }
    walk.place.cursor = page.next.clone().or(walk.place.cursor);
    walk.row.lease = now.plus(LEASE);
    walk.row.epoch = Some(page.epoch.clone());
    (walk.row.failures, walk.row.gone) = (0, None);
    walk.put(change, WalkDue::GoesOn(now), None).await?;
    Ok(Some(walk))
}

/// Something came from there: what waits for it may go, and whatever else is read there.
async fn reached(change: &mut Change, origin: &Origin, now: Time) -> Result<(), StoreError> {
    if change.peers().succeeded(origin, now).await? {
        change.deliveries().release(origin, now).await?;
        change.follows().hurry_failed_walks(origin, now).await?;
    }
    Ok(())
}

/// Whether it is still followed, or a circle is still shared, and nobody has blocked its node while the page was on its way.
async fn is_wanted(change: &mut Change, place: &Place) -> Result<bool, StoreError> {
    let Place { reader, author, bond, .. } = place;
    if change.peers().stance(&author.origin()).await? == Stance::Blocked {
        return Ok(false);
    }
    match bond {
        Bond::Follow => {
            let row = change.follows().between(reader, author).await?;
            Ok(row.is_some_and(|row| row.answer == Answer::Accepted))
        }
        Bond::Circle => change.circles().share_one(reader, author).await,
    }
}

/// At the end both sides hold the same, or it is looked at again, or everything is walked anew.
pub async fn compare(change: &mut Change, walk: &Walk, told: &Sum, now: Time) -> Result<Verdict, StoreError> {
    let mut walk = walk.clone();
    if let Some(since) = walk.row.sweep {
        walk.row.repaired += take_out_unseen(change, &walk, since, now).await?;
    }
    let (author, scope) = (&walk.place.author, walk.place.bond.scope());
    let held = change.entries().check_held(author, &walk.reader(), scope).await?;
    let verdict = verdict(&walk, Sum::from(held) == *told, now);
    walk.row.lease = Time::default();
    let next = match verdict {
        Verdict::Same => {
            walk.row.differs = None;
            now.plus(DAILY)
        }
        Verdict::DiffersStill => now.plus(DAILY),
        Verdict::Differs => now.plus(SOON),
        Verdict::BeginsAnew => now,
    };
    if verdict != Verdict::Same {
        walk.row.differs = walk.row.differs.or(Some(now));
    }
    if walk.row.sweep.take().is_some() {
        walk.row.swept = Some(now);
    }
    if verdict == Verdict::BeginsAnew {
        walk.sweep(now);
    }
    walk.put(change, WalkDue::Reached(now, next), None).await?;
    Ok(verdict)
}

fn verdict(walk: &Walk, is_same: bool, now: Time) -> Verdict {
    let swept = walk.row.sweep.is_some() || walk.row.swept.is_some_and(|at| is_within(at, WEEKLY, now));
    match walk.row.differs {
        _ if is_same => Verdict::Same,
        _ if swept => Verdict::DiffersStill,
        None => Verdict::Differs,
        Some(_) => Verdict::BeginsAnew,
    }
}

fn is_within(at: Time, millis: i64, now: Time) -> bool {
    now.millis() - at.millis() < millis
}

/// What we hold and the author did not show is gone there. A few are taken out; of more than one in ten a person decides (THREATS 68).
async fn take_out_unseen(
    change: &mut Change,
    walk: &Walk,
    since: Time,
    now: Time,
) -> Result<i64, StoreError> {
    let Place { reader, author, bond, .. } = &walk.place;
    let unseen = change.entries().unseen(author, &walk.reader(), bond.scope(), since).await?;
    let count = i64::try_from(unseen.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(0);
    }
    let held = change.entries().check_held(author, &walk.reader(), bond.scope()).await?.count;
    // Whoever says so every day would be rid of everything before long.
    let is_again = walk.row.swept.is_some_and(|at| is_within(at, WEEKLY, now));
    if is_again || count * ONE_IN > held {
        for iri in &unseen {
            change.missing().ask(reader, author, iri, now).await?;
        }
        tracing::warn!(%author, missing = count, held, "an author no longer shows entries: a person is asked");
        return Ok(0);
    }
    for iri in &unseen {
        take_out(change, iri, now).await?;
    }
    Ok(count)
}

/// Takes out a copy whose author no longer shows it.
pub async fn take_out(change: &mut Change, iri: &Iri, now: Time) -> Result<bool, StoreError> {
    let Some(row) = change.entries().by_iri(iri).await? else { return Ok(false) };
    change.entries().set_aside(iri, row.version, now).await
}

/// It did not come to the end this time, and goes on from where it is.
pub async fn rest(change: &mut Change, walk: &Walk, until: Time) -> Result<(), StoreError> {
    let mut walk = walk.clone();
    walk.row.lease = Time::default();
    walk.put(change, WalkDue::GoesOn(until), None).await
}

/// There is nothing to walk: what is written there comes by itself.
pub async fn reads_nothing(change: &mut Change, walk: &Walk, now: Time) -> Result<(), StoreError> {
    let mut walk = walk.clone();
    walk.row.lease = Time::default();
    walk.put(change, WalkDue::Reached(now, now.plus(WEEKLY)), None).await
}

/// Why a walk could not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The neighbour cannot be reached, or is busy: it is left alone as its ladder says.
    Way(String),
    /// The actor's own address says that it is gone.
    Gone(String),
    /// Anything else: this walk alone waits.
    Walk(String),
}

/// Notes that a walk could not go on. `percent` spreads what failed together, -25 to 25.
pub async fn stopped(
    change: &mut Change,
    walk: &Walk,
    fault: &Fault,
    percent: i64,
    now: Time,
) -> Result<(), StoreError> {
    let mut walk = walk.clone();
    walk.row.lease = Time::default();
    let (word, next) = match fault {
        Fault::Way(word) => {
            change.peers().failed(&walk.origin(), word, now, percent).await?;
            let peer = change.peers().by_origin(&walk.origin()).await?;
            (word, peer.map_or(now, |peer| peer.next_try))
        }
        Fault::Gone(word) => {
            let since = *walk.row.gone.get_or_insert(now);
            if !is_within(since, GONE, now) {
                has_gone(change, &walk.place.author, now).await?;
            }
            (word, now.plus(DAILY))
        }
        Fault::Walk(word) => {
            let step = usize::try_from(walk.row.failures).unwrap_or_default().min(PAUSES.len() - 1);
            walk.row.failures += 1;
            (word, now.plus(PAUSES[step] / 100 * (100 + percent)))
        }
    };
    walk.put(change, WalkDue::GoesOn(next), Some(word)).await
}

/// An actor is gone: nothing of it is found any more, and what was not for everyone is no longer kept.
async fn has_gone(change: &mut Change, actor: &Iri, now: Time) -> Result<(), StoreError> {
    if change.actors().gone(actor).await? {
        for iri in change.entries().not_public_by(actor).await? {
            take_out(change, &iri, now).await?;
        }
        tracing::warn!(%actor, "an actor is gone for good");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(row: WalkRow) -> Walk {
        let iri = |text| Iri::parse("id", text).expect("an id");
        let place = Place {
            reader: iri("https://auenstadt.de/"),
            author: iri("https://birkenried.de/"),
            bond: Bond::Follow,
            cursor: Some("1.5".to_owned()),
            walked: None,
        };
        Walk { place, row }
    }

    #[test]
    fn what_differs_is_looked_at_again_then_walked_anew_then_left_for_a_week() {
        let now = Time::parse("2026-05-04T09:30:00Z").expect("a time");
        let fresh = WalkRow::default();
        let differs = WalkRow { differs: Some(now.plus(-SOON)), ..fresh.clone() };
        let sweeps = WalkRow { sweep: Some(now), ..differs.clone() };
        let swept = |days: i64| WalkRow { swept: Some(now.plus(-days * Time::DAY)), ..differs.clone() };
        for (row, expected) in [
            (fresh, Verdict::Differs),
            (differs.clone(), Verdict::BeginsAnew),
            (sweeps.clone(), Verdict::DiffersStill),
            (swept(6), Verdict::DiffersStill),
            (swept(7), Verdict::BeginsAnew),
        ] {
            assert_eq!(verdict(&walk(row.clone()), false, now), expected, "{row:?}");
            assert_eq!(verdict(&walk(row), true, now), Verdict::Same);
        }
    }

    #[test]
    fn who_walks_anew_begins_at_the_start_and_counts_anew() {
        let now = Time::parse("2026-05-04T09:30:00Z").expect("a time");
        let mut walk = walk(WalkRow { repaired: 9, epoch: Some("1".to_owned()), ..WalkRow::default() });
        walk.sweep(now);
        assert_eq!((walk.place.cursor, walk.row.repaired, walk.row.sweep), (None, 0, Some(now)));
        assert_eq!(walk.row.epoch.as_deref(), Some("1"));
    }
}
