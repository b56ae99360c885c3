//! `tempomacher register`: the German register of towns.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use commons::OrganisationKind;
use commons::register::Gathered;

use super::bar;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::register;

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the official file (GV100AD, .txt or .gz, from destatis.de). From then on --ags completes name, kind, county,
    /// Land and inhabitants of a new organisation. Reading another file replaces the one before.
    Import {
        /// The file as it was downloaded.
        file: PathBuf,
    },
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Import { file } => import(hall, &file).await,
    }
}

async fn import(hall: &Hall, file: &Path) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let gathered = register::read(&bytes).map_err(Failure::from)?;
    let bar = bar(gathered.places.len() as u64);
    let replaced = register::replace(hall, &gathered.places, &mut |done| bar.set_position(done as u64)).await;
    bar.finish_and_clear();
    replaced?;
    for (line, odd) in &gathered.odd {
        println!("line {line}: {odd}");
    }
    println!("{}", summary(&gathered));
    Ok(())
}

fn summary(gathered: &Gathered) -> String {
    let day = gathered.places.iter().map(|place| place.valid_on.as_str()).max().unwrap_or_default();
    format!(
        "{} municipalities, {} counties and {} associations imported, as of {day}; {} lines could not be read",
        gathered.count(OrganisationKind::Municipality),
        gathered.count(OrganisationKind::County),
        gathered.count(OrganisationKind::MunicipalAssociation),
        gathered.odd.len(),
    )
}
