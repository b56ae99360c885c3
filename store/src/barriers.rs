//! Barriers that somebody met on an organisation's pages and told of, without signing in.

use commons::{EntryId, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A barrier that was told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarrierRow {
    /// By which it is settled.
    pub id: String,
    /// On which page it was met, as it was typed.
    pub place: String,
    /// What it is.
    pub body: String,
    /// Where to answer; empty: nobody wants an answer.
    pub mail: String,
    /// When it was told.
    pub told: Time,
    /// Since when it is settled.
    pub settled: Option<Time>,
}

impl Row for BarrierRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            place: row.text()?,
            body: row.text()?,
            mail: row.text()?,
            told: row.time()?,
            settled: row.time_or_null()?,
        })
    }
}

/// What somebody tells.
#[derive(Clone, Debug)]
pub struct NewBarrier {
    /// On which page.
    pub place: String,
    /// What it is.
    pub body: String,
    /// Where to answer; may be empty.
    pub mail: String,
}

table! {
    /// Barriers that somebody met and told of.
    Barriers
}

impl<M> Barriers<'_, M> {
    /// What was told to this organisation: what is open first, then the latest.
    pub async fn of_organisation(&mut self, organisation: &Iri) -> Result<Vec<BarrierRow>, StoreError> {
        let query = sql("select id, place, body, mail, told, settled from barriers where organisation = $1 \
             order by case when settled is null then 0 else 1 end, told desc, id desc limit 500");
        self.session.all(query.bind(organisation.as_str())).await
    }

    /// How many are open.
    pub async fn open(&mut self, organisation: &Iri) -> Result<i64, StoreError> {
        let query = sql("select count(*) from barriers where organisation = $1 and settled is null");
        self.session.one(query.bind(organisation.as_str())).await
    }
}

impl Barriers<'_, Writes> {
    /// Keeps what somebody tells.
    pub async fn add(&mut self, organisation: &Iri, new: &NewBarrier, now: Time) -> Result<(), StoreError> {
        let query = sql(
            "insert into barriers (id, organisation, place, body, mail, told) values ($1, $2, $3, $4, $5, $6)",
        );
        let query = query.bind(EntryId::new(now).to_string()).bind(organisation.as_str());
        let query = query.bind(new.place.as_str()).bind(new.body.as_str()).bind(new.mail.as_str());
        self.session.execute(query.bind(now.millis())).await.map(drop)
    }

    /// Notes that it is settled. Tells whether it was open, and this organisation's.
    pub async fn settle(&mut self, id: &str, organisation: &Iri, now: Time) -> Result<bool, StoreError> {
        let query =
            sql("update barriers set settled = $3 where id = $1 and organisation = $2 and settled is null");
        Ok(self.session.execute(query.bind(id).bind(organisation.as_str()).bind(now.millis())).await? > 0)
    }

    /// Forgets what was settled before then: there may be mailboxes in it.
    pub async fn forget(&mut self, before: Time) -> Result<u64, StoreError> {
        let query = sql("delete from barriers where settled is not null and settled < $1");
        self.session.execute(query.bind(before.millis())).await
    }
}
