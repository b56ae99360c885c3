//! `/betrieb/bereit`: what can be searched now, and what to do next. The last page of the set-up, and one to come back to while the first
//! organisations answer.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::{MemberRole, Reader};
use search::{Facet, Question, Search};

use super::Frame;
use crate::failure::Failure;
use crate::here::Here;
use crate::pages::{Layout, Speech, answer, find_beside};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "operator/ready.html")]
struct ReadyPage {
    page: Layout,
    frame: Frame,
    found: String,
    handle: Option<String>,
}

/// `GET /betrieb/bereit`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("bereit", &speech, &here);
    let (entries, organisations) = searchable(&town).await?;
    let administered = person.memberships.iter().find(|one| one.role >= MemberRole::Administrator);
    let handle = administered.map(|one| one.organisation.handle.clone());
    let found = if entries == 0 {
        speech.say("ready-nothing")
    } else {
        let (entries, of) =
            (speech.count("ready-entries", entries), speech.count("ready-organisations", organisations));
        format!("{entries} {of}")
    };
    answer(&ReadyPage { page, frame, found, handle }, &speech)
}

/// How many entries, and of how many organisations, everyone can find at this moment.
async fn searchable(town: &Town) -> Result<(u64, u64), Failure> {
    let search = Search::new(Question::parse("")?, Reader::anyone(), town.clock.now());
    let found = find_beside(town, Search { limit: 0, ..search }).await?;
    let kinds = found.facets.get(&Facet::Kind).map_or(&[][..], Vec::as_slice);
    let sum = |wanted: fn(&str) -> bool| {
        kinds.iter().filter(|(kind, _)| wanted(kind)).map(|(_, count)| count).sum::<u64>()
    };
    Ok((sum(|kind| kind != "organisation"), sum(|kind| kind == "organisation")))
}
