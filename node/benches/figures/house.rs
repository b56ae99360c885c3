//! A node before it runs: its data directory, its database, the organisation that lives there.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use commons::organisation::Handle;
use commons::{Organisation, OrganisationKind};
use node::Hall;
use node::acting::Acting;
use node::config::{Config, Database, Federation, Http};
use node::operations::found::{Founding, found};
use node::operations::token;
use store::tokens::Scope;

use crate::node_process::NodeProcess;
use crate::setting::Setting;

/// A node that does not run yet, or no longer.
pub struct House {
    /// How it is configured: the defaults, but for where it listens and keeps its data, and the laboratory.
    pub config: Config,
    /// Who lives there.
    pub organisation: Arc<Organisation>,
}

impl House {
    /// Makes the data of a node in which one organisation of this name lives.
    pub async fn build(setting: &Setting, name: &str) -> anyhow::Result<Self> {
        let listen = free_address()?;
        let config = Config {
            listen,
            data_dir: setting.data_dir(name),
            database: Database { url: setting.new_database(name)?.into() },
            federation: Federation { lab_hosts: vec!["*.localhost".to_owned()] },
            // One sender stands for many.
            http: Http { letters_per_second: 0, ..Http::default() },
            ..Config::default()
        };
        let hall = Hall::open(config.clone()).await?;
        let organisation = found(&hall, &founding(name, listen)?).await.map_err(anyhow::Error::from)?;
        hall.store.close().await;
        Ok(Self { config, organisation })
    }

    /// Another organisation of this name moves in.
    pub async fn founds(&self, hall: &Hall, name: &str) -> anyhow::Result<Arc<Organisation>> {
        found(hall, &founding(name, self.config.listen)?).await.map_err(anyhow::Error::from)
    }

    /// Its memory and keys, to prepare what is measured or to count what came of it. Close its store before the node runs.
    pub async fn hall(&self) -> anyhow::Result<Hall> {
        Hall::open(self.config.clone()).await
    }

    /// A token for everything its organisation may do.
    pub async fn token(&self, hall: &Hall) -> anyhow::Result<String> {
        token_of(hall, &self.organisation).await
    }

    /// Starts the binary on it.
    pub fn start(&self) -> anyhow::Result<NodeProcess> {
        NodeProcess::start(&self.config, &self.organisation.host)
    }
}

/// A token for everything that this organisation of the house may do.
pub async fn token_of(hall: &Hall, organisation: &Arc<Organisation>) -> anyhow::Result<String> {
    let acting = Acting::by_command(Arc::clone(organisation));
    token::create(hall, &acting, Scope::Connect, "bench").await.map_err(anyhow::Error::from)
}

fn founding(name: &str, listen: SocketAddr) -> anyhow::Result<Founding> {
    Ok(Founding {
        host: format!("{name}.localhost:{}", listen.port()),
        handle: Handle::parse(name)?,
        name: format!("Stadt {name}"),
        kind: OrganisationKind::Municipality,
        ags: None,
        county: None,
        state: None,
        population: Some(12_000),
        position: None,
        contact: None,
    })
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}
