//! `tempomacher config`: the sample file.

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::Config;

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the sample file: every key, its default, and what it is for.
    Print,
    /// Print what this node would run with, from file and environment.
    Show,
}

/// Prints.
pub fn run(command: Command, config: &Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Print => print!("{}", Config::sample()),
        Command::Show => println!("{}", serde_json::to_string_pretty(config)?),
    }
    Ok(ExitCode::SUCCESS)
}
