//! `/kooperationen`: who seeks and who offers. What is open stands first; what was solved is an address away. While the index is missing the newest calls
//! come from the memory, and nothing is counted.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Call, Content, Direction, Iri, Kind, Progress, Reader, text};
use search::{Page, Question, Search};
use store::{Cursor, Filter};

use super::card::Card;
use super::paging::PER_PAGE;
use super::pieces::{Piece, Pieces};
use super::{Layout, Listing, Speech, answer, being_built, find};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

mod asked;
mod choices;

use asked::{Asked, Which};
use choices::{Choice, directions, progresses};

/// Solved calls below the open ones.
const ENCOURAGING: usize = 4;
/// Calls that are looked at while the index is missing, the newest.
const LOOKED_AT: i64 = 300;

/// A call in the list.
#[derive(Clone)]
pub struct Item {
    card: Card,
    subject: Option<&'static str>,
    wanted: String,
    deadline: String,
    result: String,
}

/// Calls under one heading.
pub struct Section {
    id: &'static str,
    heading: String,
    none: String,
    items: Vec<Item>,
}

/// The page of calls.
#[derive(Template)]
#[template(path = "cooperation.html")]
pub struct CooperationPage {
    page: Layout,
    directions: Vec<Choice>,
    progresses: Vec<Choice>,
    sections: Vec<Section>,
    solved: Vec<Item>,
    start: Option<String>,
    next: Option<String>,
    being_built: Option<String>,
}

/// What was found for the page.
#[derive(Default)]
pub struct Found {
    /// The calls that were asked for, newest first.
    pub calls: Vec<Piece>,
    /// How many of all there are of which kind, and where it goes on.
    pub page: Page,
    /// A few that were solved, below the open ones.
    pub solved: Vec<Piece>,
}

impl CooperationPage {
    /// The page for what was asked and found.
    pub fn of(asked: &Asked, found: &Found, speech: &Speech, here: &Here) -> Self {
        let page = Layout::new(speech.clone(), here, speech.say("cooperation"));
        let listing = if asked.is_plain() { Listing::Open } else { Listing::Unlisted };
        let next = found.page.next.map(|cursor| Asked { after: Some(cursor), ..asked.clone() }.address());
        let start = asked.after.map(|_| Asked { after: None, ..asked.clone() }.address());
        Self {
            page: Layout { section: "/kooperationen", listing, ..page },
            directions: directions(asked, &found.page, speech),
            progresses: progresses(asked, &found.page, speech),
            sections: sections(asked, &items(&found.calls, speech, here), speech),
            solved: items(&found.solved, speech, here).into_iter().map(|(_, item)| item).collect(),
            start,
            next,
            being_built: None,
        }
    }
}

/// Open calls stand by direction; of a kind that was chosen all stand together.
fn sections(asked: &Asked, items: &[(Direction, Item)], speech: &Speech) -> Vec<Section> {
    let section = |id, heading, none: &str, of: Option<Direction>| Section {
        id,
        heading,
        none: speech.say(none),
        items: items
            .iter()
            .filter(|(direction, _)| of.is_none_or(|of| of == *direction))
            .map(|(_, item)| item.clone())
            .collect(),
    };
    let seek = || {
        let heading = speech.say("cooperation-seek");
        section("wir-suchen", heading, "cooperation-seek-none", Some(Direction::Seek))
    };
    let offer = || {
        let heading = speech.say("cooperation-offer");
        section("wir-bieten", heading, "cooperation-offer-none", Some(Direction::Offer))
    };
    match (asked.progress, asked.direction) {
        (Progress::Open, None) => vec![seek(), offer()],
        (Progress::Open, Some(Direction::Seek)) => vec![seek()],
        (Progress::Open, Some(Direction::Offer)) => vec![offer()],
        (progress, _) => {
            let heading = text::capital(progress.label(speech.language()));
            vec![section("erledigt", heading, "cooperation-none", None)]
        }
    }
}

fn items(calls: &[Piece], speech: &Speech, here: &Here) -> Vec<(Direction, Item)> {
    let calls = calls.iter().filter_map(|piece| match &piece.entry.content {
        Content::Call(call) => Some((call.direction, item(piece, call, speech, here))),
        _ => None,
    });
    calls.collect()
}

fn item(piece: &Piece, call: &Call, speech: &Speech, here: &Here) -> Item {
    let card = Card::of_entry(&piece.entry, &piece.id, piece.author.as_ref(), speech, &here.host);
    Item {
        card: Card { kind_label: call.direction.label(speech.language()).to_owned(), ..card },
        subject: call.subject.map(|subject| subject.label(speech.language())),
        wanted: call.wanted.clone(),
        deadline: speech.day(call.deadline.as_deref().unwrap_or("")),
        result: call.result.clone(),
    }
}

/// `GET /kooperationen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(query): Query<Which>,
) -> Result<Response, Failure> {
    let asked = Asked::read(&query)?;
    let reader = here.visitor.reader();
    let (calls, page) = calls(&town, &asked, &reader, PER_PAGE).await?;
    let solved = match asked.is_plain() {
        true => {
            let solved = Asked { progress: Progress::Solved, ..asked.clone() };
            self::calls(&town, &solved, &reader, ENCOURAGING).await?.0
        }
        false => Vec::new(),
    };
    let found = Found { calls, page, solved };
    let being_built = being_built(&town, &speech);
    answer(&CooperationPage { being_built, ..CooperationPage::of(&asked, &found, &speech, &here) }, &speech)
}

/// The calls that were asked for. What is no column is filtered by the index; what a call says stands in the memory.
async fn calls(
    town: &Town,
    asked: &Asked,
    reader: &Reader,
    limit: usize,
) -> Result<(Vec<Piece>, Page), Failure> {
    if town.index.is_missing() {
        return Ok((among_the_newest(town, asked, reader, limit).await?, Page::default()));
    }
    let search = Search::new(Question::parse("")?, reader.clone(), town.clock.now());
    let search = Search { filters: asked.filters(), after: asked.after, limit, ..search };
    let page = find(town, search).await?;
    let mut pieces = Pieces::new(town.store.reading().await?);
    let mut calls = Vec::with_capacity(page.hits.len());
    for hit in &page.hits {
        calls.extend(pieces.by_iri(&Iri::parse("id", &hit.iri)?, reader).await?);
    }
    Ok((calls, page))
}

/// The same where the index is missing: those of the newest calls that were asked for.
async fn among_the_newest(
    town: &Town,
    asked: &Asked,
    reader: &Reader,
    limit: usize,
) -> Result<Vec<Piece>, Failure> {
    let filter = Filter { kind: Some(Kind::Call), organisation: None };
    let mut pieces = Pieces::new(town.store.reading().await?);
    let rows = pieces.reading().entries().list(reader, &filter, &Cursor::start(), LOOKED_AT).await?;
    let newest = pieces.all(rows).await?.into_iter();
    let asked_for =
        newest.filter(|piece| matches!(&piece.entry.content, Content::Call(call) if asked.is_for(call)));
    Ok(asked_for.take(limit).collect())
}

#[cfg(test)]
mod tests {
    use search::Facet;

    use super::super::sample;
    use super::*;

    fn asked(direction: &str, progress: &str) -> Asked {
        let [direction, progress] = [direction, progress].map(str::to_owned);
        Asked::read(&Which { direction, progress, weiter: String::new() }).expect("an address")
    }

    fn page(asked: &Asked, found: &Found) -> CooperationPage {
        CooperationPage::of(asked, found, &Speech::default(), &sample::here())
    }

    #[test]
    fn open_calls_stand_by_direction_and_solved_ones_apart() {
        let calls = vec![
            sample::call(Direction::Seek, Progress::Open),
            sample::call(Direction::Offer, Progress::InTalks),
        ];
        let counts = vec![("open".to_owned(), 1), ("in-talks".to_owned(), 1), ("solved".to_owned(), 7)];
        let both = vec![("seek".to_owned(), 1), ("offer".to_owned(), 1)];
        let facets = [(Facet::Status, counts), (Facet::Direction, both)].into();
        let solved = vec![sample::call(Direction::Seek, Progress::Solved)];
        let found = Found { calls, page: Page { total: 2, facets, ..Page::default() }, solved };
        let page = page(&asked("", ""), &found);
        assert_eq!(page.sections.iter().map(|section| section.items.len()).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(page.solved.len(), 1);
        let chosen = |choices: &[Choice]| {
            let each = choices.iter().map(|one| (one.label.clone(), one.count.clone(), one.is_chosen));
            each.collect::<Vec<_>>()
        };
        assert_eq!(chosen(&page.progresses)[0], ("Offen".to_owned(), "2".to_owned(), true));
        assert_eq!(chosen(&page.directions)[1], ("Wir suchen".to_owned(), "1".to_owned(), false));
        let html = page.render().expect("a page");
        sample::keep("kooperationen", &html);
        assert!(html.contains("Wir suchen") && html.contains("bis 30. September 2026"), "{html}");
        assert!(html.contains("href=\"/kooperationen?progress=solved\""), "{html}");
    }

    #[test]
    fn a_choice_is_an_address() {
        let solved = asked("seek", "solved");
        assert_eq!(solved.address(), "/kooperationen?direction=seek&progress=solved");
        assert_eq!(asked("", "open").address(), "/kooperationen");
        let found =
            Found { calls: vec![sample::call(Direction::Seek, Progress::Solved)], ..Found::default() };
        let page = page(&solved, &found);
        assert_eq!((page.sections.len(), page.sections[0].heading.as_str()), (1, "Gelöst"));
        for odd in [("x", ""), ("", "x")] {
            let (direction, progress) = (odd.0.to_owned(), odd.1.to_owned());
            assert!(Asked::read(&Which { direction, progress, weiter: String::new() }).is_err());
        }
    }
}
