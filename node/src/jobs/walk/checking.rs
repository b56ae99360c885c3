//! Whether two nodes hold the same: asked now, and set right where a person wants that.

use std::sync::Arc;

use anyhow::bail;
use commons::{Iri, Reader, Time};
use store::entries::Scope;
use store::walks::Place;
use store::{FollowRow, StoreError};

use super::journey::{self, Ended};
use crate::hall::Hall;
use crate::operations::walked::{LEASE, Sum, Walk};

/// So many runs at most set one walk right: who has more to show than that is odd.
const RUNS: usize = 100;

/// What both sides hold of what the followed one shows the follower.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What is held here.
    pub ours: Sum,
    /// What the author says; `None` where its software does not tell.
    pub theirs: Option<Sum>,
    /// How many entries a person is to decide about.
    pub missing: i64,
}

impl Checked {
    /// Whether both sides hold the same, as far as that can be told.
    pub fn is_equal(&self) -> bool {
        self.theirs.as_ref().is_none_or(|theirs| *theirs == self.ours)
    }
}

/// Asks the author, and compares. Writes nothing.
///
/// # Errors
/// Why the author gave no answer; or when the memory or a key fails.
pub async fn check(hall: &Hall, follow: &FollowRow) -> anyhow::Result<Checked> {
    let theirs = match address(hall, &follow.followed).await? {
        Some(address) => {
            Some(Sum::from(&journey::fetch(hall, &Place::from(follow.clone()), &address).await?))
        }
        None => None,
    };
    let mut reading = hall.store.reading().await?;
    let reader = Reader::of(follow.follower.clone());
    let ours = reading.entries().check_held(&follow.followed, &reader, Scope::All).await?.into();
    let missing = reading.missing().count(&follow.follower, &follow.followed).await?;
    Ok(Checked { ours, theirs, missing })
}

/// Walks everything anew to the end, now, whatever was compared when.
///
/// # Errors
/// When it is being walked just now, or cannot be walked; the message says why.
pub async fn repair(hall: &Arc<Hall>, follow: &FollowRow) -> anyhow::Result<()> {
    let mut walk = take(hall, follow).await?;
    walk.sweep(hall.clock.now());
    for _ in 0..RUNS {
        match journey::run(hall, walk).await? {
            Ended::NotYet => walk = take(hall, follow).await?,
            Ended::Stopped(error) => return Err(error),
            Ended::Compared(..) | Ended::Unwanted | Ended::NothingToRead => return Ok(()),
        }
    }
    bail!("the list of entries of {} has no end", follow.followed)
}

/// Takes the walk for this process, as it stands now.
async fn take(hall: &Hall, follow: &FollowRow) -> anyhow::Result<Walk> {
    let (follow, now) = (follow.clone(), hall.clock.now());
    let taken = hall.store.write(move |change| {
        let follow = follow.clone();
        Box::pin(async move {
            let (follower, followed) = (&follow.follower, &follow.followed);
            let end = Time::from_millis(i64::MAX);
            if !change.walks().claim(follower, followed, now, end, now.plus(LEASE)).await? {
                return Ok(None);
            }
            let row = change.walks().between(follower, followed).await?;
            let follow = change.follows().between(follower, followed).await?.unwrap_or(follow);
            Ok(Some(Walk { place: follow.into(), row }))
        })
    });
    let taken: Result<Option<Walk>, StoreError> = taken.await;
    match taken? {
        Some(walk) => Ok(walk),
        None => bail!("its entries are being fetched at this moment; please try again in a minute or two"),
    }
}

async fn address(hall: &Hall, followed: &Iri) -> Result<Option<Iri>, StoreError> {
    Ok(hall.store.reading().await?.actors().by_iri(followed).await?.and_then(|actor| actor.changes))
}
