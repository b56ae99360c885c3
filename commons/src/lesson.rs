//! What was learned, with or without a project.

use serde::{Deserialize, Serialize};

use crate::text::{self, caps};
use crate::{Refusal, State};

codes! {
    /// Whether it worked.
    pub enum Outcome as outcome else Unknown {
        Worked = "worked", "hat funktioniert", "Worked";
        Partly = "partly", "teilweise", "Partly";
        DidNotWork = "did-not-work", "hat nicht funktioniert", "Did not work";
        Unknown = "unknown", "offen", "Unknown";
    }
}

/// What a lesson says beyond what every entry says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lesson {
    /// One imperative sentence, shown in hits.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recommendation: String,
    /// What happened.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what_happened: String,
    /// Under which circumstances.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// In which phase.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phase: String,
    /// Why it came so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What helped.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what_helped: String,
    /// What would be done differently.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub would_do_differently: String,
    /// What it is about: procurement, staff, privacy, ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aspects: Vec<String>,
    /// Whether it worked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The Länder it applies to; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applies_to_states: Vec<State>,
    /// The size classes it applies to; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applies_to_size_classes: Vec<u8>,
}

impl Lesson {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        for (field, value) in [
            ("recommendation", &self.recommendation),
            ("what_happened", &self.what_happened),
            ("context", &self.context),
            ("phase", &self.phase),
            ("why", &self.why),
            ("what_helped", &self.what_helped),
            ("would_do_differently", &self.would_do_differently),
        ] {
            text::check(field, value, caps::SHORT)?;
        }
        text::check_list("aspects", &self.aspects, caps::LIST)?;
        text::check_list("applies_to_states", &self.applies_to_states, caps::LIST)?;
        text::check_list("applies_to_size_classes", &self.applies_to_size_classes, caps::LIST)?;
        self.aspects.iter().try_for_each(|aspect| text::check("aspects", aspect, caps::SHORT))
    }
}
