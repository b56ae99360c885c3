//! The walks of ours: who walks one at present, and whether both sides hold the same. How far it has come stands in the follow, or beside the circles
//! that are shared.

use commons::{Iri, Time};

use crate::StoreError;
use crate::entries::Scope;
use crate::follows::FollowRow;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// Why one of ours reads the changes of an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// It follows him: whatever he shows it is read.
    Follow,
    /// It shares a circle with him: only what is addressed to circles is read.
    Circle,
}

impl Bond {
    /// What of the author's entries is read for its sake.
    pub fn scope(self) -> Scope {
        match self {
            Self::Follow => Scope::All,
            Self::Circle => Scope::Closed,
        }
    }
}

/// Whose walk it is, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which one of ours reads.
    pub reader: Iri,
    /// Whose changes.
    pub author: Iri,
    /// Why.
    pub bond: Bond,
    /// Where it has come to.
    pub cursor: Option<String>,
    /// When it last reached the end.
    pub walked: Option<Time>,
}

impl From<FollowRow> for Place {
    fn from(follow: FollowRow) -> Self {
        let FollowRow { follower, followed, cursor, walked, .. } = follow;
        Self { reader: follower, author: followed, bond: Bond::Follow, cursor, walked }
    }
}

/// A walk as it is kept. One that never began has the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkRow {
    /// Until when a process walks it.
    pub lease: Time,
    /// The epoch of the author's memory, as it was last told.
    pub epoch: Option<String>,
    /// Since when everything is walked anew, to compare it.
    pub sweep: Option<Time>,
    /// When that last came to its end.
    pub swept: Option<Time>,
    /// How many entries it set right.
    pub repaired: i64,
    /// Since when both sides do not hold the same.
    pub differs: Option<Time>,
    /// How often in a row it could not go on, through no fault of the way there.
    pub failures: i64,
    /// Since when the author's own address says that it is gone.
    pub gone: Option<Time>,
}

impl Row for WalkRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            lease: row.time()?,
            epoch: row.text_or_null()?,
            sweep: row.time_or_null()?,
            swept: row.time_or_null()?,
            repaired: row.number()?,
            differs: row.time_or_null()?,
            failures: row.number()?,
            gone: row.time_or_null()?,
        })
    }
}

table! {
    /// The walks of ours.
    Walks
}

impl<M> Walks<'_, M> {
    /// The walk between these two.
    pub async fn between(&mut self, follower: &Iri, followed: &Iri) -> Result<WalkRow, StoreError> {
        let query = sql("select lease, epoch, sweep, swept, repaired, differs, failures, gone from walks \
             where follower = $1 and followed = $2");
        let row = self.session.first(query.bind(follower.as_str()).bind(followed.as_str())).await?;
        Ok(row.unwrap_or_default())
    }
}

impl Walks<'_, Writes> {
    /// Takes a walk that is due by then, from now until the lease ends. Tells whether nobody else has it.
    pub async fn claim(
        &mut self,
        follower: &Iri,
        followed: &Iri,
        now: Time,
        due_by: Time,
        lease: Time,
    ) -> Result<bool, StoreError> {
        let query = sql("insert into walks (follower, followed, lease, repaired, failures) \
             select f.follower, f.followed, $4, 0, 0 from follows f \
             where f.follower = $1 and f.followed = $2 and f.answer = 'accepted' and f.walk_due <= $3 \
             on conflict (follower, followed) do update set lease = excluded.lease where walks.lease <= $5 returning 1");
        let query = query.bind(follower.as_str()).bind(followed.as_str()).bind(due_by.millis());
        Ok(self.session.first::<i64>(query.bind(lease.millis()).bind(now.millis())).await?.is_some())
    }

    /// The same for a walk of somebody with whom a circle is shared.
    pub async fn claim_in_circle(
        &mut self,
        member: &Iri,
        author: &Iri,
        now: Time,
        due_by: Time,
        lease: Time,
    ) -> Result<bool, StoreError> {
        let query = sql("insert into walks (follower, followed, lease, repaired, failures) \
             select m.iri, o.iri, $4, 0, 0 from actors m join actors o on o.iri = $2 where m.iri = $1 and not exists (\
             select 1 from circle_walks c where c.member = $1 and c.author = $2 and c.due > $3) \
             on conflict (follower, followed) do update set lease = excluded.lease where walks.lease <= $5 returning 1");
        let query = query.bind(member.as_str()).bind(author.as_str()).bind(due_by.millis());
        Ok(self.session.first::<i64>(query.bind(lease.millis()).bind(now.millis())).await?.is_some())
    }

    /// Writes down how the walk stands.
    pub async fn put(&mut self, follower: &Iri, followed: &Iri, walk: &WalkRow) -> Result<(), StoreError> {
        let query = sql(
            "insert into walks (follower, followed, lease, epoch, sweep, swept, repaired, differs, failures, gone) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (follower, followed) do update set \
             lease = excluded.lease, epoch = excluded.epoch, sweep = excluded.sweep, swept = excluded.swept, \
             repaired = excluded.repaired, differs = excluded.differs, failures = excluded.failures, gone = excluded.gone",
        );
        let millis = |time: Option<Time>| time.map(Time::millis);
        let query = query.bind(follower.as_str()).bind(followed.as_str()).bind(walk.lease.millis());
        let query = query.bind(walk.epoch.as_deref()).bind(millis(walk.sweep)).bind(millis(walk.swept));
        let query = query.bind(walk.repaired).bind(millis(walk.differs)).bind(walk.failures);
        self.session.execute(query.bind(millis(walk.gone))).await.map(drop)
    }

    /// Frees what a process walked that died with it. Only for who knows that no other process walks.
    pub async fn free_leases(&mut self) -> Result<u64, StoreError> {
        self.session.execute(sql("update walks set lease = 0 where lease > 0")).await
    }
}
