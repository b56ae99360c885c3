//! Building a new copy beside the old one, and putting it in its place.
//!
//! The new one grows in `next-N` and becomes `copy-N` by one rename; the highest `copy-N` is the index. Whatever else lies
//! there is left over from a build that was killed or replaced, and is removed.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::copy::Copy;
use crate::document::Update;
use crate::error::IndexError;
use crate::index::Index;

const NEXT: &str = "next-";
const COPY: &str = "copy-";

/// A new copy under construction. Dropped unfinished, it leaves the index as it was.
pub struct Rebuild {
    /// What it will be part of.
    index: Index,
    number: u64,
    copy: Box<Copy>,
    /// Hashes of the iris that were taken in.
    taken: HashSet<i64>,
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Rebuild {
    /// Begins one in the index's folder.
    pub(crate) fn begin(index: Index) -> Result<Self, IndexError> {
        let dir = index.place().to_owned();
        let io = |error| IndexError::io(&dir, &error);
        clear_unfinished(&dir).map_err(io)?;
        let number = numbers(&dir, COPY).map_err(io)?.into_iter().max().unwrap_or(0) + 1;
        let next = dir.join(format!("{NEXT}{number}"));
        fs::create_dir(&next).map_err(io)?;
        let copy = Box::new(Copy::create(&next, index.copy().origin())?);
        Ok(Self { index, number, copy, taken: HashSet::new() })
    }

    /// The index of which this will be the copy. Until then it answers from the older copy, and refuses every question where there is none. It can
    /// be built by another rebuild, too.
    pub fn index(&self) -> Index {
        self.index.clone()
    }

    /// Tells so: where there is no older copy, whoever asks is told how much is done.
    pub fn has_done(&self, percent: u8) {
        self.index.tell_built(percent);
    }

    /// Takes documents in. Of several with one iri, the last stays.
    ///
    /// # Errors
    /// Whatever the file system says.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what was written need not be kept, and a caller sees that"
    )]
    pub fn write(&mut self, documents: Vec<Update>) -> Result<(), IndexError> {
        self.copy.take(&documents, &mut self.taken)
    }

    /// Commits with the number of change up to which the documents were read, and puts the copy in its place.
    ///
    /// # Errors
    /// Whatever the file system says; the index is then as it was.
    pub fn finish(self, cursor: i64) -> Result<Index, IndexError> {
        let Self { index, number, copy, .. } = self;
        copy.write(&[], cursor)?;
        copy.settle()?;
        let dir = index.place().to_owned();
        let finished = dir.join(format!("{COPY}{number}"));
        let origin = copy.origin().clone();
        let next = copy.dir().to_owned();
        drop(copy);
        let io = |error| IndexError::io(&dir, &error);
        fs::rename(&next, &finished).map_err(io)?;
        fs::File::open(&dir).and_then(|folder| folder.sync_all()).map_err(io)?;
        let index = index.put(Copy::open(&finished, &origin)?)?;
        clear_older(&dir, number).map_err(io)?;
        Ok(index)
    }
}

/// The folder of the newest finished copy.
pub(crate) fn newest(dir: &Path) -> std::io::Result<Option<PathBuf>> {
    Ok(numbers(dir, COPY)?.into_iter().max().map(|number| dir.join(format!("{COPY}{number}"))))
}

/// Removes what a killed build has left.
pub(crate) fn clear_unfinished(dir: &Path) -> std::io::Result<()> {
    numbers(dir, NEXT)?
        .into_iter()
        .try_for_each(|number| fs::remove_dir_all(dir.join(format!("{NEXT}{number}"))))
}

fn clear_older(dir: &Path, current: u64) -> std::io::Result<()> {
    let mut older = numbers(dir, COPY)?.into_iter().filter(|number| *number < current);
    older.try_for_each(|number| fs::remove_dir_all(dir.join(format!("{COPY}{number}"))))
}

/// The numbers of all folders with this beginning.
fn numbers(dir: &Path, beginning: &str) -> std::io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(beginning)).map(str::parse::<u64>);
        numbers.extend(number.and_then(Result::ok));
    }
    Ok(numbers)
}
