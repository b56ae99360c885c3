//! What an organisation recommends, as cards with the reason: on its own page, and on the front door of its host.

use commons::{Iri, Reader};

use super::Speech;
use super::card::Card;
use super::pieces::Pieces;
use crate::failure::Failure;
use crate::town::Town;

/// An entry that is recommended, and why.
pub struct Recommended {
    /// The entry.
    pub card: Card,
    /// Why; empty: nobody said.
    pub reason: String,
}

/// What this organisation recommends, newest first. What may no longer be read is left out.
///
/// # Errors
/// When the memory fails.
pub async fn recommended(
    town: &Town,
    organisation: &Iri,
    limit: i64,
    speech: &Speech,
    host: &str,
) -> Result<Vec<Recommended>, Failure> {
    let mut pieces = Pieces::new(town.store.reading().await?);
    let mut recommended = Vec::new();
    for mark in pieces.reading().marks().recommended_by(organisation, limit).await? {
        if let Some(piece) = pieces.by_iri(&mark.object, &Reader::anyone()).await? {
            let card = Card::of_entry(&piece.entry, &piece.id, piece.author.as_ref(), speech, host);
            recommended.push(Recommended { card, reason: mark.reason });
        }
    }
    Ok(recommended)
}
