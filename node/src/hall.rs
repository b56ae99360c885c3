//! What every operation needs: memory, keys, the clock, and a way to reach neighbours. The command line opens a hall; `serve` a whole town.

use std::sync::Arc;

use anyhow::Context;
use arc_swap::ArcSwap;
use commons::{Clock, Refusal, SystemClock, Time};
use federation::{Client, Dialects, Guard, Lab, Limits, Network, SystemResolve};
use store::{NodeKey, Store, StoreError};
use tokio::sync::Mutex;

use crate::acquaintance::Acquaintance;
use crate::config::Config;
use crate::hosts::Hosts;
use crate::jobs::dialects::remembered;
use crate::keyring::Keyring;
use crate::mail::{Mail, MailFailure, Mailer, Outgoing};
use crate::passwords::Passwords;

/// The town hall without its doors.
pub struct Hall {
    /// The configuration.
    pub config: Config,
    /// The memory.
    pub store: Store,
    /// The one clock.
    pub clock: Arc<dyn Clock>,
    /// Local organisations by host.
    pub hosts: Hosts,
    /// Private keys.
    pub keyring: Keyring,
    /// Passwords of people.
    pub passwords: Passwords,
    /// Senders' keys and standings, remembered for a moment.
    pub acquaintance: Acquaintance,
    /// The way to the mail server, where one is configured.
    pub mailer: Option<Mailer>,
    /// Which dialect of signatures each neighbour reads.
    pub dialects: Arc<Dialects>,
    network: Network,
    client: ArcSwap<Client>,
    /// Held by who reads the hosts again: who comes second must not leave before the client knows them.
    refreshing: Mutex<()>,
}

impl Hall {
    /// Opens the memory and everything beside it.
    ///
    /// # Errors
    /// When the data directory, the database or `node.key` cannot be used; the message says which and why.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        Self::open_at(config, Arc::new(SystemClock)).await
    }

    /// The same with a clock of one's own.
    ///
    /// # Errors
    /// As [`Hall::open`].
    pub async fn open_at(config: Config, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        federation::guard::environment_is_sane()
            .context("DANGER_FEDERATION_ALLOW_LOCAL_IP is set, which opens this network to strangers")?;
        let mailer = Mailer::of(&config.mail).context("mail cannot be sent as it is configured")?;
        std::fs::create_dir_all(&config.data_dir)
            .with_context(|| format!("the data directory {} cannot be made", config.data_dir.display()))?;
        let node_key =
            NodeKey::load_or_create(&config.data_dir.join("node.key")).context("node.key cannot be used")?;
        let store = Store::open(config.location(), Arc::clone(&clock))
            .await
            .context("the database cannot be opened")?;
        let hosts = Hosts::default();
        hosts.refresh(&mut store.reading().await?).await?;
        let dialects = Arc::new(remembered(&mut store.reading().await?).await?);
        let network = config.network.around().context("neighbours cannot be reached as it is configured")?;
        let client = client(&config, &network, &hosts.names()).map_err(explained)?;
        let client = client.with_dialects(Arc::clone(&dialects));
        let keyring = Keyring::new(node_key);
        let (acquaintance, client) = (Acquaintance::default(), ArcSwap::from_pointee(client));
        let (passwords, refreshing) = (Passwords::default(), Mutex::default());
        Ok(Self {
            config,
            store,
            clock,
            hosts,
            keyring,
            passwords,
            acquaintance,
            mailer,
            dialects,
            network,
            client,
            refreshing,
        })
    }

    /// The guarded way out.
    pub fn client(&self) -> Arc<Client> {
        self.client.load_full()
    }

    /// Whether mails go out. Where they do not, none is written, and links are shown to the administrator instead.
    pub fn mail_is_configured(&self) -> bool {
        self.mailer.is_some()
    }

    /// Sends a mail at once, in the name of the node's first host. Operations do not wait for that: they `post` it.
    ///
    /// # Errors
    /// What went wrong, and at which step.
    pub async fn send_mail(&self, mail: &Mail, id: &str, written: Time) -> Result<(), MailFailure> {
        let mailer = self.mailer.as_ref().ok_or(MailFailure::NotConfigured)?;
        let first = self.hosts.first();
        // Nobody has moved in yet: the test is sent all the same.
        let host = first.as_ref().and_then(|first| first.host.split(':').next()).unwrap_or(mailer.domain());
        mailer.send(&Outgoing { mail, id, host, written }).await
    }

    /// Reads the local organisations again, after one was added or changed. Whether the laboratory is open depends on them.
    ///
    /// # Errors
    /// When the memory cannot be read.
    pub async fn refresh_hosts(&self) -> Result<(), StoreError> {
        let _alone = self.refreshing.lock().await;
        let before = self.hosts.names();
        self.hosts.refresh(&mut self.store.reading().await?).await?;
        let after = self.hosts.names();
        if before != after
            && let Ok(client) = client(&self.config, &self.network, &after)
        {
            self.client.store(Arc::new(client.with_dialects(Arc::clone(&self.dialects))));
        }
        Ok(())
    }

    /// `http` for a host of an open laboratory, `https` for every other.
    ///
    /// # Errors
    /// When the laboratory's names cannot be used.
    pub fn scheme_of(&self, host: &str) -> Result<&'static str, Refusal> {
        let mut hosts = self.hosts.names();
        hosts.push(host.to_owned());
        let name = host.split(':').next().unwrap_or(host);
        Ok(if Lab::new(&self.config.federation.lab_hosts, &hosts)?.covers(name) { "http" } else { "https" })
    }
}

/// A client whose guard opens the laboratory only if every host of the node lies in it.
fn client(config: &Config, network: &Network, hosts: &[String]) -> Result<Client, Refusal> {
    let lab = Lab::new(&config.federation.lab_hosts, hosts)?;
    if !config.federation.lab_hosts.is_empty() && !lab.is_open() && !hosts.is_empty() {
        tracing::warn!(
            hosts = hosts.join(", "),
            "federation.lab_hosts has no effect: a host of this node is a real one"
        );
    }
    Client::new(Guard::new(lab, Arc::new(SystemResolve)).within(network.clone()), Limits::default())
}

/// Which key of the configuration a client could not be made of.
fn explained(refusal: Refusal) -> anyhow::Error {
    let key = match refusal {
        Refusal::NotACertificate {} => "network.authorities_file holds no certificate in PEM format",
        _ => "federation.lab_hosts takes names under .localhost or .test",
    };
    anyhow::Error::new(refusal).context(key)
}
