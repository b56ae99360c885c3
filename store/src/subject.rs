//! What a delivery is about: an entry, an actor, or what stands between two actors.

use std::fmt;

use commons::{EntryId, Iri, MarkVerb, Month, Refusal};

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
    /// A report that is passed on to where its content comes from, by its id: Flag, and its Undo.
    Flag(EntryId),
    /// That an actor is somewhere else: Move, and its Undo.
    Move(Iri),
    /// What an actor says of an entry: Announce, Like, and their Undo, by how it stands.
    Mark {
        /// Who says it.
        actor: Iri,
        /// What is said.
        verb: MarkVerb,
        /// Of which entry.
        object: Iri,
    },
    /// What was not found at an organisation in a month, told to an umbrella body: Offer.
    Themes {
        /// Who tells.
        from: Iri,
        /// Who is told.
        to: Iri,
        /// Of which month.
        month: Month,
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
        match text.split(' ').collect::<Vec<_>>()[..] {
            ["entry", of] => Ok(Self::Entry(iri(of)?)),
            ["actor", of] => Ok(Self::Actor(iri(of)?)),
            ["follow", from, to] => Ok(Self::Follow { from: iri(from)?, to: iri(to)? }),
            ["join", from, to] => Ok(Self::Join { from: iri(from)?, to: iri(to)? }),
            ["move", of] => Ok(Self::Move(iri(of)?)),
            ["flag", id] => Ok(Self::Flag(EntryId::parse(id)?)),
            ["mark", actor, verb, object] => {
                Ok(Self::Mark { actor: iri(actor)?, verb: MarkVerb::parse(verb)?, object: iri(object)? })
            }
            ["themes", from, to, month] => {
                Ok(Self::Themes { from: iri(from)?, to: iri(to)?, month: Month::parse(month)? })
            }
            ["circle", circle, member] => Ok(Self::Circle { circle: iri(circle)?, member: iri(member)? }),
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
            Self::Flag(id) => write!(f, "flag {id}"),
            Self::Move(iri) => write!(f, "move {iri}"),
            Self::Mark { actor, verb, object } => write!(f, "mark {actor} {} {object}", verb.code()),
            Self::Themes { from, to, month } => write!(f, "themes {from} {to} {month}"),
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
            "join https://a.de/ https://b.de/",
            "flag 019a2f60-0000-7000-8000-000000000001",
            "move https://a.de/",
            "circle https://a.de/kreise/1 https://b.de/",
            "themes https://a.de/ https://b.de/ 2026-10",
            "mark https://a.de/ announce https://b.de/1",
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
            "mark https://a.de/ admire https://b.de/1",
            "mark https://a.de/ like https://b.de/1 https://b.de/2",
            "follow https://a.de/",
            "themes https://a.de/ https://b.de/ 2026-13",
            "entry https://a.de/ https://b.de/",
        ] {
            assert!(Subject::parse(text).is_err(), "{text}");
        }
    }
}
