//! Join: somebody asks to be on a list of ours, or says to be somebody on it.

use std::sync::Arc;

use commons::{Iri, Organisation, Refusal};
use federation::Heard;
use federation::objects::members::address;
use store::{Change, StoreError};

use super::{Batch, Effect, Trouble};
use crate::hosts::Hosts;
use crate::operations::lists::claim::{Claimed, claim};
use crate::operations::lists::keeps;

/// The organisation of ours that keeps this list: meant by its own id, or by that of the list.
pub fn keeper(list: &Iri, hosts: &Hosts) -> Option<Arc<Organisation>> {
    let keeper = hosts.by_host(list.origin().authority())?;
    (keeper.iri == *list || address(&keeper.iri) == *list).then_some(keeper)
}

/// Whether the list is kept by one of ours that keeps any.
pub async fn concerns_us(change: &mut Change, list: &Iri, batch: &Batch<'_>) -> Result<bool, StoreError> {
    match keeper(list, batch.hosts) {
        Some(keeper) => keeps(change, &keeper.iri).await,
        None => Ok(false),
    }
}

/// Puts it on the list where its website proves who it is, or lets it wait for a person.
pub async fn join(
    change: &mut Change,
    heard: &Heard,
    list: &Iri,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let Some(keeper) = keeper(list, batch.hosts) else { return Ok(Effect::Dropped) };
    let claimant = change.actors().by_iri(&heard.actor).await?.and_then(|row| row.organisation);
    // Other software has no members here.
    let Some(claimant) = claimant else { return Ok(Effect::Dropped) };
    match claim(change, &keeper.iri, &claimant, batch.now).await? {
        Claimed::Settled => Ok(Effect::Taken),
        Claimed::Waits => Ok(Effect::Held),
        Claimed::Already => Ok(Effect::Already),
        Claimed::Full => Err(Refusal::TooOften {}.into()),
    }
}
