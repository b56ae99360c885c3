//! A million entries, searched inside the process: how long the index takes to build, how large it is, how quickly it answers.
//!
//! `scripts/bench search --entries 1000000` runs it, and PostgreSQL over the same entries (the example `full_text` of the crate
//! `store`), to which `--rows` prints them. Everything is drawn from one seed: each run writes the same texts and asks the same
//! questions. Timings are printed and never asserted.

mod chance;
mod entries;
mod files;
mod machine;
mod measure;
mod options;
mod questions;
mod rows;
mod towns;
mod updates;
mod vocabulary;

use std::path::Path;
use std::time::Instant;

use search::{Index, Opened, Origin};

use entries::Entries;
use measure::Door;
use options::Options;

/// The node's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Entries that are handed to the index at once, as a node does it.
const BATCH: usize = 5_000;

fn main() -> Result<(), Failure> {
    let Some(options) = Options::read(std::env::args().skip(1))? else { return Ok(()) };
    let entries = Entries::new(towns::read(&options.data)?)?;
    if options.rows {
        return rows::print(&entries, options.entries);
    }
    let kept = match &options.dir {
        Some(dir) => dir.clone(),
        None => tempfile::tempdir()?.keep(),
    };
    let measured = measured(&options, &entries, &kept);
    if options.dir.is_none() {
        std::fs::remove_dir_all(&kept)?;
    }
    measured
}

fn measured(options: &Options, entries: &Entries, dir: &Path) -> Result<(), Failure> {
    let began = Instant::now();
    let index = match Index::open(dir, &Origin { database: "bench".into(), epoch: "1".into() })? {
        Opened::Ready(index, _) => {
            println!("{} entries lay there already: opened in {:.1?}", index.count(), began.elapsed());
            index
        }
        Opened::Missing(index) => built(index.rebuild()?, entries, options.entries)?,
    };
    println!("{:.0} MB on disk; {}", machine::megabytes_below(dir)?, machine::memory()?);
    if options.build_alone {
        return Ok(());
    }
    let questions = questions::all(entries, options.entries);
    let door = Door::to(&index)?;
    let figures = measure::all(&door, &questions, options, "one at a time", 1)?;
    measure::all(&door, &questions, options, "eight at once", 8)?;
    updates::measure(&door, entries, &questions, options)?;
    println!("{}\n\n{}", machine::memory()?, files::told(dir)?);
    match &options.figures {
        Some(file) => Ok(std::fs::write(file, figures)?),
        None => Ok(()),
    }
}

/// Builds the index through the crate's own door.
fn built(mut rebuild: search::Rebuild, entries: &Entries, count: usize) -> Result<Index, Failure> {
    let (begun, mut writing) = (Instant::now(), std::time::Duration::ZERO);
    for first in (0..count).step_by(BATCH) {
        let batch = entries.range(first..count.min(first + BATCH));
        println_progress(first, count);
        let began = Instant::now();
        rebuild.write(batch)?;
        writing += began.elapsed();
    }
    let began = Instant::now();
    let index = rebuild.finish(1)?;
    writing += began.elapsed();
    println!(
        "{} entries: built in {writing:.1?}, and {:.1?} with the making of their texts; finishing took {:.1?}",
        index.count(),
        begun.elapsed(),
        began.elapsed()
    );
    Ok(index)
}

fn println_progress(first: usize, count: usize) {
    if first > 0 && first.is_multiple_of(200_000) {
        println!("   {first} of {count}; {}", machine::memory().unwrap_or_default());
    }
}
