//! The figures: what each means, what it should be, and what it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::options::Engine;
use crate::setting::Setting;

/// What a figure should be.
#[derive(Clone, Copy, Debug)]
enum Target {
    AtLeast(f64),
    AtMost(f64),
    Open,
}

/// A figure, what it means, and what it should be on SQLite and on PostgreSQL.
struct Figure(&'static str, &'static str, Target, Target);

use Target::{AtLeast, AtMost, Open};

const FIGURES: &[Figure] = &[
    Figure("binary_mb", "the binary, in MB", Open, Open),
    Figure("start_ms", "from the start of the process to a hit, 1,000 entries", AtMost(300.0), Open),
    Figure(
        "rss_mb",
        "resident memory after 60 s in which nothing happened, 1,000 entries",
        AtMost(64.0),
        Open,
    ),
    Figure(
        "inbox_per_s",
        "signed letters verified and committed, a second (aim: 10,000)",
        AtLeast(3_000.0),
        AtLeast(800.0),
    ),
    Figure("inbox_cpu_ms", "CPU of the node per letter, until the last 202 (aim: 0.12)", AtMost(0.4), Open),
    Figure("index_cpu_ms", "the same until all are findable: with the index", Open, Open),
    Figure(
        "search_p50_ms",
        "a search over HTTP, 20 hits with facets and snippets, 8 at once: median",
        Open,
        Open,
    ),
    Figure("search_p95_ms", "and 95 of 100", AtMost(20.0), AtMost(20.0)),
    Figure("page_p95_ms", "the slowest page, over 100,000 entries, 95 of 100", AtMost(50.0), AtMost(50.0)),
    Figure("page_kb", "the largest page, in kB", AtMost(100.0), AtMost(100.0)),
    Figure("deliver_per_s", "letters to followers on 1,000 servers, a second", Open, Open),
    Figure("publish_p95_ms", "until a publisher with 1,000 followers has his answer, 95 of 100", Open, Open),
    Figure("fill_per_s", "entries read by a new follower, a second", Open, Open),
    Figure(
        "list_fill_s",
        "from subscribing to a list until 1,000 entries of 200 organisations are findable, in s",
        AtMost(600.0),
        AtMost(600.0),
    ),
    Figure("findable_p50_ms", "from the publisher's answer to the hit at a neighbour: median", Open, Open),
    Figure("findable_p95_ms", "and 95 of 100", AtMost(1_000.0), AtMost(1_000.0)),
    Figure("findable_p99_ms", "and 99 of 100", Open, Open),
    Figure("network_per_s", "letters of one entry to followers on 11,000 servers, a second", Open, Open),
    Figure(
        "network_publish_p95_ms",
        "until somebody else on the node who publishes meanwhile has his answer, 95 of 100",
        AtMost(200.0),
        AtMost(200.0),
    ),
    Figure("network_rss_mb", "the most memory that was resident meanwhile", AtMost(400.0), AtMost(400.0)),
    Figure("network_signing_pct", "what of the node's CPU went into signatures, in percent", Open, Open),
    Figure(
        "network_hanging",
        "p95 from publishing to arrival at 500 that answer: 500 more that hang, as a multiple of none",
        AtMost(2.0),
        AtMost(2.0),
    ),
    Figure(
        "network_hanging_first",
        "the same for the first entry, when nobody knows yet who hangs",
        Open,
        Open,
    ),
];

/// What was measured.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<&'static str, f64>);

impl Figures {
    /// Writes a figure down.
    pub fn set(&mut self, name: &'static str, value: f64) {
        debug_assert!(FIGURES.iter().any(|figure| figure.0 == name), "{name} is described nowhere");
        println!("   {name} = {}", short(value));
        self.0.insert(name, value);
    }

    /// For people.
    pub fn table(&self, engine: Engine) -> String {
        let mut table = format!("{:<22} {:>10}  {:>10}      {}\n", "figure", "here", "wanted", "what it is");
        for Figure(name, meaning, sqlite, postgres) in FIGURES {
            let Some(value) = self.0.get(name) else { continue };
            let target = if engine == Engine::Sqlite { sqlite } else { postgres };
            let (wanted, verdict) = target.judge(*value);
            // Writing into a String does not fail.
            let _ = writeln!(table, "{name:<22} {:>10}  {wanted:>10} {verdict:<4} {meaning}", short(*value));
        }
        table
    }

    /// For programs: one line.
    pub fn json(&self, setting: &Setting) -> anyhow::Result<String> {
        let mut object = Map::new();
        object.insert("commit".to_owned(), json!(setting.machine.commit));
        object.insert("machine".to_owned(), json!(setting.machine.name));
        object.insert("engine".to_owned(), json!(setting.engine.to_string()));
        for Figure(name, ..) in FIGURES {
            if let Some(value) = self.0.get(name) {
                object.insert((*name).to_owned(), json!((value * 1_000.0).round() / 1_000.0));
            }
        }
        Ok(serde_json::to_string(&Value::Object(object))?)
    }
}

impl Target {
    fn judge(self, value: f64) -> (String, &'static str) {
        let verdict = |met| if met { "ok" } else { "MISS" };
        match self {
            AtLeast(least) => (format!(">= {}", short(least)), verdict(value >= least)),
            AtMost(most) => (format!("<= {}", short(most)), verdict(value <= most)),
            Open => (String::new(), ""),
        }
    }
}

/// Three digits that say something.
fn short(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.3}"),
    }
}

/// How long each of many things took.
#[derive(Debug, Default)]
pub struct Durations(Vec<Duration>);

impl Durations {
    /// Adds one.
    pub fn add(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    /// So many of a hundred took at most this long, in milliseconds (nearest rank).
    pub fn percentile_ms(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let rank = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(rank).map_or(0.0, |duration| duration.as_secs_f64() * 1_000.0)
    }
}

impl Extend<Duration> for Durations {
    fn extend<T: IntoIterator<Item = Duration>>(&mut self, durations: T) {
        self.0.extend(durations);
    }
}

/// So many in this time, a second.
pub fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

/// This time, spread over so many, in milliseconds.
pub fn ms_each(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1_000.0 / count as f64
}
