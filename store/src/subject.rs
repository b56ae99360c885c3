//! What a delivery is about: an entry, an actor, or what stands between two actors.

use std::fmt;

use commons::{Iri, Refusal};

/// What an inbox should know of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An entry: Create, Update, Delete.
    Entry(Iri),
    /// An actor: Update.
    Actor(Iri),
    /// A follow: Follow, Undo, Accept, Reject, by its answer.
    Follow {
        /// Who follows.
        from: Iri,
        /// Who is followed.
        to: Iri,
    },
    /// What stands between a circle's owner and an organisation: Invite, Update, Remove by the one, Accept, Reject, Leave by the other.
    Circle {
        /// Which circle.
        circle: Iri,
        /// Which organisation.
        member: Iri,
    },
}

impl Subject {
    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let iri = |text: &str| Iri::of_activity("subject", text);
        let mut words = text.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("entry"), Some(of), None, None) => Ok(Self::Entry(iri(of)?)),
            (Some("actor"), Some(of), None, None) => Ok(Self::Actor(iri(of)?)),
            (Some("follow"), Some(from), Some(to), None) => {
                Ok(Self::Follow { from: iri(from)?, to: iri(to)? })
            }
            (Some("circle"), Some(circle), Some(member), None) => {
                Ok(Self::Circle { circle: iri(circle)?, member: iri(member)? })
            }
            _ => Err(Refusal::BadId { field: "subject" }),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(iri) => write!(f, "entry {iri}"),
            Self::Actor(iri) => write!(f, "actor {iri}"),
            Self::Follow { from, to } => write!(f, "follow {from} {to}"),
            Self::Circle { circle, member } => write!(f, "circle {circle} {member}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_as_it_was_written() {
        for text in [
            "entry https://a.de/1",
            "actor https://a.de/",
            "follow https://a.de/ https://b.de/",
            "circle https://a.de/kreise/1 https://b.de/",
        ] {
            assert_eq!(Subject::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_no_subject() {
        for text in [
            "",
            "entry",
            "entry x",
            "mark https://a.de/",
            "follow https://a.de/",
            "entry https://a.de/ https://b.de/",
        ] {
            assert!(Subject::parse(text).is_err(), "{text}");
        }
    }
}
