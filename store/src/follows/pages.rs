//! Connections of one organisation, page by page, the newest first.

use commons::Iri;

use super::{FollowRow, Follows, columns};
use crate::session::sql;
use crate::{Cursor, StoreError};

/// Actors of blocked neighbours: what they ask waits for nobody.
macro_rules! of_blocked {
    () => {
        "(select a.iri from actors a join peers p on p.origin = a.origin where p.stance = 'blocked')"
    };
}

impl<M> Follows<'_, M> {
    /// Who asks to follow this organisation and has no answer yet.
    pub async fn requests(
        &mut self,
        followed: &Iri,
        before: &Cursor,
        limit: i64,
    ) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f where f.followed = $1 and f.answer = 'asked' and f.follower not in ",
            of_blocked!(),
            " and (f.asked < $2 or (f.asked = $2 and f.id < $3)) order by f.asked desc, f.id desc limit $4"
        ));
        let (time, id) = before.parts();
        self.session.all(query.bind(followed.as_str()).bind(time).bind(id).bind(limit)).await
    }

    /// How many ask; counted up to `most`.
    pub async fn count_requests(&mut self, followed: &Iri, most: i64) -> Result<i64, StoreError> {
        let query = sql(concat!(
            "select count(*) from (select 1 from follows f where f.followed = $1 and f.answer = 'asked' and f.follower not in ",
            of_blocked!(),
            " limit $2) asking"
        ));
        self.session.one(query.bind(followed.as_str()).bind(most)).await
    }

    /// Who was let in by this organisation.
    pub async fn readers(
        &mut self,
        followed: &Iri,
        before: &Cursor,
        limit: i64,
    ) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f where f.followed = $1 and f.answer = 'accepted' \
             and (f.asked < $2 or (f.asked = $2 and f.id < $3)) order by f.asked desc, f.id desc limit $4"
        ));
        let (time, id) = before.parts();
        self.session.all(query.bind(followed.as_str()).bind(time).bind(id).bind(limit)).await
    }

    /// Whom this organisation follows or asked to follow, whatever the answer, until it ends it.
    pub async fn followings(
        &mut self,
        follower: &Iri,
        before: &Cursor,
        limit: i64,
    ) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f where f.follower = $1 and f.answer <> 'ended' \
             and (f.asked < $2 or (f.asked = $2 and f.id < $3)) order by f.asked desc, f.id desc limit $4"
        ));
        let (time, id) = before.parts();
        self.session.all(query.bind(follower.as_str()).bind(time).bind(id).bind(limit)).await
    }

    /// How many those are.
    pub async fn count_followings(&mut self, follower: &Iri) -> Result<i64, StoreError> {
        let query = sql("select count(*) from follows where follower = $1 and answer <> 'ended'");
        self.session.one(query.bind(follower.as_str())).await
    }

    /// What stands between this organisation and actors of this origin, both ways, ended or not.
    pub async fn with_origin(
        &mut self,
        organisation: &Iri,
        origin: &commons::Origin,
        limit: i64,
    ) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f join actors a on a.iri = case when f.follower = $1 then f.followed else f.follower end \
             where (f.follower = $1 or f.followed = $1) and a.origin = $2 order by f.asked desc, f.id desc limit $3"
        ));
        self.session.all(query.bind(organisation.as_str()).bind(origin.as_str()).bind(limit)).await
    }
}
