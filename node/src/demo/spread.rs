//! Spreads a collection over the three towns, each line to one of them by its id.

use std::path::Path;

use anyhow::Context;
use commons::Audience;
use serde::Deserialize;

use super::nodes::Nodes;
use crate::acting::Acting;
use crate::cli::bar;
use crate::operations::import;

/// The towns among which the lines are shared out.
const TOWNS: [&str; 3] = ["auenstadt", "birkenried", "cronfeld"];

#[derive(Deserialize)]
struct Id {
    #[serde(default)]
    id: String,
}

/// Imports the file.
pub async fn over(nodes: &Nodes, file: &Path) -> anyhow::Result<()> {
    let lines =
        std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut shares: [String; 3] = Default::default();
    for line in lines.lines() {
        let id = serde_json::from_str::<Id>(line).map(|line| line.id).unwrap_or_default();
        let share = &mut shares[place(&id)];
        share.push_str(line);
        share.push('\n');
    }
    let bar = bar(lines.lines().count() as u64);
    let (mut done, mut remarks) = (0, 0);
    for (handle, share) in TOWNS.iter().zip(&shares) {
        let (town, organisation) = nodes.organisation(handle)?;
        let acting = Acting::by_command(organisation);
        let mut progress = |lines: usize| bar.set_position(done + lines as u64);
        let imported = import::import(&town, &acting, &Audience::Public, share, &mut progress).await;
        remarks += imported.map_err(anyhow::Error::from)?.odd.len();
        done += share.lines().count() as u64;
    }
    bar.finish_and_clear();
    println!("{done} descriptions are spread over the three towns ({remarks} remarks about odd rows).");
    Ok(())
}

/// The same town for the same id, each time.
fn place(id: &str) -> usize {
    id.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte))) % TOWNS.len()
}
