//! `tempomacher parked`: letters that came in and could not be applied.

use clap::Subcommand;
use commons::Time;
use serde::Serialize;

use super::organisation::day;
use super::table::As;
use crate::hall::Hall;
use crate::operations::parked::incoming;

/// How much is listed.
const MOST: i64 = 1_000;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List them, the oldest first.
    List(As),
    /// Apply one again, after what went wrong was put right.
    Retry {
        /// The id, from `parked list`.
        id: String,
    },
    /// Throw one away.
    Discard {
        /// The id, from `parked list`.
        id: String,
    },
}

#[derive(Serialize)]
struct Line {
    id: String,
    actor: String,
    received: Time,
    error: String,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Retry { id } => {
            incoming::apply_again(hall, &id, "command").await?;
        }
        Command::Discard { id } => incoming::discard(hall, &id, "command").await?,
        Command::List(how) => {
            let rows = hall.store.reading().await?.parked().list(MOST).await?;
            let line = |row: store::parked::ParkedRow| Line {
                id: row.id,
                actor: row.actor.to_string(),
                received: row.received,
                error: commons::text::cut(&commons::text::line(&row.error), 200),
            };
            let rows: Vec<_> = rows.into_iter().map(line).collect();
            how.print(&["ID", "FROM", "RECEIVED", "ERROR"], &rows, |row| {
                vec![row.id.clone(), row.actor.clone(), day(Some(row.received)), row.error.clone()]
            })?;
        }
    }
    Ok(())
}
