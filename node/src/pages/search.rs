//! `/suche`: results with filters, each state an address that can be passed on.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use search::{Facet, Page, Search};
use store::Role;

use super::card::Card;
use super::facets::{self, Group, Names, Value};
use super::{Layout, Listing, Speech, answer, find};
use crate::asked::Asked;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

mod experience;
mod like;
mod nearest;

use experience::{Experienced, experienced};
use like::Like;
use nearest::{AskAll, Nearest, nearest};

/// The page of results.
#[derive(Template)]
#[template(path = "search.html")]
pub struct SearchPage {
    page: Layout,
    question: String,
    kept: Vec<(&'static str, String)>,
    /// How the words may have been meant: the words, and the results for them.
    meant: Option<(String, String)>,
    like: Option<Like>,
    experienced: Vec<Experienced>,
    nearest: Option<Nearest>,
    ask_all: Option<AskAll>,
    chosen: Vec<Value>,
    groups: Vec<Group>,
    hits: Vec<Card>,
    total: u64,
    took: u64,
    next: Option<String>,
    /// Where these results can be kept.
    keep: String,
    is_continued: bool,
    without_filters: String,
}

impl SearchPage {
    /// The page for what was asked and found, and how long that took in milliseconds.
    pub fn of(asked: &Asked, found: Page, took: i64, names: &Names, speech: &Speech, here: &Here) -> Self {
        // What is read aloud first is how much was found.
        let total = speech.count("search-total", found.total as u64);
        let title = match asked.question.as_str() {
            "" => format!("{} · {total}", speech.say("search-all")),
            question => format!("{question} · {total} · {}", speech.say("search")),
        };
        let next =
            found.next.map(|cursor| Asked { after: Some(cursor.to_string()), ..asked.clone() }.address());
        let unlisted = Layout {
            listing: Listing::Unlisted,
            section: "/suche",
            ..Layout::new(speech.clone(), here, title)
        };
        Self {
            page: unlisted,
            question: asked.question.clone(),
            kept: kept(asked),
            meant: found.meant.map(|meant| {
                let address = Asked { question: meant.words.clone(), after: None, ..asked.clone() }.address();
                (meant.words, address)
            }),
            like: None,
            experienced: Vec::new(),
            nearest: None,
            ask_all: None,
            chosen: facets::chosen(asked, names, speech),
            groups: facets::groups(asked, &found.facets, names, speech),
            hits: found.hits.into_iter().map(|hit| Card::of_hit(hit, speech, &here.host)).collect(),
            total: found.total as u64,
            took: u64::try_from(took).unwrap_or_default(),
            next,
            keep: format!("/meine-suchen/neu?{}", asked.query()),
            is_continued: asked.after.is_some(),
            without_filters: Asked { question: asked.question.clone(), ..Asked::default() }.address(),
        }
    }
}

/// What stays as it is when somebody asks in other words.
fn kept(asked: &Asked) -> Vec<(&'static str, String)> {
    let filters = asked.filters.iter().map(|(facet, value)| (facet.name(), value.clone()));
    filters.chain(asked.like.iter().map(|iri| ("wie", iri.clone()))).collect()
}

impl SearchPage {
    /// Whether there is something to be put side by side.
    fn is_comparable(&self) -> bool {
        self.hits.iter().filter(|card| card.comparable().is_some()).count() > 1
    }
}

/// `GET /suche`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let asked = Asked::read(pairs);
    let began = town.clock.now();
    let whose = like::whose(&town, &asked, &here).await?;
    let search = asked.search(here.visitor.reader(), began)?;
    let found = find(&town, Search { kin: asked.kin(whose.as_ref()), ..search }).await?;
    let took = town.clock.now().millis() - began.millis();
    // With filters something else may be missing than what the words say.
    if found.total == 0 && asked.filters.is_empty() && asked.after.is_none() {
        town.misses.note(here.organisation.as_ref().map(|organisation| &organisation.iri), &asked.question);
    }
    let counted =
        found.facets.get(&Facet::Organisation).into_iter().flatten().take(40).map(|(iri, _)| iri.as_str());
    let names = names(&town, counted.chain(asked.chosen(Facet::Organisation))).await?;
    let experienced = experienced(&town, &asked, &found, &speech, &here.host).await?;
    let is_in_vain = found.total == 0 && asked.after.is_none();
    let page = SearchPage::of(&asked, found, took, &names, &speech, &here);
    let page = SearchPage {
        // Of nothing, nothing can come first; what was chosen can still be taken away.
        like: whose
            .filter(|_| !is_in_vain || asked.like.is_some())
            .map(|whose| Like::of(&asked, &whose, &speech)),
        experienced,
        nearest: match is_in_vain {
            true => nearest(&town, &asked, &here.visitor.reader(), &speech, &here.host).await?,
            false => None,
        },
        ask_all: AskAll::of(&asked, &here).filter(|_| is_in_vain),
        ..page
    };
    answer(&page, &speech)
}

/// The names of these organisations, as far as they are known.
pub(super) async fn names(town: &Town, iris: impl Iterator<Item = &str>) -> Result<Names, Failure> {
    let mut reading = town.store.reading().await?;
    let mut names = Names::new();
    for iri in iris {
        let Ok(known) = commons::Iri::parse("organisation", iri) else { continue };
        // Whoever else is known here, a follower on other software say, is not told.
        let actor = reading.actors().by_iri(&known).await?.filter(|actor| actor.role == Role::Organisation);
        if let Some(actor) = actor {
            names.insert(iri.to_owned(), actor.name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use search::Cursor;

    use super::super::sample;
    use super::*;

    fn found(hits: Vec<search::Hit>) -> Page {
        let counts =
            |list: &[(&str, u64)]| list.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
        let technologies: Vec<_> =
            (1..=11).map(|number| (format!("Technik {number}"), 12 - number)).collect();
        let facets = BTreeMap::from([
            (Facet::Kind, counts(&[("project", 1_210), ("lesson", 24)])),
            (Facet::Field, counts(&[("citizen-services", 700), ("children-youth-family", 510)])),
            (Facet::Status, counts(&[("running", 800), ("ended", 200)])),
            (Facet::State, counts(&[("TH", 600), ("NI", 599)])),
            (Facet::Size, counts(&[("7", 900)])),
            (Facet::Organisation, counts(&[("https://birkenried.de/", 12)])),
            (Facet::Technology, technologies),
        ]);
        Page { total: if hits.is_empty() { 0 } else { 1_234 }, hits, facets, next: None, meant: None }
    }

    fn render(asked: &Asked, found: Page) -> String {
        let names = Names::from([("https://birkenried.de/".to_owned(), "Gemeinde Birkenried".to_owned())]);
        SearchPage::of(asked, found, 7, &names, &Speech::default(), &sample::here()).render().expect("a page")
    }

    #[test]
    fn filters_have_words_counts_and_a_way_back() {
        let hits = vec![
            sample::hit("project", "Kita-Plätze online"),
            sample::hit("lesson", "Kita-Portal: Träger früh einbinden"),
        ];
        let page = Page { next: Cursor::parse("n14").ok(), ..found(hits) };
        let html = render(&Asked::of("q=Kita&kind=project&licence=CC0-1.0"), page);
        sample::keep("suche", &html);
        for words in [
            "1.234 Treffer",
            "Bürgerservice",
            "Gemeinde Birkenried",
            "7 (unter 10.000)",
            "3 weitere",
            "weiter=n14",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(html.contains("<mark>Kita-Plätze</mark>") && html.contains("Das fällt weg:"));
        // A chosen value without a hit can still be taken away.
        assert!(
            html.contains("Lizenz: CC0-1.0") && html.contains("href=\"/suche?q=Kita&#38;kind=project\""),
            "{html}"
        );
    }

    #[test]
    fn how_the_words_may_have_been_meant_is_a_link_and_why_a_hit_was_found_stands_below_it() {
        let (asked_for, met) = ("Kita".to_owned(), "Kindertagesstätte".to_owned());
        let matched = search::Matched { asked: asked_for, found: met, how: search::How::Synonym };
        let hit = search::Hit { matched: vec![matched], ..sample::hit("project", "Plätze online") };
        let meant = Some(search::Meant { words: "Kita Plätze".to_owned() });
        let html =
            render(&Asked::of("q=Kita+Pl%C3%A4tez&state=TH&weiter=n14"), Page { meant, ..found(vec![hit]) });
        let link = "Meinten Sie <a href=\"/suche?q=Kita+Pl%C3%A4tze&#38;state=TH\" rel=\"nofollow\"><bdi>Kita Plätze</bdi></a>?";
        assert!(html.contains(link), "{html}");
        assert!(html.contains("gefunden über: Kindertagesstätte (statt Kita)"), "{html}");
    }

    #[test]
    fn nothing_found_says_what_to_try() {
        let html = render(&Asked::of("q=Zeppelin&kind=project"), found(Vec::new()));
        sample::keep("nichts", &html);
        for words in [
            "Kein Treffer",
            "Dazu haben wir nichts gefunden",
            "ohne Filter suchen",
            "/kooperationen",
            "diese Suche speichern",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn row_71_what_is_found_is_text() {
        let evil = "<script>alert(1)</script>";
        let marked = search::Fragment { text: evil.to_owned(), marked: true };
        let mut hit = search::Hit { snippet: vec![marked], ..sample::hit("project", evil) };
        hit.organisation.name = evil.to_owned();
        hit.organisation.handle = "\"><script>".to_owned();
        let mut page = found(vec![hit]);
        page.facets.insert(Facet::Technology, vec![(evil.to_owned(), 1)]);
        let html = render(&Asked::of("q=%3Cscript%3Ealert(1)%3C/script%3E&target=%22%3E%3Cscript%3E"), page);
        assert!(!html.contains("<script>") && html.contains("<mark>&#60;script&#62;"), "{html}");
    }
}
