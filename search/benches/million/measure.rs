//! How long questions take: many of each kind, by one who asks or by several at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use search::Index;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use crate::options::Options;
use crate::questions::{Ask, Kind};
use crate::{Failure, machine};

/// Times, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Of these.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    /// The time that so many of a hundred stay below, in milliseconds.
    pub fn percentile(&self, of_a_hundred: usize) -> f64 {
        let place = (self.0.len().saturating_sub(1)) * of_a_hundred / 100;
        self.0.get(place).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }
}

/// The way to the index that all who ask share: as in a node, no more are let in than [`search::at_once`], in the order in which they came.
pub struct Door<'a> {
    pub index: &'a Index,
    places: Semaphore,
    waiting: Runtime,
}

impl<'a> Door<'a> {
    /// To this index.
    pub fn to(index: &'a Index) -> Result<Self, Failure> {
        let places = Semaphore::new(search::at_once());
        Ok(Self { index, places, waiting: Builder::new_current_thread().build()? })
    }

    /// Waits for a place and asks.
    pub fn ask<T>(&self, question: impl FnOnce(&Index) -> Result<T, Failure>) -> Result<T, Failure> {
        let place = self.waiting.block_on(self.places.acquire())?;
        let answer = question(self.index);
        drop(place);
        answer
    }
}

/// Asks every kind of question and prints what it took; gives the p95 of each kind as JSON lines.
pub fn all(
    door: &Door<'_>,
    kinds: &[Kind],
    options: &Options,
    how: &str,
    at_once: usize,
) -> Result<String, Failure> {
    println!("\n{how:<16}{:>10}{:>10}{:>10}{:>14}{:>12}", "p50 ms", "p95 ms", "p99 ms", "CPU p95 ms", "hits");
    let mut lines = String::new();
    for kind in kinds.iter().filter(|kind| kind.name.starts_with(&options.only)) {
        let asks: Vec<&Ask> = kind.asks.iter().take(options.questions).collect();
        // Once round, so that what is read for the first time is not what is measured.
        asked(door, &asks, at_once)?;
        let Asked { times, cpu, hits } = asked(door, &asks, at_once)?;
        println!(
            "{:<16}{:>10.2}{:>10.2}{:>10.2}{:>14.2}{:>12}",
            kind.name,
            times.percentile(50),
            times.percentile(95),
            times.percentile(99),
            cpu.percentile(95),
            hits / asks.len().max(1)
        );
        let line = serde_json::json!({ "kind": kind.name, "p50": times.percentile(50), "p95": times.percentile(95) });
        lines.push_str(&format!("{line}\n"));
    }
    Ok(lines)
}

/// What asking took.
struct Asked {
    times: Times,
    /// The same without what the machine did meanwhile for others.
    cpu: Times,
    /// Hits of all.
    hits: usize,
}

fn asked(door: &Door<'_>, asks: &[&Ask], at_once: usize) -> Result<Asked, Failure> {
    let next = AtomicUsize::new(0);
    let ask = || -> Result<Vec<(Duration, Duration, usize)>, Failure> {
        let mut answers = Vec::new();
        while let Some(ask) = asks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (began, cpu) = (Instant::now(), machine::thread_time());
            let hits = door.ask(|index| ask.of(index))?;
            answers.push((began.elapsed(), machine::thread_time().saturating_sub(cpu), hits));
        }
        Ok(answers)
    };
    let answers = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..at_once).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().map(|thread| thread.join().map_err(|_| "an asker died")).collect::<Vec<_>>()
    });
    let mut all = Vec::new();
    for answer in answers {
        all.extend(answer??);
    }
    Ok(Asked {
        times: Times::of(all.iter().map(|(time, ..)| *time).collect()),
        cpu: Times::of(all.iter().map(|(_, cpu, _)| *cpu).collect()),
        hits: all.iter().map(|(.., hits)| hits).sum(),
    })
}
