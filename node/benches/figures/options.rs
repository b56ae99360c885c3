//! What is measured, where, and how much of it.

use std::fmt;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Measures what a node does on this machine.
#[derive(Debug, Parser)]
#[command(name = "scripts/bench")]
pub struct Options {
    /// The database.
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    pub engine: Engine,
    /// Where PostgreSQL answers an administrator; `scripts/bench` starts one and names it.
    #[arg(long, required_if_eq("engine", "postgres"))]
    pub postgres: Option<String>,
    /// Only these parts.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Small numbers, to see that everything works. The figures say little.
    #[arg(long)]
    pub quick: bool,
    /// One JSON object as the last line.
    #[arg(long)]
    pub json: bool,
    /// Real descriptions and questions, where they are.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"))]
    pub data: PathBuf,
    /// Where the nodes keep their data while they are measured; removed afterwards.
    #[arg(long, default_value = env!("CARGO_TARGET_TMPDIR"))]
    pub dir: PathBuf,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    /// The parts to be measured, in order.
    pub fn parts(&self) -> Vec<Part> {
        if self.only.is_empty() { Part::value_variants().to_vec() } else { self.only.clone() }
    }
}

/// The database behind a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// A measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Start and memory.
    Rest,
    /// Letters that arrive.
    Inbox,
    /// Questions to a large index.
    SearchHttp,
    /// Pages over a large index.
    Pages,
    /// Letters that leave.
    Deliver,
    /// The first walk of a new follower.
    Fill,
    /// The first day of a new node, by a list.
    Lists,
    /// From one town to the next.
    Findable,
    /// Very many neighbours, and many that hang.
    Network,
}

impl Part {
    /// What is done, for whoever waits.
    pub fn says(self) -> &'static str {
        match self {
            Self::Rest => "the binary, its start, its memory after a minute in which nothing happens",
            Self::Inbox => "signed letters from fifty known towns",
            Self::SearchHttp => "eight people ask at once",
            Self::Pages => "every page, one after another",
            Self::Deliver => "a town with many followers publishes",
            Self::Fill => "a new follower reads everything",
            Self::Lists => "an empty node subscribes to a list and follows all on it",
            Self::Findable => "from the answer to a publisher to the hit at a neighbour",
            Self::Network => "one entry to eleven thousand followers; half of a thousand followers hang",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_possible_value().as_ref().map_or("", |value| value.get_name()))
    }
}
