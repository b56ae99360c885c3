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
    setup::offer(&running.town, running.address).await?;
    until_told_to_stop().await?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(ExitCode::SUCCESS)
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
