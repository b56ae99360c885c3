//! Members that were put on a list with an address: the organisation behind it is looked for.

use commons::{Refusal, Time};
use futures::future::join_all;
use store::StoreError;
use store::list_members::ListMember;

use super::Look;
use crate::acting::Acting;
use crate::failure::{Failure, noted};
use crate::operations::lists::members::find;
use crate::town::Town;
use crate::trouble::Trouble;

const AT_ONCE: i64 = 4;
/// When somebody who was not found is looked for again, in milliseconds.
const AGAIN: i64 = 6 * Time::HOUR;

/// Looks for some of those who are due.
pub async fn some(town: &Town) -> Result<Look, StoreError> {
    let due = town.store.reading().await?.list_members().to_be_found(town.clock.now(), AT_ONCE).await?;
    if due.is_empty() {
        return Ok(Look::Idle);
    }
    join_all(due.iter().map(|member| settle(town, member))).await;
    Ok(Look::Worked)
}

async fn settle(town: &Town, member: &ListMember) {
    let Err(failure) = look_for(town, member).await else { return };
    let refusal = failure.refusal().clone();
    let next = match refusal {
        // Waiting cannot cure it.
        Refusal::AlreadyListed {} | Refusal::OurOwnAddress {} => None,
        _ => Some(town.clock.now().plus(AGAIN)),
    };
    let (id, word) = (member.id.clone(), Trouble::Known(refusal).word());
    let noted_down = town
        .store
        .write(move |change| {
            let (id, word) = (id.clone(), word.clone());
            Box::pin(async move { change.list_members().not_found(&id, next, &word).await })
        })
        .await;
    if let Err(error) = noted_down {
        noted(error);
    }
}

async fn look_for(town: &Town, member: &ListMember) -> Result<(), Failure> {
    let organisation = town.hosts.by_iri(&member.list).ok_or(Refusal::NoSuchOrganisation {})?;
    find(town, &Acting { organisation, who: "list".to_owned() }, member).await
}
