//! Each neighbour as the list shows it.

use commons::{Time, text};
use store::deliveries::DeliveryRow;
use store::peers::{NeighbourRow, Which};
use store::{Reading, Stance, StoreError, Subject};

use crate::acting::Acting;
use crate::pages::Speech;
use crate::pages::operator::blocking;
use crate::pages::plain::{self, Condition};
use crate::town::Town;

/// Neighbours on a page.
const ROWS: i64 = 20;
/// Letters named of those a neighbour did not take.
const LETTERS: i64 = 5;
/// Titles are cut here, in characters.
const TITLE: usize = 100;

/// A neighbour.
pub struct Row {
    /// Host, and port where it has one.
    pub host: String,
    /// By which it is named in forms.
    pub origin: String,
    /// How it stands.
    pub condition: Condition,
    /// What we have to do with it.
    pub relations: Vec<String>,
    /// What was last heard and sent, and what waits: label and words.
    pub facts: Vec<(String, String)>,
    /// What was given up.
    pub parked: Vec<Letter>,
    /// How much of that is not named.
    pub more_parked: Option<String>,
    /// Whether trying it makes sense.
    pub can_be_tried: bool,
    /// Whether it is blocked.
    pub is_blocked: bool,
    /// Where that is changed, for whoever runs the node.
    pub blocking: Option<String>,
}

/// A letter that was given up.
pub struct Letter {
    /// What it was to tell.
    pub words: String,
    /// The title of the entry it was about.
    pub title: Option<String>,
    /// Why it was not taken.
    pub reason: String,
}

/// The neighbours on this page, and whether there are more.
pub async fn page(
    town: &Town,
    acting: &Acting,
    is_operator: bool,
    number: i64,
    speech: &Speech,
) -> Result<(Vec<Row>, bool), StoreError> {
    let which = if is_operator { Which::OwnAndBlocked } else { Which::Own };
    let (ours, now) = (&acting.organisation.iri, town.clock.now());
    let mut reading = town.store.reading().await?;
    let mut found = reading.peers().neighbours(ours, which, ROWS + 1, (number - 1) * ROWS).await?;
    let is_more = i64::try_from(found.len()).unwrap_or_default() > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or_default());
    let mut rows = Vec::with_capacity(found.len());
    for neighbour in found {
        let parked = parked(&mut reading, acting, &neighbour, speech).await?;
        rows.push(row(&neighbour, parked, is_operator, now, speech));
    }
    Ok((rows, is_more))
}

fn row(neighbour: &NeighbourRow, parked: Vec<Letter>, is_operator: bool, now: Time, speech: &Speech) -> Row {
    let peer = &neighbour.peer;
    let unnamed = peer.parked - i64::try_from(parked.len()).unwrap_or_default();
    let unnamed = u64::try_from(unnamed).ok().filter(|count| *count > 0);
    let is_blocked = peer.stance == Stance::Blocked;
    Row {
        host: text::cut(peer.origin.authority(), TITLE),
        origin: peer.origin.to_string(),
        condition: plain::neighbour(neighbour, now, speech),
        relations: plain::relations(neighbour, speech),
        facts: facts(neighbour, now, speech),
        more_parked: unnamed.map(|count| speech.count("neighbours-more-parked", count)),
        parked,
        can_be_tried: neighbour.is_connected() && !is_blocked && is_waiting(neighbour),
        is_blocked,
        blocking: is_operator
            .then(|| blocking::address_of(&peer.origin, if is_blocked { "freigeben" } else { "sperren" })),
    }
}

/// Whether there is anything that trying could bring forward.
fn is_waiting(neighbour: &NeighbourRow) -> bool {
    neighbour.peer.failing.is_some() || neighbour.walk_error.is_some() || neighbour.peer.waiting > 0
}

fn facts(neighbour: &NeighbourRow, now: Time, speech: &Speech) -> Vec<(String, String)> {
    let peer = &neighbour.peer;
    let time = |time: Option<Time>, key: &str| Some((speech.say(key), speech.ago(time?, now)));
    let waiting = u64::try_from(peer.waiting).ok().filter(|count| *count > 0);
    let facts = [
        time(peer.last_success, "neighbours-last-success"),
        time(peer.last_heard, "neighbours-last-heard"),
        time(neighbour.walked, "neighbours-walked"),
        waiting.map(|count| (speech.say("neighbours-backlog"), speech.number(count))),
    ];
    facts.into_iter().flatten().collect()
}

async fn parked(
    reading: &mut Reading,
    acting: &Acting,
    neighbour: &NeighbourRow,
    speech: &Speech,
) -> Result<Vec<Letter>, StoreError> {
    let (ours, origin) = (&acting.organisation.iri, &neighbour.peer.origin);
    if neighbour.peer.parked == 0 {
        return Ok(Vec::new());
    }
    let mut letters = Vec::new();
    for delivery in reading.deliveries().parked_of(ours, origin, LETTERS).await? {
        letters.push(Letter {
            words: plain::letter(&delivery.subject, ours, speech),
            title: title(reading, &delivery).await?,
            reason: plain::trouble(delivery.error.as_deref().unwrap_or_default(), speech),
        });
    }
    Ok(letters)
}

/// The title of the entry a letter is about, as long as it is there.
async fn title(reading: &mut Reading, delivery: &DeliveryRow) -> Result<Option<String>, StoreError> {
    let Subject::Entry(iri) = &delivery.subject else { return Ok(None) };
    let Some(row) = reading.entries().by_iri(iri).await?.filter(|row| !row.is_tombstone()) else {
        return Ok(None);
    };
    let title = row.entry()?.title;
    Ok((!title.is_empty()).then(|| text::cut(&title, TITLE)))
}
