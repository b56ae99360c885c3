//! A node from its start to its stop: used by `serve`, by `demo`, and by the tests, which start several in one process.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use commons::Clock;
use store::{ServeLock, Store, StoreError};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::config::Config;
use crate::hall::Hall;
use crate::jobs;
use crate::routes;
use crate::server::{self, Limits};
use crate::town::Town;

/// A node that runs.
pub struct Running {
    /// Its state, for whoever runs it in the same process.
    pub town: Town,
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    parts: JoinSet<()>,
    _only_one: ServeLock,
}

impl Running {
    /// Opens everything and begins to serve.
    ///
    /// # Errors
    /// When the data cannot be used, `node.key` belongs to another database, another process serves it already, or the address is
    /// taken; the message says which.
    pub async fn start(config: Config, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let listen = config.listen;
        let listener =
            TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
        let hall = Arc::new(Hall::open_at(config, clock).await?);
        let only_one = hall.store.claim_for_serving()?;
        Self::with(hall, listener, only_one).await
    }

    async fn with(hall: Arc<Hall>, listener: TcpListener, only_one: ServeLock) -> anyhow::Result<Self> {
        let limits = Limits::with_connections(hall.config.http.connections);
        if let Some(first) = hall.hosts.first() {
            hall.keyring.signing_key(&mut hall.store.reading().await?, &first.iri).await.context(
                "node.key does not belong to this database; please put the right one into the data directory",
            )?;
        }
        if matches!(hall.config.location(), store::Location::Sqlite(_)) {
            // The lock says that nobody else delivers or walks: what is claimed was claimed by one that died.
            hall.store
                .write(|change| {
                    Box::pin(async move {
                        change.walks().free_leases().await?;
                        change.deliveries().free_leases().await
                    })
                })
                .await?;
        }
        fill_names(&hall.store).await?;
        let (town, queue) = Town::open(hall).await?;
        let (stop, stopped) = watch::channel(false);
        let mut parts = jobs::start(&town, queue, &stopped);
        let address = listener.local_addr()?;
        parts.spawn(server::serve(listener, routes::router(&town), limits, stopped));
        tracing::info!(%address, data = %town.config.data_dir.display(), "serving");
        Ok(Self { town, address, stop, parts, _only_one: only_one })
    }

    /// Stops: no new connections, requests in flight finish, jobs end between two steps.
    pub async fn stop(mut self) {
        // Every part holds a receiver; none left means all have ended.
        let _ = self.stop.send(true);
        while let Some(ended) = self.parts.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a part of the node ended in a panic");
            }
        }
    }
}

/// What entries name was not written down before this version: once, at the first start, it is read from the entries.
async fn fill_names(store: &Store) -> Result<(), StoreError> {
    if !store.reading().await?.names().are_empty().await? {
        return Ok(());
    }
    let mut after = Some(0);
    while let Some(number) = after {
        after = store.write(move |change| Box::pin(async move { change.names().fill(number).await })).await?;
    }
    Ok(())
}
