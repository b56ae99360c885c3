//! Two towns on two nodes: one asks to follow the other, and is let in, over the network as in real life.

use std::time::Duration;

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::house::House;
use crate::http1;
use crate::node_process::NodeProcess;
use crate::setting::Setting;

/// How long a question or an answer may be under way.
const PATIENCE: Duration = Duration::from_secs(30);

/// Two houses, not yet connected.
pub struct Pair {
    /// Who publishes.
    pub author: Party,
    /// Who will follow.
    pub follower: Party,
}

/// One of the two.
pub struct Party {
    /// Its data.
    pub house: House,
    /// For everything its organisation may do.
    pub token: String,
}

#[derive(Deserialize)]
struct Follows {
    follows: Vec<Follow>,
}

#[derive(Deserialize)]
struct Follow {
    id: String,
    answer: String,
}

impl Pair {
    /// Builds both.
    pub async fn build(setting: &Setting, name: &str) -> anyhow::Result<Self> {
        Ok(Self {
            author: Party::build(setting, &format!("{name}author")).await?,
            follower: Party::build(setting, &format!("{name}follower")).await?,
        })
    }

    /// The follower asks, the author lets him in. Gives the instant of the author's answer.
    pub async fn connect(&self, author: &NodeProcess, follower: &NodeProcess) -> anyhow::Result<Instant> {
        let from = &self.follower.house.organisation;
        let wish = json!({ "from": from.handle, "to": self.author.house.organisation.address() }).to_string();
        let ask = http1::post_as(&self.follower.token, &from.host, "/api/v1/follows", &wish);
        let asked: Follow = follower.connection().send(&ask).await?.json()?;
        ensure!(asked.answer == "asked", "asking to follow was answered with {}", asked.answer);
        let id = self.author.until(author, "asked").await?;
        let host = &self.author.house.organisation.host;
        let accept = http1::post_as(&self.author.token, host, &format!("/api/v1/follows/{id}/accept"), "");
        author.connection().send(&accept).await?.json::<Follow>()?;
        let accepted = Instant::now();
        self.follower.until(follower, "accepted").await?;
        Ok(accepted)
    }

    /// Removes the data of both.
    pub fn clear(&self, setting: &Setting) {
        for party in [&self.author, &self.follower] {
            setting.clear(&party.house.organisation.handle);
        }
    }
}

impl Party {
    async fn build(setting: &Setting, name: &str) -> anyhow::Result<Self> {
        let house = House::build(setting, name).await?;
        let hall = house.hall().await?;
        let token = house.token(&hall).await?;
        hall.store.close().await;
        Ok(Self { house, token })
    }

    /// Waits until its only connection has come so far, and gives the connection's id.
    async fn until(&self, node: &NodeProcess, answer: &str) -> anyhow::Result<String> {
        let list = http1::get_as(&self.token, &node.host, "/api/v1/follows");
        let (mut connection, begun) = (node.connection(), Instant::now());
        loop {
            let seen: Follows = connection.send(&list).await?.json()?;
            if let Some(follow) = seen.follows.into_iter().find(|follow| follow.answer == answer) {
                return Ok(follow.id);
            }
            ensure!(begun.elapsed() < PATIENCE, "the connection is not {answer}");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// A POST to the API on its behalf.
    pub fn post(&self, path: &str, json: &str) -> Vec<u8> {
        http1::post_as(&self.token, &self.house.organisation.host, path, json)
    }

    /// Waits until so many entries of this author are in its memory, asked beside the running node.
    pub async fn until_kept(&self, author: &Self, expected: i64) -> anyhow::Result<Instant> {
        let hall = self.house.hall().await?;
        let (mut last, mut since) = (0, Instant::now());
        loop {
            let author = &author.house.organisation.iri;
            let count = hall.store.reading().await?.entries().count_by_author(author).await?;
            if count >= expected {
                let reached = Instant::now();
                hall.store.close().await;
                return Ok(reached);
            }
            if count > last {
                (last, since) = (count, Instant::now());
            }
            ensure!(since.elapsed() < PATIENCE, "only {count} of {expected} entries have come");
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Starts its node and waits until it is ready.
    pub async fn start(&self) -> anyhow::Result<NodeProcess> {
        let mut node = self.house.start()?;
        node.until_indexed().await.context("the node does not become ready")?;
        Ok(node)
    }
}
