//! Public keys of all actors; private keys of ours, sealed.

mod retired;

use commons::{Iri, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

pub use retired::{RETIRED_FOR, RetiredRow};

/// What a key signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA, as everybody has it.
    Rsa,
    /// Ed25519 (FEP-521a).
    Ed25519,
}

impl Algorithm {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "rsa" => Ok(Self::Rsa),
            "ed25519" => Ok(Self::Ed25519),
            _ => Err(Refusal::UnknownCode { field: "algorithm", code: code.to_owned() }),
        }
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// Its id, which a signature names.
    pub id: Iri,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// RSA: PEM (SPKI). Ed25519: multibase.
    pub public: String,
}

/// A public key and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Whose key it is.
    pub actor: Iri,
    /// The key.
    pub key: PublicKey,
    /// When it came here.
    pub created: Time,
}

impl Row for KeyRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            actor: row.iri()?,
            key: PublicKey { id: row.iri()?, algorithm: row.code(Algorithm::parse)?, public: row.text()? },
            created: row.time()?,
        })
    }
}

/// A private key of ours.
#[derive(Clone, Debug)]
pub struct SealedKey {
    /// The id of its public half.
    pub id: Iri,
    /// The private half, as [`NodeKey::seal`](crate::NodeKey::seal) wrote it.
    pub sealed: String,
}

impl Row for SealedKey {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { id: row.iri()?, sealed: row.text()? })
    }
}

table! {
    /// Public keys of all, sealed private keys of ours.
    Keys
}

impl<M> Keys<'_, M> {
    /// The key by this id.
    pub async fn by_id(&mut self, id: &Iri) -> Result<Option<KeyRow>, StoreError> {
        let query = sql("select actor, id, algorithm, public, created from keys where id = $1");
        self.session.first(query.bind(id.as_str())).await
    }

    /// The keys of an actor.
    pub async fn of_actor(&mut self, actor: &Iri) -> Result<Vec<KeyRow>, StoreError> {
        let query = sql(
            "select actor, id, algorithm, public, created from keys where actor = $1 order by created, id",
        );
        self.session.all(query.bind(actor.as_str())).await
    }

    /// The newest private key of one of ours, sealed.
    pub async fn private_of(
        &mut self,
        actor: &Iri,
        algorithm: Algorithm,
    ) -> Result<Option<SealedKey>, StoreError> {
        let query =
            sql("select id, sealed from keys where actor = $1 and algorithm = $2 and sealed is not null \
             order by created desc limit 1");
        self.session.first(query.bind(actor.as_str()).bind(algorithm.code())).await
    }
}

impl Keys<'_, Writes> {
    /// Puts in a key of ours with its sealed private half.
    pub async fn put(
        &mut self,
        actor: &Iri,
        key: &PublicKey,
        sealed: &str,
        now: Time,
    ) -> Result<(), StoreError> {
        self.write(actor, key, Some(sealed), now).await
    }

    /// The public keys of somebody else; those of an earlier time are forgotten.
    pub(crate) async fn replace(
        &mut self,
        actor: &Iri,
        keys: &[PublicKey],
        now: Time,
    ) -> Result<(), StoreError> {
        self.session.execute(sql("delete from keys where actor = $1").bind(actor.as_str())).await?;
        for key in keys {
            self.write(actor, key, None, now).await?;
        }
        Ok(())
    }

    /// An id that is another actor's key stays his.
    async fn write(
        &mut self,
        actor: &Iri,
        key: &PublicKey,
        sealed: Option<&str>,
        now: Time,
    ) -> Result<(), StoreError> {
        let query = sql(
            "insert into keys (id, actor, algorithm, public, sealed, created) values ($1, $2, $3, $4, $5, $6) \
             on conflict (id) do update set public = excluded.public, sealed = excluded.sealed, \
             algorithm = excluded.algorithm, created = excluded.created where keys.actor = excluded.actor",
        );
        let query = query.bind(key.id.as_str()).bind(actor.as_str()).bind(key.algorithm.code());
        self.session.execute(query.bind(key.public.as_str()).bind(sealed).bind(now.millis())).await.map(drop)
    }
}
