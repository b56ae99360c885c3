//! What organisations told their umbrella bodies: one report for each month. Ours that were sent, and those that came for ours.

use commons::{Iri, Month, ThemeReport, Time};

use crate::StoreError;
use crate::row::{Columns, Row, parsed};
use crate::session::sql;
use crate::table::{Writes, table};

/// Reports read at once: several years of a large body.
const MOST: i64 = 50_000;

/// A report, from whom and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeReportRow {
    /// Who tells.
    pub sender: Iri,
    /// Who is told.
    pub receiver: Iri,
    /// What.
    pub report: ThemeReport,
    /// When it was sent, in milliseconds.
    pub version: i64,
    /// When it was written down here.
    pub received: Time,
}

impl Row for ThemeReportRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let (sender, receiver, body) = (row.iri()?, row.iri()?, row.text()?);
        let json = serde_json::from_str(&body).map_err(StoreError::failed)?;
        let report = parsed(ThemeReport::read(&json))?;
        Ok(Self { sender, receiver, report, version: row.number()?, received: row.time()? })
    }
}

table! {
    /// What organisations told their umbrella bodies.
    ThemeReports
}

impl<M> ThemeReports<'_, M> {
    /// What this organisation told that one of this month.
    pub async fn one(
        &mut self,
        sender: &Iri,
        receiver: &Iri,
        month: Month,
    ) -> Result<Option<ThemeReportRow>, StoreError> {
        let query = sql("select sender, receiver, body, version, received from theme_reports \
             where sender = $1 and receiver = $2 and month = $3");
        let query = query.bind(sender.as_str()).bind(receiver.as_str()).bind(month.to_string());
        self.session.first(query).await
    }

    /// What this organisation has told whom, latest first.
    pub async fn of_sender(&mut self, sender: &Iri, limit: i64) -> Result<Vec<ThemeReportRow>, StoreError> {
        let query = sql("select sender, receiver, body, version, received from theme_reports \
             where sender = $1 order by received desc limit $2");
        self.session.all(query.bind(sender.as_str()).bind(limit)).await
    }

    /// What this organisation was told, latest first.
    pub async fn of_receiver(&mut self, receiver: &Iri) -> Result<Vec<ThemeReportRow>, StoreError> {
        let query = sql("select sender, receiver, body, version, received from theme_reports \
             where receiver = $1 order by received desc limit $2");
        self.session.all(query.bind(receiver.as_str()).bind(MOST)).await
    }
}

impl ThemeReports<'_, Writes> {
    /// Keeps a report, in place of an older one of that month. Tells whether it is newer than what was there.
    pub async fn put(
        &mut self,
        sender: &Iri,
        receiver: &Iri,
        report: &ThemeReport,
        version: i64,
        now: Time,
    ) -> Result<bool, StoreError> {
        let query = sql(
            "insert into theme_reports (sender, receiver, month, version, body, received) values ($1, $2, $3, $4, $5, $6) \
             on conflict (sender, receiver, month) do update set version = excluded.version, body = excluded.body, \
             received = excluded.received where theme_reports.version < excluded.version",
        );
        let query = query.bind(sender.as_str()).bind(receiver.as_str()).bind(report.month.to_string());
        let query = query.bind(version).bind(report.to_json().to_string()).bind(now.millis());
        Ok(self.session.execute(query).await? > 0)
    }

    /// Forgets what was written down before then.
    pub async fn forget(&mut self, before: Time) -> Result<u64, StoreError> {
        let query = sql("delete from theme_reports where received < $1");
        self.session.execute(query.bind(before.millis())).await
    }
}
