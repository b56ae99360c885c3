//! How well the right entries are found: ours beside what a database or a plain index would give, on the same texts.
//!
//! `scripts/evaluate` runs it three times over one folder. `--export FOLDER` writes texts and questions there, the example `rank` of
//! the crate `store` answers them with PostgreSQL and SQLite FTS5 and lays its rankings beside, and `--with FOLDER` scores those
//! together with ours and plain tantivy. `--ours` scores ours alone, in seconds, and `--verbose` shows what each question of the
//! first set found; `--synonyms FILE` gives ours a list of an administrator's. The collections are read from `../shared/data` (`--data`), and it says so where that is absent.

mod chance;
mod collections;
mod files;
mod measures;
mod ours;
mod plain;
mod report;

use std::collections::HashMap;
use std::path::PathBuf;

use collections::Collection;

type Failure = Box<dyn std::error::Error>;

/// For each question, by its id, the ids of the documents that an engine put first, best first.
type Rankings = HashMap<String, Vec<String>>;

/// How many documents count for a question.
const DEPTH: usize = 10;

/// What is to be done.
#[derive(Default)]
struct Options {
    data: Option<PathBuf>,
    export: Option<PathBuf>,
    with: Option<PathBuf>,
    synonyms: Option<PathBuf>,
    ours_alone: bool,
    verbose: bool,
}

fn main() -> Result<(), Failure> {
    let options = read(std::env::args().skip(1))?;
    let data = options.data.clone().unwrap_or_else(|| PathBuf::from("../shared/data"));
    if !data.exists() {
        println!("skipped: {} is absent, and with it every collection", data.display());
        return Ok(());
    }
    let collections = collections::all(&data)?;
    if let Some(folder) = &options.export {
        return collections.iter().try_for_each(|collection| files::export(folder, collection));
    }
    for collection in &collections {
        let engines = answers(collection, &options)?;
        report::print(collection, &engines);
        if options.verbose {
            report::each_question(collection, &engines);
        }
    }
    Ok(())
}

/// What each engine found, ours first; for every set of questions.
fn answers(collection: &Collection, options: &Options) -> Result<Vec<(String, Vec<Rankings>)>, Failure> {
    let mut engines = vec![("Tempomacher".to_owned(), ours::rank(collection, options.synonyms.as_deref())?)];
    if options.ours_alone {
        return Ok(engines);
    }
    if let Some(folder) = &options.with {
        engines.extend(files::rankings(folder, collection)?);
    }
    for words in plain::Words::ALL {
        engines.push((words.name().to_owned(), plain::rank(collection, words)?));
    }
    Ok(engines)
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Options, Failure> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        let mut folder = || words.next().map(PathBuf::from).ok_or(format!("{word} wants a path"));
        match word.as_str() {
            "--data" => options.data = Some(folder()?),
            "--export" => options.export = Some(folder()?),
            "--with" => options.with = Some(folder()?),
            "--synonyms" => options.synonyms = Some(folder()?),
            "--ours" => options.ours_alone = true,
            "--verbose" => options.verbose = true,
            other => return Err(format!("unknown: {other}").into()),
        }
    }
    Ok(options)
}
