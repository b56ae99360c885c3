//! The real binary as a process of its own, and what the kernel says of it.

use std::fs::File;
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use node::Config;
use serde::Deserialize;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use crate::http1::{self, Connection};
use crate::machine::{cpu_of, field, kilobytes};
use crate::setting::Setting;

/// How long a node may take for what it is waited for.
const PATIENCE: Duration = Duration::from_secs(900);

/// A node that runs.
pub struct NodeProcess {
    child: Child,
    pid: u32,
    /// Where it listens.
    pub address: SocketAddr,
    /// By which name it is asked.
    pub host: String,
}

/// By how many changes the index is behind; nothing while there is none.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Health {
    behind: Option<i64>,
}

/// Memory of the process, in MB.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Everything that is resident.
    pub resident: f64,
    /// What of it is not a file.
    pub anonymous: f64,
    /// The most that was ever resident.
    pub peak: f64,
}

impl NodeProcess {
    /// Starts `tempomacher serve` with this configuration and nothing else from the environment.
    pub fn start(config: &Config, host: &str) -> anyhow::Result<Self> {
        let log = File::options().create(true).append(true).open(config.data_dir.join("bench.log"))?;
        let mut command = Command::new(Setting::binary());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TEMPOMACHER_") {
                command.env_remove(name);
            }
        }
        let child = command
            .arg("serve")
            .current_dir(&config.data_dir)
            .env("TEMPOMACHER_LISTEN", config.listen.to_string())
            .env("TEMPOMACHER_DATA_DIR", &config.data_dir)
            .env("TEMPOMACHER_DATABASE__URL", config.database.url.reveal())
            .env("TEMPOMACHER_FEDERATION__LAB_HOSTS", config.federation.lab_hosts.join(","))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", Setting::binary().display()))?;
        let pid = child.id().context("the node ended at once")?;
        Ok(Self { child, pid, address: config.listen, host: host.to_owned() })
    }

    /// A new connection to it.
    pub fn connection(&self) -> Connection {
        Connection::to(self.address)
    }

    /// Processor time it has used.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        cpu_of(&self.pid.to_string())
    }

    /// Memory it holds.
    pub fn memory(&self) -> anyhow::Result<Memory> {
        let file = format!("/proc/{}/status", self.pid);
        let read = |name| field(&file, name).and_then(|text| kilobytes(&text)).map(|kb| kb as f64 / 1_024.0);
        Ok(Memory {
            resident: read("VmRSS").context("VmRSS")?,
            anonymous: read("RssAnon").context("RssAnon")?,
            peak: read("VmHWM").context("VmHWM")?,
        })
    }

    /// Waits until it answers and its index has everything that is in its memory. Gives the instant at which it was seen.
    pub async fn until_indexed(&mut self) -> anyhow::Result<Instant> {
        let asked = http1::get(&self.host, "/health");
        let begun = Instant::now();
        let mut connection = self.connection();
        while begun.elapsed() < PATIENCE {
            if let Some(ended) = self.child.try_wait()? {
                bail!("the node ended with {ended}; see bench.log in its data directory");
            }
            // Before it listens, and while it builds its index, nobody answers.
            if let Ok(Ok(answer)) = timeout(PATIENCE, connection.send(&asked)).await {
                let health: Health = answer.json()?;
                if health.behind == Some(0) {
                    return Ok(Instant::now());
                }
            }
            sleep(Duration::from_millis(20)).await;
        }
        bail!("the index does not come to the end")
    }

    /// Stops it as an administrator would, and waits.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let told = Command::new("kill").arg("-TERM").arg(self.pid.to_string()).status().await?;
        ensure!(told.success(), "the node is not there any more");
        timeout(Duration::from_secs(30), self.child.wait()).await.context("the node does not stop")??;
        Ok(())
    }
}
