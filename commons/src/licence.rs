//! Under which terms an entry may be used again.

use serde::{Deserialize, Serialize};

/// One of the three licences an organisation chooses for what it publishes, or the words that came with an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Licence {
    /// Creative Commons Attribution 4.0: the default.
    #[default]
    CcBy4,
    /// Creative Commons Zero 1.0.
    Cc0,
    /// Datenlizenz Deutschland, Namensnennung, 2.0.
    DlDeBy2,
    /// Whatever the source said, kept as it was.
    Other(String),
}

impl Licence {
    /// The SPDX identifier, or the source's own words.
    pub fn name(&self) -> &str {
        match self {
            Self::CcBy4 => "CC-BY-4.0",
            Self::Cc0 => "CC0-1.0",
            Self::DlDeBy2 => "DL-DE-BY-2.0",
            Self::Other(name) => name,
        }
    }

    /// Where the licence can be read, if it is one of the three.
    pub fn url(&self) -> Option<&'static str> {
        match self {
            Self::CcBy4 => Some("https://creativecommons.org/licenses/by/4.0/"),
            Self::Cc0 => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
            Self::DlDeBy2 => Some("https://www.govdata.de/dl-de/by-2-0"),
            Self::Other(_) => None,
        }
    }
}

impl From<String> for Licence {
    fn from(name: String) -> Self {
        match name.to_ascii_uppercase().replace('_', "-").as_str() {
            "CC-BY-4.0" => Self::CcBy4,
            "CC0-1.0" | "CC0" => Self::Cc0,
            "DL-DE-BY-2.0" | "DL-DE/BY-2-0" => Self::DlDeBy2,
            _ => Self::Other(name),
        }
    }
}

impl From<Licence> for String {
    fn from(licence: Licence) -> Self {
        licence.name().to_owned()
    }
}
