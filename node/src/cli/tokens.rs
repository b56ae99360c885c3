//! `tempomacher token`: keys for programs.

use clap::Subcommand;
use store::tokens::Scope;

use super::For;
use crate::hall::Hall;
use crate::operations::token;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a token and print it. It is shown only once.
    Create {
        #[command(flatten)]
        who: For,
        /// read, write or connect; each includes the one before.
        #[arg(long, default_value = "read", value_parser = Scope::parse)]
        scope: Scope,
        /// What it is for, as the list of tokens shows it.
        #[arg(long, default_value = "")]
        label: String,
    },
}

/// Makes a token.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    let Command::Create { who, scope, label } = command;
    println!("{}", token::create(hall, &who.acting(hall)?, scope, &label).await?);
    Ok(())
}
