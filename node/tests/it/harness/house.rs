//! A node: it starts, stops and starts again with the same data under the same port.

use std::path::Path;
use std::sync::{Arc, Mutex};

use commons::OrganisationKind;
use commons::organisation::Handle;
use node::config::{Config, Database, Federation, Mail};
use node::hall::Hall;
use node::operations::found::{Founding, found};
use node::running::Running;

use super::Town;
use super::clock::WallClock;

/// A node and who lives on it.
pub struct House {
    config: Config,
    pub clock: Arc<WallClock>,
    running: Mutex<Option<Running>>,
}

impl House {
    /// Starts a node on a port that is free.
    pub async fn start(dir: &Path, database: String, mail: Mail, clock: Arc<WallClock>) -> Arc<Self> {
        Self::start_with(dir, database, clock, |config| config.mail = mail).await
    }

    /// Starts one with something changed in its configuration.
    pub async fn start_with(
        dir: &Path,
        database: String,
        clock: Arc<WallClock>,
        change: impl FnOnce(&mut Config),
    ) -> Arc<Self> {
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data_dir: dir.to_owned(),
            database: Database { url: database.into() },
            federation: Federation { lab_hosts: vec!["*.localhost".to_owned()] },
            ..Config::default()
        };
        change(&mut config);
        let running = Running::start(config.clone(), clock.clone()).await.unwrap();
        config.listen = running.address;
        Arc::new(Self { config, clock, running: Mutex::new(Some(running)) })
    }

    /// A node that somebody else has started.
    pub fn of(running: Running, clock: Arc<WallClock>) -> Arc<Self> {
        let config = Config { listen: running.address, ..running.town.config.clone() };
        Arc::new(Self { config, clock, running: Mutex::new(Some(running)) })
    }

    /// Stops it, as an administrator would.
    pub async fn stops(&self) {
        let running = self.running.lock().unwrap().take().unwrap();
        running.stop().await;
    }

    /// Starts it again where it was.
    pub async fn starts_again(&self) {
        let running = Running::start(self.config.clone(), self.clock.clone()).await.unwrap();
        *self.running.lock().unwrap() = Some(running);
    }

    /// Its data, as a command at the command line opens them while it is stopped.
    pub async fn opens(&self) -> Hall {
        Hall::open_at(self.config.clone(), self.clock.clone()).await.unwrap()
    }

    /// The port on which it listens.
    pub fn port(&self) -> u16 {
        self.config.listen.port()
    }

    /// The state of its handlers. To be dropped before it stops.
    pub fn node(&self) -> node::Town {
        self.running.lock().unwrap().as_ref().unwrap().town.clone()
    }

    /// A town moves in.
    pub async fn founds(self: &Arc<Self>, handle: &str) -> Town {
        self.founds_at(handle, self.port()).await
    }

    /// A town moves in that others reach at another port, where something stands before the node.
    pub async fn founds_at(self: &Arc<Self>, handle: &str, port: u16) -> Town {
        let founding = Founding {
            host: format!("{handle}.localhost:{port}"),
            handle: Handle::parse(handle).unwrap(),
            name: format!("Stadt {}{}", handle[..1].to_uppercase(), &handle[1..]),
            kind: OrganisationKind::Municipality,
            ags: None,
            county: Some("Kreis Auenland".to_owned()),
            state: None,
            population: Some(9_000),
            position: None,
            contact: None,
        };
        let organisation = found(&self.node(), &founding).await.unwrap();
        Town::new(self, organisation).await
    }
}
