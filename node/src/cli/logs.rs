//! What the node says while it runs: lines for people or JSON for programs, on standard error.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Begins to log. Commands other than `serve` say only what went wrong, unless RUST_LOG wants more.
///
/// # Errors
/// When the filter cannot be read.
pub fn begin(log: &Log, serves: bool) -> anyhow::Result<()> {
    let usual = if serves { log.filter.as_str() } else { "error" };
    let filter = match EnvFilter::try_from_default_env() {
        Ok(filter) => filter,
        Err(_) => EnvFilter::try_new(usual)?,
    };
    // At `trace` this layer notes whole paths, and with them the secrets of links (`trace::request` cuts them).
    let filter = filter.add_directive("tower_http::csrf=debug".parse()?);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    let begun = match log.format {
        LogFormat::Json => lines.json().try_init(),
        LogFormat::Text => lines.try_init(),
    };
    begun.map_err(anyhow::Error::from_boxed)
}
