//! Something a town does, did, or wants to do.

use serde::{Deserialize, Serialize};

use crate::text::{self, caps};
use crate::{Iri, Refusal};

codes! {
    /// Where in its life a project stands.
    pub enum Status as status else Unknown {
        Idea = "idea", "Idee", "Idea";
        Planned = "planned", "geplant", "Planned";
        InDevelopment = "in-development", "in Entwicklung", "In development";
        Pilot = "pilot", "im Probebetrieb", "Pilot";
        Running = "running", "läuft", "Running";
        Scaled = "scaled", "ausgeweitet", "Scaled up";
        Paused = "paused", "ruht", "Paused";
        Ended = "ended", "beendet", "Ended";
        Unknown = "unknown", "unbekannt", "Unknown";
    }
}

codes! {
    /// Why a project ended.
    pub enum EndReason as end_reason else Other {
        GoalReached = "goal-reached", "Ziel erreicht", "Goal reached";
        Superseded = "superseded", "abgelöst", "Superseded";
        FundingEnded = "funding-ended", "Förderung ausgelaufen", "Funding ended";
        Technology = "technology", "Technik", "Technology";
        TooLittleUsed = "too-little-used", "zu wenig genutzt", "Too little used";
        AcceptanceInside = "acceptance-inside", "im Haus nicht angenommen", "Not accepted inside";
        LawPrivacy = "law-privacy", "Recht oder Datenschutz", "Law or privacy";
        Cost = "cost", "Kosten", "Cost";
        StaffMissing = "staff-missing", "Personal fehlte", "Staff missing";
        VendorGone = "vendor-gone", "Anbieter weggefallen", "Vendor gone";
        ProcurementCancelled = "procurement-cancelled", "Vergabe aufgehoben", "Procurement cancelled";
        PoliticalDecision = "political-decision", "politische Entscheidung", "Political decision";
        PartnerLeft = "partner-left", "Partner ausgestiegen", "Partner left";
        LegalBasisGone = "legal-basis-gone", "Rechtsgrundlage weggefallen", "Legal basis gone";
        TerritorialReform = "territorial-reform", "Gebietsreform", "Territorial reform";
        Other = "other", "anderer Grund", "Other";
    }
}

codes! {
    /// Ways that stay open to people who do not come by the net.
    pub enum Way as way else Other {
        Counter = "counter", "am Schalter", "At the counter";
        Telephone = "telephone", "am Telefon", "By telephone";
        Paper = "paper", "auf Papier", "On paper";
        HomeVisit = "home-visit", "Hausbesuch", "Home visit";
        MeetingPlace = "meeting-place", "am Treffpunkt", "At a meeting place";
        Companion = "companion", "mit Begleitung", "With a companion";
        None = "none", "keine", "None";
        NotYetThoughtOf = "not-yet-thought-of", "noch nicht bedacht", "Not yet thought of";
        Other = "other", "anders", "Other";
    }
}

codes! {
    /// How well the impact is known.
    pub enum Evidence as evidence else None {
        None = "none", "keine", "None";
        Anecdotal = "anecdotal", "berichtet", "Anecdotal";
        Measured = "measured", "gemessen", "Measured";
    }
}

codes! {
    /// Whether others can take the solution over.
    pub enum Reuse as reuse else Unknown {
        Ready = "ready", "sofort nachnutzbar", "Ready";
        WithChanges = "with-changes", "mit Anpassungen", "With changes";
        ConceptOnly = "concept-only", "nur das Konzept", "Concept only";
        No = "no", "nicht", "No";
        Unknown = "unknown", "unbekannt", "Unknown";
    }
}

codes! {
    /// How firm a sum is.
    pub enum CostBasis as cost_basis else Estimated {
        Estimated = "estimated", "geschätzt", "Estimated";
        Ordered = "ordered", "beauftragt", "Ordered";
        Settled = "settled", "abgerechnet", "Settled";
    }
}

/// Ways that were thought of, and a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ways {
    /// The ticks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
    /// The sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
}

impl Ways {
    /// Whether neither a tick nor a word stands there. "Not yet thought of" is an answer.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty() && self.sentence.is_empty()
    }
}

/// What it cost, in whole euros.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Once, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_off: Option<u64>,
    /// Each year, in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly: Option<u64>,
    /// A band, where the sum is not told: `10 000 bis 50 000 Euro`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// The year of the prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// How firm the sum is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<CostBasis>,
}

/// Who paid a share, and until when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Funding {
    /// The programme.
    pub programme: String,
    /// Its share in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u8>,
    /// The day it ends: the day on which many projects end too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

/// A piece of software, in the words of publiccode.yml.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Software {
    /// Its name.
    pub name: String,
    /// Its repository or page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Iri>,
    /// Its licence, an SPDX expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The address of its publiccode.yml.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publiccode: Option<Iri>,
}

/// What a project says beyond what every entry says. Everything but the status may be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Where in its life it stands.
    pub status: Status,
    /// The source's own word for the status, where ours is `unknown` or narrower.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_original: Option<String>,
    /// Why it ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub end_reasons: Vec<EndReason>,
    /// Whom it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target_groups: Vec<String>,
    /// The problem.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub problem: String,
    /// How it was gone about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub approach: String,
    /// Whose living conditions improve, and how.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub impact: String,
    /// How well that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// The analogue side.
    #[serde(skip_serializing_if = "Ways::is_empty")]
    pub analogue: Ways,
    /// Who would be left out, and what is done about it.
    #[serde(skip_serializing_if = "Ways::is_empty")]
    pub inclusion: Ways,
    /// "Das fällt weg: ...".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relief: String,
    /// What it means for staff.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub staff: String,
    /// LeiKa or FIM keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// Technologies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub technologies: Vec<String>,
    /// Vendors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<String>,
    /// Partners.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<String>,
    /// Software.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub software: Vec<Software>,
    /// Open data that came of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub open_data: String,
    /// What it cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    /// The effort in working days, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub effort: String,
    /// How it was procured.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub procurement: String,
    /// Who paid a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding: Option<Funding>,
    /// The legal basis.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal: String,
    /// The privacy assessment.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub privacy_assessment: String,
    /// Whether others can take it over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reuse: Option<Reuse>,
    /// What can be handed over.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hand_over: String,
    /// When it began: a year, a month or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// When it ended: a year, a month or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

#[expect(clippy::derivable_impls, reason = "the code list is declared by a macro that derives no default")]
impl Default for Status {
    fn default() -> Self {
        Self::Unknown
    }
}

impl Project {
    /// The short texts with their names, for the caps and for whoever goes through them all.
    pub fn texts(&self) -> [(&'static str, &str); 10] {
        [
            ("problem", &self.problem),
            ("approach", &self.approach),
            ("impact", &self.impact),
            ("relief", &self.relief),
            ("staff", &self.staff),
            ("open_data", &self.open_data),
            ("effort", &self.effort),
            ("procurement", &self.procurement),
            ("legal", &self.legal),
            ("privacy_assessment", &self.privacy_assessment),
        ]
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        for (field, value) in self.texts() {
            text::check(field, value, caps::SHORT)?;
        }
        text::check("hand_over", &self.hand_over, caps::SHORT)?;
        text::check("analogue", &self.analogue.sentence, caps::SHORT)?;
        text::check("inclusion", &self.inclusion.sentence, caps::SHORT)?;
        for (field, value) in [
            ("status_original", &self.status_original),
            ("started", &self.started),
            ("ended", &self.ended),
            ("cost", &self.cost.as_ref().and_then(|cost| cost.band.clone())),
            ("funding", &self.funding.as_ref().map(|funding| funding.programme.clone())),
            ("funding", &self.funding.as_ref().and_then(|funding| funding.ends.clone())),
        ] {
            text::check(field, value.as_deref().unwrap_or(""), caps::SHORT)?;
        }
        for (field, list) in [
            ("target_groups", &self.target_groups),
            ("services", &self.services),
            ("technologies", &self.technologies),
            ("vendors", &self.vendors),
            ("partners", &self.partners),
        ] {
            text::check_list(field, list, caps::LIST)?;
            list.iter().try_for_each(|item| text::check(field, item, caps::SHORT))?;
        }
        text::check_list("end_reasons", &self.end_reasons, caps::LIST)?;
        text::check_list("analogue", &self.analogue.ways, caps::LIST)?;
        text::check_list("inclusion", &self.inclusion.ways, caps::LIST)?;
        text::check_list("software", &self.software, caps::LIST)?;
        for software in &self.software {
            text::check("software", &software.name, caps::TITLE)?;
            text::check("software", software.licence.as_deref().unwrap_or(""), caps::SHORT)?;
        }
        Ok(())
    }
}
