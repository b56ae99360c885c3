//! Who publishes while something is measured: over the API, as a town's own program would.

use std::sync::Arc;

use commons::Organisation;
use node::Hall;
use serde::Deserialize;
use tokio::time::{Duration, Instant};

use crate::entries;
use crate::house::token_of;
use crate::http1::{self, Connection};
use crate::node_process::NodeProcess;
use crate::texts::Texts;

/// An organisation that publishes one entry after another.
pub struct Publisher<'t> {
    host: String,
    token: String,
    texts: &'t Texts,
    number: usize,
    connection: Option<Connection>,
}

/// An entry that was published.
pub struct Published {
    /// Its id.
    pub iri: String,
    /// When it was sent to the node.
    pub begun: Instant,
    /// How long the publisher waited for the answer.
    pub took: Duration,
}

#[derive(Deserialize)]
struct Answered {
    iri: String,
}

impl<'t> Publisher<'t> {
    /// This organisation, with a token of its own.
    pub async fn new(hall: &Hall, who: &Arc<Organisation>, texts: &'t Texts) -> anyhow::Result<Self> {
        let token = token_of(hall, who).await?;
        Ok(Self { host: who.host.clone(), token, texts, number: 0, connection: None })
    }

    /// Publishes the next entry.
    pub async fn publish(&mut self, node: &NodeProcess) -> anyhow::Result<Published> {
        let draft = entries::draft(&self.texts.varied(self.number, entries::SEARCHED_BYTES));
        let request = http1::post_as(&self.token, &self.host, "/api/v1/entries", &draft);
        self.number += 1;
        let connection = self.connection.get_or_insert_with(|| node.connection());
        let begun = Instant::now();
        let answer = connection.send(&request).await?;
        let took = begun.elapsed();
        Ok(Published { iri: answer.json::<Answered>()?.iri, begun, took })
    }
}
