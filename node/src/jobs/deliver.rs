//! Inboxes learn what they should know. The letter is made when it is sent, from the present state; what was sent is written down as what the inbox has.
//!
//! Whose turn it is stands in a round (`round.rs`). How many letters may be on their way, and that whoever hangs keeps nobody else waiting, is
//! the business of the lanes (`lanes.rs`).

mod lanes;
pub mod letter;
mod report;
mod round;

use std::sync::Arc;

use commons::Time;
use federation::Parting;
use store::deliveries::Claim;
use store::{Delivery, StoreError};
use tokio::sync::Semaphore;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep};

use crate::failure::noted;
use crate::jobs::LOOK;
use crate::town::Town;
use crate::trouble::Trouble;

use lanes::{Lane, Lanes, Pace, Trip};
use letter::Letter;
pub(super) use report::jitter;
use report::{Outcome, Report};
use round::Round;

/// Letters that are written at once. The others wait, and leave the memory to those who read pages.
const DESK: usize = 2;
/// Letters on their way to one peer.
const PER_PEER: usize = 2;
/// For how long a claimed row is left to its worker, in milliseconds: longer than any sending takes, and no longer, since after a crash the peer waits
/// until it has run out.
const LEASE: i64 = 30 * Time::SECOND;

/// Delivers for ever.
pub async fn run(town: Town) {
    let (mut changes, desk) = (town.store.changes(), Arc::new(Semaphore::new(DESK)));
    let (mut round, mut lanes) = (Round::default(), Lanes::default());
    // Tasks of their own: one that waits for a connection must not wait for who holds it to be looked at.
    let mut under_way = JoinSet::new();
    loop {
        if round.is_over()
            && let Err(error) = round.draw(&town, &lanes).await
        {
            noted(error);
        }
        for lane in Lane::ALL {
            for row in claim(&town, &mut round, &lanes, lane).await {
                let (origin, trip) = (row.origin.clone(), Trip::default());
                let errand = Errand { row, parting: round.parting(), trip: trip.clone() };
                let task = under_way.spawn(deliver(town.clone(), Arc::clone(&desk), errand));
                lanes.leaves(task.id(), origin, lane, trip);
            }
        }
        let mut reports = Vec::new();
        tokio::select! {
            Some(ended) = under_way.join_next_with_id() => reports.extend(report_of(ended, &mut lanes)),
            // Until something changes here, somebody calls, or it is time to look.
            _ = changes.changed() => {}
            () = town.deliver.notified() => {}
            () = sleep(LOOK.min(round.pause()).min(lanes.pause())) => {}
        }
        while let Some(ended) = under_way.try_join_next_with_id() {
            reports.extend(report_of(ended, &mut lanes));
        }
        settle(&town, reports).await;
    }
}

/// A delivery that panicked has no report: its lease runs out, and it is sent again.
fn report_of(ended: Result<(Id, (Report, Pace)), JoinError>, lanes: &mut Lanes) -> Option<Report> {
    match ended {
        Ok((id, (report, pace))) => {
            lanes.returns(id, pace);
            Some(report)
        }
        Err(error) => {
            tracing::error!(%error, "a delivery ended in a panic");
            lanes.returns(error.id(), Pace::Brisk);
            None
        }
    }
}

/// Rows of those whose turn it is, as many as there is room for in this lane.
async fn claim(town: &Town, round: &mut Round, lanes: &Lanes, lane: Lane) -> Vec<Delivery> {
    loop {
        let turns: Arc<[_]> = round.next(lane, lanes).into();
        if turns.is_empty() {
            return Vec::new();
        }
        let (now, limit, offered) = (town.clock.now(), lanes.room(lane), Arc::clone(&turns));
        let claim = Claim { now, lease: LEASE, limit, per_origin: PER_PEER };
        let claimed = town.store.write::<_, StoreError, _>(move |change| {
            let offered = Arc::clone(&offered);
            Box::pin(async move { change.deliveries().claim(&offered, claim).await })
        });
        match claimed.await {
            Ok(claimed) => {
                round.put_back(lane, &turns[claimed.turns..]);
                if !claimed.rows.is_empty() {
                    return claimed.rows;
                }
            }
            Err(error) => {
                noted(error);
                return Vec::new();
            }
        }
    }
}

/// What one task does.
struct Errand {
    row: Delivery,
    parting: Parting,
    trip: Trip,
}

/// One row: what the inbox should know now, sent, and what came of it.
async fn deliver(town: Town, desk: Arc<Semaphore>, errand: Errand) -> (Report, Pace) {
    let Errand { row, parting, trip } = errand;
    let (now, place) = (town.clock.now(), desk.acquire().await);
    let written = letter::write(&town, &row).await;
    drop(place);
    let mut pace = Pace::Brisk;
    let outcome = match written {
        Ok(Letter::Nothing) => Outcome::Nothing,
        Ok(Letter::Says { body, version, sender, tells }) => {
            let signer = federation::Signer { key: &sender.key, key_id: &sender.key_id, now };
            let outgoing = federation::Outgoing { inbox: &row.inbox, body: &body, parting };
            let begun = Instant::now();
            trip.begins(begun);
            let answer = town.client().send(&outgoing, &signer).await;
            pace = Pace::of(begun.elapsed());
            tracing::debug!(peer.host = row.origin.authority(), subject = %row.subject, ?answer, "delivered");
            Outcome::of(answer, version, tells)
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), subject = %row.subject, "a letter could not be written");
            Outcome::RowFails(Trouble::of(&error))
        }
    };
    (Report { row, outcome }, pace)
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
