//! `/organisationen`: everyone whose entries are found here, by Land.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::Organisation;
use store::Stance;

use super::byline::Byline;
use super::{Layout, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// The organisations of a Land.
pub struct Land {
    name: String,
    organisations: Vec<Line>,
}

/// One organisation in the list.
pub struct Line {
    byline: Byline,
    kind: &'static str,
    entries: u64,
}

/// The page of all organisations.
#[derive(Template)]
#[template(path = "organisations.html")]
pub struct OrganisationsPage {
    page: Layout,
    total: u64,
    lands: Vec<Land>,
}

impl OrganisationsPage {
    /// The page for these organisations, each with the number of its public entries.
    pub fn of(organisations: &[(Organisation, u64)], speech: &Speech, here: &Here) -> Self {
        let mut by_land: BTreeMap<(u8, String), Vec<Line>> = BTreeMap::new();
        for (organisation, entries) in organisations {
            let line = Line {
                byline: Byline::of(organisation, speech.language(), &here.host),
                kind: organisation.kind.label(speech.language()),
                entries: *entries,
            };
            by_land.entry(land(organisation, speech)).or_default().push(line);
        }
        let lands = by_land.into_iter().map(|((_, name), mut organisations)| {
            organisations.sort_by_key(|line| folded(&line.byline.name));
            Land { name, organisations }
        });
        let page = Layout::new(speech.clone(), here, speech.say("organisations"));
        Self {
            page: Layout { section: "/organisationen", ..page },
            total: organisations.len() as u64,
            lands: lands.collect(),
        }
    }
}

/// Those without a Land come last.
fn land(organisation: &Organisation, speech: &Speech) -> (u8, String) {
    match organisation.state {
        Some(state) => (0, state.label(speech.language()).to_owned()),
        None => (1, speech.say("organisations-everywhere")),
    }
}

/// As a German telephone book sorts: ä beside a, whatever the case.
fn folded(name: &str) -> String {
    let folded = name.to_lowercase().replace('ä', "a").replace('ö', "o").replace('ü', "u").replace('ß', "ss");
    ["stadt ", "gemeinde ", "markt ", "landkreis "].iter().fold(folded, |name, title| {
        match name.strip_prefix(title) {
            Some(rest) => rest.to_owned(),
            None => name,
        }
    })
}

/// `GET /organisationen`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let mut organisations = Vec::new();
    for listed in reading.actors().organisations().await? {
        let is_blocked = reading.peers().stance(&listed.actor.origin).await? == Stance::Blocked;
        let entries = u64::try_from(listed.entries).unwrap_or_default();
        organisations.extend(
            listed.actor.organisation.filter(|_| !is_blocked).map(|organisation| (organisation, entries)),
        );
    }
    answer(&OrganisationsPage::of(&organisations, &speech, &here), &speech)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn organisations_stand_under_their_land_in_the_order_of_a_telephone_book() {
        let named = |name: &str| (Organisation { name: name.to_owned(), ..sample::auenstadt() }, 2);
        let everywhere = (Organisation { state: None, county: None, ..named("Verbund").0 }, 1);
        let all =
            [everywhere, named("Stadt Zella"), named("Ölsen"), named("Stadt Oberau"), named("Oldisleben")];
        let page = OrganisationsPage::of(&all, &Speech::default(), &sample::here());
        sample::keep("organisationen", &page.render().expect("a page"));
        let names: Vec<_> =
            page.lands[0].organisations.iter().map(|line| line.byline.name.as_str()).collect();
        assert_eq!(names, ["Stadt Oberau", "Oldisleben", "Ölsen", "Stadt Zella"]);
        assert_eq!((page.lands[0].name.as_str(), page.lands[1].organisations.len()), ("Thüringen", 1));
    }

    #[test]
    fn row_71_a_name_is_text_and_set_apart() {
        let odd = Organisation { name: "<b>Au</b>".to_owned(), ..sample::auenstadt() };
        let html =
            OrganisationsPage::of(&[(odd, 0)], &Speech::default(), &sample::here()).render().expect("a page");
        assert!(html.contains("<bdi>&#60;b&#62;Au&#60;/b&#62;</bdi>"), "{html}");
    }
}
