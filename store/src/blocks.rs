//! Organisations that one of ours wants nothing to do with. What a whole node wants nothing of, `peers` says.

use std::collections::HashSet;

use commons::{Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// Somebody who is not wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRow {
    /// Who wants nothing to do with it.
    pub organisation: Iri,
    /// Who is not wanted.
    pub blocked: Iri,
    /// Since when.
    pub since: Time,
}

impl Row for BlockRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { organisation: row.iri()?, blocked: row.iri()?, since: row.time()? })
    }
}

table! {
    /// Organisations that one of ours wants nothing to do with.
    Blocks
}

impl<M> Blocks<'_, M> {
    /// Whom this organisation does not want, the latest first.
    pub async fn by_organisation(&mut self, organisation: &Iri) -> Result<Vec<BlockRow>, StoreError> {
        let query = sql("select organisation, blocked, since from blocks where organisation = $1 \
             order by since desc, blocked limit 1000");
        self.session.all(query.bind(organisation.as_str())).await
    }

    /// Whether this organisation does not want that one.
    pub async fn has(&mut self, organisation: &Iri, blocked: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from blocks where organisation = $1 and blocked = $2");
        let found = self.session.first::<i64>(query.bind(organisation.as_str()).bind(blocked.as_str()));
        Ok(found.await?.is_some())
    }

    /// Every pair: who does not want whom.
    pub async fn all(&mut self) -> Result<HashSet<(Iri, Iri)>, StoreError> {
        let rows: Vec<BlockRow> =
            self.session.all(sql("select organisation, blocked, since from blocks")).await?;
        Ok(rows.into_iter().map(|row| (row.organisation, row.blocked)).collect())
    }
}

impl Blocks<'_, Writes> {
    /// This organisation does not want that one. Tells whether that is news.
    pub async fn set(&mut self, organisation: &Iri, blocked: &Iri, now: Time) -> Result<bool, StoreError> {
        let query = sql(
            "insert into blocks (organisation, blocked, since) values ($1, $2, $3) on conflict do nothing",
        );
        let query = query.bind(organisation.as_str()).bind(blocked.as_str()).bind(now.millis());
        Ok(self.session.execute(query).await? > 0)
    }

    /// It is wanted again. Tells whether it was not.
    pub async fn lift(&mut self, organisation: &Iri, blocked: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from blocks where organisation = $1 and blocked = $2");
        Ok(self.session.execute(query.bind(organisation.as_str()).bind(blocked.as_str())).await? > 0)
    }
}
