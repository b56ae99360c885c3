//! The files of a copy: mapped into memory, all but the stored documents, which are read as they are needed.
//!
//! Of a mapped file every page that was touched stays with the process for as long as the system finds room for it. Terms, postings and columns are gone through
//! again with each question; stored documents are half of all bytes, and of them a search reads fifty, which lie anywhere. Mapped, they would be most of what a node
//! seems to need. Read, they are the system's own to keep or let go of, and a node that has little memory loses none of it to them.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};

/// How the library's files of stored documents end.
const DOCUMENTS: &str = "store";
/// Bytes above which a stretch of documents is mapped after all: so much is wanted only where segments are merged, one file after the other and nearly the
/// whole of it. It is mapped for as long as it is wanted, or all files that are merged would stay with the process until the last of them is.
const LONGEST_READ: usize = 4 << 20;

/// A folder of files.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    dir: PathBuf,
    mapped: MmapDirectory,
}

impl Files {
    /// Those of this folder.
    pub fn open(dir: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { dir: dir.to_owned(), mapped: MmapDirectory::open(dir)? })
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if path.extension().is_none_or(|end| end != DOCUMENTS) {
            return self.mapped.get_file_handle(path);
        }
        let read = FileSlice::open(&self.dir.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(Arc::new(Documents { path: path.to_owned(), read, mapped: self.mapped.clone() }))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// A file of stored documents.
#[derive(Debug)]
struct Documents {
    path: PathBuf,
    read: FileSlice,
    mapped: MmapDirectory,
}

impl FileHandle for Documents {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() <= LONGEST_READ {
            return self.read.read_bytes_slice(range);
        }
        // What cannot be mapped can still be read: it may have been deleted since.
        let mapped = self.mapped.get_file_handle(&self.path);
        mapped
            .map_or_else(|_| self.read.read_bytes_slice(range.clone()), |file| file.read_bytes(range.clone()))
    }
}

impl HasLen for Documents {
    fn len(&self) -> usize {
        self.read.len()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use tantivy::directory::TerminatingWrite as _;

    use super::*;

    #[test]
    fn documents_are_the_same_bytes_whether_read_or_mapped() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::open(dir.path()).unwrap();
        let written: Vec<u8> = (0..LONGEST_READ + 3).map(|place| (place % 251) as u8).collect();
        for name in ["documents.store", "terms.term"] {
            let mut file = files.open_write(Path::new(name)).unwrap();
            file.write_all(&written).unwrap();
            file.terminate().unwrap();
            let file = files.get_file_handle(Path::new(name)).unwrap();
            assert_eq!(file.len(), written.len());
            for range in [0..1, 1_000..9_000, 3..written.len(), written.len() - 5..written.len()] {
                assert_eq!(file.read_bytes(range.clone()).unwrap().as_slice(), &written[range]);
            }
        }
    }

    #[test]
    fn what_is_deleted_can_be_read_for_as_long_as_it_is_open() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::open(dir.path()).unwrap();
        let name = Path::new("documents.store");
        let mut file = files.open_write(name).unwrap();
        let written = b"Radweg".repeat(LONGEST_READ / 3);
        file.write_all(&written).unwrap();
        file.terminate().unwrap();
        let file = files.get_file_handle(name).unwrap();
        files.delete(name).unwrap();
        assert_eq!(file.read_bytes(0..6).unwrap().as_slice(), b"Radweg");
        assert_eq!(file.read_bytes(0..written.len()).unwrap().as_slice(), &written);
        assert!(matches!(files.get_file_handle(name), Err(OpenReadError::FileDoesNotExist(_))));
    }
}
