//! Letters that leave: a town publishes, and each of its followers, every one on a server of its own, gets a signed letter.

use tokio::time::Instant;

use crate::figures::{Durations, Figures, ms_each, per_second};
use crate::house::House;
use crate::neighbours;
use crate::publisher::Publisher;
use crate::setting::Setting;
use crate::stub::Servers;

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let (sizes, servers) = (&setting.sizes, Servers::open().await?);
    let house = House::build(setting, "deliver").await?;
    let hall = house.hall().await?;
    let mut publisher = Publisher::new(&hall, &house.organisation, &setting.texts).await?;
    let names = (1..=sizes.followers).map(|number| format!("p{number:04}"));
    neighbours::followers(&hall, &house.organisation.iri, names, servers.address).await?;
    hall.store.close().await;

    let mut node = house.start()?;
    node.until_indexed().await?;
    let (begun, cpu, mut answers) = (Instant::now(), node.cpu()?, Durations::default());
    for _ in 0..sizes.burst {
        answers.add(publisher.publish(&node).await?.took);
    }
    let mut letters = sizes.burst * sizes.followers;
    let took = servers.until_arrived(letters).await? - begun;
    println!(
        "   {letters} letters in {took:.1?}, {:.2} ms of CPU each; publishing while they leave: slowest {:.0} ms",
        ms_each(node.cpu()? - cpu, letters),
        answers.percentile_ms(100)
    );
    figures.set("deliver_per_s", per_second(letters, took));

    let mut answers = Durations::default();
    for _ in 0..sizes.published {
        answers.add(publisher.publish(&node).await?.took);
        // The next one is published when the letters of this one have left.
        letters += sizes.followers;
        servers.until_arrived(letters).await?;
    }
    println!(
        "   publishing: median {:.1} ms, slowest {:.1} ms",
        answers.percentile_ms(50),
        answers.percentile_ms(100)
    );
    figures.set("publish_p95_ms", answers.percentile_ms(95));
    node.stop().await?;
    setting.clear("deliver");
    Ok(())
}
