//! What can go wrong with the files of the index, sorted by what the administrator can do about it.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Why the index could not be opened or written. None of these has wiped anything.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process has it open.
    #[error("the index in {0} is in use by another process")]
    InUse(PathBuf),
    /// The files may not be read or written.
    #[error("the index in {0} may not be read or written: check owner and permissions")]
    Denied(PathBuf),
    /// No room, or a quota is used up.
    #[error("no room left for the index in {0}")]
    Full(PathBuf),
    /// The files are not what was written: rebuilding cures it.
    #[error("the index in {0} is damaged ({1}); it can be rebuilt")]
    Damaged(PathBuf, String),
    /// Everything else.
    #[error("the index in {0} failed: {1}")]
    Failed(PathBuf, String),
}

impl IndexError {
    /// Whether building it anew would cure it.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(..))
    }

    /// What an error of the file system means for the index in `dir`.
    pub(crate) fn io(dir: &Path, error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Denied(dir.to_owned()),
            Kind::StorageFull | Kind::QuotaExceeded => Self::Full(dir.to_owned()),
            Kind::UnexpectedEof | Kind::InvalidData | Kind::NotFound => {
                Self::Damaged(dir.to_owned(), error.to_string())
            }
            // What the system does not say, the library says of something it has read.
            _ if error.raw_os_error().is_none() => Self::Damaged(dir.to_owned(), error.to_string()),
            _ => Self::Failed(dir.to_owned(), error.to_string()),
        }
    }

    /// What an error of the library means for the index in `dir`.
    pub(crate) fn of(dir: &Path, error: TantivyError) -> Self {
        match &error {
            TantivyError::IoError(io)
            | TantivyError::LockFailure(LockError::IoError(io), _)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: io, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: io, .. })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: io, .. }) => {
                Self::io(dir, io)
            }
            TantivyError::LockFailure(..) => Self::InUse(dir.to_owned()),
            TantivyError::DataCorruption(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::OpenDirectoryError(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::SchemaError(_)
            | TantivyError::DeserializeError(_)
            | TantivyError::InternalError(_)
            | TantivyError::FieldNotFound(_) => Self::Damaged(dir.to_owned(), error.to_string()),
            _ => Self::Failed(dir.to_owned(), error.to_string()),
        }
    }
}
