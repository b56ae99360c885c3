//! Mails that wait to be sent. A row is deleted once its mail is sent.
//!
//! Subject and body can hold a secret link. So they leave this table through [`Mails::claim`] alone, no list shows them, and
//! `Debug` leaves them out.

use std::fmt;

use commons::{EntryId, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A mail to be sent.
pub struct NewMail<'m> {
    /// The address it goes to.
    pub recipient: &'m str,
    /// What it is about.
    pub subject: &'m str,
    /// What it says.
    pub body: &'m str,
    /// Where whoever gets it ends mails of its kind with one press.
    pub unsubscribe: Option<&'m str>,
    /// From then on nobody needs it any more, sent or not.
    pub until: Time,
}

/// A mail that one worker has claimed.
#[derive(Clone, PartialEq, Eq)]
pub struct MailRow {
    /// By which it is known, at each try.
    pub id: String,
    /// The address it goes to.
    pub recipient: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// Where whoever gets it ends mails of its kind with one press.
    pub unsubscribe: Option<String>,
    /// When it was written.
    pub created: Time,
    /// How often it could not be sent.
    pub failures: i64,
}

impl fmt::Debug for MailRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailRow")
            .field("id", &self.id)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}

impl Row for MailRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            recipient: row.text()?,
            subject: row.text()?,
            body: row.text()?,
            unsubscribe: row.text_or_null()?,
            created: row.time()?,
            failures: row.number()?,
        })
    }
}

/// How a mail stands, for operators: everything but what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailState {
    /// By which it is known.
    pub id: String,
    /// The address it goes to.
    pub recipient: String,
    /// When it was written.
    pub created: Time,
    /// When it is tried next.
    pub due: Time,
    /// How often it could not be sent.
    pub failures: i64,
    /// What went wrong last.
    pub error: Option<String>,
    /// Whether it was given up.
    pub parked: bool,
}

impl Row for MailState {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            recipient: row.text()?,
            created: row.time()?,
            due: row.time()?,
            failures: row.number()?,
            error: row.text_or_null()?,
            parked: row.flag()?,
        })
    }
}

/// How many mails are not sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailBacklog {
    /// Mails that wait.
    pub waiting: i64,
    /// Mails that were given up.
    pub parked: i64,
}

impl Row for MailBacklog {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { waiting: row.number()?, parked: row.number()? })
    }
}

table! {
    /// Mails that wait to be sent.
    Mails
}

impl<M> Mails<'_, M> {
    /// How many wait, and how many were given up.
    pub async fn backlog(&mut self) -> Result<MailBacklog, StoreError> {
        let query = "select (select count(*) from mails where parked = 0), \
                     (select count(*) from mails where parked = 1)";
        self.session.one(sql(query)).await
    }

    /// Those that wait or were given up, oldest first.
    pub async fn list(&mut self, limit: i64) -> Result<Vec<MailState>, StoreError> {
        let query = sql("select id, recipient, created, due, failures, error, parked from mails \
             order by created, id limit $1");
        self.session.all(query.bind(limit)).await
    }

    /// When the next one is due, of those that somebody still needs.
    pub async fn next_due(&mut self, now: Time) -> Result<Option<Time>, StoreError> {
        let query = sql("select due from mails where parked = 0 and until > $1 order by due limit 1");
        Ok(self.session.first::<i64>(query.bind(now.millis())).await?.map(Time::from_millis))
    }
}

impl Mails<'_, Writes> {
    /// Writes a mail down, due at once, and gives the id by which it is known. The commit wakes who waits on
    /// [`Store::posted`](crate::Store::posted).
    pub async fn add(&mut self, mail: &NewMail<'_>, now: Time) -> Result<String, StoreError> {
        let id = EntryId::new(now).to_string();
        let query = sql(
            "insert into mails (id, recipient, subject, body, created, due, until, failures, parked, unsubscribe) \
             values ($1, $2, $3, $4, $5, $5, $6, 0, 0, $7)",
        );
        let query = query.bind(id.clone()).bind(mail.recipient).bind(mail.subject).bind(mail.body);
        let query = query.bind(now.millis()).bind(mail.until.millis());
        self.session.execute(query.bind(mail.unsubscribe)).await?;
        self.session.note_mail();
        Ok(id)
    }

    /// Claims up to `limit` due mails for `lease` milliseconds, those due longest first. What is not reported on by then is due
    /// again.
    pub async fn claim(&mut self, now: Time, lease: i64, limit: i64) -> Result<Vec<MailRow>, StoreError> {
        self.session.claim_alone().await?;
        // By the key, and not through the index of all that waits: see the claim of deliveries.
        let query =
            sql("update mails set due = $2 where +parked = 0 and +due <= $1 and +until > $1 and id in (\
               select m.id from mails m where m.parked = 0 and m.due <= $1 and m.until > $1 \
               order by m.due, m.id limit $3) \
             returning id, recipient, subject, body, unsubscribe, created, failures");
        self.session.all(query.bind(now.millis()).bind(now.plus(lease).millis()).bind(limit)).await
    }

    /// It is sent, and forgotten.
    pub async fn sent(&mut self, id: &str) -> Result<(), StoreError> {
        self.session.execute(sql("delete from mails where id = $1").bind(id)).await.map(drop)
    }

    /// It could not be sent, and is tried again then.
    pub async fn failed(&mut self, id: &str, next: Time, error: &str) -> Result<(), StoreError> {
        let query = sql("update mails set failures = failures + 1, due = $2, error = $3 where id = $1");
        self.session.execute(query.bind(id).bind(next.millis()).bind(error)).await.map(drop)
    }

    /// It could not be sent, is given up and shown to a person.
    pub async fn park(&mut self, id: &str, error: &str) -> Result<(), StoreError> {
        let query = sql("update mails set failures = failures + 1, parked = 1, error = $2 where id = $1");
        self.session.execute(query.bind(id).bind(error)).await.map(drop)
    }

    /// Everything that is still needed is due at once and begins anew, what was given up too. Tells how many.
    pub async fn release(&mut self, now: Time) -> Result<u64, StoreError> {
        let query =
            sql("update mails set due = $1, failures = 0, parked = 0 where until > $1 and failures > 0");
        let released = self.session.execute(query.bind(now.millis())).await?;
        self.session.note_mail();
        Ok(released)
    }

    /// Forgets what nobody needs any more, sent or not. Tells how many.
    pub async fn tidy(&mut self, now: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from mails where until <= $1").bind(now.millis())).await
    }
}
