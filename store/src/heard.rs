//! Activities that have had their effect, until they are too old to come again.

use commons::Time;

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// Activities that have had their effect.
    Heard
}

impl<M> Heard<'_, M> {
    /// Whether this has been heard.
    pub async fn knows(&mut self, key: &str) -> Result<bool, StoreError> {
        Ok(self.session.first::<i64>(sql("select 1 from heard where key = $1").bind(key)).await?.is_some())
    }
}

impl Heard<'_, Writes> {
    /// The letter was refused after all and had no effect: it may come again.
    pub async fn unlearn(&mut self, key: &str) -> Result<(), StoreError> {
        self.session.execute(sql("delete from heard where key = $1").bind(key)).await.map(drop)
    }

    /// Notes that this has been heard, and for how long to remember it. `true` for the first time, `false` for every other.
    pub async fn once(&mut self, key: &str, until: Time) -> Result<bool, StoreError> {
        let query = sql("insert into heard (key, until) values ($1, $2) on conflict do nothing");
        Ok(self.session.execute(query.bind(key).bind(until.millis())).await? > 0)
    }

    /// The same for many, in their order.
    pub async fn all_once(&mut self, keys: &[(&str, Time)]) -> Result<Vec<bool>, StoreError> {
        let mut first = Vec::with_capacity(keys.len());
        for (key, until) in keys {
            first.push(self.once(key, *until).await?);
        }
        Ok(first)
    }

    /// Forgets what is too old to come again. Tells how many.
    pub async fn forget(&mut self, now: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from heard where until < $1").bind(now.millis())).await
    }
}
