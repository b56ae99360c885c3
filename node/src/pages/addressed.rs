//! To whom an entry is addressed, by name: circles, and the organisations connected with one.

use commons::{Audience, Entry, Iri};
use store::{Reading, StoreError};

use super::Speech;

/// One of those to whom an entry is addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// A circle of this name.
    Circle(String),
    /// The organisations connected with the one of this name.
    Connected(String),
}

impl Addressed {
    /// Those to whom this entry is addressed; nobody in particular where it is public or for the own house.
    pub async fn of(reading: &mut Reading, entry: &Entry) -> Result<Vec<Self>, StoreError> {
        let Audience::Circles(circles) = &entry.audience else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for iri in circles {
            all.extend(Self::by_iri(reading, iri).await?);
        }
        Ok(all)
    }

    async fn by_iri(reading: &mut Reading, iri: &Iri) -> Result<Option<Self>, StoreError> {
        if let Some(circle) = reading.circles().by_iri(iri).await? {
            return Ok(Some(Self::Circle(circle.name)));
        }
        Ok(reading.actors().by_followers(iri).await?.map(|actor| Self::Connected(actor.name)))
    }

    fn words(&self, speech: &Speech) -> String {
        match self {
            Self::Circle(name) => speech.tell("only-circle-named", &[("name", name.as_str())]),
            Self::Connected(name) => speech.tell("only-connected", &[("name", name.as_str())]),
        }
    }
}

/// Who alone may read it, in words; none where nobody in particular is addressed.
pub fn only(addressed: &[Addressed], speech: &Speech) -> Option<String> {
    let names: Vec<_> = addressed.iter().map(|one| one.words(speech)).collect();
    (!names.is_empty()).then(|| speech.tell("only-for", &[("names", names.join(", ").as_str())]))
}
