//! What an entry was.

use commons::{Entry, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// An earlier version of an entry.
#[derive(Clone, Debug)]
pub struct RevisionRow {
    /// Its version.
    pub version: i64,
    /// When it was written.
    pub at: Time,
    /// Who wrote it, pseudonymous: a person, a token, a command.
    pub by: String,
    body: String,
}

impl RevisionRow {
    /// The entry as it was.
    pub fn entry(&self) -> Result<Entry, StoreError> {
        serde_json::from_str(&self.body).map_err(StoreError::failed)
    }
}

impl Row for RevisionRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { version: row.number()?, at: row.time()?, by: row.text()?, body: row.text()? })
    }
}

table! {
    /// What an entry was.
    Revisions
}

impl<M> Revisions<'_, M> {
    /// The versions of this entry, newest first.
    pub async fn of_entry(&mut self, iri: &Iri) -> Result<Vec<RevisionRow>, StoreError> {
        let query = sql(
            "select version, at, by, body from revisions where iri = $1 order by version desc limit 1000",
        );
        self.session.all(query.bind(iri.as_str())).await
    }

    /// Who wrote the first version of this entry.
    pub async fn writer_of(&mut self, iri: &Iri) -> Result<Option<String>, StoreError> {
        let query = sql("select by from revisions where iri = $1 order by version limit 1");
        self.session.first(query.bind(iri.as_str())).await
    }
}

impl<M> Revisions<'_, M> {
    /// What this entry was at this version.
    pub async fn at(&mut self, iri: &Iri, version: i64) -> Result<Option<RevisionRow>, StoreError> {
        let query = sql("select version, at, by, body from revisions where iri = $1 and version = $2");
        self.session.first(query.bind(iri.as_str()).bind(version)).await
    }

    /// So many versions of this entry below this one, newest first.
    pub async fn before(
        &mut self,
        iri: &Iri,
        version: i64,
        limit: i64,
    ) -> Result<Vec<RevisionRow>, StoreError> {
        let query = sql("select version, at, by, body from revisions where iri = $1 and version < $2 \
             order by version desc limit $3");
        self.session.all(query.bind(iri.as_str()).bind(version).bind(limit)).await
    }
}

impl Revisions<'_, Writes> {
    /// Keeps this version.
    pub async fn put(&mut self, entry: &Entry, at: Time, by: &str) -> Result<(), StoreError> {
        let body = serde_json::to_string(entry).map_err(StoreError::failed)?;
        let query = sql(
            "insert into revisions (iri, version, body, at, by) values ($1, $2, $3, $4, $5) on conflict do nothing",
        );
        let query = query.bind(entry.iri.as_str()).bind(entry.version).bind(body).bind(at.millis()).bind(by);
        self.session.execute(query).await.map(drop)
    }

    /// Forgets every version, for an entry that is erased.
    pub async fn forget(&mut self, iri: &Iri) -> Result<(), StoreError> {
        self.session.execute(sql("delete from revisions where iri = $1").bind(iri.as_str())).await.map(drop)
    }
}
