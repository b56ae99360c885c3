//! `/organisationen`: everyone whose entries are found here, by Land.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use commons::{Organisation, Reader};
use search::{Facet, Filters, Question, Search};

use super::byline::Byline;
use super::organisation::KINDS;
use super::paging::{Paging, Wanted};
use super::{Layout, Speech, answer, being_built, find_beside};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// The organisations of a Land.
pub struct Land {
    name: String,
    /// How many there are in all, on this page and others.
    total: u64,
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
    paging: Paging,
    /// In the place of the numbers of entries.
    being_built: Option<String>,
}

impl OrganisationsPage {
    /// The page for those of all organisations that stand on it, each with the number of its entries that may be read.
    pub fn of(
        all: &[Organisation],
        shown: &[(Organisation, u64)],
        paging: Paging,
        speech: &Speech,
        here: &Here,
    ) -> Self {
        let mut totals: HashMap<_, u64> = HashMap::new();
        for organisation in all {
            *totals.entry(land(organisation, speech)).or_default() += 1;
        }
        let mut by_land: BTreeMap<(u8, String), Vec<Line>> = BTreeMap::new();
        for (organisation, entries) in shown {
            let line = Line {
                byline: Byline::of(organisation, speech.language(), &here.host),
                kind: organisation.kind.label(speech.language()),
                entries: *entries,
            };
            by_land.entry(land(organisation, speech)).or_default().push(line);
        }
        let lands = by_land.into_iter().map(|(land, organisations)| {
            let total = totals.get(&land).copied().unwrap_or_default();
            Land { name: land.1, total, organisations }
        });
        let page = Layout::new(speech.clone(), here, speech.say("organisations"));
        Self {
            page: Layout { section: "/organisationen", ..page },
            total: all.len() as u64,
            lands: lands.collect(),
            paging,
            being_built: None,
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

/// By Land, and within it by name.
fn sorted(mut organisations: Vec<Organisation>, speech: &Speech) -> Vec<Organisation> {
    organisations.sort_by_cached_key(|one| (land(one, speech), folded(&one.name)));
    organisations
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
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let blocked = reading.peers().blocked().await?;
    let actors = reading.actors().organisations().await?;
    let unwanted = match here.visitor.reader().organisation() {
        Some(ours) => reading.blocks().by_organisation(ours).await?,
        None => Vec::new(),
    };
    let open = actors.into_iter().filter(|actor| actor.local || !blocked.contains(&actor.origin));
    let open = open.filter(|actor| unwanted.iter().all(|row| row.blocked != actor.iri));
    let all = sorted(open.filter_map(|actor| actor.organisation).collect(), &speech);
    let paging = Paging::of(&wanted, all.len(), "/organisationen", &speech)?;
    drop(reading);
    let shown = counted(&town, paging.slice(&all), here.visitor.reader()).await?;
    let being_built = being_built(&town, &speech);
    let page = OrganisationsPage::of(&all, &shown, paging, &speech, &here);
    answer(&OrganisationsPage { being_built, ..page }, &speech)
}

/// Each with the number of its entries that this reader may read. The index counts them all at once; while it is missing nobody has any.
async fn counted(
    town: &Town,
    shown: &[Organisation],
    reader: Reader,
) -> Result<Vec<(Organisation, u64)>, Failure> {
    let authors = shown.iter().map(|one| one.iri.to_string()).collect();
    let filters =
        Filters::from([(Facet::Kind, KINDS.map(str::to_owned).into()), (Facet::Organisation, authors)]);
    let search = Search::new(Question::parse("")?, reader, town.clock.now());
    let found = find_beside(town, Search { filters, limit: 0, ..search }).await?;
    let counts = found.facets.get(&Facet::Organisation).into_iter().flatten();
    let counts: HashMap<&str, u64> = counts.map(|(iri, count)| (iri.as_str(), *count)).collect();
    let count = |one: &Organisation| counts.get(one.iri.as_str()).copied().unwrap_or_default();
    Ok(shown.iter().map(|one| (one.clone(), count(one))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn page(all: Vec<Organisation>) -> OrganisationsPage {
        let speech = Speech::default();
        let all = sorted(all, &speech);
        let paging = Paging::of(&Wanted::default(), all.len(), "/organisationen", &speech).expect("a page");
        let shown: Vec<_> = paging.slice(&all).iter().map(|one| (one.clone(), 2)).collect();
        OrganisationsPage::of(&all, &shown, paging, &speech, &sample::here())
    }

    #[test]
    fn organisations_stand_under_their_land_in_the_order_of_a_telephone_book() {
        let named = |name: &str| Organisation { name: name.to_owned(), ..sample::auenstadt() };
        let everywhere = Organisation { state: None, county: None, ..named("Verbund") };
        let all = vec![
            everywhere,
            named("Stadt Zella"),
            named("Ölsen"),
            named("Stadt Oberau"),
            named("Oldisleben"),
        ];
        let page = page(all);
        sample::keep("organisationen", &page.render().expect("a page"));
        let names: Vec<_> =
            page.lands[0].organisations.iter().map(|line| line.byline.name.as_str()).collect();
        assert_eq!(names, ["Stadt Oberau", "Oldisleben", "Ölsen", "Stadt Zella"]);
        assert_eq!((page.lands[0].name.as_str(), page.lands[1].organisations.len()), ("Thüringen", 1));
    }

    #[test]
    fn more_than_a_hundred_take_several_pages() {
        let named = |number: usize| Organisation { name: format!("Ort {number:03}"), ..sample::auenstadt() };
        let page = page((0..120).map(named).collect());
        assert_eq!((page.lands[0].organisations.len(), page.lands[0].total), (100, 120));
        let html = page.render().expect("a page");
        assert!(
            html.contains("Seite 1 von 2") && html.contains("href=\"/organisationen?seite=2\""),
            "{html}"
        );
    }

    #[test]
    fn row_71_a_name_is_text_and_set_apart() {
        let odd = Organisation { name: "<b>Au</b>".to_owned(), ..sample::auenstadt() };
        let html = page(vec![odd]).render().expect("a page");
        assert!(html.contains("<bdi>&#60;b&#62;Au&#60;/b&#62;</bdi>"), "{html}");
    }
}
