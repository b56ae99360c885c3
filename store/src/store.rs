//! The door to memory: opening it, reading, and writing one transaction after another.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use commons::{Clock, Time};
use tokio::sync::{oneshot, watch};

use crate::db::{Db, Location};
use crate::session::Session;
use crate::{Change, Identity, ServeLock, StoreError, Work};

/// How often a transaction that met another one is tried in all.
const TRIES: u64 = 3;

/// The memory of a node. Cheap to clone: all clones share the connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    changes: watch::Sender<i64>,
    posted: watch::Sender<()>,
}

/// A connection that reads.
pub struct Reading {
    pub(crate) session: Session,
}

impl Store {
    /// Opens the memory at this place, makes it where there is none, and brings its tables up to date.
    ///
    /// Errors: [`StoreError::Newer`] where a newer program has been here, [`StoreError::Busy`] where the database is away.
    pub async fn open(location: Location, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let db = Db::open(location).await?;
        let (changes, posted) = (watch::Sender::new(0), watch::Sender::new(()));
        let store = Self { inner: Arc::new(Inner { db, clock, changes, posted }) };
        let now = store.now();
        store.write(move |change| Box::pin(async move { change.node().create(now).await })).await?;
        store.announce(store.changed().await?);
        Ok(store)
    }

    /// Takes the right to serve this database. Of one SQLite file there is one; several processes share PostgreSQL.
    ///
    /// Errors: [`StoreError::Locked`] where another process has it.
    pub fn claim_for_serving(&self) -> Result<ServeLock, StoreError> {
        self.inner.db.claim_for_serving()
    }

    /// A connection that reads. Each statement sees what is committed when it begins.
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        Ok(Reading { session: Session::reading(self.inner.db.readers.acquire().await?) })
    }

    /// One transaction that writes. Dropped without a commit, it has never been.
    pub async fn begin(&self) -> Result<Change, StoreError> {
        // In a task of its own: a client that goes away while the transaction is being opened would leave it open.
        let store = self.clone();
        on_its_own(async move {
            let begun = store.inner.db.begin().await?;
            Ok(Change::over(Session::writing(begun), store.clone()))
        })
        .await?
    }

    /// Runs `work` in one transaction and commits it; an error rolls everything back.
    ///
    /// It runs in a task of its own, so that a client that goes away does not end it half way. What two transactions that
    /// stood in each other's way (PostgreSQL 40001, 40P01) could not do is done again, three times in all.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'c> Fn(&'c mut Change) -> Work<'c, T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.clone();
        on_its_own(async move { store.try_to_write(work).await }).await?
    }

    async fn try_to_write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'c> Fn(&'c mut Change) -> Work<'c, T, E> + Send + Sync,
        E: From<StoreError>,
    {
        for again in 1..TRIES {
            match self.write_once(&work).await {
                Err((_, Conflict::Met)) => tokio::time::sleep(Duration::from_millis(20 * again)).await,
                done => return done.map_err(|(error, _)| error),
            }
        }
        self.write_once(&work).await.map_err(|(error, _)| error)
    }

    async fn write_once<T, E, F>(&self, work: &F) -> Result<T, (E, Conflict)>
    where
        F: for<'c> Fn(&'c mut Change) -> Work<'c, T, E>,
        E: From<StoreError>,
    {
        let mut change = self.begin().await.map_err(|error| (error.into(), Conflict::None))?;
        match work(&mut change).await {
            Ok(value) => match change.finish().await {
                Ok(_) => Ok(value),
                Err(error) => Err((error.into(), Conflict::of(&change))),
            },
            Err(error) => {
                let conflict = Conflict::of(&change);
                change.roll_back().await;
                Err((error, conflict))
            }
        }
    }

    /// Tells of each commit of this process that has a number of change. Those of others are found by asking
    /// [`Self::changed`] from time to time.
    pub fn changes(&self) -> watch::Receiver<i64> {
        self.inner.changes.subscribe()
    }

    /// The number of the last change, whichever process made it.
    pub async fn changed(&self) -> Result<i64, StoreError> {
        self.reading().await?.node().changed().await
    }

    /// Lets those who wait on [`Self::changes`] know of this number.
    pub fn announce(&self, number: i64) {
        self.inner.changes.send_if_modified(|last| {
            let news = number > *last;
            *last = number.max(*last);
            news
        });
    }

    /// Tells of each commit of this process that wrote a mail. Those of others are found by asking
    /// [`Mails::next_due`](crate::mails::Mails::next_due) from time to time.
    pub fn posted(&self) -> watch::Receiver<()> {
        self.inner.posted.subscribe()
    }

    pub(crate) fn announce_mail(&self) {
        self.inner.posted.send_replace(());
    }

    /// Which database this is, and which epoch of it.
    pub async fn identity(&self) -> Result<Identity, StoreError> {
        self.reading().await?.node().identity().await
    }

    /// Begins a new epoch, after a backup was restored: whoever followed the numbers begins again.
    pub async fn new_epoch(&self) -> Result<Identity, StoreError> {
        let now = self.now();
        self.write(move |change| Box::pin(async move { change.node().new_epoch(now).await })).await
    }

    /// The present instant of the clock the store was opened with.
    pub fn now(&self) -> Time {
        self.inner.clock.now()
    }

    /// Closes every connection, after those in use have been given back.
    pub async fn close(&self) {
        self.inner.db.close().await;
    }
}

enum Conflict {
    None,
    Met,
}

impl Conflict {
    fn of(change: &Change) -> Self {
        if change.session.met_a_conflict() { Self::Met } else { Self::None }
    }
}

/// Runs to its end, even if whoever waits for it goes away.
pub(crate) async fn on_its_own<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, StoreError> {
    let (done, result) = oneshot::channel();
    // Boxed and without its result: what is spawned is compiled anew for each kind of work and of runtime, and there are hundreds of
    // transactions.
    let work: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move {
        // Whoever waited may have gone away.
        let _ = done.send(work.await);
    });
    tokio::spawn(work).await.map_err(StoreError::failed)?;
    result.await.map_err(StoreError::failed)
}
