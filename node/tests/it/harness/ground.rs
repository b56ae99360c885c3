//! Where the towns of one test stand: a directory, a clock and an engine.

use std::path::Path;
use std::sync::{Arc, Mutex, Once};

use commons::{EntryId, SystemClock};
use node::config::{Config, Mail};
use tempfile::TempDir;

use super::clock::WallClock;
use super::{House, Town, postgres};

/// Where the admin URLs of the PostgreSQL clusters are named, comma-separated.
const CLUSTERS: &str = "TEMPOMACHER_TEST_POSTGRES";

/// Declares a test that runs on both engines, as `name::sqlite` and `name::postgres`.
macro_rules! both_engines {
    ($(#[$mark:meta])* $name:ident, |$ground:ident| async move $body:block) => {
        async fn $name($ground: $crate::harness::Ground) $body

        mod $name {
            $(#[$mark])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name($crate::harness::Ground::sqlite()).await;
            }

            $(#[$mark])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                for cluster in $crate::harness::clusters() {
                    let ground = $crate::harness::Ground::postgres(&cluster);
                    super::$name(ground.clone()).await;
                    ground.clear().await;
                }
            }
        }
    };
}

/// The PostgreSQL clusters to be tried.
pub fn clusters() -> Vec<String> {
    let urls = std::env::var(CLUSTERS).unwrap_or_default();
    assert!(
        !urls.is_empty(),
        "{CLUSTERS} is not set: please run the tests with ./scripts/test, which starts PostgreSQL"
    );
    urls.split(',').map(str::to_owned).collect()
}

/// The ground of one test.
#[derive(Clone)]
pub struct Ground(Arc<Inner>);

struct Inner {
    dir: TempDir,
    cluster: Option<String>,
    clock: Arc<WallClock>,
    databases: Mutex<Vec<String>>,
}

impl Ground {
    /// Every node with a SQLite file of its own.
    pub fn sqlite() -> Self {
        Self::new(None)
    }

    /// Every node with a database of its own in this cluster.
    pub fn postgres(cluster: &str) -> Self {
        Self::new(Some(cluster.to_owned()))
    }

    fn new(cluster: Option<String>) -> Self {
        prepare();
        let dir = tempfile::tempdir().unwrap();
        Self(Arc::new(Inner { dir, cluster, clock: Arc::default(), databases: Mutex::default() }))
    }

    /// Auenstadt, Birkenried and Cronfeld, each on a node of its own.
    pub async fn towns(&self) -> [Town; 3] {
        [self.town("auenstadt").await, self.town("birkenried").await, self.town("cronfeld").await]
    }

    /// Auenstadt and Birkenried, each on a node of its own.
    pub async fn two_towns(&self) -> [Town; 2] {
        [self.town("auenstadt").await, self.town("birkenried").await]
    }

    /// A town on a node of its own.
    pub async fn town(&self, handle: &str) -> Town {
        self.house(handle).await.founds(handle).await
    }

    /// A node without organisations.
    pub async fn house(&self, name: &str) -> Arc<House> {
        self.house_with_mail(name, Mail::default()).await
    }

    /// A town on a node that sends mail so.
    pub async fn town_with_mail(&self, handle: &str, mail: Mail) -> Town {
        self.house_with_mail(handle, mail).await.founds(handle).await
    }

    /// A node without organisations that sends mail so.
    pub async fn house_with_mail(&self, name: &str, mail: Mail) -> Arc<House> {
        let database = self.database().await;
        House::start(&self.0.dir.path().join(name), database, mail, self.clock()).await
    }

    /// A node without organisations, with something changed in its configuration.
    pub async fn house_with(&self, name: &str, change: impl FnOnce(&mut Config)) -> Arc<House> {
        let database = self.database().await;
        House::start_with(&self.0.dir.path().join(name), database, self.clock(), change).await
    }

    async fn database(&self) -> String {
        let Some(cluster) = &self.0.cluster else { return String::new() };
        let name =
            format!("it_{}", EntryId::new(commons::Clock::now(&SystemClock)).to_string().replace('-', ""));
        postgres::run(cluster, &format!("create database {name} template template0")).await;
        self.0.databases.lock().unwrap().push(name.clone());
        let (server, _) = cluster.rsplit_once('/').unwrap();
        format!("{server}/{name}")
    }

    /// The clock of all nodes.
    pub fn clock(&self) -> Arc<WallClock> {
        Arc::clone(&self.0.clock)
    }

    /// Lets so many milliseconds pass for everybody.
    pub fn passes(&self, millis: i64) {
        self.0.clock.pass(millis);
    }

    /// The directory under which all nodes keep their data.
    pub fn dir(&self) -> &Path {
        self.0.dir.path()
    }

    /// Removes the databases.
    pub async fn clear(&self) {
        let databases = std::mem::take(&mut *self.0.databases.lock().unwrap());
        for database in databases {
            let cluster = self.0.cluster.as_deref().unwrap();
            postgres::run(cluster, &format!("drop database {database} with (force)")).await;
        }
    }
}

/// Once in a process: what the nodes need before they start, and where their log goes.
pub fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let filter = std::env::var("RUST_LOG").unwrap_or_else(|_| "warn".to_owned());
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
    });
}
