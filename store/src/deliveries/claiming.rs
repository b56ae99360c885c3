//! Taking what is due, so that no two workers send the same.
//!
//! Rows are found by origin, through an index, so that a neighbour for whom a hundred thousand rows wait costs no more than
//! one for whom there is one.

use std::collections::HashMap;

use commons::Time;

use super::{Deliveries, Delivery};
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::Writes;

/// After so many milliseconds without a success pushing stops; the walk, or a word from the neighbour, brings it back.
pub const SILENCE: i64 = 14 * Time::DAY;

/// Every origin for which something waits, found by jumping from one to the next; blocked ones and those that are to be
/// left alone are not named. Who fails and stands on the lowest rung is tried because a person wants it.
const ORIGINS: &str = "with recursive waiting (origin) as (\
       select min(origin) from deliveries where settled = 0 and parked = 0 \
       union all \
       select (select min(d.origin) from deliveries d where d.settled = 0 and d.parked = 0 and d.origin > waiting.origin) \
       from waiting where waiting.origin is not null\
     ), next (origin, due, failing) as (\
       select w.origin, \
         (select min(d.due) from deliveries d where d.settled = 0 and d.parked = 0 and d.origin = w.origin), p.failing \
       from waiting w left join peers p on p.origin = w.origin where w.origin is not null \
         and (p.origin is null or (p.stance <> 'blocked' and p.next_try <= $1 \
           and (p.failing is null or p.failing > $2 or p.step = 0)))\
     ) select origin, case when failing is null then 0 else 1 end from next where due <= $1 order by due, origin";

const CLAIM: &str = "update deliveries set attempt = attempt + 1, tried = tried + 1, lease = $3 \
     where settled = 0 and parked = 0 and due <= $2 and lease <= $2 and (inbox, subject) in (\
       select d.inbox, d.subject from deliveries d \
       where d.settled = 0 and d.parked = 0 and d.origin = $1 and d.due <= $2 and d.lease <= $2 \
       order by d.due, d.inbox, d.subject limit $4) \
     returning inbox, subject, origin, sender, want, have, gone, turn, tried, attempt, failures, since";

struct Waiting {
    origin: String,
    failing: bool,
}

impl Row for Waiting {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { origin: row.text()?, failing: row.flag()? })
    }
}

struct InFlight(String, i64);

impl Row for InFlight {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.text()?, row.number()?))
    }
}

impl Deliveries<'_, Writes> {
    /// Frees what a process claimed that died with it. Only for who knows that no other process delivers.
    pub async fn free_leases(&mut self) -> Result<u64, StoreError> {
        self.session.execute(sql("update deliveries set lease = 0 where settled = 0 and lease > 0")).await
    }

    /// Claims up to `limit` deliveries for `lease` milliseconds, the longest waiting neighbours first; for each neighbour
    /// at most `per_origin` are in flight, those of other workers counted. One in difficulties gets one probe.
    ///
    /// What is not reported on in time can be claimed again.
    pub async fn claim(
        &mut self,
        now: Time,
        lease: i64,
        limit: usize,
        per_origin: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.session.claim_alone().await?;
        let in_flight = self.in_flight(now).await?;
        let origins: Vec<Waiting> =
            self.session.all(sql(ORIGINS).bind(now.millis()).bind(now.millis() - SILENCE)).await?;
        let mut claimed = Vec::new();
        for Waiting { origin, failing } in origins {
            let most = if failing { 1 } else { per_origin };
            let free = most
                .saturating_sub(in_flight.get(&origin).copied().unwrap_or_default())
                .min(limit - claimed.len());
            if free > 0 {
                claimed.extend(self.claim_for(origin, now, lease, free).await?);
            }
            if claimed.len() >= limit {
                break;
            }
        }
        Ok(claimed)
    }

    async fn claim_for(
        &mut self,
        origin: String,
        now: Time,
        lease: i64,
        free: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let query = sql(CLAIM).bind(origin).bind(now.millis()).bind(now.plus(lease).millis());
        self.session.all(query.bind(i64::try_from(free).unwrap_or(i64::MAX))).await
    }

    async fn in_flight(&mut self, now: Time) -> Result<HashMap<String, usize>, StoreError> {
        let query =
            sql("select origin, count(*) from deliveries where lease > 0 and lease > $1 group by origin");
        let rows: Vec<InFlight> = self.session.all(query.bind(now.millis())).await?;
        Ok(rows
            .into_iter()
            .map(|InFlight(origin, count)| (origin, usize::try_from(count).unwrap_or_default()))
            .collect())
    }
}
