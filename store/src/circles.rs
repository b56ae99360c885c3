//! Circles: closed groups of organisations, ours and others', and who belongs to them.
//!
//! Of a circle that is kept elsewhere we know what its owner tells those of ours that belong to it or are invited. The followers of an
//! organisation are a circle too; they are read from the follows and have no rows here.

mod reading;
mod walking;
mod writing;

use commons::{Agreement, Circle, EntryId, Iri, Membership, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::table::table;

/// Until when what is addressed to a circle is for a member that accepted the agreement as it is: for ever.
pub const FOR_EVER: i64 = i64::MAX;

/// A circle as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircleRow {
    /// Its id everywhere.
    pub iri: Iri,
    /// The last part of its address on this node.
    pub id: EntryId,
    /// Who keeps it.
    pub owner: Iri,
    /// Whether its owner lives here.
    pub local: bool,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What its members agree to.
    pub agreement: Agreement,
    /// Rises with each change of the circle or of its members.
    pub version: i64,
}

impl CircleRow {
    /// A row for a circle that is new here.
    pub fn of(circle: &Circle, id: EntryId, local: bool) -> Self {
        let Circle { iri, owner, version, name, purpose, agreement, .. } = circle.clone();
        Self { iri, id, owner, local, name, purpose, agreement, version }
    }
}

/// How an organisation stands with a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Which circle.
    pub circle: Iri,
    /// Which organisation.
    pub member: Iri,
    /// Its name, as the circle's owner knows it.
    pub name: String,
    /// How it stands.
    pub answer: Membership,
    /// The edition of the agreement that it accepted last; 0: none.
    pub edition: i64,
    /// The SHA-256 of the words it accepted.
    pub hash: String,
    /// In which function somebody accepted.
    pub office: String,
    /// Since when it stands so.
    pub since: Time,
    /// The version from which on what is addressed to the circle is not for it; [`FOR_EVER`]: all is.
    pub until: i64,
    /// Rises with each answer.
    pub version: i64,
}

impl MemberRow {
    /// An organisation that is asked to join.
    pub fn invited(circle: &Iri, member: &Iri, name: &str, now: Time) -> Self {
        Self {
            circle: circle.clone(),
            member: member.clone(),
            name: name.to_owned(),
            answer: Membership::Invited,
            edition: 0,
            hash: String::new(),
            office: String::new(),
            since: now,
            until: FOR_EVER,
            version: now.millis(),
        }
    }

    /// Whether it belongs to the circle and has accepted the agreement as it is now: what is written is for it, and it may write.
    pub fn belongs(&self) -> bool {
        self.answer == Membership::Accepted && self.until == FOR_EVER
    }

    /// The same organisation with another answer from now on.
    #[must_use]
    pub fn answering(self, answer: Membership, now: Time) -> Self {
        Self { answer, since: now, version: now.millis().max(self.version + 1), ..self }
    }
}

macro_rules! columns {
    () => {
        "c.iri, c.id, c.owner, c.local, c.name, c.purpose, c.agreement, c.hash, c.edition, c.version"
    };
}
use columns;

macro_rules! member_columns {
    () => {
        "m.circle, m.member, m.name, m.answer, m.edition, m.hash, m.office, m.since, m.until, m.version"
    };
}
use member_columns;

impl Row for CircleRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            iri: row.iri()?,
            id: row.entry_id()?,
            owner: row.iri()?,
            local: row.flag()?,
            name: row.text()?,
            purpose: row.text()?,
            agreement: Agreement { text: row.text()?, sha256: row.text()?, edition: row.number()? },
            version: row.number()?,
        })
    }
}

impl Row for MemberRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            circle: row.iri()?,
            member: row.iri()?,
            name: row.text()?,
            answer: row.code(Membership::parse)?,
            edition: row.number()?,
            hash: row.text()?,
            office: row.text()?,
            since: row.time()?,
            until: row.number()?,
            version: row.number()?,
        })
    }
}

impl Row for (CircleRow, MemberRow) {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((CircleRow::read(row)?, MemberRow::read(row)?))
    }
}

table! {
    /// Circles and who belongs to them.
    Circles
}
