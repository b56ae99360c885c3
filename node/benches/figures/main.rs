//! The figures of `./scripts/bench`: what a node does on this machine, and what it costs.
//!
//! The binary that is shipped runs as a process of its own, with its defaults and the laboratory's host names, and is asked over
//! the loopback. One file below `measure/` per measurement; what each figure means stands in `figures.rs`.

mod entries;
mod figures;
mod house;
mod http1;
mod machine;
mod measure;
mod neighbours;
mod node_process;
mod options;
mod pair;
mod publisher;
mod setting;
mod stub;
mod texts;

use anyhow::anyhow;
use clap::Parser;

use figures::Figures;
use machine::Busy;
use options::Options;
use setting::Setting;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .map_err(|_| anyhow!("a second crypto provider is already installed"))?;
    // One thread: the load shares the machine with the node, and must be light.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(&options))
}

async fn run(options: &Options) -> anyhow::Result<()> {
    let setting = Setting::of(options)?;
    println!(
        "{}; {}; commit {}; load before: {}",
        setting.machine.name,
        setting.engine,
        setting.machine.commit,
        machine::load()
    );
    let mut figures = Figures::default();
    for part in options.parts() {
        println!("\n== {part}: {}", part.says());
        let before = Busy::now();
        measure::run(part, &setting, &mut figures).await?;
        println!("   others used {} % of the machine meanwhile", Busy::now().by_others_since(&before));
    }
    println!("\n{}", figures.table(setting.engine));
    if options.json {
        println!("{}", figures.json(&setting)?);
    }
    Ok(())
}
