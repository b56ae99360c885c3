//! What somebody has begun to write. `my_area/drafts.html` shows it.

use commons::Time;

use crate::failure::Failure;
use crate::pages::Speech;
use crate::town::Town;
use crate::visitor::Person;

/// What is begun.
#[derive(Default)]
pub struct Drafts {
    /// Each with its own page, the latest first.
    pub lines: Vec<DraftLine>,
}

/// Something that is begun.
pub struct DraftLine {
    /// Its title, or what stands for one.
    pub title: String,
    /// Its kind in words.
    pub kind: String,
    /// Where it goes on.
    pub address: String,
    /// When somebody last wrote in it.
    pub changed: Time,
    /// What is to be said about it: that it waits for an approval, say.
    pub note: Option<String>,
}

/// What this person has begun. Nothing yet keeps drafts, so there are none.
///
/// # Errors
/// When the memory fails.
pub async fn of(_town: &Town, _person: &Person, _speech: &Speech) -> Result<Drafts, Failure> {
    Ok(Drafts::default())
}
