//! Lists at the command line: columns for people, `--json` for programs.

use clap::Args;
use serde::Serialize;

/// How a list is printed.
#[derive(Clone, Copy, Debug, Args)]
pub struct As {
    /// Print JSON, for a program to read.
    #[arg(long)]
    json: bool,
}

impl As {
    /// Prints rows: as columns under these heads, or as an array.
    pub fn print<T: Serialize>(
        self,
        heads: &[&str],
        rows: &[T],
        cells: impl Fn(&T) -> Vec<String>,
    ) -> anyhow::Result<()> {
        if self.json {
            println!("{}", serde_json::to_string_pretty(rows)?);
            return Ok(());
        }
        let mut table = vec![heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>()];
        table.extend(rows.iter().map(cells));
        let widths: Vec<_> = (0..heads.len()).map(|column| width(&table, column)).collect();
        for row in &table {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
        }
        Ok(())
    }
}

fn width(table: &[Vec<String>], column: usize) -> usize {
    table.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
}
