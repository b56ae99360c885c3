//! What an answer means for the row and for the peer (DESIGN 6.4), and writing it down.

use std::collections::BTreeSet;

use commons::{Origin, Time};
use federation::Answer;
use rand::Rng;
use store::deliveries::Acknowledged;
use store::{Change, Delivery, StoreError, Subject};

use super::letter::Tells;
use crate::operations::accept;
use crate::trouble::Trouble;

/// How long a row that is refused with 401, 403 or 404 waits: first, second, then each time.
const REFUSED: [i64; 3] = [Time::HOUR, 3 * Time::HOUR, 6 * Time::HOUR];
/// How long such a row is tried at all.
const REFUSED_FOR: i64 = 14 * Time::DAY;
/// How long an inbox that says it is gone waits; the third time, a week after the first, it is believed.
const GONE: i64 = 7 * Time::DAY / 2;
const GONE_TIMES: i64 = 3;

/// A claimed row and what came of it.
pub struct Report {
    /// The row.
    pub row: Delivery,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a delivery.
pub enum Outcome {
    /// The inbox knew everything.
    Nothing,
    /// The inbox has this version.
    Has(i64),
    /// The inbox knows that it is gone, as of this version.
    KnowsGone(i64),
    /// The peer cannot be reached, is busy, or asks for so many seconds of patience.
    PeerFails(Trouble, Option<u32>),
    /// This row alone is refused; waiting may cure it.
    RowFails(Trouble),
    /// This row alone is refused for good.
    RowRefused(Trouble),
    /// The inbox says it is gone.
    InboxGone,
}

impl Outcome {
    /// What this answer to a letter of this version means.
    pub fn of(answer: Answer, version: i64, tells: Tells) -> Self {
        match answer {
            Answer::Done if tells == Tells::Gone => Self::KnowsGone(version),
            Answer::Done => Self::Has(version),
            Answer::Later { retry_after, reason } => Self::PeerFails(Trouble::Known(reason), retry_after),
            Answer::Refused { status: 401 | 403 | 404, reason } => Self::RowFails(Trouble::Known(reason)),
            Answer::Refused { reason, .. } => Self::RowRefused(Trouble::Known(reason)),
            Answer::Gone => Self::InboxGone,
        }
    }
}

/// Writes down what came of these rows.
pub async fn settle(change: &mut Change, reports: &[Report], now: Time) -> Result<(), StoreError> {
    let mut reached = BTreeSet::new();
    for Report { row, outcome } in reports {
        match outcome {
            Outcome::Nothing => change.deliveries().settle_nothing(row).await?,
            Outcome::Has(version) => {
                change.deliveries().acknowledged(&Acknowledged::of(row, *version)).await?;
                if let Subject::Follow { from, to } = &row.subject
                    && row.sender == *to
                {
                    accept::welcome(change, from, to, now).await?;
                }
                reached.insert(&row.origin);
            }
            Outcome::KnowsGone(version) => {
                change.deliveries().acknowledged(&Acknowledged::gone(row, *version)).await?;
                reached.insert(&row.origin);
            }
            Outcome::PeerFails(trouble, patience) => {
                peer_fails(change, row, &trouble.word(), *patience, now).await?
            }
            Outcome::RowFails(trouble) => row_fails(change, row, &trouble.word(), now).await?,
            Outcome::RowRefused(trouble) => change.deliveries().park(row, &trouble.word()).await?,
            Outcome::InboxGone if row.failures + 1 >= GONE_TIMES => {
                change.deliveries().park(row, &gone()).await?
            }
            Outcome::InboxGone => change.deliveries().failed_row(row, now.plus(GONE), &gone()).await?,
        }
    }
    for origin in reached {
        succeeded(change, origin, now).await?;
    }
    Ok(())
}

fn gone() -> String {
    Trouble::status(410).word()
}

/// The peer is there again: what waited for it goes, spread over a minute.
async fn succeeded(change: &mut Change, origin: &Origin, now: Time) -> Result<(), StoreError> {
    if change.peers().succeeded(origin, now).await? {
        change.deliveries().release(origin, now).await?;
        change.follows().hurry_failed_walks(origin, now).await?;
    }
    Ok(())
}

async fn peer_fails(
    change: &mut Change,
    row: &Delivery,
    said: &str,
    patience: Option<u32>,
    now: Time,
) -> Result<(), StoreError> {
    change.deliveries().put_back(row, said).await?;
    match patience {
        Some(seconds) => {
            let until = now.plus(i64::from(seconds) * Time::SECOND);
            change.peers().asked_for_patience(&row.origin, said, now, until).await
        }
        None => change.peers().failed(&row.origin, said, now, jitter()).await,
    }
}

/// ± 25 %, so that what failed together does not come back together.
pub fn jitter() -> i64 {
    rand::rng().random_range(-25..=25)
}

async fn row_fails(change: &mut Change, row: &Delivery, said: &str, now: Time) -> Result<(), StoreError> {
    if now.millis() - row.since.millis() > REFUSED_FOR {
        return change.deliveries().park(row, said).await;
    }
    let step = usize::try_from(row.failures).unwrap_or_default().min(REFUSED.len() - 1);
    let wait = REFUSED[step] * (100 + jitter()) / 100;
    change.deliveries().failed_row(row, now.plus(wait), said).await
}

#[cfg(test)]
mod tests {
    use super::jitter;

    #[test]
    fn the_pause_is_spread_to_both_sides() {
        let drawn: Vec<_> = (0..1_000).map(|_| jitter()).collect();
        assert!(drawn.iter().all(|percent| (-25..=25).contains(percent)));
        assert!(drawn.iter().any(|percent| *percent < 0) && drawn.iter().any(|percent| *percent > 0));
    }
}
