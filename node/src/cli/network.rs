//! `tempomacher network check`: whether this node holds what those it follows show it; `tempomacher restored`: a backup was put back.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Subcommand;
use commons::{Iri, Language};
use serde::Serialize;
use store::{Answer, FollowRow};

use super::table::As;
use crate::hall::Hall;
use crate::jobs::walk::checking::{self, Checked};
use crate::naming;
use crate::operations::restored;
use crate::operations::walked::Sum;
use crate::pages::{Speech, plain};
use crate::trouble::Trouble;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare, for each followed organisation, what is held here with what it shows. Exit code 1 where that is not the same.
    Check {
        /// For this organisation of the node; without it, for all of them.
        handle: Option<String>,
        /// Only with this followed organisation, for example birkenried@birkenried.de.
        #[arg(long, value_name = "ADDRESS")]
        with: Option<String>,
        /// Fetch everything anew where it is not the same.
        #[arg(long)]
        repair: bool,
        #[command(flatten)]
        how: As,
    },
}

#[derive(Serialize)]
struct Line {
    follower: String,
    followed: String,
    ours: Option<Side>,
    theirs: Option<Side>,
    equal: bool,
    repaired: bool,
    /// Entries that the author no longer shows, and about which a person is to decide.
    missing: i64,
    error: Option<String>,
}

#[derive(Serialize)]
struct Side {
    count: u64,
    check: String,
}

impl From<Sum> for Side {
    fn from(Sum { count, check }: Sum) -> Self {
        Self { count, check }
    }
}

/// Does it.
pub async fn run(hall: Hall, command: Command) -> anyhow::Result<ExitCode> {
    let Command::Check { handle, with, repair, how } = command;
    let hall = Arc::new(hall);
    let mut lines = Vec::new();
    for follow in followed(&hall, handle.as_deref(), with.as_deref()).await? {
        lines.push(line(&hall, &follow, if repair { Wanted::Repair } else { Wanted::Check }).await);
    }
    print(&lines, how)?;
    Ok(if lines.iter().all(|line| line.equal) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether unequal sides are set right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Check,
    Repair,
}

/// The follows of ours that led to an answer, of other nodes: on this node there is only one copy.
async fn followed(hall: &Hall, handle: Option<&str>, with: Option<&str>) -> anyhow::Result<Vec<FollowRow>> {
    let organisations = match handle {
        Some(handle) => vec![hall.hosts.by_handle(handle)?],
        None => hall.hosts.all(),
    };
    let mut reading = hall.store.reading().await?;
    let only = match with {
        Some(address) => Some(naming::organisation(hall, &mut reading, address).await?),
        None => None,
    };
    let mut rows = Vec::new();
    for organisation in organisations {
        rows.extend(reading.follows().followed_by(&organisation.iri).await?);
    }
    let is_meant = |followed: &Iri| only.as_ref().is_none_or(|only| only == followed);
    rows.retain(|row| row.answer == Answer::Accepted && is_meant(&row.followed));
    rows.retain(|row| hall.hosts.by_iri(&row.followed).is_none());
    Ok(rows)
}

async fn line(hall: &Arc<Hall>, follow: &FollowRow, wanted: Wanted) -> Line {
    let mut line = Line {
        follower: follow.follower.to_string(),
        followed: follow.followed.to_string(),
        ours: None,
        theirs: None,
        equal: false,
        repaired: false,
        missing: 0,
        error: None,
    };
    match checked(hall, follow, wanted).await {
        Ok((checked, repaired)) => {
            line.equal = checked.is_equal();
            line.repaired = repaired;
            line.missing = checked.missing;
            line.ours = Some(checked.ours.into());
            line.theirs = checked.theirs.map(Side::from);
        }
        Err(error) => line.error = Some(Trouble::of(&error).word()),
    }
    line
}

async fn checked(hall: &Arc<Hall>, follow: &FollowRow, wanted: Wanted) -> anyhow::Result<(Checked, bool)> {
    let before = checking::check(hall, follow).await?;
    if before.is_equal() || wanted == Wanted::Check {
        return Ok((before, false));
    }
    checking::repair(hall, follow).await?;
    let after = checking::check(hall, follow).await?;
    let is_repaired = after.is_equal();
    Ok((after, is_repaired))
}

fn print(lines: &[Line], how: As) -> anyhow::Result<()> {
    let english = Speech::in_language(Language::English);
    how.print(&["FOLLOWER", "FOLLOWED", "HERE", "THERE", "SAME", "NOTE"], lines, |line| {
        let side = |side: &Option<Side>| match side {
            Some(Side { count, check }) => format!("{count} {check}"),
            None => "-".to_owned(),
        };
        let same = if line.equal { "yes" } else { "no" };
        vec![
            line.follower.clone(),
            line.followed.clone(),
            side(&line.ours),
            side(&line.theirs),
            same.to_owned(),
            note(line, &english),
        ]
    })
}

fn note(line: &Line, english: &Speech) -> String {
    match (&line.error, line.missing) {
        (Some(word), _) => plain::trouble(word, english),
        (None, 1..) => format!("{} entries are missing there: an administrator is asked", line.missing),
        (None, _) if line.repaired => "set right".to_owned(),
        (None, _) if line.theirs.is_none() => "other software, which does not tell".to_owned(),
        (None, _) => String::new(),
    }
}

/// A backup was put back: begins a new epoch and says what that means.
pub async fn restored(hall: &Hall) -> anyhow::Result<()> {
    let _only_one = hall.store.claim_for_serving().context("stop the node first")?;
    let done = restored::restored(hall, "command").await?;
    println!(
        "{} entries of {} organisations count from now on as they stand here. Their followers compare, and what was missed is fetched, \
         as soon as the node runs.\nPlease look: what was withdrawn after the backup is shown again.",
        done.entries, done.organisations
    );
    Ok(())
}
