//! What was searched for and not found: words, counted by day and by the organisation whose pages were searched. Nothing says who searched, or
//! from where.

use commons::{Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// Different words of one day that are remembered, so that nobody fills the table from outside.
const MOST: i64 = 2_000;

/// Words that found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The words, in small letters.
    pub words: String,
    /// How often.
    pub count: i64,
    /// On which day last.
    pub last: Time,
}

impl Row for Miss {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let (words, count, day) = (row.text()?, row.number()?, row.number()?);
        Ok(Self { words, count, last: Time::from_millis(day * Time::DAY) })
    }
}

table! {
    /// What was searched for and not found.
    Misses
}

/// The day of an instant, counted from 1970 in UTC.
fn day(time: Time) -> i64 {
    time.millis().div_euclid(Time::DAY)
}

impl<M> Misses<'_, M> {
    /// What was not found since that day, most often first.
    pub async fn most(&mut self, since: Time, limit: i64) -> Result<Vec<Miss>, StoreError> {
        let query =
            sql("select words, cast(sum(count) as bigint) as times, max(day) from misses where day >= $1 \
             group by words order by times desc, max(day) desc limit $2");
        self.session.all(query.bind(day(since)).bind(limit)).await
    }

    /// What was not found on the pages of this organisation from one day up to another, which does not count.
    pub async fn of_organisation(
        &mut self,
        organisation: &Iri,
        since: Time,
        until: Time,
    ) -> Result<Vec<Miss>, StoreError> {
        let query = sql("select words, cast(sum(count) as bigint) as times, max(day) from misses \
             where organisation = $1 and day >= $2 and day < $3 group by words order by times desc");
        self.session.all(query.bind(organisation.as_str()).bind(day(since)).bind(day(until))).await
    }
}

impl Misses<'_, Writes> {
    /// Counts words that found nothing on the pages of this organisation (none: of nobody in particular) so many times more. Beyond some thousands
    /// a day nothing new is remembered.
    pub async fn add(
        &mut self,
        organisation: Option<&Iri>,
        words: &str,
        count: i64,
        now: Time,
    ) -> Result<(), StoreError> {
        let query = sql(
            "insert into misses (day, organisation, words, count) select $1, $2, $3, $4 from node n where n.id = 1 \
             and ((select count(*) from misses m where m.day = $1) < $5 \
             or exists (select 1 from misses k where k.day = $1 and k.organisation = $2 and k.words = $3)) \
             on conflict (day, organisation, words) do update set count = misses.count + excluded.count",
        );
        let query = query.bind(day(now)).bind(organisation.map_or("", Iri::as_str)).bind(words);
        self.session.execute(query.bind(count).bind(MOST)).await.map(drop)
    }

    /// Forgets what was not found before that day.
    pub async fn forget(&mut self, before: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from misses where day < $1").bind(day(before))).await
    }
}
