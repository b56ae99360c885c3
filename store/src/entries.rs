//! Whatever is written, travels and can be found: what the world sees of it.
//!
//! Rows are not deleted. What is withdrawn keeps its version and loses its body, so that everyone may hear of it and an
//! older message cannot bring it back.

mod holding;
mod pages;
mod reading;
mod sweeping;
pub(crate) mod visibility;
mod walk;
mod writing;

use commons::{Entry, EntryId, Iri, Kind, Standing, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::table::table;

pub use pages::{Cursor, Filter};
pub use walk::{Check, Scope, Walked};
pub use writing::{Arrival, Home, Put};

/// An entry as it is kept.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its id everywhere.
    pub iri: Iri,
    /// The last part of its address on this node.
    pub id: EntryId,
    /// Who wrote it.
    pub author: Iri,
    /// Whether it was written here.
    pub local: bool,
    /// Which of the five kinds.
    pub kind: Kind,
    /// How it stands here.
    pub standing: Standing,
    /// Who may read it: `public`, `own` or `circles`.
    pub audience: String,
    /// Its version; a tombstone keeps it.
    pub version: i64,
    /// When it was first published.
    pub published: Time,
    /// When it was last changed.
    pub updated: Time,
    /// When it came here.
    pub received: Time,
    /// Its number of change.
    pub changed: i64,
    /// The entry at the top of its thread, for a comment.
    pub thread: Option<Iri>,
    /// Its id where it was imported from.
    pub source: Option<String>,
    /// Whether everyone could once read it.
    pub was_public: bool,
    body: String,
}

impl EntryRow {
    /// The entry itself.
    ///
    /// Errors: a tombstone has none; ask [`Self::standing`] first.
    pub fn entry(&self) -> Result<Entry, StoreError> {
        serde_json::from_str(&self.body).map_err(StoreError::failed)
    }

    /// The entry as the JSON that is kept; empty for a tombstone.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Whether only its number and its version are left.
    pub fn is_tombstone(&self) -> bool {
        matches!(self.standing, Standing::Withdrawn | Standing::Erased)
    }
}

/// What somebody who asks for an entry finds.
#[derive(Clone, Debug)]
pub enum Found {
    /// It, and may read it.
    Readable(Box<EntryRow>),
    /// That it was here, and was withdrawn.
    Withdrawn(Box<EntryRow>),
    /// Nothing, or nothing that this reader may know of.
    Absent,
}

impl Found {
    /// The row, where it may be read.
    pub fn readable(self) -> Option<EntryRow> {
        match self {
            Self::Readable(row) => Some(*row),
            _ => None,
        }
    }
}

/// The columns of a row, in the order in which they are read.
macro_rules! columns {
    () => {
        "e.iri, e.id, e.author, e.local, e.kind, e.standing, e.audience, e.version, e.published, e.updated, \
         e.received, e.changed, e.thread, e.source, e.was_public, e.body"
    };
}
pub(crate) use columns;

impl Row for EntryRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            iri: row.iri()?,
            id: row.entry_id()?,
            author: row.iri()?,
            local: row.flag()?,
            kind: row.code(Kind::parse)?,
            standing: row.code(Standing::parse)?,
            audience: row.text()?,
            version: row.number()?,
            published: row.time()?,
            updated: row.time()?,
            received: row.time()?,
            changed: row.number()?,
            thread: row.iri_or_null()?,
            source: row.text_or_null()?,
            was_public: row.flag()?,
            body: row.text()?,
        })
    }
}

table! {
    /// Whatever is written, travels and can be found.
    Entries
}
