//! The node itself, in one row: which database this is, and the counter from which every change takes its number.

use commons::{EntryId, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// Which database this is. A copy made of another one, or in another epoch, is not a copy of this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// A UUID, the same for ever.
    pub database: String,
    /// A UUID that changes when a backup is restored.
    pub epoch: String,
}

impl Row for Identity {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { database: row.text()?, epoch: row.text()? })
    }
}

table! {
    /// The node itself.
    Node
}

impl<M> Node<'_, M> {
    /// The number of the last change.
    pub async fn changed(&mut self) -> Result<i64, StoreError> {
        self.session.one(sql("select changed from node where id = 1")).await
    }

    /// Which database this is.
    pub async fn identity(&mut self) -> Result<Identity, StoreError> {
        self.session.one(sql("select database, epoch from node where id = 1")).await
    }
}

impl Node<'_, Writes> {
    /// Writes the row, unless it is there.
    pub(crate) async fn create(&mut self, now: Time) -> Result<(), StoreError> {
        let query = sql(
            "insert into node (id, database, epoch, changed) values (1, $1, $2, 0) on conflict do nothing",
        )
        .bind(EntryId::new(now).to_string())
        .bind(EntryId::new(now).to_string());
        self.session.execute(query).await.map(drop)
    }

    /// Begins a new epoch.
    pub async fn new_epoch(&mut self, now: Time) -> Result<Identity, StoreError> {
        let query = sql("update node set epoch = $1 where id = 1 returning database, epoch");
        self.session.one(query.bind(EntryId::new(now).to_string())).await
    }
}
