//! From an empty node to everything that two hundred organisations have published, by subscribing to one list.
//!
//! The organisations live on twenty real nodes, ten on each, and let in whoever asks. One node more keeps the list.

use std::sync::Arc;

use anyhow::{Context, ensure};
use commons::Organisation;
use node::acting::Acting;
use node::operations::lists::{members, subscribe};
use serde::Deserialize;
use store::Mode;
use store::actors::FollowersSetting;
use tokio::time::{Duration, Instant, sleep};

use crate::entries;
use crate::figures::Figures;
use crate::house::House;
use crate::http1;
use crate::node_process::NodeProcess;
use crate::setting::Setting;

/// How often it is looked whether everything is there.
const LOOK: Duration = Duration::from_millis(100);
/// How long nothing may come while something is waited for.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Deserialize)]
struct Found {
    total: usize,
}

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let sizes = setting.sizes;
    let wanted = sizes.list_nodes * sizes.list_organisations * sizes.list_entries;
    let (mut houses, mut names) = (Vec::new(), Vec::new());
    for number in 0..sizes.list_nodes {
        let house = House::build(setting, &format!("liste{number}")).await?;
        let organisations = people(setting, &house, number).await?;
        names.extend(organisations.iter().map(|one| one.address()));
        houses.push(house);
    }
    let (keeper, new) =
        (House::build(setting, "dachverband").await?, House::build(setting, "neuland").await?);
    let mut running: Vec<NodeProcess> = Vec::new();
    for house in houses.iter().chain([&keeper]) {
        let mut node = house.start()?;
        node.until_indexed().await?;
        running.push(node);
    }
    fill_list(&keeper, &names).await?;

    let mut node = new.start()?;
    node.until_indexed().await?;
    let cpu = node.cpu()?;
    let begun = Instant::now();
    let hall = new.hall().await?;
    let acting = Acting::by_command(Arc::clone(&new.organisation));
    let subscribed = subscribe::subscribe(&hall, &acting, &keeper.organisation.address(), Mode::Follow).await;
    subscribed.map_err(anyhow::Error::from)?;
    let asked = until(&node, begun, wanted).await?;
    println!(
        "   {wanted} entries of {} organisations on {} nodes findable after {asked:.1?}; {:.1} s of CPU at the new node",
        names.len(),
        sizes.list_nodes,
        (node.cpu()? - cpu).as_secs_f64()
    );
    figures.set("list_fill_s", asked.as_secs_f64());
    hall.store.close().await;
    for node in running.into_iter().chain([node]) {
        node.stop().await?;
    }
    for house in houses.iter().chain([&keeper, &new]) {
        setting.clear(&house.organisation.handle);
    }
    Ok(())
}

/// Organisations move in beside the first, publish, and let in whoever asks.
async fn people(setting: &Setting, house: &House, number: usize) -> anyhow::Result<Vec<Arc<Organisation>>> {
    let hall = house.hall().await?;
    let mut organisations = vec![Arc::clone(&house.organisation)];
    for place in 1..setting.sizes.list_organisations {
        organisations.push(house.founds(&hall, &format!("ort{number}-{place}")).await?);
    }
    for organisation in &organisations {
        entries::publish_own(&hall, organisation, &setting.texts, setting.sizes.list_entries).await?;
        let mut change = hall.store.begin().await?;
        change.actors().set_followers(&organisation.iri, FollowersSetting::Open).await?;
        change.commit().await?;
    }
    hall.store.close().await;
    Ok(organisations)
}

async fn fill_list(keeper: &House, addresses: &[String]) -> anyhow::Result<()> {
    let hall = keeper.hall().await?;
    let acting = Acting::by_command(Arc::clone(&keeper.organisation));
    for address in addresses {
        let wish = members::Wish { address: address.clone(), ..members::Wish::default() };
        let added = members::add(&hall, &acting, &wish).await.map_err(anyhow::Error::from);
        added.with_context(|| format!("{address} cannot be put on the list"))?;
    }
    hall.store.close().await;
    Ok(())
}

/// Waits until so many entries are found, and gives how long that took.
async fn until(node: &NodeProcess, begun: Instant, wanted: usize) -> anyhow::Result<Duration> {
    let asked = http1::get(&node.host, "/api/v1/search?q=&kind=project&limit=1");
    let (mut connection, mut last, mut since) = (node.connection(), 0, Instant::now());
    loop {
        let found: Found = connection.send(&asked).await?.json()?;
        if found.total >= wanted {
            return Ok(begun.elapsed());
        }
        if found.total > last {
            (last, since) = (found.total, Instant::now());
        }
        ensure!(since.elapsed() < PATIENCE, "only {} of {wanted} entries are found", found.total);
        sleep(LOOK).await;
    }
}
