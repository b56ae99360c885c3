//! What entries refer to. The target may be unknown here, now or for ever, so the order of arrival is free.

use std::collections::BTreeSet;

use commons::{Entry, Iri};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A reference: the word for it and its target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// `became`, `about`, `adopts`, `parent` ...
    pub kind: String,
    /// What is referred to.
    pub target: Iri,
}

impl Row for Reference {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { kind: row.text()?, target: row.iri()? })
    }
}

table! {
    /// What entries refer to.
    Links
}

impl<M> Links<'_, M> {
    /// What this entry refers to.
    pub async fn from(&mut self, source: &Iri) -> Result<Vec<Reference>, StoreError> {
        self.session.all(sql("select kind, target from links where source = $1").bind(source.as_str())).await
    }
}

impl Links<'_, Writes> {
    /// Writes what a new entry refers to.
    pub(crate) async fn insert(&mut self, entry: &Entry) -> Result<(), StoreError> {
        for (kind, target) in entry.references() {
            let query =
                sql("insert into links (source, kind, target) values ($1, $2, $3) on conflict do nothing");
            self.session.execute(query.bind(entry.iri.as_str()).bind(kind).bind(target.as_str())).await?;
        }
        Ok(())
    }

    /// Writes what a changed entry refers to, if that is something else than before.
    pub(crate) async fn rewrite(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let before: BTreeSet<_> = self.from(&entry.iri).await?.into_iter().collect();
        let after: BTreeSet<_> = entry
            .references()
            .into_iter()
            .map(|(kind, target)| Reference { kind: kind.to_owned(), target: target.clone() })
            .collect();
        if before == after {
            return Ok(());
        }
        self.remove(&entry.iri).await?;
        self.insert(entry).await
    }

    /// Forgets what an entry referred to.
    pub(crate) async fn remove(&mut self, source: &Iri) -> Result<(), StoreError> {
        self.session.execute(sql("delete from links where source = $1").bind(source.as_str())).await.map(drop)
    }
}
