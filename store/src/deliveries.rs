//! What each inbox should know (`want`), what it has acknowledged (`have`), and whether anything was ever sent (`tried`).
//!
//! The message is made when it is sent, from the present state. Rows stay: they prove who has what, and who has deleted it.

mod addressed;
mod claiming;
mod parking;
mod reporting;
mod wanting;

use commons::{Iri, Origin, Time};

use crate::StoreError;
use crate::row::{Columns, Row, parsed};
use crate::session::sql;
use crate::subject::Subject;
use crate::table::table;

pub use claiming::{Claim, Claimed, SILENCE, Turn};
pub use reporting::Acknowledged;

/// A delivery that one worker has claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Where it goes.
    pub inbox: Iri,
    /// What it is about.
    pub subject: Subject,
    /// The origin by which the neighbour is known.
    pub origin: Origin,
    /// Who signs.
    pub sender: Iri,
    /// The version the inbox should know.
    pub want: i64,
    /// The version it has acknowledged.
    pub have: Option<i64>,
    /// Whether what it acknowledged is that it is gone.
    pub gone: bool,
    /// Rises when others may read though the version stays.
    pub turn: i64,
    /// Whether anything may have been sent before this claim.
    pub tried_before: bool,
    /// Rises with each claim; a report counts only while this is the last.
    pub attempt: i64,
    /// How often the row itself failed.
    pub failures: i64,
    /// Since when the inbox waits.
    pub since: Time,
}

impl Row for Delivery {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            inbox: row.iri()?,
            subject: parsed(Subject::parse(&row.text()?))?,
            origin: row.origin()?,
            sender: row.iri()?,
            want: row.number()?,
            have: row.number_or_null()?,
            gone: row.flag()?,
            turn: row.number()?,
            tried_before: row.number()? > 1,
            attempt: row.number()?,
            failures: row.number()?,
            since: row.time()?,
        })
    }
}

/// One inbox that should know something.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Where it goes.
    pub inbox: Iri,
    /// The origin by which the neighbour is known.
    pub origin: Origin,
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Deliveries that are not settled.
    pub waiting: i64,
    /// Deliveries that were given up.
    pub parked: i64,
}

impl Row for Backlog {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { waiting: row.number()?, parked: row.number()? })
    }
}

/// How one inbox stands with one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Where it goes.
    pub inbox: Iri,
    /// What it is about.
    pub subject: Subject,
    /// The version the inbox should know.
    pub want: i64,
    /// The version it has acknowledged.
    pub have: Option<i64>,
    /// Whether what it acknowledged is that it is gone.
    pub gone: bool,
    /// Whether there is nothing left to do.
    pub settled: bool,
    /// Whether it was given up.
    pub parked: bool,
    /// When it is tried next.
    pub due: Time,
    /// What went wrong last.
    pub error: Option<String>,
}

impl Row for DeliveryRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            inbox: row.iri()?,
            subject: parsed(Subject::parse(&row.text()?))?,
            want: row.number()?,
            have: row.number_or_null()?,
            gone: row.flag()?,
            settled: row.flag()?,
            parked: row.flag()?,
            due: row.time()?,
            error: row.text_or_null()?,
        })
    }
}

table! {
    /// What each inbox should know.
    Deliveries
}

impl<M> Deliveries<'_, M> {
    /// How much waits, and how much was given up.
    pub async fn backlog(&mut self) -> Result<Backlog, StoreError> {
        let query = "select (select count(*) from deliveries where settled = 0 and parked = 0), \
                     (select count(*) from deliveries where settled = 0 and parked = 1)";
        self.session.one(sql(query)).await
    }

    /// Who was told, or is to be told, about this.
    pub async fn of_subject(&mut self, subject: &Subject) -> Result<Vec<DeliveryRow>, StoreError> {
        let query = sql(
            "select inbox, subject, want, have, gone, settled, parked, due, error from deliveries where subject = $1 \
             order by inbox limit 10000",
        );
        self.session.all(query.bind(subject.to_string())).await
    }

    /// How many inboxes have acknowledged a version of this, and not that it is gone.
    pub async fn holders(&mut self, subject: &Subject) -> Result<i64, StoreError> {
        let query =
            sql("select count(*) from deliveries where subject = $1 and have is not null and gone = 0");
        self.session.one(query.bind(subject.to_string())).await
    }

    /// What waits for this neighbour or was given up, the longest waiting first.
    pub async fn waiting_for(&mut self, origin: &Origin, limit: i64) -> Result<Vec<DeliveryRow>, StoreError> {
        let query =
            sql("select inbox, subject, want, have, gone, settled, parked, due, error from deliveries \
             where origin = $1 and settled = 0 order by due limit $2");
        self.session.all(query.bind(origin.as_str()).bind(limit)).await
    }

    /// When the next delivery is due, so that a worker may sleep until then; back-off of neighbours is not looked at.
    pub async fn next_due(&mut self) -> Result<Option<Time>, StoreError> {
        let query = sql("select due from deliveries where settled = 0 and parked = 0 order by due limit 1");
        Ok(self.session.first::<i64>(query).await?.map(Time::from_millis))
    }
}
