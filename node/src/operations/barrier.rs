//! Somebody met a barrier on a page and tells of it; an administrator settles it.

use commons::{Iri, Refusal, Time, text};
use store::barriers::NewBarrier;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::told;

/// How long what is settled is kept: there may be mailboxes in it.
const KEPT: i64 = 180 * Time::DAY;

/// Keeps what somebody tells. `source` is where the request comes from.
///
/// # Errors
/// When nothing is told, something is too long or the mailbox is none; 429 when too many come from one address, or in all.
pub async fn tell(hall: &Hall, organisation: &Iri, source: &str, told: &NewBarrier) -> Result<(), Failure> {
    let told = tidied(told)?;
    told::count(hall, "barrier", source).await?;
    let organisation = organisation.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (organisation, told) = (organisation.clone(), told.clone());
            Box::pin(async move {
                if change.barriers().open(&organisation).await? >= told::MOST_OPEN {
                    return Err(Failure::from(Refusal::TooOften {}));
                }
                Ok(change.barriers().add(&organisation, &told, now).await?)
            })
        })
        .await
}

fn tidied(told: &NewBarrier) -> Result<NewBarrier, Refusal> {
    let place = text::line(&told.place);
    text::check("place", &place, text::caps::SHORT)?;
    Ok(NewBarrier { place, body: told::words(&told.body)?, mail: told::mailbox(&told.mail)? })
}

/// Notes that a barrier is settled.
///
/// # Errors
/// 404 when no such barrier is open for this organisation.
pub async fn settle(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    let (acting, id) = (acting.clone(), id.to_owned());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, id) = (acting.clone(), id.clone());
            Box::pin(async move {
                if !change.barriers().settle(&id, &acting.organisation.iri, now).await? {
                    return Err(Failure::from(Refusal::NoSuchPage {}));
                }
                Ok(acting.note(change, "settle-barrier", &id, now).await?)
            })
        })
        .await
}

/// Until when what is settled is kept.
pub fn kept_since(now: Time) -> Time {
    now.plus(-KEPT)
}
