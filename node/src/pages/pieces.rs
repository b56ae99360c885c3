//! Entries as pages need them: with their authors, and without what comes from blocked hosts.

use std::collections::HashMap;

use commons::{Entry, Iri, Organisation, Origin, Reader};
use store::{ActorRow, EntryRow, Found, Reading, Stance, StoreError};

use super::Speech;
use super::byline::Byline;

/// An entry as it was read: with its address here, and with its author where we know it.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it says.
    pub entry: Entry,
    /// The last part of its address on this node.
    pub id: String,
    /// Who wrote it.
    pub author: Option<Organisation>,
    /// `ada@chaos.example`, where whoever wrote it uses other software.
    pub account: Option<String>,
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

impl Piece {
    /// Who wrote it, as it is said to this reader.
    pub fn byline(&self, speech: &Speech, host: &str) -> Option<Byline> {
        let byline = Byline::of(self.author.as_ref()?, speech.language(), host);
        Some(match &self.account {
            Some(account) => {
                let place = speech.tell("other-software", &[("account", account.as_str())]);
                Byline { place: Some(place), ..byline }
            }
            None => byline,
        })
    }
}

/// Who wrote something.
#[derive(Clone, Default)]
struct Author {
    organisation: Option<Organisation>,
    account: Option<String>,
}

impl Author {
    /// Whoever does not say to be an organisation like ours has an account on other software.
    fn of(actor: ActorRow) -> Self {
        let account = actor.organisation.is_none().then(|| format!("{}@{}", actor.handle, actor.host));
        Self { organisation: Some(actor.organisation_or_stand_in()), account }
    }
}

/// Reads pieces, and remembers authors and blocked hosts while it does.
pub struct Pieces {
    reading: Reading,
    authors: HashMap<Iri, Author>,
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
        let Author { organisation: author, account } = self.author(&row.author).await?;
        Ok(Some(Piece {
            entry: row.entry()?,
            id: row.id.to_string(),
            author,
            account,
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
        Ok(self.author(iri).await?.organisation)
    }

    async fn author(&mut self, iri: &Iri) -> Result<Author, StoreError> {
        if let Some(known) = self.authors.get(iri) {
            return Ok(known.clone());
        }
        let actor = self.reading.actors().by_iri(iri).await?;
        let author = actor.map(Author::of).unwrap_or_default();
        self.authors.insert(iri.clone(), author.clone());
        Ok(author)
    }
}
