//! Thirty and a hundred and twenty days away, while the neighbours go on writing. The days pass by the clock of the harness.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use commons::{Iri, Reader, Time};
use node::operations::walked::Sum;
use serde_json::json;
use store::entries::Scope;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::harness::{Ground, Town, Written, eventually};

/// How long, and how much each neighbour changes on a day of it.
#[derive(Clone, Copy)]
struct Absence {
    days: i64,
    a_day: usize,
}

/// Stands where a node was: counts who calls, and hangs up.
struct Empty {
    calls: Arc<Mutex<BTreeMap<u16, usize>>>,
    hangs_up: JoinHandle<()>,
}

impl Empty {
    /// Callers are known by the port of their host, which stands in their signature.
    async fn at(port: u16, callers: &[&Town]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let ports: Vec<u16> = callers.iter().map(|town| town.port()).collect();
        let calls: Arc<Mutex<BTreeMap<u16, usize>>> = Arc::default();
        let counted = Arc::clone(&calls);
        let hangs_up = tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = vec![0; 8_192];
                let read = stream.read(&mut head).await.unwrap_or_default();
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                let caller = ports.iter().find(|port| head.contains(&format!(".localhost:{port}/")));
                *counted.lock().unwrap().entry(caller.copied().unwrap_or_default()).or_default() += 1;
            }
        });
        Self { calls, hangs_up }
    }

    /// Makes room for whoever comes back, and says who called how often.
    async fn leaves(self) -> BTreeMap<u16, usize> {
        self.hangs_up.abort();
        assert!(self.hangs_up.await.unwrap_err().is_cancelled());
        self.calls.lock().unwrap().clone()
    }
}

impl Town {
    /// When its node tries the other one next, where it has difficulties with it.
    async fn tries_next(&self, other: &Iri) -> Option<Time> {
        let mut reading = self.node().store.reading().await.unwrap();
        let peer = reading.peers().by_origin(&other.origin()).await.unwrap();
        peer.filter(|peer| peer.failing.is_some()).map(|peer| peer.next_try)
    }

    /// What it holds of another, and what the other shows it.
    async fn holds_as(&self, author: &Self) -> [Sum; 2] {
        let reader = Reader::of(self.iri().clone());
        let mut here = self.node().store.reading().await.unwrap();
        let held = here.entries().check_held(author.iri(), &reader, Scope::All).await.unwrap();
        let mut there = author.node().store.reading().await.unwrap();
        [
            held.into(),
            there.entries().count_and_check(author.iri(), &reader, Scope::All).await.unwrap().into(),
        ]
    }

    /// The number of change of each entry it holds of this author.
    async fn numbers(&self, author: &Self) -> BTreeMap<String, i64> {
        let mut reading = self.node().store.reading().await.unwrap();
        let rows = reading.entries().set_of(author.iri(), 0, 10_000).await.unwrap();
        rows.into_iter().map(|row| (row.iri.to_string(), row.changed)).collect()
    }
}

/// Three neighbours go on writing for so many days, while one town is away; then it comes back.
async fn away_for(absence: Absence, ground: &Ground) {
    let Absence { days, .. } = absence;
    let away = ground.town("auenstadt").await;
    let [first, second, third] =
        [ground.town("birkenried").await, ground.town("cronfeld").await, ground.town("dorfen").await];
    let neighbours = [&first, &second, &third];
    let mut written: Vec<Vec<Written>> = Vec::new();
    for town in neighbours {
        let mut entries = Vec::new();
        for number in 0..absence.a_day * 2 {
            entries.push(town.publishes(&format!("{} {number}", town.organisation.handle)).await);
        }
        written.push(entries);
        away.follows(town).await;
        town.follows(&away).await;
    }
    let before = [away.numbers(&first).await, away.numbers(&second).await, away.numbers(&third).await];

    away.house.stops().await;
    ground.clock().stop();
    let empty = Empty::at(away.port(), &neighbours).await;
    for day in 0..days {
        for (town, entries) in neighbours.iter().zip(&mut written) {
            for number in 0..absence.a_day {
                let place = (usize::try_from(day).unwrap() * absence.a_day + number) % entries.len();
                town.corrects(&mut entries[place], "summary", json!(format!("Stand vom {day}. Tag."))).await;
            }
        }
        passes_a_day(ground, &away, &neighbours).await;
    }
    let calls = empty.leaves().await;
    for town in neighbours {
        let calls = calls.get(&town.port()).copied().unwrap_or_default();
        // Six hours apart for two weeks, then once a day.
        let most = if days <= 30 { 140 } else { 140 + usize::try_from(days - 30).unwrap() * 3 / 2 };
        println!("{calls} attempts of {} in {days} days", town.host());
        assert!((30..=most).contains(&calls), "{calls} attempts of {} in {days} days", town.host());
    }

    away.house.starts_again().await;
    let (back, watch) = (away.node().clock.now(), std::time::Instant::now());
    eventually("everything is there", || async {
        for town in neighbours {
            let [held, shown] = away.holds_as(town).await;
            if held != shown {
                return None;
            }
        }
        Some(())
    })
    .await;
    println!("complete after {:?} by the watch", watch.elapsed());
    assert!(away.node().clock.now().millis() - back.millis() <= Time::MINUTE, "within a minute");

    let after = [away.numbers(&first).await, away.numbers(&second).await, away.numbers(&third).await];
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.len(), after.len());
        assert!(before.iter().all(|(iri, number)| after[iri] > *number), "all were changed meanwhile");
    }
    // Now the neighbours would push what waited: nothing is taken in twice, and nothing is left.
    for town in neighbours {
        eventually("nothing waits any more", || async {
            ground.passes(Time::MINUTE / 2);
            let mut reading = town.node().store.reading().await.unwrap();
            let waiting = reading.deliveries().backlog().await.unwrap();
            (waiting.waiting + waiting.parked == 0).then_some(())
        })
        .await;
        assert_eq!(town.tries_next(away.iri()).await, None);
    }
    let later = [away.numbers(&first).await, away.numbers(&second).await, away.numbers(&third).await];
    assert_eq!(after, later, "each changed entry was taken in once");
    for town in neighbours {
        assert_eq!(away.walk(town.iri()).await.differs, None);
    }
}

/// Lets a day pass, from one try of a neighbour to the next, and each of them have its try.
async fn passes_a_day(ground: &Ground, away: &Town, neighbours: &[&Town; 3]) {
    let evening = now(ground).plus(Time::DAY);
    loop {
        let present = now(ground);
        let mut next = evening;
        for town in neighbours {
            eventually("it has tried", || async {
                town.node().walk.notify_one();
                town.node().deliver.notify_one();
                town.tries_next(away.iri()).await.filter(|next| *next > present)
            })
            .await;
            next = next.min(town.tries_next(away.iri()).await.unwrap());
        }
        ground.passes(next.millis() - present.millis());
        if next == evening {
            return;
        }
    }
}

fn now(ground: &Ground) -> Time {
    commons::Clock::now(&*ground.clock())
}

both_engines!(thirty_days_away, |ground| async move {
    away_for(Absence { days: 30, a_day: 3 }, &ground).await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_and_twenty_days_away() {
    away_for(Absence { days: 120, a_day: 1 }, &Ground::sqlite()).await;
}

/// Thirty days in the size of a county: `cargo nextest run -p node --run-ignored only -E 'test(in_full_size)' --no-capture` prints the figures.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "nine thousand changes take some minutes"]
async fn thirty_days_away_in_full_size() {
    away_for(Absence { days: 30, a_day: 100 }, &Ground::sqlite()).await;
}
