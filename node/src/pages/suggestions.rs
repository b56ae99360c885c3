//! `/suche/vorschlaege`: what somebody may mean who is still typing. A piece of a page for the script of the search field; without
//! the script nobody asks for it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use search::{Suggested, Suggestions};
use serde::Deserialize;

use super::card::kind_label;
use super::{Layout, Listing, Speech, answer, byline};
use crate::asked::Asked;
use crate::asking;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// What has been typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
}

/// One thing that may be meant.
struct Choice {
    /// The code of its kind; of a topic `topic`.
    kind: String,
    text: String,
    language: String,
    /// What it is, and whose.
    beside: String,
    address: String,
}

/// The list of what may be meant.
#[derive(Template)]
#[template(path = "suggestions.html")]
struct SuggestionsPiece {
    page: Layout,
    /// How many there are, for who cannot see it.
    said: String,
    options: Vec<Choice>,
}

impl SuggestionsPiece {
    fn of(found: Suggestions, speech: &Speech, here: &Here) -> Self {
        let topics = found.topics.into_iter().map(|topic| Choice {
            kind: "topic".to_owned(),
            beside: speech.say("suggestion-topic"),
            address: Asked { question: topic.clone(), ..Asked::default() }.address(),
            language: String::new(),
            text: topic,
        });
        let one = |one: Suggested| choice(one, speech, &here.host);
        let organisations = found.organisations.into_iter().map(one);
        let options: Vec<_> = topics.chain(organisations).chain(found.entries.into_iter().map(one)).collect();
        let page = Layout::new(speech.clone(), here, "");
        Self {
            page: Layout { listing: Listing::Unlisted, ..page },
            said: speech.count("suggestions-said", options.len() as u64),
            options,
        }
    }
}

fn choice(one: Suggested, speech: &Speech, host: &str) -> Choice {
    let Suggested { id, kind, title, language, organisation } = one;
    let label = kind_label(&kind, speech);
    if kind == "organisation" {
        let beside =
            organisation.county.clone().map_or(label.clone(), |county| format!("{label} · {county}"));
        let address = byline::address(&organisation.handle, &organisation.host, host);
        return Choice { kind, text: title, language, beside, address };
    }
    let beside = format!("{label} · {}", organisation.name);
    Choice { kind, text: title, language, beside, address: format!("/eintraege/{id}") }
}

/// `GET /suche/vorschlaege?q=`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(typed): Query<Typed>,
) -> Result<Response, Failure> {
    let found = asking::suggest(&town, &here.visitor.reader(), typed.q).await?;
    answer(&SuggestionsPiece::of(found, &speech, &here), &speech)
}

#[cfg(test)]
mod tests {
    use search::HitOrganisation;

    use super::super::sample;
    use super::*;

    fn suggested(kind: &str, title: &str) -> Suggested {
        let organisation = HitOrganisation {
            name: "Gemeinde Birkenried".to_owned(),
            handle: "birkenried".to_owned(),
            host: "birkenried.de".to_owned(),
            county: Some("Landkreis Moorland".to_owned()),
            ..HitOrganisation::default()
        };
        let id = if kind == "organisation" { "" } else { "01" }.to_owned();
        Suggested {
            id,
            kind: kind.to_owned(),
            title: title.to_owned(),
            language: "de".to_owned(),
            organisation,
        }
    }

    #[test]
    fn each_says_what_it_is_and_whose_and_all_are_counted_aloud() {
        let found = Suggestions {
            topics: vec!["Kita & Hort".to_owned()],
            organisations: vec![suggested("organisation", "Gemeinde Birkenried")],
            entries: vec![suggested("project", "<b>Kita</b>")],
        };
        let html =
            SuggestionsPiece::of(found, &Speech::default(), &sample::here()).render().expect("a piece");
        for words in [
            "3 Vorschläge",
            "role=\"option\" id=\"vorschlag-3\"",
            "data-address=\"/suche?q=Kita+%26+Hort\"",
            "Organisation · Landkreis Moorland",
            "/organisationen/birkenried@birkenried.de",
            "Projekt · Gemeinde Birkenried",
            "&#60;b&#62;Kita",
            "data-address=\"/eintraege/01\"",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn nothing_to_suggest_is_said_too() {
        let nothing = SuggestionsPiece::of(Suggestions::default(), &Speech::default(), &sample::here());
        let html = nothing.render().expect("a piece");
        assert!(html.contains("Keine Vorschläge") && !html.contains("role=\"option\""), "{html}");
    }
}
