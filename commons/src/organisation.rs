//! Who publishes: towns, counties, associations, providers, umbrella bodies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{self, caps};
use crate::{Iri, Licence, Refusal, SizeClass, State};

codes! {
    /// What kind of body an organisation is.
    pub enum OrganisationKind as organisation_kind else Other {
        Municipality = "municipality", "Gemeinde oder Stadt", "Municipality";
        County = "county", "Landkreis", "County";
        MunicipalAssociation = "municipal-association", "Gemeindeverband", "Municipal association";
        District = "district", "Stadtbezirk", "District";
        SpecialPurposeAssociation = "special-purpose-association", "Zweckverband", "Special-purpose association";
        MunicipalCompany = "municipal-company", "Kommunales Unternehmen", "Municipal company";
        ItProvider = "it-provider", "IT-Dienstleister", "IT provider";
        UmbrellaBody = "umbrella-body", "Verband oder Dachorganisation", "Umbrella body";
        StateFederal = "state-federal", "Land oder Bund", "State or federal body";
        University = "university", "Hochschule", "University";
        Other = "other", "Sonstige", "Other";
    }
}

/// The digits that name a municipality (eight), a county (five) or an association of municipalities (nine) in Germany:
/// Amtlicher Gemeindeschlüssel; of an association the beginning of the Regionalschlüssel.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ags(String);

impl Ags {
    /// Parses eight, five or nine digits; leading zeros count.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let digits = matches!(text.len(), 5 | 8 | 9) && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { Ok(Self(text.to_owned())) } else { Err(Refusal::NotAnAgs {}) }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The short name of an organisation on its host: `auenstadt` in `auenstadt@auenstadt.de`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(String);

impl Handle {
    /// Parses 1 to 60 lower-case letters, digits and hyphens that begin with a letter.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let plain = text.len() <= 60
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if plain { Ok(Self(text.to_owned())) } else { Err(Refusal::NotAHandle {}) }
    }

    /// The short name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A key the organisation serves, with the date at which it was valid: keys change when towns merge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// The key.
    pub ags: Ags,
    /// The day at which it was valid, `2026-02-28`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_on: Option<String>,
}

/// An organisation as everyone may see it. Its JSON rides along in its ActivityPub actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// The actor id: the only key that identifies it.
    #[serde(rename = "id")]
    pub iri: Iri,
    /// Host and port under which it is reached: `auenstadt.de`.
    pub host: String,
    /// Its short name on that host.
    pub handle: String,
    /// Its full name: `Stadt Auenstadt`.
    pub name: String,
    /// What kind of body it is.
    pub kind: OrganisationKind,
    /// Whom it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Served>,
    /// The county it lies in, to tell towns of one name apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// The Land it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Inhabitants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
    /// Degrees north, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Its own website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<Iri>,
    /// An office and its mailbox; never a required personal name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The licence of what it publishes.
    #[serde(default)]
    pub licence: Licence,
}

impl Organisation {
    /// An organisation of which only the name is known.
    pub fn new(iri: Iri, host: &str, handle: &str, name: &str, kind: OrganisationKind) -> Self {
        Self {
            iri,
            host: host.to_owned(),
            handle: handle.to_owned(),
            name: name.to_owned(),
            kind,
            serves: Vec::new(),
            county: None,
            state: None,
            population: None,
            latitude: None,
            longitude: None,
            website: None,
            contact: None,
            licence: Licence::default(),
        }
    }

    /// Its size class of KGSt, for towns and counties whose population is known.
    pub fn size_class(&self) -> Option<SizeClass> {
        match self.kind {
            OrganisationKind::Municipality => self.population.map(SizeClass::of_town),
            OrganisationKind::County => self.population.map(SizeClass::of_county),
            _ => None,
        }
    }

    /// `name@host`, as it is typed to follow it.
    pub fn address(&self) -> String {
        format!("{}@{}", self.handle, self.host)
    }

    /// County or Land, shown beside the name, since 410 town names belong to several towns.
    pub fn place(&self, language: crate::Language) -> Option<String> {
        self.county.clone().or_else(|| self.state.map(|state| state.label(language).to_owned()))
    }

    /// Tidies every text and refuses what goes beyond its cap.
    pub fn tidy(mut self) -> Result<Self, Refusal> {
        self.name = text::line(&self.name);
        text::check("name", &self.name, caps::TITLE)?;
        if self.name.is_empty() {
            return Err(Refusal::Missing { field: "name" });
        }
        for (field, value) in [("county", &mut self.county), ("contact", &mut self.contact)] {
            if let Some(value) = value {
                *value = text::line(value);
                text::check(field, value, caps::SHORT)?;
            }
        }
        text::check("host", &self.host, caps::TITLE)?;
        text::check("handle", &self.handle, caps::TITLE)?;
        text::check_list("serves", &self.serves, caps::LIST)?;
        for served in &self.serves {
            text::check("serves", served.valid_on.as_deref().unwrap_or(""), caps::TITLE)?;
        }
        let on_earth = self.latitude.is_none_or(|degrees| (-90.0..=90.0).contains(&degrees))
            && self.longitude.is_none_or(|degrees| (-180.0..=180.0).contains(&degrees));
        if on_earth { Ok(self) } else { Err(Refusal::NotACoordinate {}) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ags, Handle};

    #[test]
    fn a_key_has_eight_five_or_nine_digits_and_keeps_its_leading_zero() {
        assert_eq!(Ags::parse("01001000").expect("a key").as_str(), "01001000");
        for bad in ["1001000", "0100100a", "", "010010000000", "٠١٠٠١٠٠٠"] {
            assert!(Ags::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_handle_is_plain() {
        assert!(Handle::parse("bad-soden-2").is_ok());
        for bad in ["", "-a", "2a", "Köln", "a b", "a_b"] {
            assert!(Handle::parse(bad).is_err(), "{bad}");
        }
    }
}
