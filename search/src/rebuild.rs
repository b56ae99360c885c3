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

/// A new copy under construction. Dropped unfinished, it leaves the index as it was, and nothing of itself.
pub struct Rebuild {
    /// What it will be part of.
    index: Index,
    copy: Box<Copy>,
    /// Hashes of the iris that were taken in.
    taken: HashSet<i64>,
    /// Dropped after the copy, which may still write there.
    site: Site,
}

/// The folder in which a copy grows. What is left of it when it is dropped would only take room.
struct Site {
    dir: PathBuf,
    number: u64,
}

impl Site {
    /// A new one in the index's folder, and no other.
    fn cleared(dir: &Path) -> Result<Self, IndexError> {
        let io = |error| IndexError::io(dir, &error);
        clear_unfinished(dir).map_err(io)?;
        let number = numbers(dir, COPY).map_err(io)?.into_iter().max().unwrap_or(0) + 1;
        let next = dir.join(format!("{NEXT}{number}"));
        fs::create_dir(&next).map_err(io)?;
        Ok(Self { dir: next, number })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // What was finished has another name by now; what cannot be removed is when the next one begins.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild").field("number", &self.site.number).finish_non_exhaustive()
    }
}

impl Rebuild {
    /// Begins one in the index's folder.
    pub(crate) fn begin(index: Index) -> Result<Self, IndexError> {
        let begun = Site::cleared(index.place()).and_then(|site| {
            let copy = Copy::create(&site.dir, index.copy().origin())?;
            Ok((Box::new(copy), site))
        });
        let (copy, site) = noting_room(&index, begun)?;
        Ok(Self { index, copy, taken: HashSet::new(), site })
    }

    /// Tells so: where there is no older copy, whoever asks is told how much is done.
    pub fn has_done(&self, percent: u8) {
        self.index.built().tell(percent);
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
        noting_room(&self.index, self.copy.take(&documents, &mut self.taken))
    }

    /// Commits with the number of change up to which the documents were read, and puts the copy in its place.
    ///
    /// # Errors
    /// Whatever the file system says; the index is then as it was.
    pub fn finish(self, cursor: i64) -> Result<Index, IndexError> {
        let index = self.index.clone();
        noting_room(&index, self.take_place(cursor))
    }

    fn take_place(self, cursor: i64) -> Result<Index, IndexError> {
        self.copy.write(&[], cursor)?;
        self.copy.settle()?;
        let Self { index, copy, site, .. } = self;
        let dir = index.place().to_owned();
        let finished = dir.join(format!("{COPY}{}", site.number));
        let origin = copy.origin().clone();
        drop(copy);
        let io = |error| IndexError::io(&dir, &error);
        fs::rename(&site.dir, &finished).map_err(io)?;
        fs::File::open(&dir).and_then(|folder| folder.sync_all()).map_err(io)?;
        let index = index.put(Copy::open(&finished, &origin)?)?;
        clear_older(&dir, site.number).map_err(io)?;
        Ok(index)
    }
}

/// Where it ended for want of room, whoever asks is told so.
fn noting_room<T>(index: &Index, done: Result<T, IndexError>) -> Result<T, IndexError> {
    if matches!(done, Err(IndexError::Full(_))) {
        index.built().tell_without_room();
    }
    done
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
