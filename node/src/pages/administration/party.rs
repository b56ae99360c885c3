//! Who somebody is with whom one connects: what their actor says of itself, short enough for a list.

use commons::{Iri, Organisation, text};
use store::ActorRow;
use url::Url;

use crate::operations::look::Found;
use crate::pages::Speech;
use crate::pages::pieces::Written;

/// Names, offices and addresses are cut here; whole they stand on the organisation's own page.
const LONGEST: usize = 160;

/// Somebody.
pub struct Party {
    /// The name.
    pub name: String,
    /// What kind of body it is; none where other software runs.
    pub kind: Option<&'static str>,
    /// County or Land.
    pub place: Option<String>,
    /// Inhabitants.
    pub population: Option<String>,
    /// `name@host`.
    pub address: String,
    /// Its own website, written so that it can only be read in one way.
    pub website: Option<String>,
    /// The office to ask.
    pub contact: Option<String>,
    /// On this node or elsewhere.
    pub lives: Written,
}

impl Party {
    /// As its organisation says.
    pub fn of(organisation: &Organisation, lives: Written, speech: &Speech) -> Self {
        Self {
            name: short(&organisation.name),
            kind: Some(organisation.kind.label(speech.language())),
            place: organisation.place(speech.language()).map(|place| short(&place)),
            population: organisation.population.map(|people| speech.number(people)),
            address: short(&organisation.address()),
            website: organisation.website.as_ref().and_then(plain),
            contact: organisation.contact.as_deref().map(short),
            lives,
        }
    }

    /// As its actor was when it was last read.
    pub fn of_actor(actor: &ActorRow, speech: &Speech) -> Self {
        let lives = Written::of(actor.local);
        match &actor.organisation {
            Some(organisation) => Self::of(organisation, lives, speech),
            None => Self { lives, ..Self::bare(&actor.name, &format!("{}@{}", actor.handle, actor.host)) },
        }
    }

    /// As its actor is just now.
    pub fn of_found(found: &Found, speech: &Speech) -> Self {
        match found {
            Found::Here(organisation) => Self::of(organisation, Written::Here, speech),
            Found::Elsewhere(actor) => match &actor.organisation {
                Some(organisation) => Self::of(organisation, Written::Elsewhere, speech),
                None => Self::bare(&actor.name, &format!("{}@{}", actor.handle, actor.host)),
            },
        }
    }

    /// Of whom nothing is known but the id.
    pub fn unknown(iri: &Iri) -> Self {
        Self::bare(iri.origin().authority(), iri.origin().authority())
    }

    fn bare(name: &str, address: &str) -> Self {
        Self {
            name: short(name),
            kind: None,
            place: None,
            population: None,
            address: short(address),
            website: None,
            contact: None,
            lives: Written::Elsewhere,
        }
    }

    /// Whether it lives on this node.
    pub fn is_here(&self) -> bool {
        self.lives == Written::Here
    }
}

/// An address in plain letters, where it is not too long for a list.
fn plain(address: &Iri) -> Option<String> {
    let address = Url::parse(address.as_str()).ok().map(String::from)?;
    (address.len() <= LONGEST).then_some(address)
}

fn short(text: &str) -> String {
    text::cut(text, LONGEST)
}
