//! Entries and organisations that somebody thinks should not be shown here, and what was decided about them.
//!
//! As long as a row says `hidden`, what it is about is not shown: `entries/visibility.rs` and `actors/reading.rs` ask this table.

use std::collections::HashSet;

use commons::{Decision, Iri, Origin, ReportReason, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// The version of a report whose content's home was told of it.
pub const PASSED_ON: i64 = 1;
/// The version of a report of which that was taken back.
pub const TAKEN_BACK: i64 = 2;

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRow {
    /// By which it is known.
    pub id: String,
    /// The organisation that decides; none: whoever runs the node.
    pub decider: Option<Iri>,
    /// The entry or the organisation it is about.
    pub subject: Iri,
    /// What that was called when it was reported.
    pub title: String,
    /// Why.
    pub reason: ReportReason,
    /// What was said.
    pub body: String,
    /// Where to answer; empty: nobody wants an answer.
    pub mail: String,
    /// The tag of the language in which to answer.
    pub language: String,
    /// The neighbour that flagged it; none: a reader of the page.
    pub reporter: Option<Iri>,
    /// The id of that neighbour's Flag.
    pub flag: Option<Iri>,
    /// When it came.
    pub told: Time,
    /// Until when it is to be decided.
    pub due: Time,
    /// What was decided; none: it is open.
    pub decision: Option<Decision>,
    /// Why it was decided so.
    pub grounds: String,
    /// When.
    pub decided: Option<Time>,
    /// When its home was told, unless that was taken back.
    pub passed_on: Option<Time>,
    /// What its home was told.
    pub passed_as: String,
    /// The version of what its home was told: 0, [`PASSED_ON`], [`TAKEN_BACK`].
    pub version: i64,
}

impl ReportRow {
    /// Whether somebody should have decided by now.
    pub fn is_overdue(&self, now: Time) -> bool {
        self.decision.is_none() && self.due < now
    }
}

impl Row for ReportRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            decider: row.iri_or_empty()?,
            subject: row.iri()?,
            title: row.text()?,
            reason: row.code(ReportReason::parse)?,
            body: row.text()?,
            mail: row.text()?,
            language: row.text()?,
            reporter: row.iri_or_empty()?,
            flag: row.iri_or_empty()?,
            told: row.time()?,
            due: row.time()?,
            decision: row.code_or_null(Decision::parse)?,
            grounds: row.text()?,
            decided: row.time_or_null()?,
            passed_on: row.time_or_null()?,
            passed_as: row.text()?,
            version: row.number()?,
        })
    }
}

macro_rules! columns {
    () => {
        "r.id, r.decider, r.subject, r.title, r.reason, r.body, r.mail, r.language, r.reporter, r.flag, r.told, r.due, \
         r.decision, r.grounds, r.decided, r.passed_on, r.passed_as, r.version"
    };
}

/// The condition under which a report hides what is called so, given as an SQL list of ids: `e.iri, e.author`.
macro_rules! hidden {
    ($names:literal) => {
        concat!(
            "exists (select 1 from reports r where r.decision = 'hidden' and r.subject in (",
            $names,
            "))"
        )
    };
}
pub(crate) use hidden;

table! {
    /// What somebody thinks should not be shown.
    Reports
}

impl<M> Reports<'_, M> {
    /// What this organisation is to decide, or whoever runs the node, and what was decided: what is open first and of that what is due
    /// soonest, then the latest. At most 500.
    pub async fn of_decider(&mut self, decider: Option<&Iri>) -> Result<Vec<ReportRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from reports r where r.decider = $1 order by case when r.decision is null then 0 else 1 end, \
             case when r.decision is null then r.due else -r.decided end, r.id limit 500"
        ));
        self.session.all(query.bind(name(decider))).await
    }

    /// The report by this id.
    pub async fn by_id(&mut self, id: &str) -> Result<Option<ReportRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from reports r where r.id = $1"));
        self.session.first(query.bind(id)).await
    }

    /// How many wait for this decider; counted up to `most`.
    pub async fn count_open(&mut self, decider: Option<&Iri>, most: i64) -> Result<i64, StoreError> {
        let query = sql(
            "select count(*) from (select 1 from reports where decider = $1 and decision is null limit $2) open_ones",
        );
        self.session.one(query.bind(name(decider)).bind(most)).await
    }

    /// How much everybody on this origin has flagged since then; counted up to `most`.
    pub async fn flagged_since(
        &mut self,
        origin: &Origin,
        since: Time,
        most: i64,
    ) -> Result<i64, StoreError> {
        let query = sql("select count(*) from (select 1 from reports r join actors a on a.iri = r.reporter \
             where a.origin = $1 and r.told >= $2 limit $3) flagged");
        self.session.one(query.bind(origin.as_str()).bind(since.millis()).bind(most)).await
    }

    /// The open report of this neighbour about this thing.
    pub async fn open_of(&mut self, reporter: &Iri, subject: &Iri) -> Result<Option<ReportRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from reports r where r.reporter = $1 and r.subject = $2 and r.decision is null limit 1"
        ));
        self.session.first(query.bind(reporter.as_str()).bind(subject.as_str())).await
    }

    /// The open reports that came with this Flag of this neighbour.
    pub async fn open_by_flag(&mut self, reporter: &Iri, flag: &Iri) -> Result<Vec<ReportRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from reports r where r.reporter = $1 and r.flag = $2 and r.decision is null order by r.id limit 100"
        ));
        self.session.all(query.bind(reporter.as_str()).bind(flag.as_str())).await
    }

    /// Whether this entry or organisation is hidden here.
    pub async fn hides(&mut self, subject: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from reports where subject = $1 and decision = 'hidden' limit 1");
        Ok(self.session.first::<i64>(query.bind(subject.as_str())).await?.is_some())
    }

    /// Everything that is hidden here: for the index.
    pub async fn hidden(&mut self) -> Result<HashSet<Iri>, StoreError> {
        let rows: Vec<Iri> =
            self.session.all(sql("select distinct subject from reports where decision = 'hidden'")).await?;
        Ok(rows.into_iter().collect())
    }
}

impl Reports<'_, Writes> {
    /// Keeps a report that is new.
    pub async fn add(&mut self, row: &ReportRow) -> Result<(), StoreError> {
        let query = sql(
            "insert into reports (id, decider, subject, title, reason, body, mail, language, reporter, flag, told, \
             due, grounds, passed_as, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', 0)",
        );
        let query = query.bind(row.id.as_str()).bind(name(row.decider.as_ref())).bind(row.subject.as_str());
        let query = query.bind(row.title.as_str()).bind(row.reason.code()).bind(row.body.as_str());
        let query = query.bind(row.mail.as_str()).bind(row.language.as_str());
        let query = query.bind(name(row.reporter.as_ref())).bind(name(row.flag.as_ref()));
        self.session.execute(query.bind(row.told.millis()).bind(row.due.millis())).await.map(drop)
    }

    /// Notes what was decided. Tells whether it was open.
    pub async fn decide(
        &mut self,
        id: &str,
        decision: Decision,
        grounds: &str,
        now: Time,
    ) -> Result<bool, StoreError> {
        let query = sql(
            "update reports set decision = $2, grounds = $3, decided = $4 where id = $1 and decision is null",
        );
        let query = query.bind(id).bind(decision.code()).bind(grounds).bind(now.millis());
        Ok(self.session.execute(query).await? > 0)
    }

    /// Opens again what was decided so. Tells whether it was.
    pub async fn reopen(&mut self, id: &str, decision: Decision) -> Result<bool, StoreError> {
        let query = sql(
            "update reports set decision = null, grounds = '', decided = null where id = $1 and decision = $2",
        );
        Ok(self.session.execute(query.bind(id).bind(decision.code())).await? > 0)
    }

    /// Notes that its home is told this: once. Tells whether it had not been told yet.
    pub async fn pass_on(&mut self, id: &str, words: &str, now: Time) -> Result<bool, StoreError> {
        let query = sql(
            "update reports set passed_as = $2, passed_on = $3, version = $4 where id = $1 and version = 0",
        );
        let query = query.bind(id).bind(words).bind(now.millis()).bind(PASSED_ON);
        Ok(self.session.execute(query).await? > 0)
    }

    /// Notes that what its home was told is taken back. Tells whether it had been told.
    pub async fn take_back(&mut self, id: &str) -> Result<bool, StoreError> {
        let query = sql("update reports set passed_on = null, version = $2 where id = $1 and version = $3");
        Ok(self.session.execute(query.bind(id).bind(TAKEN_BACK).bind(PASSED_ON)).await? > 0)
    }

    /// Forgets what was decided before then: there may be mailboxes in it. What is hidden stays so.
    pub async fn forget(&mut self, before: Time) -> Result<u64, StoreError> {
        let query =
            sql("update reports set mail = '' where decision = 'hidden' and decided < $1 and mail <> ''");
        self.session.execute(query.bind(before.millis())).await?;
        let query =
            sql("delete from reports where decision is not null and decision <> 'hidden' and decided < $1");
        self.session.execute(query.bind(before.millis())).await
    }
}

/// As it stands in a column that is empty where there is nobody.
fn name(iri: Option<&Iri>) -> &str {
    iri.map_or("", Iri::as_str)
}
