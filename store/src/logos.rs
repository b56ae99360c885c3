//! The pictures in the heads of organisations' pages. Small, so they live with everything else and are backed up with it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use commons::Iri;

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What is known of it without looking at it.
    pub about: AboutLogo,
    /// The picture itself.
    pub data: Vec<u8>,
}

/// What is known of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutLogo {
    /// SHA-256 of it, by which its address changes with it.
    pub hash: String,
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: String,
    /// Pixels across.
    pub width: i64,
    /// Pixels down.
    pub height: i64,
}

impl Row for AboutLogo {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { hash: row.text()?, media_type: row.text()?, width: row.number()?, height: row.number()? })
    }
}

impl Row for (Iri, AboutLogo) {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((row.iri()?, AboutLogo::read(row)?))
    }
}

impl Row for Logo {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let about = AboutLogo::read(row)?;
        let data = BASE64_STANDARD.decode(row.text()?).map_err(StoreError::failed)?;
        Ok(Self { about, data })
    }
}

table! {
    /// The pictures in the heads of organisations' pages.
    Logos
}

impl<M> Logos<'_, M> {
    /// The picture of this organisation.
    pub async fn of_organisation(&mut self, organisation: &Iri) -> Result<Option<Logo>, StoreError> {
        let query = sql("select hash, media_type, width, height, data from logos where organisation = $1");
        self.session.first(query.bind(organisation.as_str())).await
    }

    /// What is known of all, without the pictures themselves.
    pub async fn about_all(&mut self) -> Result<Vec<(Iri, AboutLogo)>, StoreError> {
        self.session.all(sql("select organisation, hash, media_type, width, height from logos")).await
    }
}

impl Logos<'_, Writes> {
    /// Keeps this picture in the place of the one before.
    pub async fn put(&mut self, organisation: &Iri, logo: &Logo) -> Result<(), StoreError> {
        let query = sql(
            "insert into logos (organisation, hash, media_type, width, height, data) values ($1, $2, $3, $4, $5, $6) \
             on conflict (organisation) do update set hash = excluded.hash, media_type = excluded.media_type, \
             width = excluded.width, height = excluded.height, data = excluded.data",
        );
        let about = &logo.about;
        let query =
            query.bind(organisation.as_str()).bind(about.hash.as_str()).bind(about.media_type.as_str());
        let query = query.bind(about.width).bind(about.height).bind(BASE64_STANDARD.encode(&logo.data));
        self.session.execute(query).await.map(drop)
    }

    /// Takes the picture away. Tells whether there was one.
    pub async fn remove(&mut self, organisation: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from logos where organisation = $1").bind(organisation.as_str());
        Ok(self.session.execute(query).await? > 0)
    }
}
