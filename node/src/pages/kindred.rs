//! What is like an entry: others about the same, and in how many towns there is the same solution.

use std::collections::BTreeSet;

use commons::naming::named;
use commons::{Content, Iri, Reader, Status};
use search::Like;

use super::card::Card;
use super::entry::Around;
use super::pieces::{Piece, Pieces};
use super::{Speech, usage};
use crate::asking;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Similar entries that are shown.
const SIMILAR: usize = 4;
/// Services and software of an entry of which is looked who has them too.
const NAMES: usize = 3;
/// Entries with one name that are counted.
const COUNTED: i64 = 100;
/// Towns that are named.
const NAMED: usize = 5;

/// What is like an entry.
#[derive(Default)]
pub struct Kindred {
    /// Others about the same.
    pub similar: Vec<Card>,
    /// Who has the same solution; none where it is nobody but the author.
    pub same: Option<Same>,
}

/// Who has the same solution.
pub struct Same {
    /// In how many towns, in words.
    pub words: String,
    /// Some of them by name, those in the entry's own words first.
    pub names: Vec<String>,
    /// The services and the software by which it is the same: each with the page of who uses it.
    pub by: Vec<(String, String)>,
}

/// What is like the entry in the middle.
///
/// # Errors
/// When the memory or the index cannot be read.
pub async fn kindred(town: &Town, around: &Around, speech: &Speech, here: &Here) -> Result<Kindred, Failure> {
    let entry = &around.piece.entry;
    if matches!(entry.content, Content::Comment(_)) {
        return Ok(Kindred::default());
    }
    let reader = here.visitor.reader();
    let similar = asking::similar(town, &reader, Like::of(entry, SIMILAR)).await?;
    Ok(Kindred {
        similar: similar.into_iter().map(|hit| Card::of_hit(hit, speech, &here.host)).collect(),
        same: same(town, around, &reader, speech).await?,
    })
}

/// Who has the same: whoever adopts it, and whoever names the same service or software.
async fn same(
    town: &Town,
    around: &Around,
    reader: &Reader,
    speech: &Speech,
) -> Result<Option<Same>, Failure> {
    let entry = &around.piece.entry;
    let mut towns = Towns::new(&entry.author);
    around.adoptions.iter().for_each(|piece| towns.take(piece));
    let (mut by, mut counting) = (Vec::new(), Counting::Whole);
    let mut pieces = Pieces::new(town.store.reading().await?);
    for named in named(entry).into_iter().take(NAMES) {
        let rows = pieces.reading().names().naming(&named.key, reader, COUNTED).await?;
        if rows.len() as i64 == COUNTED {
            counting = Counting::InPart;
        }
        let before = towns.others.len();
        pieces.all(rows).await?.iter().for_each(|piece| towns.take(piece));
        if towns.others.len() > before {
            by.push((usage::address(&named.name), named.name));
        }
    }
    let others = towns.others.len() as u64;
    let key = match counting {
        Counting::Whole => "kindred-same",
        Counting::InPart => "kindred-same-at-least",
    };
    Ok((others > 0).then(|| Same { words: speech.count(key, others), names: towns.names, by }))
}

/// Whether everything was counted.
enum Counting {
    Whole,
    InPart,
}

/// The towns that have it, without the entry's own.
struct Towns<'a> {
    own: &'a Iri,
    others: BTreeSet<Iri>,
    names: Vec<String>,
}

impl<'a> Towns<'a> {
    fn new(own: &'a Iri) -> Self {
        Self { own, others: BTreeSet::new(), names: Vec::new() }
    }

    fn take(&mut self, piece: &Piece) {
        let author = &piece.entry.author;
        if author == self.own || !has_it(piece) || !self.others.insert(author.clone()) {
            return;
        }
        if let Some(author) = piece.author.as_ref().filter(|_| self.names.len() < NAMED) {
            self.names.push(author.name.clone());
        }
    }
}

/// Whether who says this has it: an adoption that counts as use, or a project that runs.
fn has_it(piece: &Piece) -> bool {
    match &piece.entry.content {
        Content::Adoption(adoption) => adoption.stage.counts_as_use(),
        Content::Project(project) => {
            matches!(project.status, Status::Pilot | Status::Running | Status::Scaled)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use commons::{Project, Stage};

    use super::super::pieces::Written;
    use super::super::sample;
    use super::*;

    #[test]
    fn a_town_counts_once_and_only_if_it_has_it() {
        let own = sample::auenstadt().iri;
        let mut towns = Towns::new(&own);
        let by = |piece: Piece, author: commons::Organisation| {
            let entry = commons::Entry { author: author.iri.clone(), ..piece.entry };
            sample::piece(entry, author, Written::Elsewhere)
        };
        let project = |status| {
            let content = Content::Project(Box::new(Project { status, ..Project::default() }));
            sample::piece(sample::entry("p", "P", content), sample::birkenried(), Written::Elsewhere)
        };
        towns.take(&by(sample::adoption(Stage::Dropped, ""), sample::birkenried()));
        towns.take(&by(project(Status::Idea), sample::birkenried()));
        towns.take(&by(project(Status::Running), sample::auenstadt()));
        assert!(towns.others.is_empty());
        towns.take(&by(sample::adoption(Stage::Pilot, ""), sample::birkenried()));
        towns.take(&by(project(Status::Running), sample::birkenried()));
        assert_eq!((towns.others.len(), towns.names), (1, vec!["Gemeinde Birkenried".to_owned()]));
    }
}
