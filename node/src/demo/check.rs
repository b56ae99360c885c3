//! Watches the demonstration: what its organisations do is seen by whom it is for and by nobody else, and the nodes hold the same.

mod acts;
mod circle;
mod same;
pub mod watching;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use acts::Acts;
use circle::Ring;
use commons::EntryId;
use same::differences;
use watching::{PATIENCE, Watch, millis};

use super::nodes::Nodes;

/// How often the nodes are compared until they hold the same.
const LOOK: Duration = Duration::from_millis(100);

/// Waits until each follower holds what each author published, in database and index. Gives the time it took.
pub async fn first_fill(nodes: &Nodes) -> anyhow::Result<Duration> {
    let started = Instant::now();
    loop {
        let differences = differences(nodes).await?;
        if differences.is_empty() {
            return Ok(started.elapsed());
        }
        anyhow::ensure!(started.elapsed() < PATIENCE * 5, "{}", differences.join("; "));
        tokio::time::sleep(LOOK).await;
    }
}

/// Lets the organisations do everything that is told to neighbours, each time until it is seen where it should be; then compares the nodes
/// once more. What is for a circle is looked for after every act by those whom it is not for: what is done later has come by then.
pub async fn run(nodes: &Nodes, filled: Duration) -> anyhow::Result<ExitCode> {
    println!(
        "first fill    {:>8.0} ms   every node holds and finds what every other published",
        millis(filled)
    );
    let word = word(nodes)?;
    let mut watch = Watch::new(PATIENCE);
    let ring = Ring::found(nodes, &mut watch, &word).await?;
    let mut acts = Acts::publish(nodes, &mut watch, &word).await?;
    acts.correct(&mut watch).await?;
    acts.recommend(&mut watch).await?;
    acts.ask_and_answer(&mut watch).await?;
    acts.adopt(&mut watch).await?;
    ring.take_back(&mut watch).await?;
    acts.take_back(&mut watch).await?;
    acts.withdraw(&mut watch).await?;

    println!("hidden        looked for {} times by those whom it is not for", watch.looks());
    let differences = differences(nodes).await?;
    for difference in &differences {
        println!("DIFFERENT     {difference}");
    }
    if differences.is_empty() {
        println!(
            "the same      on all nodes: ids, versions, content hashes, and each index holds what its database holds"
        );
    }
    Ok(if watch.was_right() && differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A word that stands nowhere yet.
fn word(nodes: &Nodes) -> anyhow::Result<String> {
    let (town, _) = nodes.organisation("auenstadt")?;
    Ok(format!("Pruefmarke{}", EntryId::new(town.clock.now()).to_string().replace('-', "")))
}
