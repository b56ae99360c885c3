//! Taking what is due, so that no two workers send the same.
//!
//! First a round is drawn up: every neighbour for whom something waits, the longest waiting first. They are found by jumping through an index
//! from one to the next, so that a neighbour for whom a hundred thousand rows wait costs no more than one for whom there is one. A round
//! is drawn up beside whoever writes, and serves many claims; what can have changed since, each claim asks again.

use std::collections::HashMap;

use commons::{Origin, Time};

use super::{Deliveries, Delivery};
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::Writes;

/// After so many milliseconds without a success pushing stops; the walk, or a word from the neighbour, brings it back.
pub const SILENCE: i64 = 14 * Time::DAY;

/// Every origin for which something waits, found by jumping from one to the next; blocked ones and those that are to be
/// left alone are not named. Who fails and stands on the lowest rung is tried because a person wants it.
const ROUND: &str = "with recursive waiting (origin) as (\
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

/// The row is found by its key. What is asked of it once more, since another may have changed it meanwhile, stands behind a plus: SQLite would look for
/// it through the index of all that waits, and every claim would cost as much as there is of that.
const CLAIM: &str = "update deliveries set attempt = attempt + 1, tried = tried + 1, lease = $3 \
     where +settled = 0 and +parked = 0 and +due <= $2 and +lease <= $2 and (inbox, subject) in (\
       select d.inbox, d.subject from deliveries d \
       where d.settled = 0 and d.parked = 0 and d.origin = $1 and d.due <= $2 and d.lease <= $2 \
       and not exists (select 1 from peers p where p.origin = $1 and (p.stance = 'blocked' or p.next_try > $2)) \
       order by d.due, d.inbox, d.subject limit $4) \
     returning inbox, subject, origin, sender, want, have, gone, turn, tried, attempt, failures, since";

/// A neighbour whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub origin: Origin,
    /// Whether nothing came through the last time.
    pub failing: bool,
}

impl Row for Turn {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { origin: row.origin()?, failing: row.flag()? })
    }
}

/// How a claim is made.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The present instant.
    pub now: Time,
    /// For how many milliseconds the rows belong to who claims them. What is not reported on by then can be claimed again.
    pub lease: i64,
    /// No more rows than these.
    pub limit: usize,
    /// No more in flight for each neighbour than these, those of other workers counted. One in difficulties gets one probe.
    pub per_origin: usize,
}

/// What a claim gave.
#[derive(Clone, Debug, Default)]
pub struct Claimed {
    /// The rows.
    pub rows: Vec<Delivery>,
    /// So many of the turns have been taken.
    pub turns: usize,
}

struct InFlight(String, i64);

impl Row for InFlight {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.text()?, row.number()?))
    }
}

impl<M> Deliveries<'_, M> {
    /// Everyone for whom something is due, the longest waiting first.
    pub async fn round(&mut self, now: Time) -> Result<Vec<Turn>, StoreError> {
        self.session.all(sql(ROUND).bind(now.millis()).bind(now.millis() - SILENCE)).await
    }
}

impl Deliveries<'_, Writes> {
    /// Frees what a process claimed that died with it. Only for who knows that no other process delivers.
    pub async fn free_leases(&mut self) -> Result<u64, StoreError> {
        self.session.execute(sql("update deliveries set lease = 0 where settled = 0 and lease > 0")).await
    }

    /// Claims what is due for those whose turn it is, one after another until there are enough rows.
    pub async fn claim(&mut self, turns: &[Turn], claim: Claim) -> Result<Claimed, StoreError> {
        self.session.claim_alone().await?;
        let in_flight = self.in_flight(claim.now).await?;
        let mut claimed = Claimed::default();
        for turn in turns {
            let room = claim.limit.saturating_sub(claimed.rows.len());
            if room == 0 {
                break;
            }
            let most = if turn.failing { 1 } else { claim.per_origin };
            let away = in_flight.get(turn.origin.as_str()).copied().unwrap_or_default();
            let free = most.saturating_sub(away).min(room);
            if free > 0 {
                claimed.rows.extend(self.claim_for(&turn.origin, claim, free).await?);
            }
            claimed.turns += 1;
        }
        Ok(claimed)
    }

    async fn claim_for(
        &mut self,
        origin: &Origin,
        claim: Claim,
        free: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let until = claim.now.plus(claim.lease);
        let query = sql(CLAIM).bind(origin.as_str()).bind(claim.now.millis()).bind(until.millis());
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
