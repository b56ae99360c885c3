//! `tempomacher`: the one binary of a node.

use std::process::ExitCode;

use clap::Parser;
use futures::FutureExt;
use node::cli::{self, CommandLine};

/// Letters are many small pieces of text: this allocator spends less on them than the C library's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let line = CommandLine::parse();
    // One crypto provider for everything, before anything can ask for one.
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        eprintln!("tempomacher: a second crypto provider is already installed");
        return ExitCode::FAILURE;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("tempomacher: {error}");
            return ExitCode::FAILURE;
        }
    };
    // Boxed: what a runtime is given is compiled anew for each kind of runtime, and this is the whole program.
    match runtime.block_on(cli::run(line).boxed_local()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tempomacher: {error:#}");
            ExitCode::FAILURE
        }
    }
}
