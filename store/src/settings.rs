//! What each organisation of this node has decided about itself.

use commons::{Iri, Settings};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// What organisations have decided about themselves.
    OrganisationSettings
}

impl<M> OrganisationSettings<'_, M> {
    /// What this organisation has decided; the defaults where it has decided nothing.
    pub async fn of_organisation(&mut self, organisation: &Iri) -> Result<Settings, StoreError> {
        let query = sql("select body from settings where organisation = $1").bind(organisation.as_str());
        match self.session.first::<String>(query).await? {
            Some(body) => serde_json::from_str(&body).map_err(StoreError::failed),
            None => Ok(Settings::default()),
        }
    }

    /// What every organisation has decided that has decided anything.
    pub async fn all(&mut self) -> Result<Vec<(Iri, Settings)>, StoreError> {
        self.session.all(sql("select organisation, body from settings")).await
    }
}

impl Row for (Iri, Settings) {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((row.iri()?, serde_json::from_str(&row.text()?).map_err(StoreError::failed)?))
    }
}

impl OrganisationSettings<'_, Writes> {
    /// Keeps what it has decided.
    pub async fn put(&mut self, organisation: &Iri, settings: &Settings) -> Result<(), StoreError> {
        let body = serde_json::to_string(settings).map_err(StoreError::failed)?;
        let query = sql(
            "insert into settings (organisation, body) values ($1, $2) on conflict (organisation) do update \
             set body = excluded.body",
        );
        self.session.execute(query.bind(organisation.as_str()).bind(body)).await.map(drop)
    }
}
