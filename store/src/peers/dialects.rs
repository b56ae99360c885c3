//! Which dialect of signatures each neighbour reads, in the words of the crate that signs.

use commons::{Origin, Time};

use super::Peers;
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::Writes;

/// What is known of a neighbour's dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialectRow {
    /// Which neighbour.
    pub origin: Origin,
    /// What it reads: cavage, rfc9421, rfc9421-ed25519.
    pub dialect: String,
    /// How that was learnt: announced, knocking.
    pub learnt: String,
}

impl Row for DialectRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { origin: row.origin()?, dialect: row.text()?, learnt: row.text()? })
    }
}

impl<M> Peers<'_, M> {
    /// What is known of the dialects of all neighbours, what was learnt last first.
    pub async fn dialects(&mut self, limit: i64) -> Result<Vec<DialectRow>, StoreError> {
        let query = sql("select origin, dialect, dialect_learnt from peers \
             where dialect is not null and dialect_learnt is not null order by dialect_since desc, origin limit $1");
        self.session.all(query.bind(limit)).await
    }
}

impl Peers<'_, Writes> {
    /// Keeps what was learnt of a neighbour, and tells whether there is one. A stranger gets no row for that, or anyone could
    /// fill the table.
    pub async fn set_dialect(&mut self, row: &DialectRow, now: Time) -> Result<bool, StoreError> {
        let query =
            sql("update peers set dialect = $2, dialect_learnt = $3, dialect_since = $4 where origin = $1");
        let query = query.bind(row.origin.as_str()).bind(row.dialect.as_str()).bind(row.learnt.as_str());
        Ok(self.session.execute(query.bind(now.millis())).await? > 0)
    }
}
