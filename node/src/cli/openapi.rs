//! `tempomacher openapi`: the description of the API, as a file.

use std::process::ExitCode;

use crate::api::openapi;

/// Prints it.
pub fn run() -> ExitCode {
    println!("{}", openapi::pretty());
    ExitCode::SUCCESS
}
