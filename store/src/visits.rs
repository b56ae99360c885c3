//! When people were last here.

use commons::Time;

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

/// After so long a pause a new visit begins.
const PAUSE: i64 = 4 * Time::HOUR;

table! {
    /// When people were last here.
    Visits
}

impl<M> Visits<'_, M> {
    /// When the visit before this one ended; none at the first.
    pub async fn before(&mut self, person: &str) -> Result<Option<Time>, StoreError> {
        let query = sql("select before from visits where person = $1 and before is not null");
        let before: Option<i64> = self.session.first(query.bind(person)).await?;
        Ok(before.map(Time::from_millis))
    }
}

impl Visits<'_, Writes> {
    /// Somebody is here: after a pause it is a new visit.
    pub async fn note(&mut self, person: &str, now: Time) -> Result<(), StoreError> {
        let query = sql(
            "insert into visits (person, seen, before) values ($1, $2, null) on conflict (person) do update set \
             before = case when visits.seen < $3 then visits.seen else visits.before end, seen = excluded.seen",
        );
        let paused = now.plus(-PAUSE).millis();
        self.session.execute(query.bind(person).bind(now.millis()).bind(paused)).await.map(drop)
    }
}
