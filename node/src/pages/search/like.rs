//! "Kommunen wie meine": only what they wrote, or theirs first.
//!
//! Whose like is meant: that of the organisation for which somebody has signed in; for a visitor that of the organisation whose host was asked. An address
//! that was passed on goes on meaning whom it meant.

use commons::{Iri, Organisation};
use search::{Facet, Kin};
use store::Role;

use super::super::Speech;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Fewest and most of the size classes of towns.
const CLASSES: std::ops::RangeInclusive<u8> = 1..=7;

/// What is offered for towns like this one.
pub struct Like {
    /// Only they.
    pub only: Option<Choice>,
    /// They first.
    pub first: Choice,
}

/// One of the two.
pub struct Choice {
    /// In words.
    pub words: String,
    /// The results like that, or no longer so where it is chosen.
    pub address: String,
    /// Whether it is so now.
    pub is_chosen: bool,
}

/// Whose like is meant; none where it is nobody, or nothing is known by which others could be like it.
///
/// # Errors
/// When the memory cannot be read.
pub async fn whose(town: &Town, asked: &Asked, here: &Here) -> Result<Option<Organisation>, Failure> {
    let named = match &asked.like {
        Some(iri) => named(town, iri).await?,
        None => {
            here.visitor.person().and_then(|person| person.present()).map(|one| (*one.organisation).clone())
        }
    };
    let meant = named.or_else(|| here.organisation.as_deref().cloned());
    Ok(meant.filter(|organisation| Kin::of(organisation).is_some()))
}

async fn named(town: &Town, iri: &str) -> Result<Option<Organisation>, Failure> {
    let Ok(iri) = Iri::parse("wie", iri) else { return Ok(None) };
    let actor = town.store.reading().await?.actors().by_iri(&iri).await?;
    // Whoever else is known here, a follower on other software say, is not told.
    Ok(actor.filter(|actor| actor.role == Role::Organisation).and_then(|actor| actor.organisation))
}

impl Like {
    /// What is offered for towns like this one.
    pub fn of(asked: &Asked, organisation: &Organisation, speech: &Speech) -> Self {
        let name = [("name", organisation.name.as_str())];
        let is_first = asked.like.is_some();
        let first =
            Asked { after: None, like: (!is_first).then(|| organisation.iri.to_string()), ..asked.clone() };
        Self {
            only: only(asked, organisation, speech),
            first: Choice {
                words: speech.tell("like-first", &name),
                address: first.address(),
                is_chosen: is_first,
            },
        }
    }
}

/// Only towns of this size class, one more and one less, in the same Land.
fn only(asked: &Asked, organisation: &Organisation, speech: &Speech) -> Option<Choice> {
    let class = organisation.size_class()?.number();
    let classes = (class - 1..=class + 1).filter(|class| CLASSES.contains(class));
    let mut wanted: Vec<_> = classes.map(|class| (Facet::Size, class.to_string())).collect();
    wanted.extend(organisation.state.map(|state| (Facet::State, state.code().to_owned())));
    let is_chosen = wanted.iter().all(|(facet, value)| asked.has(*facet, value));
    let mut filters = asked.filters.clone();
    filters.retain(|(facet, _)| !matches!(facet, Facet::Size | Facet::State));
    filters.extend(if is_chosen { Vec::new() } else { wanted });
    let words = speech.tell("like-only", &[("name", organisation.name.as_str())]);
    Some(Choice { words, address: Asked { after: None, filters, ..asked.clone() }.address(), is_chosen })
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn only_they_is_a_filter_like_any_other_and_they_first_an_order() {
        let speech = Speech::default();
        let asked = Asked { question: "Kita".to_owned(), ..Asked::default() };
        let like = Like::of(&asked, &sample::auenstadt(), &speech);
        let only = like.only.expect("a filter");
        assert_eq!(only.address, "/suche?q=Kita&size=6&size=7&state=TH");
        assert_eq!(like.first.address, "/suche?q=Kita&wie=https%3A%2F%2Fauenstadt.de%2F");
        assert!(only.words.contains("Stadt Auenstadt") && !only.is_chosen && !like.first.is_chosen);

        let chosen = Asked::of(&only.address["/suche?".len()..]);
        let chosen = Asked { like: Some("https://auenstadt.de/".to_owned()), ..chosen };
        let like = Like::of(&chosen, &sample::auenstadt(), &speech);
        let only = like.only.expect("a filter");
        assert!(only.is_chosen && like.first.is_chosen);
        assert_eq!(only.address, "/suche?q=Kita&wie=https%3A%2F%2Fauenstadt.de%2F");
        assert_eq!(like.first.address, "/suche?q=Kita&size=6&size=7&state=TH");
    }

    #[test]
    fn of_whose_size_nothing_is_known_only_the_order_is_offered() {
        let unknown = Organisation { population: None, ..sample::auenstadt() };
        assert!(Like::of(&Asked::default(), &unknown, &Speech::default()).only.is_none());
    }
}
