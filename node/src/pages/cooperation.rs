//! `/kooperationen`: who seeks and who offers, open calls first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::{Call, Content, Direction, Kind, Progress, Reader};
use store::Filter;

use super::card::Card;
use super::pieces::{Piece, Pieces};
use super::{Layout, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Calls on the page; older ones are found by search.
const NEWEST: i64 = 200;

/// A call in the list.
pub struct Item {
    card: Card,
    subject: Option<&'static str>,
    wanted: String,
    deadline: String,
    result: String,
}

/// The page of calls.
#[derive(Template)]
#[template(path = "cooperation.html")]
pub struct CooperationPage {
    page: Layout,
    sought: Vec<Item>,
    offered: Vec<Item>,
    settled: Vec<Item>,
}

impl CooperationPage {
    /// The page for these calls, newest first.
    pub fn of(calls: &[Piece], speech: &Speech, here: &Here) -> Self {
        let page = Layout::new(speech.clone(), here, speech.say("cooperation"));
        let page = Layout { section: "/kooperationen", ..page };
        let mut all = Self { page, sought: Vec::new(), offered: Vec::new(), settled: Vec::new() };
        for piece in calls {
            let Content::Call(call) = &piece.entry.content else { continue };
            let column = match (call.progress, call.direction) {
                (Progress::Open | Progress::InTalks, Direction::Seek) => &mut all.sought,
                (Progress::Open | Progress::InTalks, Direction::Offer) => &mut all.offered,
                _ => &mut all.settled,
            };
            column.push(item(piece, call, speech, here));
        }
        all
    }
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
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let mut pieces = Pieces::new(town.store.reading().await?);
    let filter = Filter { kind: Some(Kind::Call), ..Filter::default() };
    let calls = pieces.list(&Reader::anyone(), &filter, NEWEST).await?;
    answer(&CooperationPage::of(&calls, &speech, &here), &speech)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn open_calls_stand_by_direction_and_settled_ones_apart() {
        let calls = [
            sample::call(Direction::Seek, Progress::Open),
            sample::call(Direction::Offer, Progress::InTalks),
            sample::call(Direction::Seek, Progress::Solved),
        ];
        let page = CooperationPage::of(&calls, &Speech::default(), &sample::here());
        assert_eq!((page.sought.len(), page.offered.len(), page.settled.len()), (1, 1, 1));
        let html = page.render().expect("a page");
        sample::keep("kooperationen", &html);
        assert!(html.contains("Wir suchen") && html.contains("bis 30. September 2026"), "{html}");
    }
}
