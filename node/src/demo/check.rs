//! Watches the demonstration and compares its nodes: does everyone hold what everyone published, and does every index hold what its node holds?

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use aws_lc_rs::digest;
use commons::{EntryId, Iri, Reader, Standing};
use serde_json::{Map, Value, json};

use super::nodes::Nodes;
use crate::acting::Acting;
use crate::asked::Asked;
use crate::asking;
use crate::operations::draft::Draft;
use crate::operations::{publish, revise, withdraw};
use crate::town::Town;

/// How long anything may take until it is seen.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(10);

/// Rows read at once.
const PAGE: i64 = 500;

/// What a node holds of an author: version and hash of the canonical JSON (RFC 8785), by id.
type Holding = BTreeMap<String, (i64, String)>;

/// Waits until each follower holds what each author published, in database and index. Gives the time it took.
pub async fn first_fill(nodes: &Nodes) -> anyhow::Result<Duration> {
    let started = Instant::now();
    loop {
        let differences = differences(nodes).await?;
        if differences.is_empty() {
            return Ok(started.elapsed());
        }
        anyhow::ensure!(started.elapsed() < PATIENCE * 5, "{}", differences.join("; "));
        tokio::time::sleep(LOOK * 10).await;
    }
}

/// Publishes, corrects and withdraws, each time until it is seen in the other searches; then compares the nodes once more.
pub async fn run(nodes: &Nodes, filled: Duration) -> anyhow::Result<ExitCode> {
    println!(
        "first fill    {:>8.0} ms   every node holds and finds what every other published",
        millis(filled)
    );
    let (town, organisation) = nodes.organisation("auenstadt")?;
    let acting = Acting::by_command(organisation);
    let mark = format!("Pruefmarke{}", EntryId::new(town.clock.now()).to_string().replace('-', ""));

    let published =
        publish::publish(&town, &acting, &draft(&mark, "eins")).await.map_err(anyhow::Error::from)?;
    let (id, seen) = (published.id, published.version);
    let mut all_seen = seen_everywhere(nodes, "publish", &format!("{mark}eins"), Expect::Found).await?;
    let revised =
        revise::revise(&town, &acting, id, seen, draft(&mark, "zwei")).await.map_err(anyhow::Error::from)?;
    all_seen &= seen_everywhere(nodes, "correct", &format!("{mark}zwei"), Expect::Found).await?;
    all_seen &= seen_everywhere(nodes, "", &format!("{mark}eins"), Expect::Gone).await?;
    withdraw::withdraw(&town, &acting, id, Some(revised.version)).await.map_err(anyhow::Error::from)?;
    all_seen &= seen_everywhere(nodes, "withdraw", &format!("{mark}zwei"), Expect::Gone).await?;

    let differences = differences(nodes).await?;
    for difference in &differences {
        println!("DIFFERENT     {difference}");
    }
    if differences.is_empty() {
        println!(
            "the same      on all nodes: ids, versions, content hashes, and each index holds what its database holds"
        );
    }
    Ok(if all_seen && differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn draft(mark: &str, word: &str) -> Draft {
    let fields: Map<String, Value> = [
        ("kind", json!("project")),
        ("title", json!(format!("Probe {mark}{word}"))),
        ("summary", json!("Wird gleich wieder zurückgezogen.")),
        ("status", json!("idea")),
        ("audience", json!("public")),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    Draft::new(fields)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Found,
    Gone,
}

/// Looks in every node's search until the word is found, or gone. Prints how long each took; false when one did not see it in time.
async fn seen_everywhere(nodes: &Nodes, step: &str, word: &str, expect: Expect) -> anyhow::Result<bool> {
    let started = Instant::now();
    let mut seen_by_all = true;
    let mut times = Vec::new();
    for town in nodes.towns() {
        let name = town.hosts.first().map(|first| first.handle.clone()).unwrap_or_default();
        let seen = loop {
            if finds(town, word).await? == (expect == Expect::Found) {
                break true;
            }
            if started.elapsed() > PATIENCE {
                break false;
            }
            tokio::time::sleep(LOOK).await;
        };
        seen_by_all &= seen;
        let took = if seen { format!("{:.0} ms", millis(started.elapsed())) } else { "NOT SEEN".to_owned() };
        times.push(format!("{name} {took}"));
    }
    if !step.is_empty() || !seen_by_all {
        println!("{step:<9} seen {:>8.0} ms   {}", millis(started.elapsed()), times.join(", "));
    }
    Ok(seen_by_all)
}

async fn finds(town: &Town, word: &str) -> anyhow::Result<bool> {
    let asked = Asked::parse(&format!("q={word}"))?;
    let page = asking::search(town, asked.search(Reader::anyone(), Vec::new(), town.clock.now())).await?;
    Ok(page.hits.iter().any(|hit| hit.title.contains(word)))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Where nodes differ from an author's own, or an index from its database. Empty when all agree.
async fn differences(nodes: &Nodes) -> anyhow::Result<Vec<String>> {
    let mut differences = Vec::new();
    let organisations = nodes.organisations();
    for (home, author) in &organisations {
        let own = holding(home, &author.iri).await?;
        for town in nodes.towns() {
            let theirs = holding(town, &author.iri).await?;
            if theirs != own {
                let name = handle(town);
                differences.push(format!(
                    "{name} holds {} of {}'s {}",
                    theirs.len(),
                    author.handle,
                    own.len()
                ));
            }
        }
    }
    for town in nodes.towns() {
        let (memory, index) = (published(town).await?, indexed(town).await?);
        if memory != index {
            let (more, less) = (memory.difference(&index).count(), index.difference(&memory).count());
            differences.push(format!("the index of {} lacks {more} and has {less} too many", handle(town)));
        }
    }
    Ok(differences)
}

fn handle(town: &Town) -> String {
    town.hosts.first().map(|first| first.handle.clone()).unwrap_or_default()
}

/// What a node holds of an author's public entries.
async fn holding(town: &Town, author: &Iri) -> anyhow::Result<Holding> {
    let (mut holding, mut after) = (Holding::new(), 0);
    loop {
        let rows = town.store.reading().await?.entries().all_public_of(author, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(holding) };
        after = last.changed;
        for row in &rows {
            let hash = digest::digest(&digest::SHA256, row.entry()?.canonical_json().as_bytes());
            let hash = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
            holding.insert(row.iri.to_string(), (row.version, hash));
        }
    }
}

/// Ids and versions of all that a node's database shows, its own unpublished work included.
async fn published(town: &Town) -> anyhow::Result<BTreeSet<(String, i64)>> {
    let (mut all, mut after) = (BTreeSet::new(), 0);
    loop {
        let rows = town.store.reading().await?.entries().changed_since(after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = last.changed;
        let shown = rows.iter().filter(|row| row.standing == Standing::Published);
        all.extend(shown.map(|row| (row.iri.to_string(), row.version)));
    }
}

async fn indexed(town: &Town) -> anyhow::Result<BTreeSet<(String, i64)>> {
    let index = town.index.clone();
    let ids = tokio::task::spawn_blocking(move || index.all_ids()).await??;
    // Organisations are found too; they have no version.
    Ok(ids.into_iter().filter(|(_, version)| *version > 0).collect())
}
