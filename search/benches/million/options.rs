//! What is measured.

use std::path::PathBuf;

use crate::Failure;

/// What is asked of the bench.
pub struct Options {
    /// How many entries.
    pub entries: usize,
    /// Questions of each kind.
    pub questions: usize,
    /// Where the register of towns lies.
    pub data: PathBuf,
    /// Where the index lies; one that is there already is measured as it is. Else a temporary folder.
    pub dir: Option<PathBuf>,
    /// Whether nothing is asked.
    pub build_alone: bool,
    /// Whether the entries are printed as rows instead, for another engine.
    pub rows: bool,
    /// Only kinds of question whose name begins so.
    pub only: String,
    /// Where the p95 of each kind are written, for comparing.
    pub figures: Option<PathBuf>,
}

impl Options {
    /// Reads them; none where cargo only lists benches.
    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Option<Self>, Failure> {
        let mut options = Self {
            entries: 100_000,
            questions: 200,
            data: PathBuf::from("../shared/data"),
            dir: None,
            build_alone: false,
            rows: false,
            only: String::new(),
            figures: None,
        };
        while let Some(word) = words.next() {
            let mut next = || words.next().ok_or(format!("{word} wants a value"));
            match word.as_str() {
                "--entries" => options.entries = next()?.parse()?,
                "--questions" => options.questions = next()?.parse()?,
                "--data" => options.data = next()?.into(),
                "--dir" => options.dir = Some(next()?.into()),
                "--only" => options.only = next()?,
                "--figures" => options.figures = Some(next()?.into()),
                "--build" => options.build_alone = true,
                "--rows" => options.rows = true,
                // What cargo says to every bench.
                "--bench" => {}
                "--list" => return Ok(None),
                other => return Err(format!("unknown: {other}").into()),
            }
        }
        Ok(Some(options))
    }
}
