//! Who may read an entry.

use serde::{Deserialize, Serialize};

use crate::Iri;

/// Public, the staff of the own organisation, or the members of circles.
///
/// One rule everywhere: public, or mine, or my organisation is a member of one of its circles, and the same holds for what
/// it hangs under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everyone.
    Public,
    /// Staff of the own organisation only: what is said when nothing is said.
    #[default]
    Own,
    /// Members of these circles.
    Circles(Vec<Iri>),
}

impl Audience {
    /// The word in the table's column for what is addressed to circles.
    pub const CIRCLES: &'static str = "circles";

    /// The word in the table's column: `public`, `own` or `circles`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Own => "own",
            Self::Circles(_) => Self::CIRCLES,
        }
    }

    /// Whether everyone may read it.
    pub fn is_public(&self) -> bool {
        *self == Self::Public
    }

    /// Reads `public` or `own`, as written on the command line and in the API.
    pub fn parse(code: &str) -> Result<Self, crate::Refusal> {
        match code {
            "public" => Ok(Self::Public),
            "own" => Ok(Self::Own),
            _ => Err(crate::Refusal::UnknownCode { field: "audience", code: crate::text::excerpt(code) }),
        }
    }

    /// Whether everyone who may read `self` may also read `other`, given that who writes the one may read the other.
    pub fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Public) | (Self::Own, _) => true,
            (Self::Circles(inner), Self::Circles(outer)) => inner.iter().all(|circle| outer.contains(circle)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Audience;
    use crate::Iri;

    #[test]
    fn a_circle_lies_between() {
        let circle = |name: &str| Iri::parse("id", &format!("https://a.de/kreise/{name}")).expect("an id");
        let (one, both) =
            (Audience::Circles(vec![circle("1")]), Audience::Circles(vec![circle("1"), circle("2")]));
        assert!(one.is_within(&both) && !both.is_within(&one));
        assert!(Audience::Own.is_within(&one) && !one.is_within(&Audience::Own));
        assert!(both.is_within(&Audience::Public) && !Audience::Public.is_within(&both));
    }

    #[test]
    fn nothing_is_wider_than_public_and_nothing_narrower_than_own() {
        assert!(Audience::Own.is_within(&Audience::Public));
        assert!(!Audience::Public.is_within(&Audience::Own));
        assert!(Audience::Own.is_within(&Audience::Own));
    }
}
