//! How long questions take: many of each kind, by one who asks or by several at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use search::{Index, Search};

use crate::Failure;
use crate::options::Options;
use crate::questions::Kind;

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

/// Asks every kind of question and prints what it took; gives the p95 of each kind as JSON lines.
pub fn all(
    index: &Index,
    kinds: &[Kind],
    options: &Options,
    how: &str,
    at_once: usize,
) -> Result<String, Failure> {
    println!("\n{how:<16}{:>10}{:>10}{:>10}{:>12}", "p50 ms", "p95 ms", "p99 ms", "hits");
    let mut lines = String::new();
    for kind in kinds.iter().filter(|kind| kind.name.starts_with(&options.only)) {
        let searches: Vec<&Search> = kind.searches.iter().take(options.questions).collect();
        // Once round, so that what is read for the first time is not what is measured.
        asked(index, &searches, at_once)?;
        let (times, hits) = asked(index, &searches, at_once)?;
        println!(
            "{:<16}{:>10.2}{:>10.2}{:>10.2}{:>12}",
            kind.name,
            times.percentile(50),
            times.percentile(95),
            times.percentile(99),
            hits / searches.len().max(1)
        );
        let line = serde_json::json!({ "kind": kind.name, "p50": times.percentile(50), "p95": times.percentile(95) });
        lines.push_str(&format!("{line}\n"));
    }
    Ok(lines)
}

/// The times of these searches, and how many hits they had in all.
pub fn asked(index: &Index, searches: &[&Search], at_once: usize) -> Result<(Times, usize), Failure> {
    let next = AtomicUsize::new(0);
    let ask = || -> Result<(Vec<Duration>, usize), Failure> {
        let (mut times, mut hits) = (Vec::new(), 0);
        while let Some(search) = searches.get(next.fetch_add(1, Ordering::Relaxed)) {
            let began = Instant::now();
            let page = index.search(search).map_err(|refusal| format!("{refusal:?}"))?;
            times.push(began.elapsed());
            hits += page.total;
        }
        Ok((times, hits))
    };
    let answers = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..at_once).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().map(|thread| thread.join().map_err(|_| "an asker died")).collect::<Vec<_>>()
    });
    let (mut times, mut hits) = (Vec::new(), 0);
    for answer in answers {
        let (more, found) = answer??;
        times.extend(more);
        hits += found;
    }
    Ok((Times::of(times), hits))
}
