//! A circle: a closed group of organisations that may read what is addressed to it.

use serde::{Deserialize, Serialize};

use crate::text::{self, caps};
use crate::{Iri, Refusal};

/// Organisations of one circle at most: each of them delivers to all others.
pub const MOST_MEMBERS: usize = 1_000;
/// Characters of an agreement at most.
pub const LONGEST_AGREEMENT: usize = 20_000;

codes! {
    /// How an organisation stands with a circle.
    pub enum Membership as membership else Removed {
        Invited = "invited", "eingeladen", "invited";
        Accepted = "accepted", "gehört dazu", "belongs to it";
        Declined = "declined", "hat abgelehnt", "has declined";
        Left = "left", "ist ausgetreten", "has left";
        Removed = "removed", "gehört nicht mehr dazu", "no longer belongs to it";
    }
}

/// What the members of a circle agree to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Counted from 1; each change of the words is a new edition.
    pub edition: i64,
    /// SHA-256 of the words, hexadecimal: whoever accepts names them by it.
    pub sha256: String,
    /// The words.
    pub text: String,
}

/// That an organisation accepted an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Which edition.
    pub edition: i64,
    /// The SHA-256 of its words.
    pub sha256: String,
    /// In which function somebody accepted, "Hauptamtsleitung"; never a name.
    #[serde(default)]
    pub office: String,
}

/// An organisation of a circle, as the circle's owner tells the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleMember {
    /// Which organisation.
    #[serde(rename = "id")]
    pub iri: Iri,
    /// Its name, for those who do not know it yet.
    #[serde(default)]
    pub name: String,
    /// Invited or accepted; others are not told of.
    pub membership: Membership,
    /// Where it has not accepted the agreement as it is now: the version from which on nothing new is for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

/// A circle as its owner tells its members and those it invites. Its JSON rides along in its ActivityPub object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// Its id everywhere, on its owner's host.
    #[serde(rename = "id")]
    pub iri: Iri,
    /// The organisation that keeps it.
    pub owner: Iri,
    /// Rises with each change of the circle or of its members.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub purpose: String,
    /// What its members agree to.
    pub agreement: Agreement,
    /// Who belongs to it, its owner among them, and who is invited.
    #[serde(default)]
    pub members: Vec<CircleMember>,
}

impl Circle {
    /// Tidies every text and refuses what goes beyond its cap. Used for what people write and for what neighbours send.
    ///
    /// # Errors
    /// The refusal of what is missing or too long.
    pub fn tidy(mut self) -> Result<Self, Refusal> {
        self.name = text::line(&self.name);
        self.purpose = text::paragraphs(&self.purpose);
        if self.name.is_empty() {
            return Err(Refusal::Missing { field: "name" });
        }
        text::check("name", &self.name, caps::TITLE)?;
        text::check("purpose", &self.purpose, caps::SUMMARY)?;
        text::check("agreement", &self.agreement.text, LONGEST_AGREEMENT)?;
        text::check("agreement", &self.agreement.sha256, 64)?;
        if self.members.len() > MOST_MEMBERS {
            return Err(Refusal::TooMany { field: "members", limit: MOST_MEMBERS });
        }
        for member in &mut self.members {
            member.name = text::cut(&text::line(&member.name), caps::TITLE);
        }
        Ok(self)
    }

    /// How this organisation stands with it, if it is told of.
    pub fn member(&self, organisation: &Iri) -> Option<&CircleMember> {
        self.members.iter().find(|member| member.iri == *organisation)
    }
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Circle, MOST_MEMBERS};
    use crate::{CircleMember, Iri, Membership, Refusal};

    fn circle() -> Circle {
        let iri = |text| Iri::parse("id", text).expect("an id");
        let owner = iri("https://a.de/");
        let member = CircleMember {
            iri: owner.clone(),
            name: String::new(),
            membership: Membership::Accepted,
            until: None,
        };
        Circle {
            iri: iri("https://a.de/kreise/1"),
            owner,
            version: 1,
            name: " Vergleichsring  Auental ".to_owned(),
            purpose: String::new(),
            agreement: Agreement::default(),
            members: vec![member],
        }
    }

    #[test]
    fn texts_are_tidied_and_caps_are_kept() {
        let tidy = circle().tidy().expect("a circle");
        assert_eq!(tidy.name, "Vergleichsring Auental");
        assert!(tidy.member(&tidy.owner).is_some());
        let nameless = Circle { name: " ".to_owned(), ..circle() };
        assert_eq!(nameless.tidy(), Err(Refusal::Missing { field: "name" }));
        let mut crowded = circle();
        crowded.members = vec![crowded.members[0].clone(); MOST_MEMBERS + 1];
        assert_eq!(crowded.tidy(), Err(Refusal::TooMany { field: "members", limit: MOST_MEMBERS }));
    }

    #[test]
    fn what_a_later_version_says_of_a_member_opens_nothing() {
        let json = serde_json::to_string(&circle()).expect("json").replace("accepted", "honorary");
        let read: Circle = serde_json::from_str(&json).expect("a circle");
        assert_eq!(read.members[0].membership, Membership::Removed);
    }
}
