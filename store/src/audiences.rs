//! To which circles entries are addressed.

use commons::{Audience, Entry, Iri};

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// To which circles entries are addressed.
    Audiences
}

impl<M> Audiences<'_, M> {
    /// The circles to which this entry is addressed.
    pub async fn of_entry(&mut self, entry: &Iri) -> Result<Vec<Iri>, StoreError> {
        let query = sql("select circle from audiences where entry = $1 order by circle");
        self.session.all(query.bind(entry.as_str())).await
    }
}

impl Audiences<'_, Writes> {
    /// Writes to whom a new entry is addressed.
    pub(crate) async fn insert(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let Audience::Circles(circles) = &entry.audience else { return Ok(()) };
        for circle in circles {
            let query = sql(
                "insert into audiences (entry, circle, since) values ($1, $2, $3) on conflict do nothing",
            );
            let query = query.bind(entry.iri.as_str()).bind(circle.as_str()).bind(entry.version);
            self.session.execute(query).await?;
        }
        Ok(())
    }

    /// Writes to whom a changed entry is addressed. To whom it was addressed before it has been since then.
    pub(crate) async fn rewrite(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let before = self.of_entry(&entry.iri).await?;
        let after: &[Iri] = match &entry.audience {
            Audience::Circles(circles) => circles,
            _ => &[],
        };
        for gone in before.iter().filter(|circle| !after.contains(circle)) {
            let query = sql("delete from audiences where entry = $1 and circle = $2");
            self.session.execute(query.bind(entry.iri.as_str()).bind(gone.as_str())).await?;
        }
        self.insert(entry).await
    }

    /// Forgets to whom an entry was addressed.
    pub(crate) async fn remove(&mut self, entry: &Iri) -> Result<(), StoreError> {
        self.session
            .execute(sql("delete from audiences where entry = $1").bind(entry.as_str()))
            .await
            .map(drop)
    }
}
