//! The walks of those we follow: which are due, and how far each has come. Everyone of ours walks for itself, since not all may read the same.

use commons::{Iri, Origin, Time};

use super::{FollowRow, Follows, columns};
use crate::StoreError;
use crate::deliveries::SILENCE;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::Writes;
use crate::walks::Place;

/// When a walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkDue {
    /// It has not come to the end yet.
    GoesOn(Time),
    /// It reached the end at the first of these times and begins again at the second.
    Reached(Time, Time),
}

impl WalkDue {
    /// As columns: when the end was reached, if it was, and when the walk goes on.
    pub(crate) fn moments(self) -> (Option<i64>, i64) {
        match self {
            Self::GoesOn(next) => (None, next.millis()),
            Self::Reached(now, next) => (Some(now.millis()), next.millis()),
        }
    }
}

/// A walk that is due.
#[derive(Clone, Debug)]
pub struct DueWalk {
    /// Whose, and how far it has come.
    pub place: Place,
    /// Whether the neighbour is in difficulties: one at a time shows whether it is back.
    pub is_probe: bool,
}

impl Row for DueWalk {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { is_probe: row.flag()?, place: FollowRow::read(row)?.into() })
    }
}

/// Whether nobody walks `w` at the time `$1`, and the peer `p` may be asked then. `$2` is since when a silent peer is not written to.
macro_rules! may_walk {
    () => {
        "(w.lease is null or w.lease <= $1) \
         and (p.origin is null or (p.stance <> 'blocked' and (p.failing is null or (p.next_try <= $1 \
           and (p.step = 0 or p.failing <= $2 or not exists (select 1 from deliveries d \
                where d.settled = 0 and d.parked = 0 and d.origin = p.origin and d.due <= $1))))))"
    };
}
pub(crate) use may_walk;

impl<M> Follows<'_, M> {
    /// The walks that are due and that nobody walks at present, the longest waiting first. Of blocked neighbours nothing is read. One in
    /// difficulties is left alone as its ladder says, and while there is a letter to try it with.
    pub async fn walk_due(&mut self, now: Time, limit: i64) -> Result<Vec<DueWalk>, StoreError> {
        let query = sql(concat!(
            "select case when p.failing is null then 0 else 1 end, ",
            columns!(),
            " from follows f join actors o on o.iri = f.follower join actors t on t.iri = f.followed \
             left join walks w on w.follower = f.follower and w.followed = f.followed \
             left join peers p on p.origin = t.origin \
             where f.answer = 'accepted' and o.local = 1 and t.local = 0 and t.standing = 'published' and f.walk_due <= $1 \
             and ",
            may_walk!(),
            " order by f.walk_due, f.id limit $3"
        ));
        self.session.all(query.bind(now.millis()).bind(now.millis() - SILENCE).bind(limit)).await
    }

    /// How far another one of ours has walked the same author to the end: whoever joins later need not begin where it began.
    pub async fn shared_cursor(&mut self, followed: &Iri) -> Result<Option<String>, StoreError> {
        let query =
            sql("select f.cursor from follows f join actors o on o.iri = f.follower where f.followed = $1 \
             and f.answer = 'accepted' and o.local = 1 and f.walked is not null and f.cursor is not null \
             order by f.walked desc limit 1");
        self.session.first(query.bind(followed.as_str())).await
    }
}

impl Follows<'_, Writes> {
    /// Notes where this walk has come to, and when it goes on.
    pub async fn set_walk(
        &mut self,
        follower: &Iri,
        followed: &Iri,
        cursor: Option<&str>,
        due: WalkDue,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        let (reached, next) = due.moments();
        let query = sql(
            "update follows set cursor = $3, walk_due = $4, walk_error = $5, walked = coalesce($6, walked) \
             where follower = $1 and followed = $2",
        );
        let query = query.bind(follower.as_str()).bind(followed.as_str()).bind(cursor);
        self.session.execute(query.bind(next).bind(error).bind(reached)).await.map(drop)
    }

    /// Lets the walks of everybody on this origin begin now. Tells how many connections that concerns.
    pub async fn hurry_walks(&mut self, origin: &Origin, now: Time) -> Result<u64, StoreError> {
        let query = sql("update circle_walks set due = $2 where due > $2 \
             and author in (select iri from actors where origin = $1 and local = 0)");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await?;
        let query = sql("update follows set walk_due = $2 where answer = 'accepted' and walk_due > $2 \
             and follower in (select iri from actors where local = 1) \
             and followed in (select iri from actors where origin = $1 and local = 0)");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await
    }

    /// The same for those that went wrong last: whoever was away is there again.
    pub async fn hurry_failed_walks(&mut self, origin: &Origin, now: Time) -> Result<u64, StoreError> {
        let query = sql("update circle_walks set due = $2 where due > $2 and error is not null \
             and author in (select iri from actors where origin = $1 and local = 0)");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await?;
        let query = sql(
            "update follows set walk_due = $2 where answer = 'accepted' and walk_due > $2 and walk_error is not null \
             and follower in (select iri from actors where local = 1) \
             and followed in (select iri from actors where origin = $1 and local = 0)",
        );
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await
    }

    /// Lets the walks of this author begin now, whoever of ours walks.
    pub async fn hurry_walks_of(&mut self, followed: &Iri, now: Time) -> Result<u64, StoreError> {
        let query = sql("update circle_walks set due = $2 where due > $2 and author = $1");
        self.session.execute(query.bind(followed.as_str()).bind(now.millis())).await?;
        let query = sql("update follows set walk_due = $2 where answer = 'accepted' and walk_due > $2 \
             and followed = $1 and follower in (select iri from actors where local = 1)");
        self.session.execute(query.bind(followed.as_str()).bind(now.millis())).await
    }

    /// Lets the walks of this one of ours begin now, whomever it follows.
    pub async fn hurry_own_walks(&mut self, follower: &Iri, now: Time) -> Result<u64, StoreError> {
        let query = sql("update circle_walks set due = $2 where due > $2 and member = $1");
        self.session.execute(query.bind(follower.as_str()).bind(now.millis())).await?;
        let query = sql(
            "update follows set walk_due = $2 where answer = 'accepted' and walk_due > $2 and follower = $1",
        );
        self.session.execute(query.bind(follower.as_str()).bind(now.millis())).await
    }

    /// Lets every walk of authors on this origin begin where it once began, as soon as it is due.
    pub async fn begin_walks_anew(&mut self, origin: &Origin) -> Result<u64, StoreError> {
        let query = sql("update circle_walks set cursor = null where cursor is not null \
             and author in (select iri from actors where origin = $1 and local = 0)");
        self.session.execute(query.bind(origin.as_str())).await?;
        let query = sql("update follows set cursor = null where cursor is not null \
             and follower in (select iri from actors where local = 1) \
             and followed in (select iri from actors where origin = $1 and local = 0)");
        self.session.execute(query.bind(origin.as_str())).await
    }
}
