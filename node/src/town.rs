//! A running node: the hall, its index, and what wakes the jobs. The state of every handler.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use commons::Refusal;
use search::{Index, Opened, Synonyms};
use tokio::sync::{Notify, Semaphore};

use crate::allowance::Allowance;
use crate::hall::Hall;
use crate::jobs::hear::{self, Ear};
use crate::jobs::index;
use crate::operations::misses::Misses;

/// With so many changes an index is built in a moment, and nobody need be told to come again.
const SOON_BUILT: i64 = 500;

/// A running node. Cheap to clone.
#[derive(Clone)]
pub struct Town(Arc<Inner>);

/// What a running node has beyond its hall.
pub struct Inner {
    /// Memory, keys, clock, the way out.
    pub hall: Arc<Hall>,
    /// The index.
    pub index: Index,
    /// Where verified letters go.
    pub ear: Ear,
    /// How many letters each neighbour may still send.
    pub allowance: Allowance,
    /// What was searched for and not found, until it is written down.
    pub misses: Misses,
    /// Places for searches.
    pub searches: Arc<Semaphore>,
    /// Wakes `jobs/deliver` before its time.
    pub deliver: Arc<Notify>,
    /// Wakes `jobs/walk` before its time.
    pub walk: Arc<Notify>,
}

impl Deref for Town {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Deref for Inner {
    type Target = Hall;
    fn deref(&self) -> &Hall {
        &self.hall
    }
}

impl Town {
    /// Opens the index of this hall, and gives the town and the queue of its letters. Where the index is missing, damaged or another's, and there is
    /// more than a little to be read, [`index::run`] builds it while everything else is there already.
    ///
    /// # Errors
    /// When the index cannot be used, and the message says why. Nothing is wiped for want of rights or room. Where there is only no room to build a
    /// new one, everything but the search is there.
    pub async fn open(hall: Arc<Hall>) -> anyhow::Result<(Self, hear::Queue)> {
        let index = open_index(&hall).await?;
        // Whoever moved in since the hall was opened is in the index already, and would not be noticed there again.
        hall.refresh_hosts().await?;
        let (ear, queue) = hear::queue();
        let allowance = Allowance::of(hall.config.http.letters_per_second);
        let town = Self(Arc::new(Inner {
            hall,
            index,
            ear,
            allowance,
            misses: Misses::default(),
            searches: Arc::new(Semaphore::new(search::at_once())),
            deliver: Arc::default(),
            walk: Arc::default(),
        }));
        Ok((town, queue))
    }
}

/// The index, which also knows the administrator's synonyms.
async fn open_index(hall: &Hall) -> anyhow::Result<Index> {
    let synonyms = synonyms(&hall.config.search.synonyms)?;
    Ok(filled_index(hall).await?.with_synonyms(synonyms))
}

/// The administrator's synonyms. A line that says nothing is named and passed over: it is no reason not to start.
fn synonyms(file: &Path) -> anyhow::Result<Synonyms> {
    if file.as_os_str().is_empty() {
        return Ok(Synonyms::default());
    }
    let text = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let (synonyms, mistakes) = Synonyms::read(&String::from_utf8_lossy(&text));
    for mistake in mistakes {
        tracing::warn!(file = %file.display(), line = mistake.line, reason = %mistake.reason, "a group of synonyms is left out");
    }
    tracing::info!(file = %file.display(), names = synonyms.len(), "synonyms are read");
    Ok(synonyms)
}

/// The index as it was left; one that is soon built anew; or one that is still missing.
async fn filled_index(hall: &Hall) -> anyhow::Result<Index> {
    let store::Identity { database, epoch } = hall.store.identity().await?;
    let origin = search::Origin { database, epoch };
    let opened =
        Index::open(&hall.config.data_dir.join("index"), &origin).context("the index cannot be opened")?;
    let counter = hall.store.changed().await?;
    let index = match opened {
        Opened::Ready(index, cursor) if cursor <= counter => return Ok(index),
        Opened::Ready(index, _) | Opened::Missing(index) => index,
    };
    // Where it was there, it knows of what the memory has lost, and nobody may be shown that.
    index.withhold();
    if counter <= SOON_BUILT {
        build_soon(hall, &index).await?;
    }
    Ok(index)
}

/// Builds what is built in a moment. For want of room it stays missing, and is built when there is some.
async fn build_soon(hall: &Hall, index: &Index) -> anyhow::Result<()> {
    match index::rebuild(&hall.store, index, &mut |_| {}).await {
        Err(error) if index.being_built() == Some(Refusal::SearchWithoutRoom {}) => {
            tracing::error!(error = format!("{error:#}"), "everything but the search is served");
            Ok(())
        }
        built => built,
    }
}
