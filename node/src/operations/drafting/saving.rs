//! A draft is saved, as often as somebody likes. Of two who write at once, nobody overwrites the other unseen.

use store::DraftRow;
use store::drafts::Saving;

use super::{Desk, Refusal};
use crate::failure::Failure;
use crate::hall::Hall;
use crate::writing::Answers;

/// What a form brought.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The edition it was shown.
    pub edition: i64,
    /// The version of the published entry it was shown.
    pub base: i64,
    /// The answers.
    pub answers: Answers,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is kept; the draft as it is now.
    Kept(Box<DraftRow>),
    /// Somebody else has saved meanwhile; the draft as they left it.
    Overtaken(Box<DraftRow>),
}

/// Saves what was typed. What is the same as before changes nothing, and nobody's hand is in it.
///
/// # Errors
/// 404 when the draft is gone.
pub async fn save(hall: &Hall, desk: &Desk, typed: &Typed) -> Result<Saved, Failure> {
    let row = &desk.row;
    // The version that a form was shown counts: its writer has seen what changed.
    let base_version = if row.entry.is_some() { typed.base.max(row.base_version) } else { 0 };
    if typed.answers == desk.answers && base_version == row.base_version {
        return Ok(Saved::Kept(Box::new(row.clone())));
    }
    if typed.edition != row.edition {
        return Ok(Saved::Overtaken(Box::new(row.clone())));
    }
    let saving = Saving {
        edition: row.edition,
        body: typed.answers.to_json(),
        base_version,
        by: desk.writer.person.clone(),
    };
    let (id, now) = (row.id, hall.clock.now());
    hall.store
        .write(move |change| {
            let saving = saving.clone();
            Box::pin(async move {
                if let Some(row) = change.drafts().save(&id, &saving, now).await? {
                    return Ok(Saved::Kept(Box::new(row)));
                }
                let there = change.drafts().by_id(&id).await?.ok_or(Refusal::NoSuchDraft {})?;
                Ok::<_, Failure>(Saved::Overtaken(Box::new(there)))
            })
        })
        .await
}
