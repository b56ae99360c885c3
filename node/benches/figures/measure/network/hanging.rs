//! Half of the followers hang. How long the others wait for what is published, beside a run in which nobody hangs.

use std::time::Duration;

use tokio::time::sleep;

use crate::figures::{Durations, Figures};
use crate::house::House;
use crate::neighbours;
use crate::publisher::{Published, Publisher};
use crate::setting::Setting;
use crate::stub::{HANGS, Servers};

/// From when everybody who answers has the one entry to the next.
const PAUSE: Duration = Duration::from_secs(1);

/// How long those who answer waited, from when an entry was sent to the node.
struct Waited {
    /// For all entries.
    all: Durations,
    /// For the first, of which nobody could know yet who hangs.
    first: Durations,
}

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let hanging = setting.sizes.hanging;
    let mut without = run(setting, "alleda", 0).await?;
    let mut with = run(setting, "manchehaengen", hanging).await?;
    for (said, waited) in [("nobody hangs", &mut without), ("as many more hang", &mut with)] {
        println!(
            "   {said}: median {:.0} ms, p95 {:.0} ms, slowest {:.0} ms; the first entry alone: p95 {:.0} ms",
            waited.all.percentile_ms(50),
            waited.all.percentile_ms(95),
            waited.all.percentile_ms(100),
            waited.first.percentile_ms(95)
        );
    }
    let ratio =
        |with: &mut Durations, without: &mut Durations| with.percentile_ms(95) / without.percentile_ms(95);
    figures.set("network_hanging_first", ratio(&mut with.first, &mut without.first));
    figures.set("network_hanging", ratio(&mut with.all, &mut without.all));
    Ok(())
}

/// The same number of followers who answer, and so many who hang between them.
async fn run(setting: &Setting, name: &str, hanging: usize) -> anyhow::Result<Waited> {
    let (sizes, servers) = (&setting.sizes, Servers::open().await?);
    let house = House::build(setting, name).await?;
    let hall = house.hall().await?;
    let mut publisher = Publisher::new(&hall, &house.organisation, &setting.texts).await?;
    let answer = (1..=sizes.hanging).map(|number| format!("p{number:04}"));
    let names = answer.chain((1..=hanging).map(|number| format!("p{number:04}{HANGS}")));
    neighbours::followers(&hall, &house.organisation.iri, names, servers.address).await?;
    hall.store.close().await;

    let mut node = house.start()?;
    node.until_indexed().await?;
    let mut waited = Waited { all: Durations::default(), first: Durations::default() };
    for number in 0..sizes.hanging_entries {
        let published = publisher.publish(&node).await?;
        servers.until_told(&published.iri, sizes.hanging).await?;
        if number == 0 {
            waited.first.extend(times(&servers, &published));
        }
        waited.all.extend(times(&servers, &published));
        sleep(PAUSE).await;
    }
    println!("   {} letters met a server that hangs", servers.mail().hanging());
    node.stop().await?;
    setting.clear(name);
    Ok(waited)
}

/// How long each of those who answer waited for this entry.
fn times(servers: &Servers, published: &Published) -> Vec<Duration> {
    servers.mail().about(&published.iri).iter().map(|letter| letter.at - published.begun).collect()
}
