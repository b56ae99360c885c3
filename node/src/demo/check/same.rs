//! Compares the nodes: does everyone hold what everyone published, and does every index hold what its node holds?

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest;
use commons::{Iri, Standing};

use super::watching::node_name;
use crate::demo::nodes::Nodes;
use crate::town::Town;

/// Rows read at once.
const PAGE: i64 = 500;

/// What a node holds of an author: version and hash of the canonical JSON (RFC 8785), by id.
type Holding = BTreeMap<String, (i64, String)>;

/// Where nodes differ from an author's own, or an index from its database. Empty when all agree.
pub async fn differences(nodes: &Nodes) -> anyhow::Result<Vec<String>> {
    let mut differences = Vec::new();
    let organisations = nodes.organisations();
    for (home, author) in &organisations {
        let own = holding(home, &author.iri).await?;
        for town in nodes.towns() {
            let theirs = holding(town, &author.iri).await?;
            if theirs != own {
                let name = node_name(town);
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
            differences
                .push(format!("the index of {} lacks {more} and has {less} too many", node_name(town)));
        }
    }
    Ok(differences)
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
