//! `/kooperationen`: who seeks and who offers. What is open stands first; what was solved is an address away.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Call, Content, Direction, Iri, Progress, Reader, Refusal, text};
use search::{Cursor, Facet, Filters, Page, Question, Search};
use serde::Deserialize;
use url::form_urlencoded;

use super::card::Card;
use super::paging::PER_PAGE;
use super::pieces::{Piece, Pieces};
use super::{Layout, Listing, Speech, answer, find};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Solved calls below the open ones.
const ENCOURAGING: usize = 4;

/// The progress by which calls can be told apart. What is in talks is open.
const PROGRESSES: [Progress; 4] = [Progress::Open, Progress::Solved, Progress::Expired, Progress::Closed];

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    direction: String,
    progress: String,
    weiter: String,
}

/// What is asked for, understood.
#[derive(Clone, Debug)]
pub struct Asked {
    direction: Option<Direction>,
    progress: Progress,
    after: Option<Cursor>,
}

impl Asked {
    /// Reads an address; what is left out does not matter.
    ///
    /// # Errors
    /// 400 and 422 for words that are in no list.
    pub fn read(query: &Which) -> Result<Self, Refusal> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(Self {
            direction: some(&query.direction).map(|code| Direction::parse(&code)).transpose()?,
            progress: some(&query.progress).map_or(Ok(Progress::Open), |code| Progress::parse(&code))?,
            after: some(&query.weiter).map(|cursor| Cursor::parse(&cursor)).transpose()?,
        })
    }

    /// Where this is shown.
    fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.direction.iter().map(|direction| ("direction", direction.code())));
        if self.progress != Progress::Open {
            query.append_pair("progress", self.progress.code());
        }
        query.extend_pairs(self.after.iter().map(|cursor| ("weiter", cursor.to_string())));
        let query = query.finish();
        if query.is_empty() { "/kooperationen".to_owned() } else { format!("/kooperationen?{query}") }
    }

    /// Whether it is the page that everybody meets first.
    fn is_plain(&self) -> bool {
        self.direction.is_none() && self.progress == Progress::Open && self.after.is_none()
    }

    fn filters(&self) -> Filters {
        let progress = match self.progress {
            Progress::Open => vec![Progress::Open.code().to_owned(), Progress::InTalks.code().to_owned()],
            other => vec![other.code().to_owned()],
        };
        let mut filters = Filters::from([(Facet::Kind, vec!["call".to_owned()]), (Facet::Status, progress)]);
        if let Some(direction) = self.direction {
            filters.insert(Facet::Direction, vec![direction.code().to_owned()]);
        }
        filters
    }
}

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

/// A way to narrow the list down.
pub struct Choice {
    label: String,
    count: String,
    address: String,
    is_chosen: bool,
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

fn directions(asked: &Asked, found: &Page, speech: &Speech) -> Vec<Choice> {
    let counts =
        |code: Option<&str>| count(found, Facet::Direction, |value| code.is_none_or(|code| code == value));
    let choice = |direction: Option<Direction>, label: String| Choice {
        label,
        count: speech.number(counts(direction.map(Direction::code))),
        address: Asked { direction, after: None, ..asked.clone() }.address(),
        is_chosen: asked.direction == direction,
    };
    let each = Direction::ALL
        .iter()
        .map(|direction| choice(Some(*direction), direction.label(speech.language()).to_owned()));
    std::iter::once(choice(None, speech.say("cooperation-both"))).chain(each).collect()
}

fn progresses(asked: &Asked, found: &Page, speech: &Speech) -> Vec<Choice> {
    let counts = |progress: Progress| {
        let in_talks = progress == Progress::Open;
        count(found, Facet::Status, |value| {
            value == progress.code() || in_talks && value == Progress::InTalks.code()
        })
    };
    let choice = |progress: Progress| Choice {
        label: text::capital(progress.label(speech.language())),
        count: speech.number(counts(progress)),
        address: Asked { progress, after: None, ..asked.clone() }.address(),
        is_chosen: asked.progress == progress,
    };
    PROGRESSES.into_iter().map(choice).collect()
}

fn count(found: &Page, facet: Facet, is_meant: impl Fn(&str) -> bool) -> u64 {
    let values = found.facets.get(&facet).into_iter().flatten();
    values.filter(|(value, _)| is_meant(value)).map(|(_, count)| count).sum()
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
    answer(&CooperationPage::of(&asked, &found, &speech, &here), &speech)
}

/// The calls that were asked for. What is no column is filtered by the index; what a call says stands in the memory.
async fn calls(
    town: &Town,
    asked: &Asked,
    reader: &Reader,
    limit: usize,
) -> Result<(Vec<Piece>, Page), Failure> {
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

#[cfg(test)]
mod tests {
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
