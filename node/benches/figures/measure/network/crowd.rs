//! One entry and as many followers as there are municipalities, each on a server of its own. Meanwhile somebody else on the node goes on publishing.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::ensure;
use commons::Iri;
use federation::{Signer, render};
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::figures::{Durations, Figures, ms_each, per_second};
use crate::house::House;
use crate::machine::cpu_of;
use crate::neighbours;
use crate::node_process::NodeProcess;
use crate::publisher::{Published, Publisher};
use crate::setting::Setting;
use crate::stub::Servers;

/// How often the other one publishes.
const PACE: Duration = Duration::from_millis(100);
/// How many of the followers follow the other one too.
const BESIDE: usize = 10;
/// How often a signature is made to learn what one costs.
const SIGNATURES: u32 = 2_000;

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let (crowd, servers) = (setting.sizes.crowd, Servers::open().await?);
    let house = House::build(setting, "andrang").await?;
    let hall = house.hall().await?;
    let beside = house.founds(&hall, "nebenan").await?;
    let mut publisher = Publisher::new(&hall, &house.organisation, &setting.texts).await?;
    let mut other = Publisher::new(&hall, &beside, &setting.texts).await?;
    let names = |count| (1..=count).map(|number| format!("p{number:05}"));
    neighbours::followers(&hall, &house.organisation.iri, names(crowd), servers.address).await?;
    neighbours::followers(&hall, &beside.iri, names(BESIDE), servers.address).await?;
    hall.store.close().await;

    let mut node = house.start()?;
    node.until_indexed().await?;
    let cpu = node.cpu()?;
    let told = publisher.publish(&node).await?;
    let (arrived, meanwhile) = until_told(&servers, &node, &told, crowd, &mut other).await?;
    for published in &meanwhile {
        servers.until_told(&published.iri, BESIDE).await?;
    }
    let (cpu, peak) = (node.cpu()? - cpu, node.memory()?.peak);
    node.stop().await?;

    once_each(&servers, &told, crowd)?;
    for published in &meanwhile {
        once_each(&servers, published, BESIDE)?;
    }
    let mut answers = Durations::default();
    answers.extend(meanwhile.iter().map(|published| published.took));
    println!(
        "   published to {crowd} followers after {:.0?}, all of them told after {:.1?}; {} other entries meanwhile: slowest {:.0} ms",
        told.took,
        arrived - told.begun,
        meanwhile.len(),
        answers.percentile_ms(100)
    );
    figures.set("network_per_s", per_second(crowd, arrived - told.begun));
    figures.set("network_publish_p95_ms", answers.percentile_ms(95));
    figures.set("network_rss_mb", peak);
    let letters = servers.mail().letters();
    let signature = signature(&house, &servers).await?;
    println!(
        "   {letters} letters at {:.2} ms of CPU each; signing with the same key takes {:.2} ms of it",
        ms_each(cpu, letters),
        ms_each(signature, 1)
    );
    let signing = signature.as_secs_f64() * letters as f64 / cpu.as_secs_f64();
    figures.set("network_signing_pct", signing * 100.0);
    setting.clear("andrang");
    Ok(())
}

/// The other one publishes until everybody in the crowd has been told.
async fn until_told(
    servers: &Servers,
    node: &NodeProcess,
    told: &Published,
    crowd: usize,
    other: &mut Publisher<'_>,
) -> anyhow::Result<(Instant, Vec<Published>)> {
    let arriving = servers.until_told(&told.iri, crowd);
    let (mut pace, mut meanwhile) = (interval(PACE), Vec::new());
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tokio::pin!(arriving);
    loop {
        tokio::select! {
            arrived = &mut arriving => return Ok((arrived?, meanwhile)),
            _ = pace.tick() => meanwhile.push(other.publish(node).await?),
        }
    }
}

fn once_each(servers: &Servers, told: &Published, followers: usize) -> anyhow::Result<()> {
    let mail = servers.mail();
    let letters = mail.about(&told.iri);
    let hosts: HashSet<_> = letters.iter().map(|letter| letter.host.as_str()).collect();
    ensure!(
        letters.len() == followers && hosts.len() == followers,
        "{} letters came to {} of {followers} followers",
        letters.len(),
        hosts.len()
    );
    Ok(())
}

/// What one letter's signature costs, with the node's own key and a body as long as theirs: processor time, whatever else the machine does.
async fn signature(house: &House, servers: &Servers) -> anyhow::Result<Duration> {
    let (hall, sender) = (house.hall().await?, &house.organisation.iri);
    let mut reading = hall.store.reading().await?;
    let key = hall.keyring.signing_key(&mut reading, sender).await?;
    drop(reading);
    let signer = Signer { key: &key, key_id: &render::key_id(sender), now: hall.clock.now() };
    let inbox = Iri::parse("id", &format!("http://p00001.localhost:{}/inbox", servers.address.port()))?;
    let body = "x".repeat(servers.mail().mean_bytes());
    let before = cpu_of("self")?;
    for _ in 0..SIGNATURES {
        signer.sign("POST", &inbox, Some(&body))?;
    }
    let took = (cpu_of("self")? - before) / SIGNATURES;
    hall.store.close().await;
    Ok(took)
}
