//! Who has experience with what was asked for, and whom to call there: the organisations of the best hits.

use std::collections::HashMap;

use commons::Iri;
use search::{Facet, Page};
use store::Role;

use super::super::Speech;
use super::super::byline::Byline;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::town::Town;

/// Organisations that are named.
const MOST: usize = 5;
/// Kinds of entries that tell of experience. Whoever seeks has none yet.
const TELLING: [&str; 3] = ["project", "lesson", "adoption"];

/// An organisation that has done it.
pub struct Experienced {
    /// Who, and where.
    pub byline: Byline,
    /// The office to call.
    pub contact: Option<String>,
    /// How much of what was found it wrote, in words.
    pub words: Option<String>,
    /// All of that.
    pub address: String,
}

/// The organisations of these hits, those with most of them first.
///
/// # Errors
/// When the memory cannot be read.
pub async fn experienced(
    town: &Town,
    asked: &Asked,
    found: &Page,
    speech: &Speech,
    host: &str,
) -> Result<Vec<Experienced>, Failure> {
    if asked.question.is_empty() || asked.after.is_some() {
        return Ok(Vec::new());
    }
    let mut reading = town.store.reading().await?;
    let mut all = Vec::new();
    for iri in authors(found) {
        let Ok(known) = Iri::parse("organisation", &iri) else { continue };
        let actor = reading.actors().by_iri(&known).await?.filter(|actor| actor.role == Role::Organisation);
        // Only who says to be an organisation has an office to call.
        if let Some(organisation) = actor.and_then(|actor| actor.organisation) {
            all.push(Experienced {
                byline: Byline::of(&organisation, speech.language(), host),
                contact: organisation.contact,
                words: count(found, &iri).map(|count| speech.count("experience-entries", count)),
                address: asked.only_by(&iri).address(),
            });
        }
    }
    Ok(all)
}

/// The authors of the hits that tell of experience, those of several hits first, else in the order of their hits.
fn authors(found: &Page) -> Vec<String> {
    let mut many: HashMap<&str, (usize, usize)> = HashMap::new();
    let telling = found.hits.iter().filter(|hit| TELLING.contains(&hit.kind.as_str()));
    for (place, hit) in telling.enumerate() {
        many.entry(&hit.organisation.iri).or_insert((0, place)).0 += 1;
    }
    let mut authors: Vec<_> = many.into_iter().collect();
    authors.sort_by_key(|(_, (count, place))| (std::cmp::Reverse(*count), *place));
    authors.into_iter().take(MOST).map(|(iri, _)| iri.to_owned()).collect()
}

/// How much of all that was found this author wrote; none where the index did not count so far down.
fn count(found: &Page, iri: &str) -> Option<u64> {
    let counts = found.facets.get(&Facet::Organisation)?;
    counts.iter().find(|(author, _)| author == iri).map(|(_, count)| *count)
}

#[cfg(test)]
mod tests {
    use search::Hit;

    use super::super::super::sample;
    use super::*;

    #[test]
    fn who_has_done_it_more_often_comes_first_and_who_only_seeks_has_no_experience() {
        let by = |kind: &str, author: &str| {
            let mut hit: Hit = sample::hit(kind, "Kita");
            hit.organisation.iri = author.to_owned();
            hit
        };
        let hits = vec![
            by("call", "s"),
            by("project", "a"),
            by("lesson", "b"),
            by("adoption", "c"),
            by("project", "b"),
        ];
        let facets = [(Facet::Organisation, vec![("b".to_owned(), 12)])].into();
        let found = Page { hits, facets, ..Page::default() };
        assert_eq!(authors(&found), ["b", "a", "c"]);
        assert_eq!((count(&found, "b"), count(&found, "a")), (Some(12), None));
        let many = (0..9).map(|number| by("project", &number.to_string())).collect();
        assert_eq!(authors(&Page { hits: many, ..Page::default() }).len(), MOST);
    }
}
