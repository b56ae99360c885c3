//! One test, two engines: where a node keeps its memory.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use commons::{Clock as _, EntryId, SystemClock};
use store::Location;

use crate::harness::{clusters, postgres};

/// Declares a test that runs on both engines, as `name::sqlite` and `name::postgres`. It knows an `Engine`, and no `Ground`.
macro_rules! both_engines {
    ($name:ident, |$engine:ident| async move $body:block) => {
        async fn $name($engine: $crate::processes::engine::Engine) $body

        mod $name {
            use $crate::processes::engine::Engine;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let engine = Engine::postgres();
                super::$name(engine.clone()).await;
                engine.clear().await;
            }
        }
    };
}

/// The engine under test.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A file in each data directory.
    Sqlite,
    /// A database for each node.
    Postgres(Arc<Cluster>),
}

/// A PostgreSQL cluster and the databases that were made there.
#[derive(Debug)]
pub struct Cluster {
    admin: String,
    databases: Mutex<Vec<String>>,
}

/// Where a node's memory is.
#[derive(Clone, Debug)]
pub enum Memory {
    /// In its data directory.
    File,
    /// In the database with this URL.
    Database(String),
}

impl Engine {
    /// The first cluster that is named; what processes do does not depend on its collation.
    pub fn postgres() -> Self {
        let admin = clusters().swap_remove(0);
        Self::Postgres(Arc::new(Cluster { admin, databases: Mutex::default() }))
    }

    /// A new, empty memory.
    pub async fn memory(&self) -> Memory {
        match self {
            Self::Sqlite => Memory::File,
            Self::Postgres(cluster) => Memory::Database(cluster.database().await),
        }
    }

    /// Removes the databases.
    pub async fn clear(&self) {
        let Self::Postgres(cluster) = self else { return };
        let databases =
            std::mem::take(&mut *cluster.databases.lock().unwrap_or_else(PoisonError::into_inner));
        for name in databases {
            postgres::run(&cluster.admin, &format!("drop database {name} with (force)")).await;
        }
    }
}

impl Cluster {
    async fn database(&self) -> String {
        let name = format!("process_{}", EntryId::new(SystemClock.now()).to_string().replace('-', ""));
        postgres::run(&self.admin, &format!("create database {name} template template0")).await;
        let (server, _) = self.admin.rsplit_once('/').expect("an admin URL that names a database");
        let url = format!("{server}/{name}");
        self.databases.lock().unwrap_or_else(PoisonError::into_inner).push(name);
        url
    }
}

impl Memory {
    /// What `database.url` says.
    pub fn url(&self) -> &str {
        match self {
            Self::File => "",
            Self::Database(url) => url,
        }
    }

    /// Where it is, for a node with this data directory.
    pub fn location(&self, data: &Path) -> Location {
        match self {
            Self::File => Location::Sqlite(data.join("tempomacher.sqlite")),
            Self::Database(url) => Location::Postgres(url.clone()),
        }
    }
}
