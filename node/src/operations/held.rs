//! What strangers said about entries of ours waits for a person.

use commons::{EntryId, Iri, Refusal};
use store::{Change, EntryRow};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::notify;

/// Shows what was held: from now on it is an entry like others.
///
/// # Errors
/// 404 when nothing with this id waits for this organisation.
pub async fn accept(hall: &Hall, acting: &Acting, id: EntryId) -> Result<(), Failure> {
    decide(hall, acting, id, Decision::Show).await
}

/// Turns it away: it is erased, and stays so when it comes again.
///
/// # Errors
/// As [`accept`].
pub async fn decline(hall: &Hall, acting: &Acting, id: EntryId) -> Result<(), Failure> {
    decide(hall, acting, id, Decision::TurnAway).await
}

#[derive(Clone, Copy)]
enum Decision {
    Show,
    TurnAway,
}

impl Decision {
    fn act(self) -> &'static str {
        match self {
            Self::Show => "accept-held",
            Self::TurnAway => "decline-held",
        }
    }
}

async fn decide(hall: &Hall, acting: &Acting, id: EntryId, decision: Decision) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                let organisation = &acting.organisation.iri;
                // Two decisions at once: the second finds nothing held.
                change.entries().hold(&id).await?;
                let row = held_for(change, organisation, &id).await?;
                match decision {
                    Decision::Show => {
                        change.actors().touch(&row.author).await?;
                        change.entries().accept_held(&row.iri, now).await?;
                        notify::arrived(change, &row.entry()?, None, now).await?;
                    }
                    Decision::TurnAway => {
                        change.entries().erase(&row.iri, row.version, now).await?;
                    }
                }
                Ok(acting.note(change, decision.act(), row.iri.as_str(), now).await?)
            })
        })
        .await
}

/// The held entry, if it is about something of this organisation.
async fn held_for(change: &mut Change, organisation: &Iri, id: &EntryId) -> Result<EntryRow, Failure> {
    Ok(change.entries().held_by_id(organisation, id).await?.ok_or(Refusal::NothingHeld {})?)
}
