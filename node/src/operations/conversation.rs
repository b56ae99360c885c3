//! Somebody reads a neighbour's entry: what is said below it at its home is to be read too, but not again within the hour.

use commons::{Entry, Kind};
use store::{FetchKind, NewFetch, Stance, Why};

use crate::failure::Failure;
use crate::hall::Hall;
use crate::visitor::Person;

/// Wants the conversation below a neighbour's public entry, because this person looks at it. A job fetches it; nobody waits.
///
/// # Errors
/// When the memory fails.
pub async fn looked_at(hall: &Hall, person: &Person, entry: &Entry) -> Result<(), Failure> {
    let origin = entry.iri.origin();
    if entry.kind() == Kind::Comment
        || !entry.audience.is_public()
        || hall.hosts.by_host(origin.authority()).is_some()
    {
        return Ok(());
    }
    let mut reading = hall.store.reading().await?;
    let wanted = reading.fetches().by_iri(&entry.iri).await?;
    let is_wanted = wanted.iter().any(|row| row.kind == FetchKind::Thread);
    if is_wanted || reading.peers().stance(&origin).await? == Stance::Blocked {
        return Ok(());
    }
    drop(reading);
    let asker = person.present().map_or_else(|| entry.author.clone(), |one| one.organisation.iri.clone());
    let (iri, now) = (entry.iri.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (iri, asker) = (iri.clone(), asker.clone());
            Box::pin(async move {
                let kind = FetchKind::Thread;
                let wanted = NewFetch { iri: &iri, kind, asker: &asker, why: Why::Read, depth: 0 };
                Ok(change.fetches().want(wanted, now).await?)
            })
        })
        .await
}
