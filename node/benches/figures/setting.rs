//! What every measurement works with: the machine, the database, the texts and the sizes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use tempfile::TempDir;

use crate::machine::Machine;
use crate::options::{Engine, Options};
use crate::texts::Texts;

/// What every measurement works with.
pub struct Setting {
    /// Where it runs.
    pub machine: Machine,
    /// The database.
    pub engine: Engine,
    /// Texts to write.
    pub texts: Texts,
    /// How much of everything.
    pub sizes: Sizes,
    /// Real descriptions and questions, if they are there.
    pub data: PathBuf,
    dir: TempDir,
    postgres: Option<String>,
}

/// How much of everything.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Letters to the inbox.
    pub letters: usize,
    /// Entries that are searched.
    pub searched: usize,
    /// Questions asked.
    pub questions: usize,
    /// How often each page is asked for.
    pub page_views: usize,
    /// Entries of a small node, for its start and its memory.
    pub small: usize,
    /// Starts measured.
    pub starts: usize,
    /// How long nothing happens before the memory is read.
    pub idle: Duration,
    /// Followers on as many servers.
    pub followers: usize,
    /// Entries published at once to all followers.
    pub burst: usize,
    /// Entries published one after another to all followers.
    pub published: usize,
    /// Entries that a new follower reads.
    pub filled: usize,
    /// Nodes on which the organisations of a list live.
    pub list_nodes: usize,
    /// Organisations on each of these.
    pub list_organisations: usize,
    /// Entries of each organisation.
    pub list_entries: usize,
    /// Entries looked for at a neighbour.
    pub looked_for: usize,
    /// Followers of one organisation, as many as there are municipalities.
    pub crowd: usize,
    /// Followers that answer, and as many that hang.
    pub hanging: usize,
    /// Entries published to these.
    pub hanging_entries: usize,
}

impl Sizes {
    const WHOLE: Self = Self {
        letters: 50_000,
        searched: 100_000,
        questions: 4_000,
        page_views: 100,
        small: 1_000,
        starts: 20,
        idle: Duration::from_secs(60),
        followers: 1_000,
        burst: 10,
        published: 60,
        filled: 10_000,
        list_nodes: 20,
        list_organisations: 10,
        list_entries: 5,
        looked_for: 500,
        crowd: 11_000,
        hanging: 500,
        hanging_entries: 20,
    };

    const QUICK: Self = Self {
        letters: 2_000,
        searched: 3_000,
        questions: 400,
        page_views: 10,
        small: 200,
        starts: 3,
        idle: Duration::from_secs(2),
        followers: 50,
        burst: 4,
        published: 5,
        filled: 500,
        list_nodes: 2,
        list_organisations: 3,
        list_entries: 2,
        looked_for: 10,
        crowd: 500,
        hanging: 50,
        hanging_entries: 5,
    };
}

impl Setting {
    /// Reads the texts and makes room for the data of the nodes.
    pub fn of(options: &Options) -> anyhow::Result<Self> {
        let within = &options.dir;
        std::fs::create_dir_all(within).with_context(|| format!("{} cannot be made", within.display()))?;
        Ok(Self {
            machine: Machine::here(),
            engine: options.engine,
            texts: Texts::read(&options.data),
            sizes: if options.quick { Sizes::QUICK } else { Sizes::WHOLE },
            data: options.data.clone(),
            dir: tempfile::Builder::new().prefix("bench-").tempdir_in(within)?,
            postgres: options.postgres.clone(),
        })
    }

    /// Where the node of this name keeps its data.
    pub fn data_dir(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A new database for the node of this name, as its configuration names it.
    pub fn new_database(&self, name: &str) -> anyhow::Result<String> {
        let Some(admin) = &self.postgres else { return Ok(String::new()) };
        let (server, _) = admin.rsplit_once('/').context("the URL of PostgreSQL ends with a database")?;
        let statement = format!("create database {name}");
        let asked = Command::new("psql").args([admin, "-qc", &statement]).status();
        ensure!(asked.context("psql cannot be run")?.success(), "the database {name} could not be made");
        Ok(format!("{server}/{name}"))
    }

    /// Data that is no longer needed makes room for the next measurement.
    pub fn clear(&self, name: &str) {
        if let Err(error) = std::fs::remove_dir_all(self.data_dir(name)) {
            println!("{} stays: {error}", self.data_dir(name).display());
        }
    }

    /// The binary that is measured.
    pub fn binary() -> &'static Path {
        Path::new(env!("CARGO_BIN_EXE_tempomacher"))
    }
}
