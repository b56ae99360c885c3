//! Finding actors: by id, by address, by host.

use commons::Iri;

use super::{ActorRow, Actors, columns};
use crate::StoreError;
use crate::session::sql;

/// One of ours, one that one of ours follows, or one of whom something is published here: nobody becomes known to all by
/// asking to follow. And nobody who was hidden.
macro_rules! shown {
    () => {
        concat!(
            "a.standing = 'published' and not ",
            $crate::reports::hidden!("a.iri"),
            " and (a.local = 1 or exists (select 1 from follows f join actors o on o.iri = f.follower \
             where f.followed = a.iri and f.answer = 'accepted' and o.local = 1) \
             or exists (select 1 from entries e where e.author = a.iri and e.standing = 'published'))"
        )
    };
}

impl<M> Actors<'_, M> {
    /// The actor by this id, gone or not.
    pub async fn by_iri(&mut self, iri: &Iri) -> Result<Option<ActorRow>, StoreError> {
        self.session
            .first(sql(concat!("select ", columns!(), " from actors a where a.iri = $1")).bind(iri.as_str()))
            .await
    }

    /// The actor behind `handle@host`.
    pub async fn by_address(&mut self, handle: &str, host: &str) -> Result<Option<ActorRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from actors a where a.host = $1 and a.handle = $2 and a.standing = 'published' order by a.local desc limit 1"
        ));
        self.session.first(query.bind(host).bind(handle)).await
    }

    /// The organisation whose followers are this collection.
    pub async fn by_followers(&mut self, followers: &Iri) -> Result<Option<ActorRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from actors a where a.followers = $1 limit 1"));
        self.session.first(query.bind(followers.as_str())).await
    }

    /// Our organisation on this host.
    pub async fn local_by_host(&mut self, host: &str) -> Result<Option<ActorRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from actors a where a.host = $1 and a.local = 1 and a.role = 'organisation'"
        ));
        self.session.first(query.bind(host)).await
    }

    /// Our organisation of this short name; with several hosts of one name the one that came first.
    pub async fn local_by_handle(&mut self, handle: &str) -> Result<Option<ActorRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from actors a where a.local = 1 and a.handle = $1 and a.role = 'organisation' order by a.fetched limit 1"
        ));
        self.session.first(query.bind(handle)).await
    }

    /// All of ours, organisations and the actors that sign our fetches, in the order in which they came.
    pub async fn local_all(&mut self) -> Result<Vec<ActorRow>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from actors a where a.local = 1 order by a.fetched, a.iri"));
        self.session.all(query).await
    }

    /// Every organisation that may be shown, at most 10,000. Sorting by name is the asker's: the engines sort text
    /// differently.
    pub async fn organisations(&mut self) -> Result<Vec<ActorRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from actors a where a.role = 'organisation' and ",
            shown!(),
            " order by a.iri limit 10000"
        ));
        self.session.all(query).await
    }

    /// Whether this actor may be shown and found.
    pub async fn is_shown(&mut self, iri: &Iri) -> Result<bool, StoreError> {
        let query = sql(concat!("select 1 from actors a where a.iri = $1 and ", shown!()));
        Ok(self.session.first::<i64>(query.bind(iri.as_str())).await?.is_some())
    }

    /// What has changed after this number, in the order of the changes.
    pub async fn changed_since(&mut self, number: i64, limit: i64) -> Result<Vec<ActorRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from actors a where a.changed > $1 order by a.changed limit $2"
        ));
        self.session.all(query.bind(number).bind(limit)).await
    }
}
