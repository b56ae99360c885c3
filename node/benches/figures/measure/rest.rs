//! A small node: how large its binary is, how soon it answers, what it holds when nothing happens.

use std::time::Duration;

use anyhow::ensure;
use serde::Deserialize;
use tokio::time::{Instant, sleep};

use crate::entries;
use crate::figures::{Durations, Figures};
use crate::house::House;
use crate::http1;
use crate::neighbours::{self, Neighbour};
use crate::node_process::NodeProcess;
use crate::setting::Setting;

const NEIGHBOURS: usize = 10;
/// How long a node may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Deserialize)]
struct Page {
    total: usize,
}

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let bytes = std::fs::metadata(Setting::binary())?.len();
    figures.set("binary_mb", bytes as f64 / 1e6);

    let house = House::build(setting, "rest").await?;
    let hall = house.hall().await?;
    let neighbours = Neighbour::many(NEIGHBOURS)?;
    neighbours::followed_by(&hall, &house.organisation.iri, &neighbours).await?;
    entries::put_foreign(&hall, &neighbours, &setting.texts, setting.sizes.small).await?;
    hall.store.close().await;
    let mut node = house.start()?;
    node.until_indexed().await?;
    node.stop().await?;

    let mut starts = Durations::default();
    for _ in 0..setting.sizes.starts {
        let begun = Instant::now();
        let node = house.start()?;
        until_found(&node, begun).await?;
        starts.add(begun.elapsed());
        node.stop().await?;
    }
    println!(
        "   {} starts: fastest {:.0} ms, slowest {:.0} ms",
        setting.sizes.starts,
        starts.percentile_ms(0),
        starts.percentile_ms(100)
    );
    figures.set("start_ms", starts.percentile_ms(50));

    let mut node = house.start()?;
    node.until_indexed().await?;
    until_found(&node, Instant::now()).await?;
    sleep(setting.sizes.idle).await;
    let memory = node.memory()?;
    println!("   of which {:.1} MB are not files (RssAnon)", memory.anonymous);
    figures.set("rss_mb", memory.resident);
    node.stop().await?;
    setting.clear("rest");
    Ok(())
}

/// Asks until there is a hit.
async fn until_found(node: &NodeProcess, begun: Instant) -> anyhow::Result<()> {
    let asked = http1::get(&node.host, "/api/v1/search?q=LoRaWAN");
    loop {
        ensure!(begun.elapsed() < PATIENCE, "the node does not find anything");
        // Until it listens, the connection is refused.
        if let Ok(answer) = node.connection().send(&asked).await
            && answer.json::<Page>()?.total > 0
        {
            return Ok(());
        }
        sleep(Duration::from_millis(1)).await;
    }
}
