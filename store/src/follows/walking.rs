//! The walks of those we follow: who is due, and how far each has come. One walk per followed organisation, whoever of
//! ours follows it.

use commons::{Iri, Origin, Time};

use super::{FollowRow, Follows, columns};
use crate::StoreError;
use crate::session::sql;
use crate::table::Writes;

/// When a walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkDue {
    /// It has not come to the end yet.
    GoesOn(Time),
    /// It reached the end at the first of these times and begins again at the second.
    Reached(Time, Time),
}

impl<M> Follows<'_, M> {
    /// The walks that are due, the longest waiting first. Of blocked neighbours nothing is read.
    pub async fn walk_due(&mut self, now: Time, limit: i64) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f join actors o on o.iri = f.follower join actors t on t.iri = f.followed \
             where f.answer = 'accepted' and o.local = 1 and t.local = 0 and t.standing = 'published' and f.walk_due <= $1 \
             and not exists (select 1 from peers p where p.origin = t.origin and p.stance = 'blocked') \
             and not exists (select 1 from follows g join actors h on h.iri = g.follower where g.followed = f.followed \
                             and g.answer = 'accepted' and h.local = 1 and g.id < f.id) \
             order by f.walk_due, f.id limit $2"
        ));
        self.session.all(query.bind(now.millis()).bind(limit)).await
    }
}

impl Follows<'_, Writes> {
    /// Notes where the walk of this organisation has come to, and when it goes on.
    pub async fn set_walk(
        &mut self,
        followed: &Iri,
        cursor: Option<&str>,
        due: WalkDue,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        let (reached, next) = match due {
            WalkDue::GoesOn(next) => (None, next),
            WalkDue::Reached(now, next) => (Some(now.millis()), next),
        };
        let query = sql(
            "update follows set cursor = $2, walk_due = $3, walk_error = $4, walked = coalesce($5, walked) \
             where followed = $1 and follower in (select iri from actors where local = 1)",
        );
        let query = query.bind(followed.as_str()).bind(cursor).bind(next.millis()).bind(error).bind(reached);
        self.session.execute(query).await.map(drop)
    }

    /// Lets the walks of everybody on this origin begin now. Tells how many connections that concerns.
    pub async fn hurry_walks(&mut self, origin: &Origin, now: Time) -> Result<u64, StoreError> {
        let query = sql("update follows set walk_due = $2 where answer = 'accepted' and walk_due > $2 \
             and follower in (select iri from actors where local = 1) \
             and followed in (select iri from actors where origin = $1 and local = 0)");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await
    }
}
