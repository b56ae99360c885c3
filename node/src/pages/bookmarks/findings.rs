//! What of a reading list can be read: each entry as one would tell of it elsewhere, with its source.

use commons::{Content, Organisation, Standing};
use store::bookmarks::BookmarkRow;
use store::{Found, StoreError};

use crate::failure::Failure;
use crate::operations::desk::LONGEST_LIST;
use crate::pages::Speech;
use crate::pages::card::Card;
use crate::pages::citation::Citation;
use crate::pages::entry::Said;
use crate::pages::fact::{Answer, Fact, Panel};
use crate::pages::pieces::{Piece, Pieces};
use crate::town::Town;
use crate::visitor::Person;

/// An entry of the list.
pub struct Finding {
    /// Title, author, status, recommendation, relief.
    pub card: Card,
    /// Its summary.
    pub summary: String,
    /// What it brings.
    pub impact: String,
    /// The analogue ways, and who is thought of.
    pub panels: Vec<Panel>,
    /// What else is known of it in short.
    pub facts: Vec<Fact>,
    /// What its reader noted.
    pub note: String,
    /// Where it can be read.
    pub citation: Citation,
}

/// What was on the list and cannot be read any more.
pub struct Missing {
    /// Where it was read.
    pub iri: String,
    /// Its address on this node, under which it is taken off the list.
    pub address: String,
    /// Whether its author has withdrawn it.
    pub is_withdrawn: bool,
    /// What its reader noted.
    pub note: String,
}

/// Reads the list of this person, newest first.
///
/// # Errors
/// When the memory fails.
pub async fn gather(
    town: &Town,
    person: &Person,
    speech: &Speech,
    host: &str,
) -> Result<(Vec<Finding>, Vec<Missing>), Failure> {
    let mut pieces = Pieces::new(town.store.reading().await?);
    let rows = pieces.reading().bookmarks().of_person(&person.row.id, LONGEST_LIST).await?;
    let reader = person.reader();
    let (mut findings, mut missing) = (Vec::new(), Vec::new());
    for row in rows {
        let found = pieces.reading().entries().readable_iri(&row.entry, &reader).await?;
        let piece = match found {
            Found::Readable(entry) => pieces.one(*entry).await?,
            _ => None,
        };
        match piece {
            Some(piece) => findings.push(finding(&piece, row, speech, host)),
            None => missing.extend(gone(&mut pieces, row).await?),
        }
    }
    Ok((findings, missing))
}

async fn gone(pieces: &mut Pieces, row: BookmarkRow) -> Result<Option<Missing>, StoreError> {
    let entry = pieces.reading().entries().by_iri(&row.entry).await?;
    Ok(entry.map(|entry| Missing {
        iri: row.entry.to_string(),
        address: format!("/eintraege/{}", entry.id),
        is_withdrawn: entry.standing == Standing::Withdrawn,
        note: row.note,
    }))
}

fn finding(piece: &Piece, row: BookmarkRow, speech: &Speech, host: &str) -> Finding {
    let Piece { entry, author, id, .. } = piece;
    let card = Card::of_entry(entry, id, author.as_ref(), speech, host);
    let said = Said::of(entry, speech);
    let mut facts: Vec<_> = author.as_ref().and_then(|author| size(author, speech)).into_iter().collect();
    facts.extend(said.facts);
    let summary = match entry.content {
        // A call's and a comment's text is all there is.
        Content::Call(_) | Content::Comment(_) if entry.summary.is_empty() => {
            commons::text::cut(&entry.text, 600)
        }
        _ => entry.summary.clone(),
    };
    Finding {
        citation: Citation::of(entry, author.as_ref(), &card.title, speech),
        card,
        summary,
        impact: said.impact,
        panels: said.panels,
        facts,
        note: row.note,
    }
}

/// How large the town is: whether it can be compared.
fn size(author: &Organisation, speech: &Speech) -> Option<Fact> {
    let text = speech.number(author.population?);
    let answers = vec![Answer { text, address: None }];
    Some(Fact { label: speech.say("organisation-population"), answers })
}
