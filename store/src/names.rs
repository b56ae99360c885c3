//! Which services and which software entries name, by keys under which different spellings are one.

use commons::naming::named;
use commons::{Entry, Iri, Kind, Reader};

use crate::StoreError;
use crate::entries::visibility::{self, readable};
use crate::entries::{EntryRow, columns};
use crate::session::sql;
use crate::table::{Writes, table};

/// Entries read at once when the table is filled.
const PAGE: i64 = 500;

table! {
    /// Which services and which software entries name.
    Names
}

impl<M> Names<'_, M> {
    /// The projects and adoptions that name what has this key, by this name or by an address that somebody gives for it; newest first.
    pub async fn naming(
        &mut self,
        key: &str,
        reader: &Reader,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.iri in (select n.entry from names n where (n.kind = 'name' and n.key = $2) \
             or (n.kind = 'address' and n.key in (select a.key from names a join names b on b.entry = a.entry \
               and b.place = a.place where b.kind = 'name' and b.key = $2 and a.kind = 'address'))) and ",
            readable!(),
            " order by e.published desc, e.id desc limit $3"
        ));
        self.session
            .all(query.bind(visibility::name(reader).to_owned()).bind(key.to_owned()).bind(limit))
            .await
    }

    /// Whether nothing is named yet, as before the table was there.
    pub async fn are_empty(&mut self) -> Result<bool, StoreError> {
        Ok(self.session.first::<i64>(sql("select 1 from names limit 1")).await?.is_none())
    }
}

impl Names<'_, Writes> {
    /// Writes what a new entry names.
    pub(crate) async fn insert(&mut self, entry: &Entry) -> Result<(), StoreError> {
        for (place, named) in (0_i64..).zip(named(entry)) {
            let addresses = named.addresses.into_iter().map(|address| ("address", address));
            for (kind, key) in [("name", named.key)].into_iter().chain(addresses) {
                let query = sql(
                    "insert into names (entry, place, kind, key) values ($1, $2, $3, $4) on conflict do nothing",
                );
                let query = query.bind(entry.iri.as_str().to_owned()).bind(place).bind(kind).bind(key);
                self.session.execute(query).await?;
            }
        }
        Ok(())
    }

    /// Writes what a changed entry names now.
    pub(crate) async fn rewrite(&mut self, entry: &Entry) -> Result<(), StoreError> {
        if matches!(entry.kind(), Kind::Project | Kind::Adoption) {
            self.remove(&entry.iri).await?;
            self.insert(entry).await?;
        }
        Ok(())
    }

    /// Forgets what an entry named.
    pub(crate) async fn remove(&mut self, entry: &Iri) -> Result<(), StoreError> {
        self.session.execute(sql("delete from names where entry = $1").bind(entry.as_str())).await.map(drop)
    }

    /// Writes what the entries name that were there before the table was: the page after this number of change. Gives the number to go on from; none at
    /// the end.
    pub async fn fill(&mut self, after: i64) -> Result<Option<i64>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.changed > $1 and e.kind in ('project', 'adoption') and e.body <> '' \
             order by e.changed limit $2"
        ));
        let rows: Vec<EntryRow> = self.session.all(query.bind(after).bind(PAGE)).await?;
        for row in &rows {
            self.insert(&row.entry()?).await?;
        }
        Ok(rows.last().map(|row| row.changed))
    }
}
