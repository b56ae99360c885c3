//! What people do at their own desk: keep an entry in mind, let it go, take note of what has come.

use std::sync::Arc;

use commons::{EntryId, Refusal, text};
use store::Found;

use crate::failure::Failure;
use crate::hall::Hall;
use crate::visitor::Person;

/// Entries on a reading list at most.
pub const LONGEST_LIST: i64 = 500;

/// Puts an entry on the reading list, or replaces the note about it.
///
/// # Errors
/// 404 and 410 for an entry that is not there, 422 for a list that is full or a note that is too long.
pub async fn keep(hall: &Hall, person: &Person, id: EntryId, note: &str) -> Result<(), Failure> {
    let note = text::paragraphs(note);
    text::check("note", &note, text::caps::SHORT)?;
    let (who, reader, note) = (person.row.id.clone(), person.reader(), Arc::<str>::from(note));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (who, reader, note) = (who.clone(), reader.clone(), Arc::clone(&note));
            Box::pin(async move {
                let row = match change.entries().readable(&id, &reader).await? {
                    Found::Readable(row) => row,
                    Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
                    Found::Absent => return Err(Refusal::NoSuchEntry {}.into()),
                };
                let is_new = change.bookmarks().one(&who, &row.iri).await?.is_none();
                if is_new && change.bookmarks().count(&who).await? >= LONGEST_LIST {
                    return Err(Failure::from(Refusal::ListFull {}));
                }
                Ok(change.bookmarks().put(&who, &row.iri, &note, now).await?)
            })
        })
        .await
}

/// Takes an entry off the reading list, whatever became of it.
///
/// # Errors
/// 404 when it is not on it.
pub async fn let_go(hall: &Hall, person: &Person, id: EntryId) -> Result<(), Failure> {
    let who = person.row.id.clone();
    hall.store
        .write(move |change| {
            let who = who.clone();
            Box::pin(async move {
                let row = change.entries().by_id(&id).await?.ok_or(Refusal::NoSuchEntry {})?;
                let was_there = change.bookmarks().remove(&who, &row.iri).await?;
                if was_there { Ok(()) } else { Err(Failure::from(Refusal::NoSuchEntry {})) }
            })
        })
        .await
}

/// Which of the notices were seen.
#[derive(Clone, Copy, Debug)]
pub enum Seen {
    /// The one about this entry.
    One(EntryId),
    /// All that had come when the page was made.
    Until(commons::Time),
}

/// Takes note of what has come.
///
/// # Errors
/// 404 for an entry that is not there.
pub async fn see(hall: &Hall, person: &Person, seen: Seen) -> Result<(), Failure> {
    let who = person.row.id.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let who = who.clone();
            Box::pin(async move {
                match seen {
                    Seen::One(id) => {
                        let row = change.entries().by_id(&id).await?.ok_or(Refusal::NoSuchEntry {})?;
                        change.notices().see(&who, &row.iri, now).await?;
                    }
                    Seen::Until(until) => change.notices().see_all(&who, until, now).await?,
                }
                Ok::<_, Failure>(())
            })
        })
        .await
}
