//! `tempomacher serve`: runs the node until it is told to stop.

use std::process::ExitCode;
use std::sync::Arc;

use commons::SystemClock;
use tokio::signal::unix::{SignalKind, signal};

use super::setup;
use crate::config::Config;
use crate::running::Running;

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let running = Running::start(config, Arc::new(SystemClock)).await?;
    // At once, so that whoever stops it while the link is being made is heard.
    let (told, ()) = tokio::join!(until_told_to_stop(), offer_set_up(&running));
    told?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

async fn offer_set_up(running: &Running) {
    if let Err(error) = setup::offer(&running.town, running.address).await {
        tracing::error!(error = format!("{error:#}"), "the link of the set-up could not be made");
    }
}

/// Waits for SIGTERM or Ctrl-C.
///
/// # Errors
/// When signals cannot be listened for.
pub async fn until_told_to_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    Ok(())
}
