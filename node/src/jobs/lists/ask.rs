//! Those whom a list brought are asked to be followed: few at a time, and nobody's node twice at once.

use std::collections::HashSet;
use std::time::Duration;

use commons::{Origin, Refusal, Time};
use futures::future::join_all;
use store::askings::Asking;
use store::{Answer, StoreError};

use super::Look;
use crate::acting::Acting;
use crate::failure::{Failure, noted};
use crate::operations::follow::follow_found;
use crate::operations::look::look;
use crate::town::Town;
use crate::trouble::Trouble;

/// No more often than this so many are asked: three hundred a minute at most.
pub const PACE: Duration = Duration::from_millis(800);
const AT_ONCE: usize = 4;
/// Among so many due ones those are chosen who live apart.
const CHOICE: i64 = 100;
/// For how long somebody is left to who claimed them, in milliseconds: longer than asking can take.
const LEASE: i64 = 2 * Time::MINUTE;
/// When somebody who could not be asked is tried again, in milliseconds; later always the last.
const AGAIN: [i64; 5] = [Time::MINUTE, 10 * Time::MINUTE, Time::HOUR, 6 * Time::HOUR, Time::DAY];

/// Asks some of those who are due.
pub async fn some(town: &Town) -> Result<Look, StoreError> {
    let chosen = choose(town).await?;
    if chosen.is_empty() {
        return Ok(Look::Idle);
    }
    join_all(chosen.iter().map(|asking| ask(town, asking))).await;
    Ok(Look::Worked)
}

/// Those due longest, from as many different nodes, and left to us.
async fn choose(town: &Town) -> Result<Vec<Asking>, StoreError> {
    let now = town.clock.now();
    let mut reading = town.store.reading().await?;
    let (mut chosen, mut nodes) = (Vec::new(), HashSet::new());
    for asking in reading.askings().due(now, CHOICE).await? {
        let known = reading.actors().by_iri(&asking.actor).await?;
        let node = known.map_or_else(|| node(&asking.origin), |row| node(&row.shared_inbox.origin()));
        if nodes.insert(node) {
            chosen.push(asking);
        }
        if chosen.len() == AT_ONCE {
            break;
        }
    }
    drop(reading);
    if chosen.is_empty() {
        return Ok(chosen);
    }
    town.store
        .write(move |change| {
            let chosen = chosen.clone();
            Box::pin(async move {
                let mut ours = Vec::new();
                for asking in chosen {
                    if change.askings().claim(&asking, now.plus(LEASE)).await? {
                        ours.push(asking);
                    }
                }
                Ok::<_, StoreError>(ours)
            })
        })
        .await
}

/// Which node an origin probably belongs to: hosts below one name have one provider, or one town.
fn node(origin: &Origin) -> String {
    let (host, port) = origin.authority().split_once(':').unwrap_or((origin.authority(), ""));
    match host.split_once('.') {
        Some((_, above)) if above.contains('.') => format!("{above}:{port}"),
        _ => format!("{host}:{port}"),
    }
}

async fn ask(town: &Town, asking: &Asking) {
    let settled = match asked(town, asking).await {
        Ok(()) => done(town, asking).await,
        Err(failure) => again(town, asking, failure.refusal().clone()).await,
    };
    if let Err(error) = settled {
        // The lease runs out, and it is tried again.
        noted(error);
    }
}

async fn asked(town: &Town, asking: &Asking) -> Result<(), Failure> {
    let before = town.store.reading().await?.follows().between(&asking.subscriber, &asking.actor).await?;
    if before.is_some_and(|row| row.answer != Answer::Ended) {
        return Ok(());
    }
    if town.hosts.by_iri(&asking.subscriber).is_none() {
        town.refresh_hosts().await?;
    }
    // Whoever has moved out asks nobody any more.
    let Some(organisation) = town.hosts.by_iri(&asking.subscriber) else { return Ok(()) };
    let acting = Acting { organisation, who: "list".to_owned() };
    let found = look(town, &acting, asking.actor.as_str()).await?;
    if *found.iri() != asking.actor {
        return Err(Refusal::OriginsDiffer {}.into());
    }
    follow_found(town, &acting, found, "").await.map(drop)
}

async fn done(town: &Town, asking: &Asking) -> Result<(), StoreError> {
    let asking = asking.clone();
    town.store
        .write(move |change| {
            let asking = asking.clone();
            Box::pin(async move { change.askings().done(&asking.subscriber, &asking.actor).await })
        })
        .await?;
    town.deliver.notify_one();
    Ok(())
}

async fn again(town: &Town, asking: &Asking, refusal: Refusal) -> Result<(), StoreError> {
    let (asking, now) = (asking.clone(), town.clock.now());
    let host = asking.origin.authority();
    tracing::info!(
        peer.host = host,
        refusal = refusal.code(),
        "an organisation on a list could not be asked"
    );
    let step = usize::try_from(asking.failures).unwrap_or(usize::MAX).min(AGAIN.len() - 1);
    let (next, word) = (now.plus(AGAIN[step]), Trouble::Known(refusal).word());
    town.store
        .write(move |change| {
            let (asking, word) = (asking.clone(), word.clone());
            Box::pin(async move { change.askings().failed(&asking, next, &word).await })
        })
        .await
}

#[cfg(test)]
mod tests {
    use commons::Origin;

    use super::node;

    #[test]
    fn hosts_below_one_name_are_one_node() {
        let of = |text: &str| node(&Origin::parse(text).expect("an origin"));
        assert_eq!(of("https://auenstadt.provider.de"), of("https://birkenried.provider.de"));
        assert_ne!(of("https://auenstadt.de"), of("https://birkenried.de"));
        assert_ne!(of("https://auenstadt.de"), of("https://auenstadt.de:8443"));
    }
}
