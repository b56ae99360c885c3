//! The adopter's statement about somebody's project, a service or a software.

use serde::{Deserialize, Serialize};

use crate::text::{self, caps};
use crate::{Iri, Refusal};

codes! {
    /// How far the adopter has gone.
    pub enum Stage as stage {
        Examined = "examined", "geprüft", "Examined";
        Planned = "planned", "geplant", "Planned";
        Pilot = "pilot", "im Probebetrieb", "Pilot";
        Productive = "productive", "im Einsatz", "In productive use";
        Variant = "variant", "in eigener Fassung im Einsatz", "Own variant in use";
        Dropped = "dropped", "verworfen", "Dropped";
        Ended = "ended", "beendet", "Ended";
    }
}

impl Stage {
    /// Only pilot, productive and variant count as use.
    pub fn counts_as_use(self) -> bool {
        matches!(self, Self::Pilot | Self::Productive | Self::Variant)
    }
}

/// What is adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Somebody's entry.
    Entry(Iri),
    /// A service of a provider.
    Service {
        /// Its name.
        name: String,
        /// Who provides it.
        provider: String,
    },
    /// A piece of software.
    Software(String),
}

/// What an adoption says beyond what every entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// What is adopted.
    pub target: Target,
    /// How far the adopter has gone.
    pub stage: Stage,
    /// Why, where it was dropped or ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Adoption {
    /// The entry it refers to, if it refers to one.
    pub fn entry(&self) -> Option<&Iri> {
        match &self.target {
            Target::Entry(iri) => Some(iri),
            _ => None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match &self.target {
            Target::Entry(_) => {}
            Target::Service { name, provider } => {
                text::check("target", name, caps::TITLE)?;
                text::check("target", provider, caps::TITLE)?;
            }
            Target::Software(name) => text::check("target", name, caps::TITLE)?,
        }
        text::check("reason", &self.reason, caps::SHORT)
    }
}
