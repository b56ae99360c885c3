//! What people did, under pseudonymous ids.

use commons::{EntryId, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// When.
    pub at: Time,
    /// Who: a person, a token, a command.
    pub who: String,
    /// For which organisation; `None` for what concerns the whole node.
    pub organisation: Option<Iri>,
    /// What was done, as one word: `publish`, `withdraw`, `accept` ...
    pub act: String,
    /// To what.
    pub subject: String,
}

impl Row for AuditRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let (at, who, organisation) = (row.time()?, row.text()?, row.text()?);
        let organisation = Iri::parse("organisation", &organisation).ok();
        Ok(Self { at, who, organisation, act: row.text()?, subject: row.text()? })
    }
}

table! {
    /// What people did.
    Audit
}

impl<M> Audit<'_, M> {
    /// What was done for an organisation, newest first.
    pub async fn of_organisation(
        &mut self,
        organisation: &Iri,
        limit: i64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let query = sql(
            "select at, who, organisation, act, subject from audit where organisation = $1 order by at desc, id desc limit $2",
        );
        self.session.all(query.bind(organisation.as_str()).bind(limit)).await
    }
}

impl Audit<'_, Writes> {
    /// Notes what was done.
    pub async fn note(&mut self, row: &AuditRow) -> Result<(), StoreError> {
        let query = sql(
            "insert into audit (id, at, who, organisation, act, subject) values ($1, $2, $3, $4, $5, $6)",
        );
        let query = query.bind(EntryId::new(row.at).to_string()).bind(row.at.millis()).bind(row.who.as_str());
        let organisation = row.organisation.as_ref().map_or("", Iri::as_str);
        self.session
            .execute(query.bind(organisation).bind(row.act.as_str()).bind(row.subject.as_str()))
            .await
            .map(drop)
    }
}
