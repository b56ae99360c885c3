//! `tempomacher follow`: who follows whom.

use clap::Subcommand;

use super::For;
use super::organisation::day;
use super::table::As;
use crate::api::follows::Shown;
use crate::hall::Hall;
use crate::naming;
use crate::operations::{accept, follow};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ask to follow an organisation, given as name@host.
    Add {
        /// Whom to follow, for example birkenried@birkenried.de.
        address: String,
        #[command(flatten)]
        who: For,
        /// A message to its people.
        #[arg(long, default_value = "")]
        message: String,
    },
    /// Let a follower in.
    Accept {
        /// The id, from `follow list`.
        id: String,
        #[command(flatten)]
        who: For,
    },
    /// Turn a follower away.
    Decline {
        /// The id, from `follow list`.
        id: String,
        #[command(flatten)]
        who: For,
    },
    /// No longer follow an organisation.
    End {
        /// Whom, for example birkenried@birkenried.de.
        address: String,
        #[command(flatten)]
        who: For,
    },
    /// List who follows whom.
    List {
        #[command(flatten)]
        who: For,
        #[command(flatten)]
        how: As,
    },
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Add { address, who, message } => {
            let row = follow::follow(hall, &who.acting(hall)?, &address, &message).await?;
            println!("{}: {}", row.followed, row.answer.code());
        }
        Command::End { address, who } => {
            let followed = naming::organisation(hall, &mut hall.store.reading().await?, &address).await?;
            follow::unfollow(hall, &who.acting(hall)?, &followed).await?;
            println!("{followed}: ended");
        }
        Command::Accept { id, who } => {
            let row = accept::accept(hall, &who.acting(hall)?, &id).await?;
            println!("{}: {}", row.follower, row.answer.code());
        }
        Command::Decline { id, who } => {
            let row = accept::decline(hall, &who.acting(hall)?, &id).await?;
            println!("{}: {}", row.follower, row.answer.code());
        }
        Command::List { who, how } => {
            let acting = who.acting(hall)?;
            let mut reading = hall.store.reading().await?;
            let mut rows = reading.follows().followers_of(&acting.organisation.iri).await?;
            rows.extend(reading.follows().followed_by(&acting.organisation.iri).await?);
            let rows: Vec<_> = rows.into_iter().map(Shown::from).collect();
            how.print(
                &["ID", "FOLLOWER", "FOLLOWED", "ANSWER", "ASKED", "ANSWERED", "MESSAGE"],
                &rows,
                |row| {
                    let (asked, answered) = (day(Some(row.asked)), day(row.answered));
                    let (follower, followed) = (row.follower.clone(), row.followed.clone());
                    vec![
                        row.id.clone(),
                        follower,
                        followed,
                        row.answer.to_owned(),
                        asked,
                        answered,
                        row.message.clone(),
                    ]
                },
            )?;
        }
    }
    Ok(())
}
