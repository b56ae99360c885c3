//! Cooperation: we seek, we offer.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::text::{self, caps};

codes! {
    /// Whether something is sought or offered.
    pub enum Direction as direction {
        Seek = "seek", "Wir suchen", "We seek";
        Offer = "offer", "Wir bieten", "We offer";
    }
}

codes! {
    /// What is sought or offered.
    pub enum Subject as subject else Other {
        Question = "question", "Frage an alle", "Question to all";
        Partner = "partner", "Partner", "Partner";
        JointDevelopment = "joint-development", "gemeinsame Entwicklung", "Joint development";
        JointProcurement = "joint-procurement", "gemeinsame Beschaffung", "Joint procurement";
        Exchange = "exchange", "Austausch", "Exchange";
        Documents = "documents", "Unterlagen", "Documents";
        Visit = "visit", "Besuch", "Visit";
        Staff = "staff", "Personal", "Staff";
        Operation = "operation", "Betrieb", "Operation";
        Funding = "funding", "Förderung", "Funding";
        TakeOver = "take-over", "Übernahme", "Take-over";
        Other = "other", "Sonstiges", "Other";
    }
}

codes! {
    /// How far a call has come.
    pub enum Progress as progress else Open {
        Open = "open", "offen", "Open";
        InTalks = "in-talks", "im Gespräch", "In talks";
        Solved = "solved", "gelöst", "Solved";
        Expired = "expired", "abgelaufen", "Expired";
        Closed = "closed", "geschlossen", "Closed";
    }
}

/// What a call says beyond what every entry says; its text is the entry's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Whether something is sought or offered.
    pub direction: Direction,
    /// What is sought or offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Where and of what size the others should be.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wanted: String,
    /// Until when, a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// How far it has come.
    #[serde(default = "open")]
    pub progress: Progress,
    /// What came of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
}

fn open() -> Progress {
    Progress::Open
}

impl Call {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        text::check("wanted", &self.wanted, caps::SHORT)?;
        text::check("result", &self.result, caps::SHORT)?;
        text::check("deadline", self.deadline.as_deref().unwrap_or(""), caps::SHORT)
    }
}
