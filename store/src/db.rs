//! The one file that knows SQLite from PostgreSQL: how each is opened, begun, locked, and what its errors mean.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::MigrateError;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction};

use crate::error::StoreError;
use crate::lock::{self, ServeLock};

/// Where the memory is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A SQLite file; made where there is none.
    Sqlite(PathBuf),
    /// A PostgreSQL database, `postgres://user@host/database`.
    Postgres(String),
}

/// How long somebody waits for a connection before he hears that we are busy.
const PATIENCE: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
const WRITERS: u32 = 8;

const LOCK_OF_CLAIMS: &str = "select count(pg_advisory_xact_lock(7301)::text)";

/// Durable at each commit; nothing mapped, since a mapped file turns a full disk into a crash.
const PRAGMAS: &str = "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; \
                       pragma foreign_keys = on; pragma mmap_size = 0;";
const READER_PRAGMAS: &str = "pragma busy_timeout = 10000; pragma foreign_keys = on; pragma mmap_size = 0; \
                              pragma query_only = on;";

/// The version of SQLite whose repair of a WAL that could be lost is needed.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// The open connections: on SQLite one writes and several read; on PostgreSQL all do both.
#[derive(Debug)]
pub(crate) struct Db {
    engine: Engine,
    pub(crate) writers: AnyPool,
    pub(crate) readers: AnyPool,
}

/// A transaction, and what its engine lets us rely on.
pub(crate) struct Begun {
    pub(crate) transaction: Transaction<'static, Any>,
    /// The counter of changes, where nobody else can move it until the commit.
    pub(crate) counter: Option<i64>,
    /// What makes a transaction the only one that claims, where it is not the only one that writes anyway.
    pub(crate) lock_of_claims: Option<&'static str>,
}

#[derive(Debug)]
enum Engine {
    Sqlite(PathBuf),
    Postgres,
}

impl Db {
    /// Opens, and brings the tables up to date.
    pub(crate) async fn open(location: Location) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        match location {
            Location::Sqlite(file) => Self::open_sqlite(&file).await,
            Location::Postgres(url) => Self::open_postgres(&url).await,
        }
    }

    async fn open_sqlite(file: &Path) -> Result<Self, StoreError> {
        let file = std::path::absolute(file)?;
        create_private(&file)?;
        let migrating = lock::migrating(&file).await?;
        let options: AnyConnectOptions = sqlite_url(&file).parse()?;
        // A pool that meets a full disk tries again until its patience ends, and then says that it is busy.
        let mut first = AnyConnection::connect_with(&options).await?;
        run(&mut first, PRAGMAS).await?;
        assert_version(&mut first).await?;
        first.close().await?;
        let writers = sqlite_pool(options.clone(), 1, PRAGMAS).await?;
        migrate(&writers).await?;
        drop(migrating);
        let readers = sqlite_pool(options, READERS, READER_PRAGMAS).await?;
        Ok(Self { engine: Engine::Sqlite(file), writers, readers })
    }

    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let options: AnyConnectOptions = url.parse()?;
        let pool = AnyPoolOptions::new()
            .max_connections(READERS + WRITERS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| Box::pin(set_up_postgres(connection)))
            .connect_with(options)
            .await?;
        migrate(&pool).await?;
        Ok(Self { engine: Engine::Postgres, writers: pool.clone(), readers: pool })
    }

    /// Begins a transaction that may write. SQLite takes the write lock at once: a transaction that reads first and
    /// writes later could not be waited for.
    pub(crate) async fn begin(&self) -> Result<Begun, sqlx::Error> {
        match self.engine {
            Engine::Sqlite(_) => {
                let mut transaction = self.writers.begin_with("begin immediate").await?;
                let counter = sqlx::query_scalar("select changed from node where id = 1");
                let counter = counter.fetch_optional(&mut *transaction).await?;
                Ok(Begun { transaction, counter, lock_of_claims: None })
            }
            Engine::Postgres => {
                let transaction = self.writers.begin().await?;
                Ok(Begun { transaction, counter: None, lock_of_claims: Some(LOCK_OF_CLAIMS) })
            }
        }
    }

    /// The right to serve this database.
    pub(crate) fn claim_for_serving(&self) -> Result<ServeLock, StoreError> {
        match &self.engine {
            Engine::Sqlite(file) => ServeLock::beside(file),
            Engine::Postgres => Ok(ServeLock::needless()),
        }
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// Nobody but the node's own user reads the file: it holds what is not public.
fn create_private(file: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    Ok(())
}

async fn sqlite_pool(
    options: AnyConnectOptions,
    connections: u32,
    pragmas: &'static str,
) -> Result<AnyPool, StoreError> {
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        // On a full disk SQLite ends a transaction by itself, and its connection would go on believing that it is in one.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .after_connect(move |connection, _| Box::pin(async move { run(connection, pragmas).await }));
    Ok(pool.connect_with(options).await?)
}

async fn run(connection: &mut AnyConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    connection.execute(sqlx::raw_sql(sql)).await.map(drop)
}

async fn set_up_postgres(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    run(connection, "set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'").await
}

/// Any path becomes a URL: every byte but letters, digits and `/._-` is written as its number.
fn sqlite_url(file: &Path) -> String {
    let mut url = String::from("sqlite://");
    for &byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => url.push(char::from(byte)),
            other => url.push_str(&format!("%{other:02x}")),
        }
    }
    url + "?mode=rwc"
}

async fn assert_version(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(connection).await?;
    let numbers: Vec<u32> = version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    if numbers.as_slice() >= OLDEST_SQLITE.as_slice() { Ok(()) } else { Err(StoreError::TooOld(version)) }
}

async fn migrate(pool: &AnyPool) -> Result<(), StoreError> {
    sqlx::migrate!("../migrations").run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionTooNew(version, _) => {
            StoreError::Newer(version)
        }
        MigrateError::Execute(error) => error.into(),
        other => StoreError::failed(other),
    })
}

/// Whether doing the whole transaction again can succeed: two transactions stood in each other's way.
pub(crate) fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
    // PostgreSQL: serialization failure, deadlock. SQLite: busy, locked, and their extended codes.
    matches!(&*code, "40001" | "40P01") || matches!(sqlite_code(&code), Some(5 | 6))
}

/// The primary result code of SQLite; the codes of PostgreSQL have five characters, SQLite's have at most four digits.
fn sqlite_code(code: &str) -> Option<u32> {
    if code.len() >= 5 { None } else { code.parse::<u32>().ok().map(|extended| extended & 0xff) }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => Self::Busy(error.into()),
            sqlx::Error::Database(answer) => {
                let code = answer.code().unwrap_or_default().into_owned();
                match (&*code, sqlite_code(&code)) {
                    (_, Some(5 | 6)) => Self::Busy(error.into()),
                    (_, Some(8 | 13)) => Self::Full(error.into()),
                    // Conflicts, locks not had in time, too many connections, shutting down and starting up.
                    ("40001" | "40P01" | "55P03" | "53300" | "57P01" | "57P02" | "57P03", _) => {
                        Self::Busy(error.into())
                    }
                    // PostgreSQL: disk full; a standby that only reads. SQLite, which finds no room for its shared memory: SQLITE_IOERR_SHMSIZE.
                    ("53100" | "25006" | "4874", _) => Self::Full(error.into()),
                    _ => Self::Failed(error.into()),
                }
            }
            _ => Self::Failed(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_transaction_that_sqlite_has_ended_itself_does_not_end_all_writing() {
        let dir = tempfile::tempdir().expect("a folder");
        let db = Db::open(Location::Sqlite(dir.path().join("memory"))).await.expect("a memory");
        // As on a full disk: it is over, and the connection has not noticed.
        let mut begun = db.begin().await.expect("a transaction");
        run(&mut begun.transaction, "rollback").await.expect("an end");
        begun.transaction.rollback().await.expect_err("there is nothing to be rolled back");
        db.begin().await.expect("another transaction");
    }

    #[test]
    fn any_path_becomes_a_url() {
        assert_eq!(sqlite_url(Path::new("/daten/a b?#.db")), "sqlite:///daten/a%20b%3f%23.db?mode=rwc");
    }

    #[test]
    fn codes_of_sqlite_are_told_from_those_of_postgresql() {
        assert_eq!(sqlite_code("517"), Some(5));
        assert_eq!(sqlite_code("40001"), None);
    }
}
