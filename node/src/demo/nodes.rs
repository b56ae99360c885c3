//! The three nodes of the demonstration and who lives on them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use commons::organisation::Handle;
use commons::{Clock, Organisation, OrganisationKind, State};
use serde::Deserialize;
use store::Answer;

use crate::acting::Acting;
use crate::config::{Config, Federation};
use crate::operations::found::{Founding, found};
use crate::operations::{accept, follow};
use crate::running::Running;
use crate::town::Town;

/// Which organisations live together, by handle.
const HOUSES: [&[&str]; 3] = [&["auenstadt"], &["birkenried", "cronfeld"], &["verbund"]];

/// An organisation of the demonstration.
#[derive(Clone, Debug, Deserialize)]
struct Sketch {
    handle: String,
    name: String,
    kind: OrganisationKind,
    county: Option<String>,
    state: Option<State>,
    population: Option<u64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    contact: Option<String>,
}

/// The running nodes.
pub struct Nodes {
    running: Vec<Running>,
    port: u16,
}

impl Nodes {
    /// Starts the three nodes, founding who is not there yet.
    pub async fn start(dir: &Path, port: u16, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let sketches: Vec<Sketch> = serde_json::from_str(include_str!("../../demo/organisations.json"))?;
        let mut running = Vec::new();
        for (number, house) in (0_u16..).zip(HOUSES) {
            let port = port.checked_add(number).context("the ports end at 65535")?;
            let config = Config {
                listen: ([127, 0, 0, 1], port).into(),
                data_dir: dir.join(house[0]),
                federation: Federation { lab_hosts: vec!["*.localhost".to_owned()] },
                ..Config::default()
            };
            let node = Running::start(config, Arc::clone(&clock)).await?;
            for handle in house {
                let sketch = sketches.iter().find(|sketch| sketch.handle == *handle);
                settle(&node.town, sketch.context("a sketch for each handle")?, port).await?;
            }
            running.push(node);
        }
        Ok(Self { running, port })
    }

    /// The port of the first node.
    pub fn first_port(&self) -> u16 {
        self.port
    }

    /// The nodes.
    pub fn towns(&self) -> impl Iterator<Item = &Town> {
        self.running.iter().map(|node| &node.town)
    }

    /// Every organisation with its node.
    pub fn organisations(&self) -> Vec<(Town, Arc<Organisation>)> {
        let all = self.towns().flat_map(|town| town.hosts.all().into_iter().map(|one| (town.clone(), one)));
        all.collect()
    }

    /// The organisation with this handle, and its node.
    pub fn organisation(&self, handle: &str) -> anyhow::Result<(Town, Arc<Organisation>)> {
        let found = self.organisations().into_iter().find(|(_, organisation)| organisation.handle == handle);
        found.with_context(|| format!("nobody here is called {handle}"))
    }

    /// Everyone asks to follow everyone, and everyone is let in.
    pub async fn connect(&self) -> anyhow::Result<()> {
        let all = self.organisations();
        let mut open = Vec::new();
        for (town, follower) in &all {
            for (_, followed) in all.iter().filter(|(_, followed)| followed.iri != follower.iri) {
                let between =
                    town.store.reading().await?.follows().between(&follower.iri, &followed.iri).await?;
                if between.is_none_or(|follow| follow.answer != Answer::Accepted) {
                    let acting = Acting::by_command(Arc::clone(follower));
                    let message = format!("{} möchte mitlesen.", follower.name);
                    follow::follow(town, &acting, &followed.address(), &message)
                        .await
                        .map_err(anyhow::Error::from)?;
                    open.push((follower.iri.clone(), followed.iri.clone()));
                }
            }
        }
        for (town, followed) in &all {
            let expected = open.iter().filter(|(_, to)| *to == followed.iri).count();
            let accepted = accept_all(town, followed, expected);
            tokio::time::timeout(Duration::from_secs(60), accepted)
                .await
                .context("a question to follow did not arrive")??;
        }
        println!("{} connections are made, each asked for and accepted.", open.len());
        Ok(())
    }

    /// The nodes themselves, for whoever goes on with them.
    pub fn into_running(self) -> Vec<Running> {
        self.running
    }

    /// Stops the nodes.
    pub async fn stop(self) {
        for node in self.running {
            node.stop().await;
        }
    }
}

async fn settle(town: &Town, sketch: &Sketch, port: u16) -> anyhow::Result<()> {
    if town.hosts.by_handle(&sketch.handle).is_ok() {
        return Ok(());
    }
    let founding = Founding {
        host: format!("{}.localhost:{port}", sketch.handle),
        handle: Handle::parse(&sketch.handle)?,
        name: sketch.name.clone(),
        kind: sketch.kind,
        ags: None,
        county: sketch.county.clone(),
        state: sketch.state,
        population: sketch.population,
        position: sketch.latitude.zip(sketch.longitude),
        contact: sketch.contact.clone(),
    };
    found(town, &founding).await.map_err(anyhow::Error::from)?;
    Ok(())
}

/// Lets in everyone who asks this organisation, until so many have been let in.
async fn accept_all(town: &Town, followed: &Arc<Organisation>, mut expected: usize) -> anyhow::Result<()> {
    let acting = Acting::by_command(Arc::clone(followed));
    while expected > 0 {
        let rows = town.store.reading().await?.follows().followers_of(&followed.iri).await?;
        for row in rows.iter().filter(|row| row.answer == Answer::Asked) {
            accept::accept(town, &acting, &row.id).await.map_err(anyhow::Error::from)?;
            expected -= 1;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
