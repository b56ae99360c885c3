//! `tempomacher demo`: three towns on two nodes and an umbrella body, in one process and with nothing in common but the network: each node has its own
//! database, index, keys and port, and what one knows of another it was told over HTTP, signed.

pub mod check;
mod content;
mod nodes;
mod spread;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use commons::{Clock, Refusal, SystemClock};
use store::tokens::Scope;

use crate::acting::Acting;
use crate::cli::until_told_to_stop;
use crate::failure::Failure;
use crate::operations::ticket::Link;
use crate::operations::{link, staff, token};
use crate::town::Town;

pub use nodes::Nodes;

/// The demonstration.
#[derive(Debug, Args)]
pub struct Demo {
    /// Spread a collection of descriptions (one JSON object a line) over the three towns.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Keep the data in this directory. Without it everything is gone at the end.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// First of the three ports.
    #[arg(long, default_value_t = 8100)]
    port: u16,
    /// Publish, correct, recommend, ask, adopt, address a circle, and take it all back; watch who sees it and who does not, compare the nodes, and
    /// end: exit code 0 or 1.
    #[arg(long)]
    check: bool,
}

/// Runs the demonstration.
///
/// # Errors
/// When a port is taken or the directory cannot be used; the message says which.
pub async fn run(demo: Demo) -> anyhow::Result<ExitCode> {
    let temporary = demo.dir.is_none();
    let dir = demo
        .dir
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("tempomacher-{}", std::process::id())));
    println!("Three nodes start in {} ...", dir.display());
    let nodes = Nodes::start(&dir, demo.port, Arc::new(SystemClock)).await?;
    let outcome = play(&demo, &nodes).await;
    nodes.stop().await;
    if temporary && let Err(error) = std::fs::remove_dir_all(&dir) {
        eprintln!("{} could not be removed: {error}", dir.display());
    }
    outcome
}

/// The nodes of the demonstration as they are once everybody follows everybody and has read all there is: for tests that need full pages.
///
/// # Errors
/// When a port is taken or the directory cannot be used; the message says which.
pub async fn towns(dir: &Path, port: u16, clock: Arc<dyn Clock>) -> anyhow::Result<Nodes> {
    let nodes = Nodes::start(dir, port, clock).await?;
    content::publish(&nodes).await?;
    nodes.connect().await?;
    check::first_fill(&nodes).await?;
    Ok(nodes)
}

async fn play(demo: &Demo, nodes: &Nodes) -> anyhow::Result<ExitCode> {
    let published = content::publish(nodes).await?;
    println!("{published} entries of the demonstration are published.");
    if let Some(file) = &demo.data {
        spread::over(nodes, file).await?;
    }
    nodes.connect().await?;
    let filled = check::first_fill(nodes).await;
    if demo.check {
        return check::run(nodes, filled?).await;
    }
    if let Err(error) = filled {
        println!("Not everything has arrived yet: {error:#}");
    }
    where_to_look(nodes).await?;
    until_told_to_stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// A link with which somebody signs in who administers this organisation. It opens once; the next start gives another.
async fn way_in(town: &Town, acting: &Acting) -> Result<Link, Failure> {
    let organisation = &acting.organisation;
    let mail = format!("verwaltung@{}.example", organisation.handle);
    match staff::enter(town, acting, &format!("Verwaltung {}", organisation.name), &mail).await {
        Err(failure) if *failure.refusal() == Refusal::MailboxTaken {} => link::vouch(town, &mail).await,
        entered => entered,
    }
}

async fn where_to_look(nodes: &Nodes) -> anyhow::Result<()> {
    println!("\nWhere to look (a browser knows *.localhost by itself):");
    for (town, organisation) in nodes.organisations() {
        let acting = Acting::by_command(organisation.clone());
        let token = token::create(&town, &acting, Scope::Connect, "demo").await?;
        let link = way_in(&town, &acting).await?;
        println!(
            "  {}\n    look     {}\n    sign in  {link}\n    token    {token}",
            organisation.name, organisation.iri
        );
    }
    println!(
        "\nTry:  curl 'http://birkenried.localhost:{}/api/v1/search?q=Kitaplatz'",
        nodes.first_port() + 1
    );
    println!("Stop: Ctrl-C");
    Ok(())
}
