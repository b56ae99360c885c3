//! `tempomacher held`: what strangers said about our entries.

use clap::Subcommand;
use commons::{EntryId, Language, text};
use serde::Serialize;
use store::{Cursor, EntryRow, StoreError};

use super::For;
use super::organisation::day;
use super::table::As;
use crate::hall::Hall;
use crate::operations::held;

/// How much is listed.
const MOST: i64 = 1_000;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List what waits for a decision.
    List {
        #[command(flatten)]
        who: For,
        #[command(flatten)]
        how: As,
    },
    /// Show it.
    Accept {
        /// The id, from `held list`.
        #[arg(value_parser = EntryId::parse)]
        id: EntryId,
        #[command(flatten)]
        who: For,
    },
    /// Turn it away, for good.
    Decline {
        /// The id, from `held list`.
        #[arg(value_parser = EntryId::parse)]
        id: EntryId,
        #[command(flatten)]
        who: For,
    },
}

#[derive(Serialize)]
struct Line {
    id: EntryId,
    author: String,
    kind: &'static str,
    received: commons::Time,
    says: String,
}

impl Line {
    fn of(row: &EntryRow) -> Result<Self, StoreError> {
        let entry = row.entry()?;
        let says = if entry.title.is_empty() { entry.text } else { entry.title };
        let kind = row.kind.label(Language::English);
        let author = row.author.to_string();
        Ok(Self { id: row.id, author, kind, received: row.received, says: text::excerpt(&says) })
    }
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Accept { id, who } => held::accept(hall, &who.acting(hall)?, id).await?,
        Command::Decline { id, who } => held::decline(hall, &who.acting(hall)?, id).await?,
        Command::List { who, how } => {
            let acting = who.acting(hall)?;
            let (organisation, newest) = (&acting.organisation.iri, Cursor::start());
            let rows = hall.store.reading().await?.entries().held_before(organisation, &newest, MOST).await?;
            let rows = rows.iter().map(Line::of).collect::<Result<Vec<_>, _>>()?;
            how.print(&["ID", "FROM", "KIND", "RECEIVED", "SAYS"], &rows, |row| {
                let (id, received) = (row.id.to_string(), day(Some(row.received)));
                vec![id, row.author.clone(), row.kind.to_owned(), received, row.says.clone()]
            })?;
        }
    }
    Ok(())
}
