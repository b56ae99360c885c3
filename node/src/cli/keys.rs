//! `tempomacher key`: with what the organisations of this node sign.

use clap::Subcommand;
use serde::Serialize;

use super::For;
use super::organisation::day;
use super::table::As;
use crate::hall::Hall;
use crate::operations::rotate::rotate;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Replace the keys of an organisation and of its host. Neighbours are told under the old ones, which sign on for those who
    /// were away, for fourteen days at most.
    Rotate {
        /// Handle of the organisation; may be left out when the node has only one.
        handle: Option<String>,
    },
    /// List the keys of this node, and those that were replaced and are still expected by somebody.
    List(As),
}

#[derive(Serialize)]
struct Line {
    key: String,
    algorithm: &'static str,
    /// Since when it signs, or since when it is replaced.
    since: commons::Time,
    state: &'static str,
    /// How many inboxes have not heard that it was replaced.
    expected_by: Option<i64>,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Rotate { handle } => {
            let acting = For { organisation: handle }.acting(hall)?;
            let told = rotate(hall, &acting).await?;
            println!("{} has new keys. Inboxes that are to hear of it: {told}", acting.organisation.handle);
            println!("How many have not heard of it yet: tempomacher key list");
            Ok(())
        }
        Command::List(how) => {
            let lines = lines(hall).await?;
            how.print(&["KEY", "ALGORITHM", "SINCE", "STATE", "EXPECTED BY"], &lines, |line| {
                vec![
                    line.key.clone(),
                    line.algorithm.to_owned(),
                    day(Some(line.since)),
                    line.state.to_owned(),
                    line.expected_by.map_or_else(String::new, |count| count.to_string()),
                ]
            })
        }
    }
}

/// The keys of all of ours, each actor's replaced ones after its present ones.
async fn lines(hall: &Hall) -> anyhow::Result<Vec<Line>> {
    let mut reading = hall.store.reading().await?;
    let mut lines = Vec::new();
    for actor in reading.actors().local_all().await? {
        for row in reading.keys().of_actor(&actor.iri).await? {
            let (key, algorithm) = (row.key.id.to_string(), row.key.algorithm.code());
            lines.push(Line { key, algorithm, since: row.created, state: "signs", expected_by: None });
        }
        for row in reading.keys().retired_of(&actor.iri).await? {
            lines.push(Line {
                key: row.id.to_string(),
                algorithm: row.algorithm.code(),
                since: row.retired,
                state: "replaced",
                expected_by: Some(row.expected_by),
            });
        }
    }
    Ok(lines)
}
