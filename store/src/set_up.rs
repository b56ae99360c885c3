//! How far the set-up of the node has come, so that it can be left and resumed, and is closed once it is finished.

use commons::Time;

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A set-up that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpRow {
    /// Who came first with the link, and runs the node.
    pub operator: String,
    /// The step to which it has come.
    pub step: String,
    /// Since when it is closed.
    pub finished: Option<Time>,
}

impl Row for SetUpRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { operator: row.text()?, step: row.text()?, finished: row.time_or_null()? })
    }
}

table! {
    /// How far the set-up of the node has come.
    SetUp
}

impl<M> SetUp<'_, M> {
    /// The set-up; nothing where nobody has begun it.
    pub async fn row(&mut self) -> Result<Option<SetUpRow>, StoreError> {
        self.session.first(sql("select operator, step, finished from set_up where id = 1")).await
    }
}

impl SetUp<'_, Writes> {
    /// Begins it. Of two at once one does: tells whether it was this one.
    pub async fn begin(&mut self, operator: &str, step: &str) -> Result<bool, StoreError> {
        let query = sql(
            "insert into set_up (id, operator, step) values (1, $1, $2) on conflict do nothing returning 1",
        );
        Ok(self.session.first::<i64>(query.bind(operator).bind(step)).await?.is_some())
    }

    /// Notes the step to which it has come.
    pub async fn come_to(&mut self, step: &str) -> Result<(), StoreError> {
        self.session.execute(sql("update set_up set step = $1 where id = 1").bind(step)).await.map(drop)
    }

    /// Closes it. Tells whether it was open.
    pub async fn finish(&mut self, now: Time) -> Result<bool, StoreError> {
        let query = sql("update set_up set finished = $1 where id = 1 and finished is null");
        Ok(self.session.execute(query.bind(now.millis())).await? > 0)
    }
}
