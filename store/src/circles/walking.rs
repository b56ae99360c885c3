//! The walks of those with whom one of ours shares a circle and whom it does not follow: which are due, and how far each has come.

use commons::{Iri, Time};

use super::Circles;
use crate::StoreError;
use crate::deliveries::SILENCE;
use crate::follows::{DueWalk, WalkDue, may_walk};
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::Writes;
use crate::walks::{Bond, Place};

/// A walk that is due, behind the time since when it is.
struct Due(DueWalk);

impl Row for Due {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        row.number()?;
        let is_probe = row.flag()?;
        let (reader, author, bond) = (row.iri()?, row.iri()?, Bond::Circle);
        let place = Place { reader, author, bond, cursor: row.text_or_null()?, walked: row.time_or_null()? };
        Ok(Self(DueWalk { place, is_probe }))
    }
}

impl<M> Circles<'_, M> {
    /// The walks that are due and that nobody walks at present, the longest waiting first. Whoever follows walks all there is, and needs no other.
    pub async fn walk_due(&mut self, now: Time, limit: i64) -> Result<Vec<DueWalk>, StoreError> {
        let query = sql(concat!(
            "select distinct coalesce(c.due, 0), case when p.failing is null then 0 else 1 end, o.iri, t.iri, c.cursor, c.walked \
             from circle_members s join actors o on o.iri = s.member join circle_members m on m.circle = s.circle \
             join actors t on t.iri = m.member left join circle_walks c on c.member = s.member and c.author = m.member \
             left join walks w on w.follower = s.member and w.followed = m.member left join peers p on p.origin = t.origin \
             where s.answer = 'accepted' and m.answer = 'accepted' and o.local = 1 and t.local = 0 \
             and t.standing = 'published' and t.changes is not null and coalesce(c.due, 0) <= $1 \
             and not exists (select 1 from follows f where f.follower = s.member and f.followed = m.member and f.answer = 'accepted') and ",
            may_walk!(),
            " order by 1, 3, 4 limit $3"
        ));
        let query = query.bind(now.millis()).bind(now.millis() - SILENCE).bind(limit);
        let due: Vec<Due> = self.session.all(query).await?;
        Ok(due.into_iter().map(|Due(walk)| walk).collect())
    }

    /// Whether these two belong to one circle.
    pub async fn share_one(&mut self, one: &Iri, other: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from circle_members a join circle_members b on b.circle = a.circle \
             where a.member = $1 and b.member = $2 and a.answer = 'accepted' and b.answer = 'accepted' limit 1");
        Ok(self.session.first::<i64>(query.bind(one.as_str()).bind(other.as_str())).await?.is_some())
    }
}

impl Circles<'_, Writes> {
    /// Notes where this walk has come to, and when it goes on.
    pub async fn set_walk(
        &mut self,
        member: &Iri,
        author: &Iri,
        cursor: Option<&str>,
        due: WalkDue,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        let (reached, next) = due.moments();
        let query = sql(
            "insert into circle_walks (member, author, cursor, due, walked, error) values ($1, $2, $3, $4, $5, $6) \
             on conflict (member, author) do update set cursor = excluded.cursor, due = excluded.due, \
             walked = coalesce(excluded.walked, circle_walks.walked), error = excluded.error",
        );
        let query = query.bind(member.as_str()).bind(author.as_str()).bind(cursor).bind(next);
        self.session.execute(query.bind(reached).bind(error)).await.map(drop)
    }
}
