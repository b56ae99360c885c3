//! A list is read, page by page, each with the place to go on from in one transaction. At the end it is known who joined and who left.

use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, Refusal, Time};
use federation::objects::members::page_address;
use federation::objects::own_actor::key_id;
use federation::{Member, MembersPage, Signer};
use store::lists::{ListRow, Listed};
use store::{Change, Mode, StoreError};
use tokio::time::Instant;

use super::Look;
use crate::operations::accept::answer_listed;
use crate::town::Town;
use crate::trouble::Trouble;

/// One run ends after so many pages, members or so much time, and goes on from its page later.
const PAGES: usize = 100;
const MEMBERS: usize = 10_000;
const TIME: Duration = Duration::from_secs(60);
/// Nobody's list is longer: there are 11,000 municipalities, and some associations.
const LONGEST: i64 = 50_000;
/// Members of a page of a list that is kept here.
const PAGE: i64 = 500;
/// When a list that could not be read is tried again, in milliseconds.
const AGAIN: i64 = 10 * Time::MINUTE;

/// Reads on in the list that is due.
pub async fn one(town: &Town) -> Result<Look, StoreError> {
    let due = town.store.reading().await?.lists().due(town.clock.now()).await?;
    let Some(row) = due else { return Ok(Look::Idle) };
    if let Err(error) = pages(town, &row).await {
        let host = row.list.origin();
        tracing::warn!(peer.host = host.authority(), error = format!("{error:#}"), "a list cannot be read");
        failed(town, &row, Trouble::of(&error)).await?;
    }
    Ok(Look::Worked)
}

async fn pages(town: &Town, row: &ListRow) -> anyhow::Result<()> {
    let (started, mut seen, mut at) = (Instant::now(), 0, row.next.clone());
    if town.store.reading().await?.lists().seen(&row.list, row.round).await? > LONGEST {
        return Err(Refusal::ListTooLong {}.into());
    }
    for _ in 0..PAGES {
        let page = fetch(town, row, at.as_ref()).await?;
        if page.next.is_some() && page.next == at {
            return Err(Refusal::ListDoesNotMove {}.into());
        }
        let next = page.next.clone();
        seen += page.members.len();
        take_in(town, row, at.as_ref(), page).await?;
        if next.is_none() {
            return Ok(());
        }
        if seen >= MEMBERS || started.elapsed() >= TIME {
            break;
        }
        at = next;
    }
    Ok(())
}

/// The page at this address; without one, the beginning. What is kept on this node needs no network.
async fn fetch(town: &Town, row: &ListRow, at: Option<&Iri>) -> anyhow::Result<MembersPage> {
    let mut reading = town.store.reading().await?;
    let subscriptions = reading.subscriptions().to_list(&row.list).await?;
    if reading.actors().by_iri(&row.list).await?.is_some_and(|keeper| keeper.local) {
        drop(reading);
        return kept_here(town, &row.list, at).await;
    }
    let subscription = subscriptions.first().ok_or(Refusal::NoSuchSubscription {})?;
    let key = town.keyring.signing_key(&mut reading, &subscription.subscriber).await?;
    drop(reading);
    let signer = Signer { key: &key, key_id: &key_id(&subscription.subscriber), now: town.clock.now() };
    Ok(town.client().fetch_members(at.unwrap_or(&row.members), &signer).await?)
}

/// A page of a list that is kept here, as neighbours would be shown it.
async fn kept_here(town: &Town, list: &Iri, at: Option<&Iri>) -> anyhow::Result<MembersPage> {
    let after = at.and_then(|at| at.as_str().split_once("?after=")).map_or("", |(_, after)| after);
    let rows = town.store.reading().await?.list_members().page(list, after, PAGE).await?;
    let last = rows.last().filter(|_| rows.len() as i64 == PAGE);
    let next = last.map(|last| page_address(list, &last.id));
    let members = rows.into_iter().map(|row| Member { actor: row.actor, name: row.name, ags: row.ags });
    Ok(MembersPage { members: members.collect(), next })
}

/// A page and where the reading goes on, in one transaction; after the last page also what follows from the whole list.
async fn take_in(town: &Town, row: &ListRow, at: Option<&Iri>, page: MembersPage) -> anyhow::Result<()> {
    let (page, row, now, is_first) = (Arc::new(page), row.clone(), town.clock.now(), at.is_none());
    let moved = town
        .store
        .write(move |change| {
            let (page, row) = (Arc::clone(&page), row.clone());
            Box::pin(async move {
                let mut fresh = 0;
                for member in &page.members {
                    let Member { actor, name, ags } = member.clone();
                    fresh += i64::from(
                        change.lists().see(&row.list, row.round, &Listed { actor, name, ags }).await?,
                    );
                }
                // Who shows the same again leads in a circle. A list that only names its first page is no circle yet.
                if page.next.is_some() && fresh == 0 && !is_first {
                    return Ok(false);
                }
                match &page.next {
                    Some(next) => change.lists().goes_on(&row.list, Some(next), now).await?,
                    None => finish(change, &row, now).await?,
                }
                Ok::<_, StoreError>(true)
            })
        })
        .await?;
    if moved { Ok(()) } else { Err(Refusal::ListDoesNotMove {}.into()) }
}

/// The list is read to its end: who left is known, who follows everybody asks those who joined, and who waits to be let in may come.
async fn finish(change: &mut Change, row: &ListRow, now: Time) -> Result<(), StoreError> {
    change.lists().finish(row, now, now.plus(Time::DAY)).await?;
    for subscription in change.subscriptions().to_list(&row.list).await? {
        if subscription.mode == Mode::Follow {
            change.askings().want_all(&subscription.subscriber, &row.list, now).await?;
        }
    }
    answer_listed(change, &row.list, now).await
}

async fn failed(town: &Town, row: &ListRow, trouble: Trouble) -> Result<(), StoreError> {
    // What is too long stays so: it is read again as any list is, and no sooner.
    let pause = if trouble == Trouble::Known(Refusal::ListTooLong {}) { Time::DAY } else { AGAIN };
    let (list, word, due) = (row.list.clone(), trouble.word(), town.clock.now().plus(pause));
    town.store
        .write(move |change| {
            let (list, word) = (list.clone(), word.clone());
            Box::pin(async move { change.lists().failed(&list, due, &word).await })
        })
        .await
}
