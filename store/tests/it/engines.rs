//! One test, two engines.

use std::ops::Deref;
use std::sync::Arc;

use commons::clock::TestClock;
use commons::{Audience, Comment, CommentKind, Content, Entry, EntryId, Iri, Project, Standing, Time};
use sqlx::{Connection, Executor};
use store::actors::{FollowersSetting, LocalActor};
use store::entries::{Arrival, Home};
use store::{Answer, Location, RemoteActor, Role, Store};

/// Where the admin URLs of the PostgreSQL clusters are named, comma-separated.
const CLUSTERS: &str = "TEMPOMACHER_TEST_POSTGRES";

/// Declares a test that runs on both engines, as `name::sqlite` and `name::postgres`.
macro_rules! both_engines {
    ($(#[$mark:meta])* $name:ident, |$town:ident| async move $body:block) => {
        async fn $name($town: $crate::engines::Town) $body

        mod $name {
            $(#[$mark])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let directory = tempfile::tempdir().unwrap();
                super::$name($crate::engines::Town::on_sqlite(directory.path()).await).await;
            }

            $(#[$mark])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                for cluster in $crate::engines::clusters() {
                    let (town, database) = $crate::engines::Town::on_postgres(&cluster).await;
                    super::$name(town).await;
                    $crate::engines::drop_database(&cluster, &database).await;
                }
            }
        }
    };
}

/// A store with a clock that stands still, and where it is, so that it can be opened again.
#[derive(Clone)]
pub struct Town {
    pub store: Store,
    pub clock: Arc<TestClock>,
    pub location: Location,
}

impl Deref for Town {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

pub fn clusters() -> Vec<String> {
    let urls = std::env::var(CLUSTERS).unwrap_or_default();
    assert!(
        !urls.is_empty(),
        "{CLUSTERS} is not set: please run the tests with ./scripts/test, which starts PostgreSQL"
    );
    urls.split(',').map(str::to_owned).collect()
}

impl Town {
    pub async fn on_sqlite(directory: &std::path::Path) -> Self {
        Self::at(Location::Sqlite(directory.join("tempo macher#1.db"))).await
    }

    pub async fn on_postgres(cluster: &str) -> (Self, String) {
        let database = format!("test_{}", EntryId::new(start()).to_string().replace('-', ""));
        admin(cluster, format!("create database {database} template template0")).await;
        let (server, _) = cluster.rsplit_once('/').unwrap();
        (Self::at(Location::Postgres(format!("{server}/{database}"))).await, database)
    }

    async fn at(location: Location) -> Self {
        let clock = Arc::new(TestClock::at(start()));
        let store = Store::open(location.clone(), clock.clone()).await.unwrap();
        Self { store, clock, location }
    }

    /// A second process, as far as the database can tell.
    pub async fn again(&self) -> Store {
        Store::open(self.location.clone(), self.clock.clone()).await.unwrap()
    }

    pub async fn put(&self, entry: &Entry) -> store::Put {
        self.put_as(entry, Home::Here, Standing::Published).await
    }

    pub async fn put_as(&self, entry: &Entry, home: Home, standing: Standing) -> store::Put {
        let mut change = self.begin().await.unwrap();
        let arrival =
            Arrival { id: EntryId::new(self.now()), home, standing, received: self.now(), source: None };
        let put = change.entries().put(entry, arrival).await.unwrap();
        change.commit().await.unwrap();
        put
    }

    pub async fn withdraw(&self, entry: &Entry, version: i64) -> bool {
        let mut change = self.begin().await.unwrap();
        let done = change.entries().withdraw(&entry.iri, version, self.now()).await.unwrap();
        change.commit().await.unwrap();
        done
    }

    /// One of ours on this host.
    pub async fn settle(&self, host: &str) -> Iri {
        let mut change = self.begin().await.unwrap();
        let actor = local(host);
        change.actors().put_local(&actor).await.unwrap();
        change.commit().await.unwrap();
        actor.iri
    }

    /// A neighbour's actor with this path on this host; all on a host share an inbox.
    pub async fn meet(&self, host: &str, path: &str) -> Iri {
        let mut change = self.begin().await.unwrap();
        let actor = remote(host, path);
        change.actors().put_remote(&actor).await.unwrap();
        change.commit().await.unwrap();
        actor.iri
    }

    pub async fn follow(&self, follower: &Iri, followed: &Iri) {
        let mut change = self.begin().await.unwrap();
        let activity = follower.with("#follow");
        change.follows().ask(follower, followed, &activity, "", self.now()).await.unwrap();
        change.follows().answer(follower, followed, Answer::Accepted, self.now()).await.unwrap();
        change.commit().await.unwrap();
    }
}

pub fn start() -> Time {
    Time::parse("2026-05-04T09:30:00Z").unwrap()
}

pub fn iri(text: &str) -> Iri {
    Iri::parse("test", text).unwrap()
}

/// A public project of version 1.
pub fn project(author: &Iri, path: &str) -> Entry {
    let content = Content::Project(Box::<Project>::default());
    let mut entry = Entry::new(author.with(path), author.clone(), "Radweg", content, start());
    entry.version = 1;
    entry.audience = Audience::Public;
    entry
}

/// A public comment below an entry.
pub fn comment(author: &Iri, path: &str, parent: &Iri) -> Entry {
    let said = Comment {
        comment: CommentKind::Question,
        parent: parent.clone(),
        thread: None,
        office: String::new(),
    };
    let mut entry = Entry::new(author.with(path), author.clone(), "", Content::Comment(said), start());
    entry.version = 1;
    entry.audience = Audience::Public;
    entry
}

pub fn local(host: &str) -> LocalActor {
    let at = |path: &str| iri(&format!("https://{host}/{path}"));
    LocalActor {
        iri: at(""),
        role: Role::Organisation,
        name: format!("Stadt {host}"),
        handle: host.split('.').next().unwrap().to_owned(),
        host: host.to_owned(),
        organisation: Some(commons::Organisation::new(
            at(""),
            host,
            "stadt",
            "Stadt",
            commons::OrganisationKind::Municipality,
        )),
        inbox: at("inbox"),
        shared_inbox: at("inbox"),
        outbox: Some(at("outbox")),
        followers: Some(at("followers")),
        changes: Some(at("changes")),
        followers_setting: FollowersSetting::Ask,
        version: 1,
        at: start(),
    }
}

pub fn remote(host: &str, path: &str) -> RemoteActor {
    let at = |path: &str| iri(&format!("https://{host}/{path}"));
    RemoteActor {
        iri: at(path),
        role: Role::Organisation,
        name: "Stadt".to_owned(),
        handle: "stadt".to_owned(),
        host: host.to_owned(),
        inbox: at(&format!("{path}inbox")),
        shared_inbox: Some(at("shared")),
        outbox: None,
        followers: None,
        changes: None,
        indexable: true,
        organisation: None,
        keys: Vec::new(),
        fetched: start(),
    }
}

pub async fn drop_database(cluster: &str, database: &str) {
    admin(cluster, format!("drop database {database} with (force)")).await;
}

async fn admin(cluster: &str, sql: String) {
    let mut connection = sqlx::PgConnection::connect(cluster).await.unwrap();
    connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql))).await.unwrap();
    connection.close().await.unwrap();
}

/// Runs a statement past the store, as other hands would.
pub async fn run(town: &Town, sql: &'static str) {
    let url = match &town.location {
        Location::Sqlite(file) => {
            format!("sqlite://{}", file.display().to_string().replace(' ', "%20").replace('#', "%23"))
        }
        Location::Postgres(url) => url.clone(),
    };
    let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
    connection.execute(sqlx::raw_sql(sql)).await.unwrap();
    connection.close().await.unwrap();
}

/// How one's own entry is put in.
pub fn here(town: &Town) -> Arrival<'static> {
    let now = town.now();
    Arrival {
        id: EntryId::new(now),
        home: Home::Here,
        standing: Standing::Published,
        received: now,
        source: None,
    }
}

/// How a neighbour's entry is put in.
pub fn elsewhere(town: &Town, standing: Standing) -> Arrival<'static> {
    Arrival { home: Home::Elsewhere, standing, ..here(town) }
}
