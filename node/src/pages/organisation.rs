//! `/organisationen/{handle}`: who an organisation is, how to follow it, and what it has published.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Organisation, Reader, Refusal};
use search::{Facet, Filters, Page, Question, Search};
use store::Stance;

use super::byline;
use super::card::Card;
use super::pieces::Written;
use super::recommended::{Recommended, recommended};
use super::{Layout, Listing, Speech, answer, being_built, find_beside};
use crate::asked::Asked;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Entries shown before the search takes over.
const NEWEST: usize = 10;

/// Recommendations that are shown.
const RECOMMENDED: i64 = 20;

/// What stands on the page: the organisation itself is found too, and comments stand below what they answer.
pub(super) const KINDS: [&str; 4] = ["project", "lesson", "call", "adoption"];

/// How many entries of a kind there are.
pub struct Count {
    label: String,
    count: String,
    address: String,
}

/// The page of an organisation.
#[derive(Template)]
#[template(path = "organisation.html")]
pub struct OrganisationPage {
    page: Layout,
    organisation: Organisation,
    kind: &'static str,
    place: Option<String>,
    population: Option<String>,
    size: Option<String>,
    counts: Vec<Count>,
    newest: Vec<Card>,
    total: u64,
    all: String,
    /// How many members its list has, where it keeps one here.
    members: Option<String>,
    report: String,
    recommended: Vec<Recommended>,
    is_copy: bool,
    being_built: Option<String>,
}

impl OrganisationPage {
    /// The page for an organisation and its newest entries.
    pub fn of(
        organisation: &Organisation,
        written: Written,
        found: Page,
        speech: &Speech,
        here: &Here,
    ) -> Self {
        let is_copy = written == Written::Elsewhere;
        let page = Layout {
            section: "/organisationen",
            canonical: (!is_copy)
                .then(|| format!("{}organisationen/{}", organisation.iri, organisation.handle)),
            listing: if is_copy { Listing::Unlisted } else { Listing::Open },
            ..Layout::new(speech.clone(), here, organisation.name.clone())
        };
        Self {
            kind: organisation.kind.label(speech.language()),
            place: organisation.place(speech.language()),
            population: organisation.population.map(|people| speech.number(people)),
            size: organisation.size_class().map(|class| class.number().to_string()),
            counts: counts(organisation, &found, speech),
            total: found.total as u64,
            newest: found.hits.into_iter().map(|hit| Card::of_hit(hit, speech, &here.host)).collect(),
            all: in_search(organisation, None),
            members: None,
            report: format!(
                "{}/melden",
                byline::address(&organisation.handle, &organisation.host, &here.host)
            ),
            organisation: organisation.clone(),
            recommended: Vec::new(),
            is_copy,
            being_built: None,
            page,
        }
    }

    /// The same, with what it recommends.
    #[must_use]
    pub fn recommending(self, recommended: Vec<Recommended>) -> Self {
        Self { recommended, ..self }
    }
}

fn counts(organisation: &Organisation, found: &Page, speech: &Speech) -> Vec<Count> {
    let kinds = found.facets.get(&Facet::Kind).map_or(&[][..], Vec::as_slice);
    let count = |(kind, count): &(String, u64)| Count {
        label: super::card::kind_label(kind, speech),
        count: speech.number(*count),
        address: in_search(organisation, Some(kind)),
    };
    kinds.iter().filter(|(kind, _)| KINDS.contains(&kind.as_str())).map(count).collect()
}

fn in_search(organisation: &Organisation, kind: Option<&str>) -> String {
    let mut asked = Asked::default().with(Facet::Organisation, organisation.iri.as_str());
    if let Some(kind) = kind {
        asked = asked.with(Facet::Kind, kind);
    }
    asked.address()
}

/// `GET /organisationen/{handle}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let (organisation, written) = find(&town, &handle).await?;
    let reader = here.visitor.reader();
    if let Some(ours) = reader.organisation()
        && town.store.reading().await?.blocks().has(ours, &organisation.iri).await?
    {
        return Err(Refusal::NoSuchOrganisation {}.into());
    }
    let found = newest(&town, &organisation, reader).await?;
    let members = town.store.reading().await?.list_members().count(&organisation.iri).await?;
    let members = u64::try_from(members).ok().filter(|members| *members > 0);
    let members = members.map(|members| speech.count("members-of", members));
    let recommended = recommended(&town, &organisation.iri, RECOMMENDED, &speech, &here.host).await?;
    let page = OrganisationPage::of(&organisation, written, found, &speech, &here).recommending(recommended);
    let being_built = being_built(&town, &speech);
    answer(&OrganisationPage { members, being_built, ..page }, &speech)
}

/// `auenstadt` is one of ours, `auenstadt@auenstadt.de` is anybody.
pub(super) async fn find(town: &Town, handle: &str) -> Result<(Organisation, Written), Failure> {
    let Some((name, host)) = handle.split_once('@') else {
        return Ok((town.hosts.by_handle(handle)?.as_ref().clone(), Written::Here));
    };
    let mut reading = town.store.reading().await?;
    let actor = reading.actors().by_address(name, host).await?.ok_or(Refusal::NoSuchOrganisation {})?;
    if reading.peers().stance(&actor.origin).await? == Stance::Blocked
        || reading.reports().hides(&actor.iri).await?
    {
        return Err(Refusal::NoSuchOrganisation {}.into());
    }
    let written = Written::of(actor.local);
    // An account of other software has a page here once something of it is shown here.
    if actor.organisation.is_none() && !reading.actors().is_shown(&actor.iri).await? {
        return Err(Refusal::NoSuchOrganisation {}.into());
    }
    Ok((actor.organisation_or_stand_in(), written))
}

async fn newest(town: &Town, organisation: &Organisation, reader: Reader) -> Result<Page, Failure> {
    let kinds = KINDS.map(str::to_owned).to_vec();
    let filters =
        Filters::from([(Facet::Organisation, vec![organisation.iri.to_string()]), (Facet::Kind, kinds)]);
    let question = Question::parse("")?;
    let search = Search::new(question, reader, town.clock.now());
    find_beside(town, Search { filters, limit: NEWEST, ..search }).await
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn an_organisation_says_who_it_is_and_how_to_follow_it() {
        let facets = [(Facet::Kind, vec![("project".to_owned(), 30), ("lesson".to_owned(), 4)])].into();
        let found = Page {
            total: 34,
            hits: vec![sample::hit("project", "Kita-Plätze online")],
            facets,
            next: None,
            meant: None,
        };
        let page = OrganisationPage::of(
            &sample::auenstadt(),
            Written::Here,
            found,
            &Speech::default(),
            &sample::here(),
        );
        let html = page.render().expect("a page");
        sample::keep("organisation", &html);
        for words in [
            "@auenstadt@auenstadt.de",
            "8.400 (Größenklasse 7)",
            "Landkreis Auental",
            "34 Einträge",
            "Alle Einträge",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(
            html.contains("<link rel=\"canonical\" href=\"https://auenstadt.de/organisationen/auenstadt\">")
        );
        assert!(html.contains("organisation=https%3A%2F%2Fauenstadt.de%2F&#38;kind=lesson"), "{html}");
    }

    #[test]
    fn a_copy_says_where_it_is_at_home() {
        let (here, speech) = (sample::here(), Speech::default());
        let page =
            OrganisationPage::of(&sample::birkenried(), Written::Elsewhere, Page::default(), &speech, &here);
        let html = page.render().expect("a page");
        assert!(
            html.contains("zu Hause auf") && html.contains("noindex") && !html.contains("rel=\"canonical\""),
            "{html}"
        );
    }
}
