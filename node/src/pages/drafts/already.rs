//! `/entwuerfe/{id}/aehnliches`: who has described already what somebody is just writing. Below the form after it was saved, and by itself for the script
//! of the desk.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Iri, Kind, Reader};
use search::{Hit, Like};

use crate::asking;
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::drafting::{self, Desk};
use crate::pages::card::Card;
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// Entries that are looked at.
const LOOKED_AT: usize = 20;
/// Of so many different towns one entry each is named.
const NAMED: usize = 3;

/// Who has described it already.
pub struct Already {
    /// How many, in words.
    pub words: String,
    /// Some of it.
    pub cards: Vec<Card>,
}

/// The notice by itself.
#[derive(Template)]
#[template(path = "draft/already.html")]
struct AlreadyPiece {
    page: Layout,
    already: Option<Already>,
}

/// What others have described that is like this draft, as it was saved last; none where nobody has.
///
/// # Errors
/// When the memory or the index cannot be read.
pub async fn already(
    town: &Town,
    desk: &Desk,
    speech: &Speech,
    here: &Here,
) -> Result<Option<Already>, Failure> {
    if !matches!(desk.row.kind, Kind::Project | Kind::Lesson) {
        return Ok(None);
    }
    let ours = &desk.writer.acting.organisation.iri;
    // What is shown is what the organisation may read for which this is written.
    let hits = asking::similar(town, &Reader::of(ours.clone()), like(desk)).await?;
    Ok(of_others(hits, ours, speech, here))
}

fn like(desk: &Desk) -> Like {
    Like {
        title: desk.answers.text("title").to_owned(),
        text: desk.answers.text("summary").to_owned(),
        except: desk.row.entry.as_ref().map(ToString::to_string),
        limit: LOOKED_AT,
        ..Like::default()
    }
}

fn of_others(hits: Vec<Hit>, ours: &Iri, speech: &Speech, here: &Here) -> Option<Already> {
    let mut authors = HashSet::new();
    let of_others = hits.into_iter().filter(|hit| hit.organisation.iri != ours.as_str());
    let of_others: Vec<_> = of_others.filter(|hit| authors.insert(hit.organisation.iri.clone())).collect();
    let count = of_others.len() as u64;
    let cards = of_others.into_iter().take(NAMED).map(|hit| Card::of_hit(hit, speech, &here.host)).collect();
    (count > 0).then(|| Already { words: speech.count("already", count), cards })
}

/// `GET /entwuerfe/{id}/aehnliches`
pub async fn show_already(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    let already = already(&town, &desk, &speech, &here).await?;
    answer(&AlreadyPiece { page: Layout::new(speech.clone(), &here, ""), already }, &speech)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn a_town_is_counted_once_and_ours_not_at_all() {
        let by = |name: &str| {
            let mut hit = sample::hit("project", &format!("Kita-Portal {name}"));
            hit.organisation.iri = format!("https://{name}.de/");
            hit
        };
        let hits = vec![by("auenstadt"), by("a"), by("a"), by("b"), by("c"), by("d")];
        let (ours, here) = (sample::auenstadt().iri, sample::here());
        let already = of_others(hits, &ours, &Speech::default(), &here).expect("somebody has");
        assert_eq!(already.words, "4 Kommunen haben Ähnliches schon beschrieben:");
        assert_eq!(
            already.cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(),
            ["Kita-Portal a", "Kita-Portal b", "Kita-Portal c"]
        );
        assert!(of_others(vec![by("auenstadt")], &ours, &Speech::default(), &here).is_none());
    }
}
