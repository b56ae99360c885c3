//! `tempomacher openapi`: the description of the API, as a file.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::api::openapi;

/// Prints it.
pub fn run() -> anyhow::Result<ExitCode> {
    match writeln!(io::stdout(), "{}", openapi::pretty()) {
        // Who reads the beginning and closes has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
