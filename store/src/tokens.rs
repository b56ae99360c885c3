//! Keys for programs, bound to one organisation and a scope. Only their hashes are kept.

use commons::{EntryId, Iri, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// What a token allows. Each includes the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Read what the organisation may read.
    Read,
    /// Write and withdraw its entries.
    Write,
    /// Ask, accept and decline for it.
    Connect,
}

impl Scope {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Connect => "connect",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "read" => Ok(Self::Read),
            "write" => Ok(Self::Write),
            "connect" => Ok(Self::Connect),
            _ => Err(Refusal::UnknownCode { field: "scope", code: code.to_owned() }),
        }
    }
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// Its name here; also who acted, in revisions and audit.
    pub id: String,
    /// For which organisation it acts.
    pub organisation: Iri,
    /// What it allows.
    pub scope: Scope,
    /// What its owner calls it.
    pub label: String,
    /// Since when.
    pub created: Time,
}

impl Row for TokenRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            organisation: row.iri()?,
            scope: row.code(Scope::parse)?,
            label: row.text()?,
            created: row.time()?,
        })
    }
}

table! {
    /// Keys for programs.
    Tokens
}

impl<M> Tokens<'_, M> {
    /// The token whose secret has this SHA-256.
    pub async fn by_hash(&mut self, hash: &str) -> Result<Option<TokenRow>, StoreError> {
        self.session
            .first(
                sql("select id, organisation, scope, label, created from tokens where hash = $1").bind(hash),
            )
            .await
    }

    /// The tokens of an organisation, oldest first.
    pub async fn of_organisation(&mut self, organisation: &Iri) -> Result<Vec<TokenRow>, StoreError> {
        let query = sql(
            "select id, organisation, scope, label, created from tokens where organisation = $1 order by created, id",
        );
        self.session.all(query.bind(organisation.as_str())).await
    }
}

impl Tokens<'_, Writes> {
    /// Puts in a token by the hash of its secret.
    pub async fn add(
        &mut self,
        hash: &str,
        organisation: &Iri,
        scope: Scope,
        label: &str,
        now: Time,
    ) -> Result<TokenRow, StoreError> {
        let query = sql(
            "insert into tokens (id, hash, organisation, scope, label, created) values ($1, $2, $3, $4, $5, $6) \
             returning id, organisation, scope, label, created",
        );
        let query = query.bind(EntryId::new(now).to_string()).bind(hash).bind(organisation.as_str());
        self.session.one(query.bind(scope.code()).bind(label).bind(now.millis())).await
    }

    /// Takes a token out of use. Tells whether it was there.
    pub async fn remove(&mut self, id: &str, organisation: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from tokens where id = $1 and organisation = $2");
        Ok(self.session.execute(query.bind(id).bind(organisation.as_str())).await? > 0)
    }
}
