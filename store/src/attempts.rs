//! Tries that failed, by account and by address, so that guessing does not pay.

use commons::Time;

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// Tries that failed.
    Attempts
}

impl<M> Attempts<'_, M> {
    /// Until when nobody may try under this key; in the past where anybody may.
    pub async fn closed_until(&mut self, key: &str) -> Result<Time, StoreError> {
        let until: Option<i64> =
            self.session.first(sql("select until from attempts where key = $1").bind(key)).await?;
        Ok(Time::from_millis(until.unwrap_or(0)))
    }
}

impl Attempts<'_, Writes> {
    /// Counts a failure, and gives how many there were in a row. After a pause of this length the count begins anew.
    pub async fn fail(&mut self, key: &str, now: Time, pause: i64) -> Result<i64, StoreError> {
        let query = sql(
            "insert into attempts (key, failures, until, last) values ($1, 1, 0, $2) on conflict (key) do update \
             set failures = case when attempts.last < $3 then 1 else attempts.failures + 1 end, last = excluded.last \
             returning failures",
        );
        self.session.one(query.bind(key).bind(now.millis()).bind(now.millis() - pause)).await
    }

    /// Nobody may try before then.
    pub async fn close(&mut self, key: &str, until: Time) -> Result<(), StoreError> {
        let query = sql("update attempts set until = $2 where key = $1");
        self.session.execute(query.bind(key).bind(until.millis())).await.map(drop)
    }

    /// It worked: what failed before is forgotten.
    pub async fn clear(&mut self, key: &str) -> Result<(), StoreError> {
        self.session.execute(sql("delete from attempts where key = $1").bind(key)).await.map(drop)
    }

    /// Forgets failures older than this.
    pub async fn forget(&mut self, before: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from attempts where last < $1").bind(before.millis())).await
    }
}
