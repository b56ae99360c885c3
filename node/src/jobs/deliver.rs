//! Inboxes learn what they should know. The letter is made when it is sent, from the present state; what was sent is written down as what the inbox has.

pub mod letter;
mod report;

use std::sync::Arc;

use commons::Time;
use store::{Delivery, StoreError};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{sleep, timeout};

use crate::failure::noted;
use crate::jobs::LOOK;
use crate::town::Town;
use crate::trouble::Trouble;

use letter::Letter;
pub(super) use report::jitter;
use report::{Outcome, Report};

/// Letters on their way at once, to all peers together.
const IN_FLIGHT: usize = 64;
/// Letters on their way to one peer.
const PER_PEER: usize = 2;
/// For how long a claimed row is left to its worker, in milliseconds: longer than any sending takes, and no longer, since after a crash the peer waits
/// until it has run out.
const LEASE: i64 = 30 * Time::SECOND;

/// Delivers for ever.
pub async fn run(town: Town) {
    let mut changes = town.store.changes();
    // Tasks of their own: one that waits for a connection must not wait for who holds it to be looked at.
    let mut under_way = JoinSet::new();
    loop {
        let claimed = claim(&town, IN_FLIGHT - under_way.len()).await.unwrap_or_else(|error| {
            noted(error);
            Vec::new()
        });
        let idle = claimed.is_empty();
        for row in claimed {
            under_way.spawn(deliver(town.clone(), row));
        }
        let mut reports = Vec::new();
        tokio::select! {
            Some(ended) = under_way.join_next() => reports.extend(report_of(ended)),
            // Nothing to do: until something changes here, somebody calls, or it is time to look.
            _ = timeout(LOOK, changes.changed()), if idle => {}
            () = town.deliver.notified(), if idle => {}
            // One slow peer must not keep the others waiting.
            () = sleep(LOOK), if !idle => {}
        }
        while let Some(ended) = under_way.try_join_next() {
            reports.extend(report_of(ended));
        }
        settle(&town, reports).await;
    }
}

/// A delivery that panicked has no report: its lease runs out, and it is sent again.
fn report_of(ended: Result<Report, JoinError>) -> Option<Report> {
    ended.inspect_err(|error| tracing::error!(%error, "a delivery ended in a panic")).ok()
}

async fn claim(town: &Town, room: usize) -> Result<Vec<Delivery>, StoreError> {
    let now = town.clock.now();
    // Asked of a reader first: most of the time there is nothing, and the writer is not bothered.
    let due = town.store.reading().await?.deliveries().next_due().await?;
    if room == 0 || due.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    town.store
        .write(move |change| {
            Box::pin(async move { change.deliveries().claim(now, LEASE, room, PER_PEER).await })
        })
        .await
}

/// One row: what the inbox should know now, sent, and what came of it.
async fn deliver(town: Town, row: Delivery) -> Report {
    let now = town.clock.now();
    let outcome = match letter::write(&town, &row).await {
        Ok(Letter::Nothing) => Outcome::Nothing,
        Ok(Letter::Says { body, version, sender, tells }) => {
            let signer = federation::Signer { key: &sender.key, key_id: &sender.key_id, now };
            let outgoing = federation::Outgoing { inbox: &row.inbox, body: &body };
            let answer = town.client().send(&outgoing, &signer).await;
            tracing::debug!(peer.host = row.origin.authority(), subject = %row.subject, ?answer, "delivered");
            Outcome::of(answer, version, tells)
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), subject = %row.subject, "a letter could not be written");
            Outcome::RowFails(Trouble::of(&error))
        }
    };
    Report { row, outcome }
}

async fn settle(town: &Town, reports: Vec<Report>) {
    if reports.is_empty() {
        return;
    }
    let reports: Arc<[Report]> = reports.into();
    let now = town.clock.now();
    let settled = town.store.write(move |change| {
        let reports = Arc::clone(&reports);
        Box::pin(async move { report::settle(change, &reports, now).await })
    });
    if let Err(error) = settled.await {
        // The leases run out, and the rows are sent again: at least once.
        noted(error);
    }
}
