//! What can go wrong with memory, told apart by what the asker can do about it.

use commons::Refusal;

/// Why the memory could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much is going on, or the database is away for the moment: waiting cures it.
    #[error("the database is busy or away")]
    Busy(#[source] Cause),
    /// The disk is full, or cannot be written.
    #[error("the database cannot be written: disk full or read-only")]
    Full(#[source] Cause),
    /// The database was written by a newer program.
    #[error(
        "the database was written by a newer version of this program (migration {0}); please upgrade the program"
    )]
    Newer(i64),
    /// Another process serves this database.
    #[error("another process already serves this database")]
    Locked,
    /// The bundled SQLite is older than the one whose repairs are needed.
    #[error("SQLite {0} is too old; 3.51.3 or later is needed")]
    TooOld(String),
    /// Anything else.
    #[error("the database failed")]
    Failed(#[source] Cause),
}

/// What the engine said.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

impl StoreError {
    /// A failure for which there is no better word.
    pub fn failed(cause: impl Into<Cause>) -> Self {
        Self::Failed(cause.into())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full(_) => Self::StorageFull {},
            StoreError::Busy(_) => Self::Busy {},
            _ => Self::FAILED,
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::Full(error.into())
            }
            _ => Self::Failed(error.into()),
        }
    }
}
