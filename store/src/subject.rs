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
    /// A wish to be a member of a list: Join.
    Join {
        /// Who wishes it.
        from: Iri,
        /// Who keeps the list.
        to: Iri,
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
            (Some("join"), Some(from), Some(to), None) => Ok(Self::Join { from: iri(from)?, to: iri(to)? }),
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
            Self::Join { from, to } => write!(f, "join {from} {to}"),
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
            "join https://a.de/ https://b.de/",
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
