//! The changes of one author, for a follower who walks them.

use aws_lc_rs::digest::{SHA256, digest};
use commons::{Iri, Reader};

use super::visibility::{self, readable};
use super::{Entries, EntryRow, columns};
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;

/// One step of a walk: the newest state of an entry.
#[derive(Clone, Debug)]
pub enum Walked {
    /// The entry as it is.
    Entry(Box<EntryRow>),
    /// That it was withdrawn, or may no longer be read. Only its id, author, version and number may be told.
    Tombstone(Box<EntryRow>),
}

impl Walked {
    /// The row, for its id, version and number of change.
    pub fn row(&self) -> &EntryRow {
        match self {
            Self::Entry(row) | Self::Tombstone(row) => row,
        }
    }
}

/// What of an author's entries is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// Only those that are not for everyone.
    Closed,
}

impl Scope {
    /// As the statements know it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Closed => "closed",
        }
    }
}

/// What of an author may be read, in two numbers by which two nodes compare what they hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// How many entries.
    pub count: i64,
    /// Exclusive or of the first eight bytes (big-endian) of SHA-256 over id, line feed and version of each.
    pub check: u64,
}

impl Check {
    /// Counts one entry in.
    pub fn add(&mut self, iri: &str, version: i64) {
        let hash = digest(&SHA256, format!("{iri}\n{version}").as_bytes());
        let first = hash.as_ref().iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        self.count += 1;
        self.check ^= first;
    }
}

struct Step(EntryRow, bool);

impl Row for Step {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let readable = row.flag()?;
        Ok(Self(EntryRow::read(row)?, readable))
    }
}

/// An entry's id and version.
pub(super) struct Stand(pub String, pub i64);

impl Row for Stand {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.text()?, row.number()?))
    }
}

impl<M> Entries<'_, M> {
    /// The newest state of each entry of an author that changed after this number, in the order of the changes: whole
    /// where the reader may read it, as a tombstone where everyone once could, or where the reader's node was told of it.
    pub async fn walk(
        &mut self,
        author: &Iri,
        reader: &Reader,
        after: i64,
        scope: Scope,
        limit: i64,
    ) -> Result<Vec<Walked>, StoreError> {
        let query = sql(concat!(
            "select case when ",
            readable!(),
            " then 1 else 0 end, ",
            columns!(),
            " from entries e where e.author = $2 and e.changed > $3 and ($5 = 'all' or e.audience <> 'public') and (e.was_public = 1 or (",
            readable!(),
            ") or exists (select 1 from deliveries d join actors s on d.inbox = s.inbox or d.inbox = s.shared_inbox \
             where s.iri = $1 and d.subject = 'entry ' || e.iri and d.tried > 0)) order by e.changed limit $4"
        ));
        let query = query.bind(visibility::name(reader)).bind(author.as_str()).bind(after).bind(limit);
        let query = query.bind(scope.code());
        let steps: Vec<Step> = self.session.all(query).await?;
        Ok(steps.into_iter().map(|Step(row, readable)| walked(row, readable)).collect())
    }

    /// How many entries of an author the reader may read, and their check.
    pub async fn count_and_check(
        &mut self,
        author: &Iri,
        reader: &Reader,
        scope: Scope,
    ) -> Result<Check, StoreError> {
        let query = sql(concat!(
            "select e.iri, e.version from entries e where e.author = $2 and ($3 = 'all' or e.audience <> 'public') and ",
            readable!()
        ));
        let query = query.bind(visibility::name(reader)).bind(author.as_str()).bind(scope.code());
        let rows: Vec<Stand> = self.session.all(query).await?;
        let mut check = Check::default();
        rows.iter().for_each(|Stand(iri, version)| check.add(iri, *version));
        Ok(check)
    }
}

fn walked(row: EntryRow, readable: bool) -> Walked {
    if readable { Walked::Entry(Box::new(row)) } else { Walked::Tombstone(Box::new(row)) }
}
