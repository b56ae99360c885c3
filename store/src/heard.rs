//! Activities that have had their effect, until they are too old to come again.

use std::collections::HashSet;
use std::sync::LazyLock;

use commons::Time;

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

/// Keys noted by one statement.
const MANY: usize = 50;

static INSERT_MANY: LazyLock<String> = LazyLock::new(|| {
    let rows: Vec<_> = (0..MANY).map(|row| format!("(${}, ${})", row * 2 + 1, row * 2 + 2)).collect();
    format!("insert into heard (key, until) values {} on conflict do nothing returning key", rows.join(", "))
});

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

    /// The same for many, in their order; what comes twice among them is heard the first time.
    pub async fn all_once(&mut self, keys: &[(&str, Time)]) -> Result<Vec<bool>, StoreError> {
        let mut first = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(MANY) {
            let mut query = sql(&INSERT_MANY);
            // A short chunk is filled up with its last key: what is there already does nothing.
            for (key, until) in (0..MANY).filter_map(|place| chunk.get(place).or(chunk.last())) {
                query = query.bind(*key).bind(until.millis());
            }
            let noted: Vec<String> = self.session.all(query).await?;
            let mut noted: HashSet<String> = noted.into_iter().collect();
            first.extend(chunk.iter().map(|(key, _)| noted.remove(*key)));
        }
        Ok(first)
    }

    /// Forgets what is too old to come again. Tells how many.
    pub async fn forget(&mut self, now: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from heard where until < $1").bind(now.millis())).await
    }
}
