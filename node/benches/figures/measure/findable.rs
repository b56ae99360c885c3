//! From one town to the next: an entry is published here, and found there.

use anyhow::ensure;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::Deserialize;
use tokio::time::{Duration, Instant, MissedTickBehavior, interval, sleep};

use crate::entries;
use crate::figures::{Durations, Figures};
use crate::http1::{self, Connection};
use crate::node_process::NodeProcess;
use crate::pair::Pair;
use crate::setting::Setting;

/// Two entries a second.
const PACE: Duration = Duration::from_millis(500);
/// How often the neighbour is asked.
const LOOK: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Published {
    iri: String,
}

#[derive(Deserialize)]
struct Page {
    hits: Vec<Published>,
}

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let pair = Pair::build(setting, "findable").await?;
    let (author, follower) = (pair.author.start().await?, pair.follower.start().await?);
    pair.connect(&author, &follower).await?;

    let (mut took, mut pace) = (Durations::default(), interval(PACE));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut publishing, mut looking) = (author.connection(), follower.connection());
    for number in 0..setting.sizes.looked_for {
        pace.tick().await;
        let word = word(number);
        let mut text = setting.texts.varied(number, entries::SEARCHED_BYTES);
        text.title = format!("{} {word}", text.title);
        let request = pair.author.post("/api/v1/entries", &entries::draft(&text));
        let published: Published = publishing.send(&request).await?.json()?;
        let answered = Instant::now();
        until_found(&mut looking, &follower, &word, &published.iri).await?;
        took.add(answered.elapsed());
    }
    println!("   slowest: {:.0} ms", took.percentile_ms(100));
    figures.set("findable_p50_ms", took.percentile_ms(50));
    figures.set("findable_p95_ms", took.percentile_ms(95));
    figures.set("findable_p99_ms", took.percentile_ms(99));
    follower.stop().await?;
    author.stop().await?;
    pair.clear(setting);
    Ok(())
}

/// A word that stands in one entry only.
fn word(number: usize) -> String {
    let mut random = StdRng::seed_from_u64(number as u64);
    (0..12).map(|_| char::from(random.random_range(b'a'..=b'z'))).collect()
}

async fn until_found(
    looking: &mut Connection,
    follower: &NodeProcess,
    word: &str,
    iri: &str,
) -> anyhow::Result<()> {
    let (question, begun) =
        (http1::get(&follower.host, &format!("/api/v1/search?q={word}&limit=5")), Instant::now());
    loop {
        let page: Page = looking.send(&question).await?.json()?;
        if page.hits.iter().any(|hit| hit.iri == iri) {
            return Ok(());
        }
        ensure!(begun.elapsed() < PATIENCE, "{iri} is not found at the neighbour's");
        sleep(LOOK).await;
    }
}
