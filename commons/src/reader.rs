//! Who is asking to read.

use crate::Iri;

/// Everyone, or somebody who acts for one organisation: a person, a token, a signed fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    organisation: Option<Iri>,
}

impl Reader {
    /// Somebody of whom nothing is known.
    pub fn anyone() -> Self {
        Self::default()
    }

    /// Somebody who acts for this organisation.
    pub fn of(organisation: Iri) -> Self {
        Self { organisation: Some(organisation) }
    }

    /// The organisation for which it is read, if any.
    pub fn organisation(&self) -> Option<&Iri> {
        self.organisation.as_ref()
    }
}
