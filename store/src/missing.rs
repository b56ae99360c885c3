//! Entries that an author no longer shows, and that are too many to be taken out without a person.

use commons::{Iri, Time};

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// What authors no longer show, and a person is asked about.
    Missing
}

/// Those of the follow `$1`, `$2` that wait for an answer and are still here.
macro_rules! open {
    () => {
        " from missing m join entries e on e.iri = m.iri \
         where m.follower = $1 and m.followed = $2 and m.kept = 0 and e.standing = 'published'"
    };
}

impl<M> Missing<'_, M> {
    /// How many of this author's entries a person is to decide about.
    pub async fn count(&mut self, follower: &Iri, followed: &Iri) -> Result<i64, StoreError> {
        let query = sql(concat!("select count(*)", open!()));
        self.session.one(query.bind(follower.as_str()).bind(followed.as_str())).await
    }

    /// Which these are.
    pub async fn open(&mut self, follower: &Iri, followed: &Iri) -> Result<Vec<Iri>, StoreError> {
        let query = sql(concat!("select m.iri", open!(), " order by m.iri"));
        self.session.all(query.bind(follower.as_str()).bind(followed.as_str())).await
    }

    /// Whose entries an organisation of ours is to decide about.
    pub async fn asked_of(&mut self, follower: &Iri) -> Result<Vec<Iri>, StoreError> {
        let query = sql("select distinct m.followed from missing m join entries e on e.iri = m.iri \
             where m.follower = $1 and m.kept = 0 and e.standing = 'published' order by m.followed");
        self.session.all(query.bind(follower.as_str())).await
    }
}

impl Missing<'_, Writes> {
    /// A person is to decide about this entry; what was decided stays decided.
    pub async fn ask(
        &mut self,
        follower: &Iri,
        followed: &Iri,
        iri: &Iri,
        now: Time,
    ) -> Result<(), StoreError> {
        let query =
            sql("insert into missing (follower, followed, iri, since, kept) values ($1, $2, $3, $4, 0) \
             on conflict do nothing");
        let query = query.bind(follower.as_str()).bind(followed.as_str()).bind(iri.as_str());
        self.session.execute(query.bind(now.millis())).await.map(drop)
    }

    /// A person wants what is missing to stay.
    pub async fn keep(&mut self, follower: &Iri, followed: &Iri) -> Result<u64, StoreError> {
        let query = sql("update missing set kept = 1 where follower = $1 and followed = $2 and kept = 0");
        self.session.execute(query.bind(follower.as_str()).bind(followed.as_str())).await
    }

    /// There is nothing to decide about this author any more.
    pub async fn settle(&mut self, follower: &Iri, followed: &Iri) -> Result<u64, StoreError> {
        let query = sql("delete from missing where follower = $1 and followed = $2 and kept = 0");
        self.session.execute(query.bind(follower.as_str()).bind(followed.as_str())).await
    }

    /// Its author shows this entry again.
    pub async fn found(&mut self, iri: &Iri) -> Result<(), StoreError> {
        self.session.execute(sql("delete from missing where iri = $1").bind(iri.as_str())).await.map(drop)
    }
}
