//! `tempomacher setup`: the link that opens the set-up in the browser.

use std::net::SocketAddr;

use clap::Subcommand;

use super::healthcheck::reachable;
use crate::hall::Hall;
use crate::operations::setting_up::{self, SetUp};

/// What to do with the set-up.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print a link that opens the set-up in the browser for the first who comes with it. It replaces the one before and
    /// opens for 24 hours.
    Link,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Link => {
            anyhow::ensure!(offer(hall, hall.config.listen).await?, "this node is set up already");
            Ok(())
        }
    }
}

/// Prints how to set up this node, which listens here. Tells whether there is anything left to set up.
///
/// # Errors
/// When the memory fails.
pub async fn offer(hall: &Hall, listens: SocketAddr) -> anyhow::Result<bool> {
    let address = reachable(listens);
    match setting_up::standing(hall).await? {
        SetUp::Closed => return Ok(false),
        SetUp::Begun(_) => println!(
            "{}",
            notice(&[
                "Das Einrichten dieses Knotens ist noch nicht abgeschlossen. Bitte anmelden und weitermachen:",
                "The set-up of this node has not been finished. Please sign in and go on:",
                "",
                &format!("    http://{address}/einrichten"),
            ])
        ),
        SetUp::Waiting => {
            let ticket = setting_up::ticket(hall).await?;
            println!(
                "{}",
                notice(&invitation(hall, address, &ticket).iter().map(String::as_str).collect::<Vec<_>>())
            );
        }
    }
    Ok(true)
}

fn invitation(hall: &Hall, address: SocketAddr, ticket: &str) -> Vec<String> {
    let mut lines = vec![
        "Dieser Knoten ist noch nicht eingerichtet. Bitte im Browser öffnen:".to_owned(),
        "This node is not set up yet. Please open in a browser:".to_owned(),
        String::new(),
        format!("    http://{address}/einrichten/{ticket}"),
    ];
    match hall.hosts.first() {
        Some(first) => lines.push(format!("    {}einrichten/{ticket}", first.iri)),
        None => lines.push(format!("    https://RECHNERNAME/einrichten/{ticket}")),
    }
    lines.extend([
        String::new(),
        "Der Link gilt 24 Stunden und für die erste Person, die ihn nutzt. Ein neuer: tempomacher setup link"
            .to_owned(),
        "The link opens for 24 hours, for the first person who uses it. Another one: tempomacher setup link"
            .to_owned(),
    ]);
    lines
}

/// Lines that stand out among those of a log.
fn notice(lines: &[&str]) -> String {
    let rule = "-".repeat(100);
    format!("\n{rule}\n{}\n{rule}\n", lines.join("\n"))
}
