//! Letters that leave: a town publishes, and each of its followers, every one on a server of its own, gets a signed letter.

use std::net::SocketAddr;

use commons::{Iri, Organisation, OrganisationKind};
use node::Hall;
use tokio::time::{Duration, Instant};

use crate::entries;
use crate::figures::{Durations, Figures, ms_each, per_second};
use crate::house::House;
use crate::http1::{self, Connection};
use crate::neighbours;
use crate::setting::Setting;
use crate::stub::Servers;

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let (sizes, servers) = (&setting.sizes, Servers::open().await?);
    let house = House::build(setting, "deliver").await?;
    let hall = house.hall().await?;
    let token = house.token(&hall).await?;
    followers(&hall, &house.organisation.iri, sizes.followers, servers.address).await?;
    hall.store.close().await;

    let mut node = house.start()?;
    node.until_indexed().await?;
    let mut connection = node.connection();
    let mut publish = async |number| {
        let draft = entries::draft(&setting.texts.varied(number, entries::SEARCHED_BYTES));
        let request = http1::post_as(&token, &house.organisation.host, "/api/v1/entries", &draft);
        published(&mut connection, &request).await
    };

    let (begun, cpu, mut answers) = (Instant::now(), node.cpu()?, Durations::default());
    for number in 0..sizes.burst {
        answers.add(publish(number).await?);
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
    for number in 0..sizes.published {
        answers.add(publish(sizes.burst + number).await?);
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

/// How long the publisher waits for the answer.
async fn published(connection: &mut Connection, request: &[u8]) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let answer = connection.send(request).await?;
    let took = begun.elapsed();
    answer.json::<serde_json::Value>()?;
    Ok(took)
}

/// So many follow, each from a server of its own, and were let in.
async fn followers(hall: &Hall, followed: &Iri, count: usize, at: SocketAddr) -> anyhow::Result<()> {
    let now = hall.clock.now();
    let mut change = hall.store.begin().await?;
    for number in 1..=count {
        let host = format!("p{number:04}.localhost:{}", at.port());
        let iri = Iri::parse("id", &format!("http://{host}/"))?;
        let kind = OrganisationKind::Municipality;
        let follower =
            Organisation::new(iri, &host, &format!("p{number:04}"), &format!("Gemeinde {number}"), kind);
        change.actors().put_remote(&neighbours::stranger(&follower, now)).await?;
        neighbours::follows(&mut change, &follower.iri, followed, now).await?;
    }
    change.commit().await?;
    Ok(())
}
