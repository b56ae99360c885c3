//! `tempomacher peer`: other nodes, and how we stand with them.

use clap::Subcommand;
use commons::{Language, Origin};
use serde::Serialize;

use super::organisation::day;
use super::table::As;
use crate::hall::Hall;
use crate::operations::{block, try_now};
use crate::pages::{Speech, plain};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the nodes we know.
    List(As),
    /// Take nothing more from a node and send it nothing.
    Block {
        /// The node, as https://host.
        #[arg(value_parser = Origin::parse)]
        origin: Origin,
    },
    /// Try a node at once that could not be reached.
    Try {
        /// The node, as https://host.
        #[arg(value_parser = Origin::parse)]
        origin: Origin,
    },
    /// Take a block back.
    Unblock {
        /// The node, as https://host.
        #[arg(value_parser = Origin::parse)]
        origin: Origin,
    },
}

#[derive(Serialize)]
struct Line {
    origin: String,
    stance: &'static str,
    waiting: i64,
    parked: i64,
    last_success: Option<commons::Time>,
    last_heard: Option<commons::Time>,
    failing: Option<commons::Time>,
    /// Since when nothing was heard, where that is for a month or more.
    silent: Option<commons::Time>,
    last_error: Option<String>,
    dialect: Option<String>,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Block { origin } => block::block(hall, origin, "command").await?,
        Command::Try { origin } => try_now::try_for_all(hall, origin, "command").await?,
        Command::Unblock { origin } => block::unblock(hall, origin, "command").await?,
        Command::List(how) => {
            let rows = hall.store.reading().await?.peers().list().await?;
            let now = hall.clock.now();
            let rows: Vec<_> = rows
                .into_iter()
                .map(|row| Line {
                    silent: plain::silent_since(&row, now),
                    origin: row.origin.to_string(),
                    stance: row.stance.code(),
                    waiting: row.waiting,
                    parked: row.parked,
                    last_success: row.last_success,
                    last_heard: row.last_heard,
                    failing: row.failing,
                    last_error: row.last_error,
                    dialect: row.dialect,
                })
                .collect();
            let english = Speech::in_language(Language::English);
            how.print(
                &[
                    "NODE",
                    "STANCE",
                    "DIALECT",
                    "WAITING",
                    "PARKED",
                    "LAST SENT",
                    "LAST HEARD",
                    "SILENT SINCE",
                    "ERROR",
                ],
                &rows,
                |row| {
                    let error = row.last_error.as_deref().filter(|_| row.failing.is_some());
                    let error = error.map_or_else(String::new, |word| plain::trouble(word, &english));
                    let (waiting, parked) = (row.waiting.to_string(), row.parked.to_string());
                    let stance = row.stance.to_owned();
                    vec![
                        row.origin.clone(),
                        stance,
                        // Nothing is known: what is sent there begins with cavage.
                        row.dialect.clone().unwrap_or_else(|| "-".to_owned()),
                        waiting,
                        parked,
                        day(row.last_success),
                        day(row.last_heard),
                        row.silent.map_or_else(String::new, |since| day(Some(since))),
                        error,
                    ]
                },
            )?;
        }
    }
    Ok(())
}
