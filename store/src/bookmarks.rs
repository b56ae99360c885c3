//! What people want to find again. Everybody has a list of their own.

use commons::{Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// An entry on somebody's reading list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookmarkRow {
    /// The entry; it may be gone by now.
    pub entry: Iri,
    /// What its reader noted.
    pub note: String,
    /// Since when it is on the list.
    pub created: Time,
}

impl Row for BookmarkRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { entry: row.iri()?, note: row.text()?, created: row.time()? })
    }
}

table! {
    /// What people want to find again.
    Bookmarks
}

impl<M> Bookmarks<'_, M> {
    /// The list of this person, newest first.
    pub async fn of_person(&mut self, person: &str, limit: i64) -> Result<Vec<BookmarkRow>, StoreError> {
        let query = sql(
            "select entry, note, created from bookmarks where person = $1 order by created desc, entry limit $2",
        );
        self.session.all(query.bind(person).bind(limit)).await
    }

    /// What this person noted about this entry, if it is on the list.
    pub async fn one(&mut self, person: &str, entry: &Iri) -> Result<Option<BookmarkRow>, StoreError> {
        let query = sql("select entry, note, created from bookmarks where person = $1 and entry = $2");
        self.session.first(query.bind(person).bind(entry.as_str())).await
    }

    /// How long the list of this person is.
    pub async fn count(&mut self, person: &str) -> Result<i64, StoreError> {
        self.session.one(sql("select count(*) from bookmarks where person = $1").bind(person)).await
    }
}

impl Bookmarks<'_, Writes> {
    /// Puts an entry on the list, or replaces the note about it.
    pub async fn put(&mut self, person: &str, entry: &Iri, note: &str, now: Time) -> Result<(), StoreError> {
        let query = sql("insert into bookmarks (person, entry, note, created) values ($1, $2, $3, $4) \
             on conflict (person, entry) do update set note = excluded.note");
        let query = query.bind(person).bind(entry.as_str()).bind(note).bind(now.millis());
        self.session.execute(query).await.map(drop)
    }

    /// Takes an entry off the list. Tells whether it was there.
    pub async fn remove(&mut self, person: &str, entry: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from bookmarks where person = $1 and entry = $2");
        Ok(self.session.execute(query.bind(person).bind(entry.as_str())).await? > 0)
    }
}
