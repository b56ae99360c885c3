//! An author no longer shows many of its entries. A person decides whether they go here too (THREATS 68).

use commons::Refusal;
use store::{Answer, FollowRow};

use super::walked::take_out;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// They are gone there, and go here.
///
/// # Errors
/// 404 when nothing of this connection waits for a decision.
pub async fn take_over(hall: &Hall, acting: &Acting, follow: &str) -> Result<(), Failure> {
    decide(hall, acting, follow, Decision::TakeOver).await
}

/// They stay here: the author must have lost them.
///
/// # Errors
/// As [`take_over`].
pub async fn keep(hall: &Hall, acting: &Acting, follow: &str) -> Result<(), Failure> {
    decide(hall, acting, follow, Decision::Keep).await
}

#[derive(Clone, Copy)]
enum Decision {
    TakeOver,
    Keep,
}

impl Decision {
    fn act(self) -> &'static str {
        match self {
            Self::TakeOver => "take-over-missing",
            Self::Keep => "keep-missing",
        }
    }
}

async fn decide(hall: &Hall, acting: &Acting, follow: &str, decision: Decision) -> Result<(), Failure> {
    let (acting, follow) = (acting.clone(), follow.to_owned());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, follow) = (acting.clone(), follow.clone());
            Box::pin(async move {
                let row = change.follows().by_id(&follow).await?;
                let row = row.filter(|row| is_ours(row, &acting)).ok_or(Refusal::NoSuchFollow {})?;
                let (follower, followed) = (&row.follower, &row.followed);
                let missing = change.missing().open(follower, followed).await?;
                if missing.is_empty() {
                    return Err(Failure::from(Refusal::NothingHeld {}));
                }
                match decision {
                    Decision::TakeOver => {
                        for iri in &missing {
                            take_out(change, iri, now).await?;
                        }
                        change.missing().settle(follower, followed).await?;
                    }
                    Decision::Keep => drop(change.missing().keep(follower, followed).await?),
                }
                // Now both sides should agree: it is looked at.
                change.follows().hurry_walks_of(followed, now).await?;
                let subject = format!("{followed}: {}", missing.len());
                Ok(acting.note(change, decision.act(), &subject, now).await?)
            })
        })
        .await
}

fn is_ours(row: &FollowRow, acting: &Acting) -> bool {
    row.follower == acting.organisation.iri && row.answer == Answer::Accepted
}
