//! The door for administrators: every command of the binary. Commands work while `serve` runs; they write through the database and are noticed.

mod config;
mod entries;
mod federation;
mod follows;
mod healthcheck;
mod held;
mod keys;
mod lists;
mod logs;
mod mail;
mod misses;
mod network;
mod openapi;
mod organisation;
mod parked;
mod peers;
mod register;
mod serve;
mod setup;
mod staff;
mod table;
mod tokens;

pub use entries::bar;
pub use serve::until_told_to_stop;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use commons::Refusal;

use crate::acting::Acting;
use crate::config::Config;
use crate::demo;
use crate::failure::Failure;
use crate::hall::Hall;

/// Tempomacher: towns learn from each other. A node publishes a town's digitalisation projects and lessons, and finds those of others.
#[derive(Debug, Parser)]
#[command(name = "tempomacher", version, max_term_width = 100)]
pub struct CommandLine {
    /// Configuration file; without it ./tempomacher.toml, if there is one, and the environment.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the node.
    Serve,
    /// Set up: the first organisation and its first person. Asks nothing when the flags say it all.
    Init(organisation::Init),
    /// The link that opens the set-up in the browser.
    #[command(subcommand)]
    Setup(setup::Command),
    /// Organisations of this node.
    #[command(subcommand)]
    Organisation(organisation::Command),
    /// The German register of towns, by which --ags completes a new organisation.
    #[command(subcommand)]
    Register(register::Command),
    /// Import a collection of descriptions, one JSON object a line. Importing again changes what has changed.
    Import(entries::Import),
    /// Build the search index anew from the database.
    Reindex,
    /// Who follows whom.
    #[command(subcommand)]
    Follow(follows::Command),
    /// Lists of members: one's own, and those of others that are subscribed to.
    #[command(subcommand)]
    List(lists::Command),
    /// Other nodes, and how we stand with them.
    #[command(subcommand)]
    Peer(peers::Command),
    /// Whether this node holds what those it follows show.
    #[command(subcommand)]
    Network(network::Command),
    /// Say that a backup was put back: followers compare everything, and what was missed is fetched.
    Restored,
    /// Whether others can be reached, and can reach us.
    #[command(subcommand)]
    Federation(federation::Command),
    /// What strangers said about our entries and waits for a decision.
    #[command(subcommand)]
    Held(held::Command),
    /// List what was searched for and not found.
    Misses(table::As),
    /// Letters that came in and could not be applied.
    #[command(subcommand)]
    Parked(parked::Command),
    /// Mails to people: try whether they go out, and see which do not.
    #[command(subcommand)]
    Mail(mail::Command),
    /// Keys with which organisations sign what they send.
    #[command(subcommand)]
    Key(keys::Command),
    /// People of an organisation.
    #[command(subcommand)]
    Staff(staff::Command),
    /// Keys for programs.
    #[command(subcommand)]
    Token(tokens::Command),
    /// Configuration.
    #[command(subcommand)]
    Config(config::Command),
    /// Print the description of the API for programs (OpenAPI 3.1). Needs no data directory.
    Openapi,
    /// Ask the running node whether it is well: exit code 0 or 1.
    Healthcheck,
    /// Three towns on two nodes and an umbrella body, on this machine, to look at and to play with.
    Demo(demo::Demo),
}

/// For which organisation of this node a command acts.
#[derive(Debug, Args)]
pub struct For {
    /// Handle of the organisation; may be left out when the node has only one.
    #[arg(long, value_name = "HANDLE")]
    organisation: Option<String>,
}

impl For {
    fn acting(&self, hall: &Hall) -> Result<Acting, Refusal> {
        let all = hall.hosts.all();
        let organisation = match (&self.organisation, all.as_slice()) {
            (Some(handle), _) => hall.hosts.by_handle(handle)?,
            (None, [only]) => Arc::clone(only),
            (None, []) => return Err(Refusal::NoSuchOrganisation {}),
            (None, _) => return Err(Refusal::Missing { field: "--organisation" }),
        };
        Ok(Acting::by_command(organisation))
    }
}

/// Runs what the command line says.
///
/// # Errors
/// The text says what went wrong, for a person.
pub async fn run(line: CommandLine) -> anyhow::Result<ExitCode> {
    let config = Config::read(line.config.as_deref())?;
    logs::begin(&config.log, matches!(line.command, Command::Serve))?;
    match line.command {
        Command::Serve => serve::run(config).await,
        Command::Healthcheck => healthcheck::run(&config).await,
        Command::Config(command) => config::run(command, &config),
        Command::Openapi => openapi::run(),
        Command::Demo(demo) => demo::run(demo).await,
        Command::Network(command) => network::run(Hall::open(config).await?, command).await,
        Command::Federation(command) => federation::run(&Hall::open(config).await?, command).await,
        command => {
            with_hall(command, Hall::open(config).await?).await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn with_hall(command: Command, hall: Hall) -> anyhow::Result<()> {
    match command {
        Command::Init(init) => organisation::init(&hall, init).await,
        Command::Setup(command) => setup::run(&hall, command).await,
        Command::Organisation(command) => organisation::run(&hall, command).await,
        Command::Register(command) => register::run(&hall, command).await,
        Command::Import(import) => entries::import(&hall, import).await,
        Command::Reindex => entries::reindex(&hall).await,
        Command::Follow(command) => follows::run(&hall, command).await,
        Command::List(command) => lists::run(&hall, command).await,
        Command::Peer(command) => peers::run(&hall, command).await,
        Command::Restored => network::restored(&hall).await,
        Command::Held(command) => held::run(&hall, command).await,
        Command::Misses(how) => misses::run(&hall, how).await,
        Command::Parked(command) => parked::run(&hall, command).await,
        Command::Mail(command) => mail::run(&hall, command).await,
        Command::Key(command) => keys::run(&hall, command).await,
        Command::Staff(command) => staff::run(&hall, command).await,
        Command::Token(command) => tokens::run(&hall, command).await,
        Command::Serve
        | Command::Healthcheck
        | Command::Config(_)
        | Command::Openapi
        | Command::Demo(_)
        | Command::Network(_)
        | Command::Federation(_) => Ok(()),
    }
}

/// A failure as a person at the command line reads it: in both languages.
impl From<Failure> for anyhow::Error {
    fn from(failure: Failure) -> Self {
        let refusal = failure.refusal();
        let german = refusal.sentence(commons::Language::German);
        Self::msg(format!("{}\n             {german}", refusal.sentence(commons::Language::English)))
    }
}
