//! For somebody who comes back: what is new since the last visit, and one's own questions that nobody has answered yet.

use commons::{Kind, Time};
use store::{Cursor, Filter};

use crate::failure::Failure;
use crate::here::Here;
use crate::pages::Speech;
use crate::pages::card::Card;
use crate::pages::my_area::questions::{self, Asked};
use crate::pages::pieces::Pieces;
use crate::town::Town;

/// The newest entries that are looked through.
const LOOKED_AT: i64 = 60;
/// Cards that are shown.
const SHOWN: usize = 3;
/// Open questions that are shown.
const QUESTIONS: usize = 3;

/// What somebody finds who comes back.
pub struct Returning {
    /// When they were last here; none at the first visit.
    pub since: Option<Time>,
    /// How much is new, comments left out.
    pub count: u64,
    /// The newest of it.
    pub news: Vec<Card>,
    /// Questions that wait for an answer.
    pub open: Vec<Asked>,
    /// What has come for them.
    pub unseen: u64,
}

/// What this visitor finds; nothing for somebody who has not signed in.
///
/// # Errors
/// When the memory fails.
pub async fn returning(town: &Town, speech: &Speech, here: &Here) -> Result<Option<Returning>, Failure> {
    let Some(person) = here.visitor.person() else { return Ok(None) };
    let mut pieces = Pieces::new(town.store.reading().await?);
    let since = pieces.reading().visits().before(&person.row.id).await?;
    let (count, news) = match since {
        Some(since) => news(&mut pieces, since, speech, here).await?,
        None => (0, Vec::new()),
    };
    let mut open = questions::asked(&mut pieces, person, QUESTIONS * 4).await?;
    open.retain(|question| question.answers == 0);
    open.truncate(QUESTIONS);
    Ok(Some(Returning { since, count, news, open, unseen: person.unseen }))
}

/// What has come here since then, among the newest.
async fn news(
    pieces: &mut Pieces,
    since: Time,
    speech: &Speech,
    here: &Here,
) -> Result<(u64, Vec<Card>), Failure> {
    let (reader, filter) = (here.visitor.reader(), Filter::default());
    let mut rows = pieces.reading().entries().list(&reader, &filter, &Cursor::start(), LOOKED_AT).await?;
    rows.retain(|row| row.received > since && row.kind != Kind::Comment);
    let pieces = pieces.all(rows).await?;
    let card = |piece: &crate::pages::pieces::Piece| {
        Card::of_entry(&piece.entry, &piece.id, piece.author.as_ref(), speech, &here.host)
    };
    Ok((pieces.len() as u64, pieces.iter().take(SHOWN).map(card).collect()))
}
