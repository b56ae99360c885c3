//! `/vergleich`: two to six entries side by side: what they cost per inhabitant, with whom, on which systems, and what went wrong.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{EntryId, Reader};
use store::Found;

use super::byline::Byline;
use super::card::Card;
use super::pieces::{Piece, Pieces};
use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

mod rows;

use rows::{Row, rows};

/// Most entries that stand side by side.
const MOST: usize = 6;
/// So many there must be.
const LEAST: usize = 2;
/// Lessons about an entry of which is said what they recommend.
const LESSONS: usize = 3;

/// An entry that is compared, with what others say of it.
pub struct Compared {
    piece: Piece,
    /// How many organisations use it.
    users: u64,
    /// What others learned from it.
    lessons: Vec<Piece>,
}

/// What stands above a column.
struct Head {
    title: String,
    language: String,
    kind: String,
    kind_label: String,
    address: String,
    byline: Option<Byline>,
    /// The comparison without it.
    without: String,
}

/// The page of a comparison.
#[derive(Template)]
#[template(path = "comparison.html")]
struct ComparisonPage {
    page: Layout,
    heads: Vec<Head>,
    rows: Vec<Row>,
    /// How many of those that were asked for are not there for this reader.
    absent: u64,
    /// How many more were asked for than have room.
    beyond: u64,
}

impl ComparisonPage {
    fn of(asked: &Asked, compared: &[Compared], speech: &Speech, here: &Here) -> Self {
        let page = Layout::new(speech.clone(), here, speech.say("comparison"));
        let ids: Vec<_> = compared.iter().map(|one| one.piece.id.as_str()).collect();
        let head = |one: &Compared| {
            let Piece { entry, id, author, .. } = &one.piece;
            let card = Card::of_entry(entry, id, author.as_ref(), speech, &here.host);
            let others: Vec<_> = ids.iter().copied().filter(|other| other != id).collect();
            Head {
                byline: one.piece.byline(speech, &here.host),
                title: card.title,
                language: card.language,
                kind: card.kind,
                kind_label: card.kind_label,
                address: card.address,
                without: address(&others),
            }
        };
        Self {
            page: Layout { listing: Listing::Unlisted, section: "/suche", ..page },
            heads: compared.iter().map(head).collect(),
            rows: rows(compared, speech),
            absent: asked.ids.len().saturating_sub(compared.len()) as u64,
            beyond: asked.beyond,
        }
    }

    fn is_too_few(&self) -> bool {
        self.heads.len() < LEAST
    }
}

/// Where these stand side by side.
fn address(ids: &[&str]) -> String {
    let ids: Vec<_> = ids.iter().map(|id| format!("e={id}")).collect();
    format!("/vergleich?{}", ids.join("&"))
}

/// Which entries are to be compared: `e`, several times. What is no id names no entry.
#[derive(Debug, Default)]
struct Asked {
    ids: Vec<EntryId>,
    beyond: u64,
}

impl Asked {
    fn read(pairs: &[(String, String)]) -> Self {
        let mut asked = Self::default();
        for id in pairs.iter().filter(|(name, _)| name == "e").filter_map(|(_, id)| EntryId::parse(id).ok()) {
            if asked.ids.contains(&id) {
                continue;
            }
            if asked.ids.len() < MOST { asked.ids.push(id) } else { asked.beyond += 1 }
        }
        asked
    }
}

/// `GET /vergleich?e=ID&e=ID`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let asked = Asked::read(&pairs);
    let mut pieces = Pieces::new(town.store.reading().await?);
    let mut compared = Vec::new();
    for id in &asked.ids {
        compared.extend(read(&mut pieces, id, &here.visitor.reader()).await?);
    }
    answer(&ComparisonPage::of(&asked, &compared, &speech, &here), &speech)
}

/// What is compared of this entry; nothing where this reader finds no entry there.
async fn read(pieces: &mut Pieces, id: &EntryId, reader: &Reader) -> Result<Option<Compared>, Failure> {
    let Found::Readable(row) = pieces.reading().entries().readable(id, reader).await? else {
        return Ok(None);
    };
    let Some(piece) = pieces.one(*row).await? else { return Ok(None) };
    let iri = &piece.entry.iri;
    let adoptions = pieces.reading().entries().pointing_at(iri, "adopts", reader).await?;
    let adoptions = pieces.all(adoptions).await?;
    let about = pieces.reading().entries().pointing_at(iri, "about", reader).await?;
    let lessons = pieces.all(about).await?.into_iter().filter(|piece| piece.entry.kind().code() == "lesson");
    let lessons = lessons.take(LESSONS).collect();
    Ok(Some(Compared { users: users(&adoptions), lessons, piece }))
}

/// How many different organisations use it.
fn users(adoptions: &[Piece]) -> u64 {
    let uses = adoptions.iter().filter(|piece| {
        matches!(&piece.entry.content, commons::Content::Adoption(adoption) if adoption.stage.counts_as_use())
    });
    let authors: std::collections::HashSet<_> = uses.map(|piece| &piece.entry.author).collect();
    authors.len() as u64
}

#[cfg(test)]
mod tests {
    use commons::{Content, Entry, Stage};

    use super::super::pieces::Written;
    use super::super::sample;
    use super::*;

    fn compared(entry: Entry, id: &str) -> Compared {
        let piece = Piece { id: id.to_owned(), ..sample::piece(entry, sample::auenstadt(), Written::Here) };
        Compared { piece, users: 3, lessons: vec![sample::lesson()] }
    }

    fn ids(query: &str) -> Asked {
        Asked::read(&url::form_urlencoded::parse(query.as_bytes()).into_owned().collect::<Vec<_>>())
    }

    #[test]
    fn what_is_said_stands_side_by_side_and_what_nobody_said_is_no_row() {
        let other = commons::Project {
            cost: Some(commons::project::Cost { one_off: Some(4_200), ..Default::default() }),
            ..Default::default()
        };
        let all = [
            compared(sample::kita(), "01"),
            compared(sample::entry("2", "Kita-Finder", Content::Project(Box::new(other))), "02"),
            compared(sample::lesson().entry, "03"),
        ];
        let page = ComparisonPage::of(&Asked::default(), &all, &Speech::default(), &sample::here());
        let html = page.render().expect("a page");
        sample::keep("vergleich", &html);
        for words in [
            "Kita-Plätze online finden",
            "8.400",
            "1,43",
            "einmalig 12.000",
            "0,50",
            "etwa 40 Arbeitstage",
            "Kita-Portal",
            "Sprecht mit den Trägern",
            "3 Organisationen",
            "href=\"/vergleich?e=02&#38;e=03\"",
            "nicht angegeben",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("Anbieter"), "nobody named a vendor: {html}");
        assert_eq!(html.matches("role=\"columnheader\"").count(), 4);
    }

    #[test]
    fn two_to_six_are_compared_and_each_once() {
        let id = |number: u32| format!("019a2f60-0000-7000-8000-{number:012}");
        let query: Vec<_> = (0..9).map(|number| format!("e={}", id(number % 8))).collect();
        let asked = ids(&query.join("&"));
        assert_eq!((asked.ids.len(), asked.beyond), (MOST, 2));
        assert!(ids("e=nichts&e=&x=1").ids.is_empty());
        let page = ComparisonPage::of(&ids(&query[0]), &[], &Speech::default(), &sample::here());
        let html = page.render().expect("a page");
        assert!(html.contains("mindestens zwei") && html.contains("Ein Eintrag ist nicht"), "{html}");
    }

    #[test]
    fn who_uses_it_twice_is_one_user() {
        let twice = [sample::adoption(Stage::Productive, ""), sample::adoption(Stage::Pilot, "")];
        assert_eq!(users(&twice), 1);
        assert_eq!(users(&[sample::adoption(Stage::Dropped, "zu teuer")]), 0);
    }
}
