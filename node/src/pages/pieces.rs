//! Entries as pages need them: with their authors, and without what comes from blocked hosts.

use std::collections::HashMap;

use commons::{Entry, Iri, Organisation, Origin, Reader};
use store::{EntryRow, Found, Reading, Stance, StoreError};

/// An entry as it was read: with its address here, and with its author where we know it.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it says.
    pub entry: Entry,
    /// The last part of its address on this node.
    pub id: String,
    /// Who wrote it.
    pub author: Option<Organisation>,
    /// Where it was written.
    pub written: Written,
}

/// Where an entry was written, or an organisation lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// On this node: its page here is its home.
    Here,
    /// Elsewhere: its page here is a copy.
    Elsewhere,
}

impl Written {
    /// Reads the flag of the tables.
    pub fn of(local: bool) -> Self {
        if local { Self::Here } else { Self::Elsewhere }
    }
}

/// Reads pieces, and remembers authors and blocked hosts while it does.
pub struct Pieces {
    reading: Reading,
    authors: HashMap<Iri, Option<Organisation>>,
    blocked: HashMap<Origin, bool>,
}

impl Pieces {
    /// Reads with this connection.
    pub fn new(reading: Reading) -> Self {
        Self { reading, authors: HashMap::new(), blocked: HashMap::new() }
    }

    /// The tables themselves.
    pub fn reading(&mut self) -> &mut Reading {
        &mut self.reading
    }

    /// The entry with this id, if it is known and this reader may read it.
    pub async fn by_iri(&mut self, iri: &Iri, reader: &Reader) -> Result<Option<Piece>, StoreError> {
        match self.reading.entries().readable_iri(iri, reader).await? {
            Found::Readable(row) => self.one(*row).await,
            _ => Ok(None),
        }
    }

    /// These rows as pieces.
    pub async fn all(&mut self, rows: Vec<EntryRow>) -> Result<Vec<Piece>, StoreError> {
        let mut pieces = Vec::with_capacity(rows.len());
        for row in rows {
            pieces.extend(self.one(row).await?);
        }
        Ok(pieces)
    }

    /// This row as a piece; nothing if it comes from a blocked host.
    pub async fn one(&mut self, row: EntryRow) -> Result<Option<Piece>, StoreError> {
        if !row.local && self.is_blocked(row.iri.origin()).await? {
            return Ok(None);
        }
        let author = self.organisation(&row.author).await?;
        Ok(Some(Piece {
            entry: row.entry()?,
            id: row.id.to_string(),
            author,
            written: Written::of(row.local),
        }))
    }

    async fn is_blocked(&mut self, origin: Origin) -> Result<bool, StoreError> {
        if let Some(known) = self.blocked.get(&origin) {
            return Ok(*known);
        }
        let is_blocked = self.reading.peers().stance(&origin).await? == Stance::Blocked;
        self.blocked.insert(origin, is_blocked);
        Ok(is_blocked)
    }

    /// The organisation with this id, if it is known.
    pub async fn organisation(&mut self, iri: &Iri) -> Result<Option<Organisation>, StoreError> {
        if let Some(known) = self.authors.get(iri) {
            return Ok(known.clone());
        }
        let author = self.reading.actors().by_iri(iri).await?.and_then(|actor| actor.organisation);
        self.authors.insert(iri.clone(), author.clone());
        Ok(author)
    }
}
