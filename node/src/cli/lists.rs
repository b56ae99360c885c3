//! `tempomacher list`: the list of members that an organisation keeps, and the lists of others that it subscribes to.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use commons::{Ags, Iri};
use serde::Serialize;
use store::subscriptions::Filling;
use store::{Mode, Subscription};

use super::For;
use super::table::As;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::naming;
use crate::operations::lists::import;
use crate::operations::lists::members::{self, Wish};
use crate::operations::lists::subscribe;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the own list of members.
    Show {
        #[command(flatten)]
        who: For,
        #[command(flatten)]
        how: As,
    },
    /// Put somebody on the own list.
    Add {
        #[command(flatten)]
        whom: Whom,
        #[command(flatten)]
        who: For,
    },
    /// Put everybody in a table on the own list: CSV with AGS;Name;Adresse, or as its first line says. A line that cannot be read is named and left
    /// out.
    Import {
        /// The file, as an office saves it.
        file: PathBuf,
        #[command(flatten)]
        who: For,
    },
    /// Subscribe to the list that another organisation keeps, given as name@host. The running node reads it, and again each day.
    Subscribe {
        /// Who keeps the list; `own` for the own list.
        address: String,
        #[command(flatten)]
        who: For,
        /// Ask everybody on it to be followed, also who joins later. Without it they are proposed.
        #[arg(long)]
        follow_all: bool,
    },
    /// Ask to be put on a list that is subscribed to.
    Join {
        /// Who keeps the list.
        address: String,
        #[command(flatten)]
        who: For,
    },
    /// Subscribe to a list no longer. Who is followed stays followed.
    End {
        /// Who keeps the list.
        address: String,
        #[command(flatten)]
        who: For,
    },
    /// How far reading the lists and following those on them has come.
    Progress {
        #[command(flatten)]
        who: For,
        #[command(flatten)]
        how: As,
    },
}

/// Who is to be put on a list. One of the three is enough.
#[derive(Debug, Args)]
pub struct Whom {
    /// The address, for example birkenried@birkenried.de.
    #[arg(long, default_value = "")]
    address: String,
    /// The municipality key.
    #[arg(long, default_value = "")]
    ags: String,
    /// The name.
    #[arg(long, default_value = "")]
    name: String,
    /// The website: a node on that host, or below it, may claim the place.
    #[arg(long, default_value = "")]
    website: String,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Show { who, how } => show(hall, &who.acting(hall)?, how).await,
        Command::Add { whom: Whom { address, ags, name, website }, who } => {
            let wish = Wish { address, ags, name, website };
            println!("{}: listed", members::add(hall, &who.acting(hall)?, &wish).await?);
            Ok(())
        }
        Command::Import { file, who } => {
            let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let imported = import::import(hall, &who.acting(hall)?, &bytes).await?;
            for (line, odd) in &imported.odd {
                println!("line {line}: {odd}");
            }
            let (new, known, odd) = (imported.new, imported.known, imported.odd.len());
            println!("{new} listed, {known} were on the list already, {odd} lines could not be read");
            Ok(())
        }
        Command::Subscribe { address, who, follow_all } => {
            let mode = if follow_all { Mode::Follow } else { Mode::Propose };
            let acting = who.acting(hall)?;
            let subscription = match address.as_str() {
                "own" => subscribe::subscribe_own(hall, &acting, mode).await?,
                address => subscribe::subscribe(hall, &acting, address, mode).await?,
            };
            println!("{}: subscribed", subscription.list);
            Ok(())
        }
        Command::Join { address, who } => {
            let acting = who.acting(hall)?;
            let subscription = subscription(hall, &acting, &address).await?;
            subscribe::join(hall, &acting, &subscription.id).await?;
            println!("{}: asked", subscription.list);
            Ok(())
        }
        Command::End { address, who } => {
            let acting = who.acting(hall)?;
            let subscription = subscription(hall, &acting, &address).await?;
            subscribe::end(hall, &acting, &subscription.id).await?;
            println!("{}: ended", subscription.list);
            Ok(())
        }
        Command::Progress { who, how } => progress(hall, &who.acting(hall)?, how).await,
    }
}

async fn subscription(hall: &Hall, acting: &Acting, address: &str) -> Result<Subscription, Failure> {
    let mut reading = hall.store.reading().await?;
    let list = match address {
        "own" => acting.organisation.iri.clone(),
        address => naming::organisation(hall, &mut reading, address).await?,
    };
    let subscription = reading.subscriptions().between(&acting.organisation.iri, &list).await?;
    Ok(subscription.ok_or(commons::Refusal::NoSuchSubscription {})?)
}

/// A member as it is listed here.
#[derive(Serialize)]
struct Shown {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ags: Option<Ags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Iri>,
    website: String,
    address: String,
}

async fn show(hall: &Hall, acting: &Acting, how: As) -> anyhow::Result<()> {
    let (mut reading, mut shown, mut after) = (hall.store.reading().await?, Vec::new(), String::new());
    loop {
        let page = reading.list_members().page(&acting.organisation.iri, &after, 500).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        shown.extend(page.into_iter().map(|one| Shown {
            name: one.name,
            ags: one.ags,
            actor: one.actor,
            website: one.website,
            address: one.address,
        }));
    }
    how.print(&["NAME", "AGS", "ORGANISATION", "WEBSITE", "LOOKED FOR AT"], &shown, |one| {
        let ags = one.ags.as_ref().map_or("", Ags::as_str).to_owned();
        let actor = one.actor.as_ref().map_or("", Iri::as_str).to_owned();
        vec![one.name.clone(), ags, actor, one.website.clone(), one.address.clone()]
    })
}

/// How far a list has come.
#[derive(Serialize)]
struct Progress {
    list: Iri,
    mode: &'static str,
    read: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    organisations: i64,
    without: i64,
    to_ask: i64,
    asked: i64,
    accepted: i64,
    walked: i64,
    entries: i64,
}

async fn progress(hall: &Hall, acting: &Acting, how: As) -> anyhow::Result<()> {
    let (mut reading, mut rows) = (hall.store.reading().await?, Vec::new());
    for one in reading.subscriptions().of_organisation(&acting.organisation.iri).await? {
        let row = reading.lists().of_keeper(&one.list).await?;
        let filling: Filling = reading.subscriptions().filling(&one.subscriber, &one.list).await?;
        rows.push(Progress {
            mode: one.mode.code(),
            read: row.as_ref().is_some_and(|row| row.read.is_some()),
            error: row.and_then(|row| row.error),
            organisations: filling.organisations,
            without: filling.without,
            to_ask: filling.to_ask,
            asked: filling.asked,
            accepted: filling.accepted,
            walked: filling.walked,
            entries: filling.entries,
            list: one.list,
        });
    }
    let heads =
        ["LIST", "MODE", "ORGANISATIONS", "TO ASK", "ASKED", "ACCEPTED", "WALKED", "ENTRIES", "TROUBLE"];
    how.print(&heads, &rows, |row| {
        let numbers = [row.organisations, row.to_ask, row.asked, row.accepted, row.walked, row.entries];
        let cells = [row.list.to_string(), row.mode.to_owned()].into_iter();
        let trouble = row.error.clone().unwrap_or_default();
        cells.chain(numbers.map(|number| number.to_string())).chain([trouble]).collect()
    })
}
