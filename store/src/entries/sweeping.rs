//! Comparing everything we hold of an author with what the author shows.

use commons::{Iri, Origin, Reader, Time};

use super::visibility::{self, addressed};
use super::walk::Stand;
use super::{Check, Entries, EntryRow, Scope, columns};
use crate::StoreError;
use crate::session::sql;
use crate::table::Writes;

/// Whether the author of `e` shows it to the reader `$1`, by what it says of itself. What it hangs under, and what is decided about it on this node, is no
/// difference between the two sides.
macro_rules! shown {
    () => {
        concat!("e.standing = 'published' and ", addressed!("$1", "e"))
    };
}

/// What the author `$2` shows the reader `$1` in the scope `$3`, without what a person wants to stay though its author no longer shows it.
macro_rules! held {
    () => {
        concat!(
            " from entries e where e.author = $2 and ($3 = 'all' or e.audience <> 'public') and ",
            shown!(),
            " and not exists (select 1 from missing m where m.follower = $1 and m.iri = e.iri and m.kept = 1)"
        )
    };
}

impl<M> Entries<'_, M> {
    /// How many entries of an author this follower holds, and their check: what the author should tell it too.
    pub async fn check_held(
        &mut self,
        author: &Iri,
        follower: &Reader,
        scope: Scope,
    ) -> Result<Check, StoreError> {
        let query = sql(concat!("select e.iri, e.version", held!()));
        let query = query.bind(visibility::name(follower)).bind(author.as_str()).bind(scope.code());
        let rows: Vec<Stand> = self.session.all(query).await?;
        let mut check = Check::default();
        rows.iter().for_each(|Stand(iri, version)| check.add(iri, *version));
        Ok(check)
    }

    /// The entry, where its author shows it to this follower.
    pub async fn held(&mut self, iri: &Iri, follower: &Reader) -> Result<Option<EntryRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from entries e where e.iri = $2 and ", shown!()));
        self.session.first(query.bind(visibility::name(follower)).bind(iri.as_str())).await
    }

    /// What this follower holds of an author, and was neither met since then by a walk that compares everything nor came in another way.
    pub async fn unseen(
        &mut self,
        author: &Iri,
        follower: &Reader,
        scope: Scope,
        since: Time,
    ) -> Result<Vec<Iri>, StoreError> {
        let query = sql(concat!(
            "select e.iri",
            held!(),
            " and e.local = 0 and e.seen < $4 and e.received < $4 order by e.iri"
        ));
        let query = query.bind(visibility::name(follower)).bind(author.as_str()).bind(scope.code());
        let query = query.bind(since.millis());
        self.session.all(query).await
    }

    /// What this author elsewhere wrote and is not for everyone.
    pub async fn not_public_by(&mut self, author: &Iri) -> Result<Vec<Iri>, StoreError> {
        let query = sql("select e.iri from entries e where e.author = $1 and e.local = 0 \
             and e.audience <> 'public' and e.standing in ('published', 'held') order by e.iri");
        self.session.all(query.bind(author.as_str())).await
    }

    /// What came from this origin and is not for everyone.
    pub async fn not_public_of(&mut self, origin: &Origin) -> Result<Vec<Iri>, StoreError> {
        let query = sql("select e.iri from entries e join actors a on a.iri = e.author where a.origin = $1 \
             and e.local = 0 and e.audience <> 'public' and e.standing in ('published', 'held') order by e.iri");
        self.session.all(query.bind(origin.as_str())).await
    }
}

impl Entries<'_, Writes> {
    /// A walk that compares everything meets this entry of the author.
    pub async fn see(&mut self, iri: &Iri, author: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql("update entries set seen = $3 where iri = $1 and author = $2");
        let query = query.bind(iri.as_str()).bind(author.as_str()).bind(now.millis());
        self.session.execute(query).await.map(drop)
    }
}
