//! Locks beside a SQLite file: one process serves it, one process migrates it. PostgreSQL needs neither.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// The right to serve a database; given back when dropped.
#[derive(Debug)]
pub struct ServeLock(
    #[expect(dead_code, reason = "held, not read: the lock lives as long as the file")] Option<File>,
);

impl ServeLock {
    /// Takes the lock beside this SQLite file, or says that another process has it.
    pub(crate) fn beside(database: &Path) -> Result<Self, StoreError> {
        let file = open(database, "serving")?;
        match file.try_lock() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Where several processes may serve one database there is nothing to lock.
    pub(crate) fn needless() -> Self {
        Self(None)
    }
}

/// Waits until no other process migrates this SQLite file, and keeps others waiting until dropped.
pub(crate) async fn migrating(database: &Path) -> Result<File, StoreError> {
    let file = open(database, "migrating")?;
    let locked = tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await;
    Ok(locked.map_err(StoreError::failed)??)
}

fn open(database: &Path, suffix: &str) -> Result<File, StoreError> {
    let mut name = database.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    Ok(OpenOptions::new().create(true).append(true).open(PathBuf::from(name))?)
}
