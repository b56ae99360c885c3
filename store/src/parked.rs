//! Letters that could not be applied, kept for a person.

use commons::{EntryId, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A letter that could not be applied.
#[derive(Clone, Debug)]
pub struct ParkedRow {
    /// Its name here.
    pub id: String,
    /// Who wrote it.
    pub actor: Iri,
    /// What was written.
    pub body: String,
    /// What went wrong.
    pub error: String,
    /// When it came.
    pub received: Time,
}

impl Row for ParkedRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            actor: row.iri()?,
            body: row.text()?,
            error: row.text()?,
            received: row.time()?,
        })
    }
}

table! {
    /// Letters that could not be applied.
    Parked
}

impl<M> Parked<'_, M> {
    /// Those that are kept, oldest first.
    pub async fn list(&mut self, limit: i64) -> Result<Vec<ParkedRow>, StoreError> {
        let query =
            sql("select id, actor, body, error, received from parked_letters order by received, id limit $1");
        self.session.all(query.bind(limit)).await
    }

    /// How many are kept.
    pub async fn count(&mut self) -> Result<i64, StoreError> {
        self.session.one(sql("select count(*) from parked_letters")).await
    }
}

impl Parked<'_, Writes> {
    /// Keeps a letter.
    pub async fn put(&mut self, actor: &Iri, body: &str, error: &str, now: Time) -> Result<(), StoreError> {
        let query =
            sql("insert into parked_letters (id, actor, body, error, received) values ($1, $2, $3, $4, $5)");
        let query = query.bind(EntryId::new(now).to_string()).bind(actor.as_str()).bind(body).bind(error);
        self.session.execute(query.bind(now.millis())).await.map(drop)
    }

    /// Gives a letter back and forgets it.
    pub async fn take(&mut self, id: &str) -> Result<Option<ParkedRow>, StoreError> {
        let query =
            sql("delete from parked_letters where id = $1 returning id, actor, body, error, received");
        self.session.first(query.bind(id)).await
    }
}
