//! Addresses that open without signing in, since feed readers and mail programs do not sign in: of a search's feed, and of the end of all mails.
//!
//! None of them is kept. What they end with only this node can say, with `node.key`; so they can be shown again and again, and reading the
//! database gives none away.

use commons::{EntryId, Refusal};
use store::SavedSearch;

use crate::failure::Failure;
use crate::hall::Hall;

/// Parts the name from its proof; neither has one.
const BETWEEN: char = '.';

/// The last part of the address of this search's feed.
pub fn feed(hall: &Hall, search: &SavedSearch) -> String {
    let proof = hall.keyring.proof_of(&words_of(&search.id, search.turn));
    format!("{}{BETWEEN}{proof}", search.id)
}

/// The search whose feed has this address.
///
/// # Errors
/// 404 for every other, after the same steps whether there is such a search or not: guessing teaches nothing.
pub async fn fed(hall: &Hall, ticket: &str) -> Result<SavedSearch, Failure> {
    let (id, proof) = ticket.split_once(BETWEEN).unwrap_or((ticket, ""));
    let id = EntryId::parse(id).map_err(|_| Refusal::NoSuchFeed {})?;
    let found = hall.store.reading().await?.saved_searches().by_id(&id).await?;
    let turn = found.as_ref().map_or(0, |search| search.turn);
    let is_proven = hall.keyring.proves(&words_of(&id, turn), proof);
    Ok(found.filter(|_| is_proven).ok_or(Refusal::NoSuchFeed {})?)
}

/// The last part of the address at which this person ends all mails about searches.
pub fn silence(hall: &Hall, person: &str) -> String {
    format!("{person}{BETWEEN}{}", hall.keyring.proof_of(&format!("silence {person}")))
}

/// Whose mails end at this address.
pub fn silenced(hall: &Hall, ticket: &str) -> Option<String> {
    let (person, proof) = ticket.split_once(BETWEEN)?;
    hall.keyring.proves(&format!("silence {person}"), proof).then(|| person.to_owned())
}

fn words_of(id: &EntryId, turn: i64) -> String {
    format!("feed {id} {turn}")
}
