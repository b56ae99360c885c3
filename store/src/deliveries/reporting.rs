//! What became of a claimed delivery. A report counts only while its attempt is the last: a worker that was too slow has
//! been replaced by another.

use commons::{Iri, Time};

use super::{Deliveries, Delivery};
use crate::StoreError;
use crate::session::{Sql, sql};
use crate::subject::Subject;
use crate::table::Writes;

/// What an inbox has acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Which inbox.
    pub inbox: Iri,
    /// What it was about.
    pub subject: Subject,
    /// Which claim.
    pub attempt: i64,
    /// The version that was sent.
    pub have: i64,
    /// Whether it was sent that it is gone.
    pub gone: bool,
    /// The turn that was looked at when the letter was written.
    pub turn: i64,
}

impl Acknowledged {
    /// This delivery went through with this version.
    pub fn of(delivery: &Delivery, have: i64) -> Self {
        Self {
            inbox: delivery.inbox.clone(),
            subject: delivery.subject.clone(),
            attempt: delivery.attempt,
            have,
            gone: false,
            turn: delivery.turn,
        }
    }

    /// This delivery told that it is gone, as of this version.
    pub fn gone(delivery: &Delivery, have: i64) -> Self {
        Self { gone: true, ..Self::of(delivery, have) }
    }
}

impl Deliveries<'_, Writes> {
    /// The inbox has this version now, or knows that it is gone. If it should know a higher one meanwhile, or others may read now, it stays
    /// due. Tells whether the report counted.
    pub async fn acknowledged(&mut self, done: &Acknowledged) -> Result<bool, StoreError> {
        let query = sql(
            "update deliveries set have = $4, gone = $5, settled = case when $4 >= want and turn = $6 then 1 else 0 end, lease = 0, \
             failures = 0, error = null where inbox = $1 and subject = $2 and attempt = $3",
        );
        let query =
            query.bind(done.inbox.as_str()).bind(done.subject.to_string()).bind(done.attempt).bind(done.have);
        let query = query.bind(i64::from(done.gone)).bind(done.turn);
        Ok(self.session.execute(query).await? > 0)
    }

    /// The same for many.
    pub async fn acknowledge_all(&mut self, done: &[Acknowledged]) -> Result<(), StoreError> {
        for one in done {
            self.acknowledged(one).await?;
        }
        Ok(())
    }

    /// There was nothing to say, and nothing was sent: what the inbox should know up to this version is settled.
    pub async fn settle_nothing(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        let query = sql(
            "update deliveries set settled = case when want <= $4 and turn = $5 then 1 else 0 end, lease = 0, failures = 0, error = null, \
             tried = tried - 1 where inbox = $1 and subject = $2 and attempt = $3",
        );
        self.session.execute(named(query, delivery).bind(delivery.want).bind(delivery.turn)).await.map(drop)
    }

    /// The row itself failed, and is tried again then. If the inbox should know more meanwhile, that stays due: it was not sent yet.
    pub async fn failed_row(
        &mut self,
        delivery: &Delivery,
        due: Time,
        error: &str,
    ) -> Result<(), StoreError> {
        let query = sql(
            "update deliveries set failures = case when want <= $6 then failures + 1 else failures end, \
             due = case when want <= $6 then $4 else due end, error = $5, lease = 0 \
             where inbox = $1 and subject = $2 and attempt = $3",
        );
        let query = named(query, delivery).bind(due.millis()).bind(error).bind(delivery.want);
        self.session.execute(query).await.map(drop)
    }

    /// The neighbour failed, not the row: it is as due as before.
    pub async fn put_back(&mut self, delivery: &Delivery, error: &str) -> Result<(), StoreError> {
        let query = sql(
            "update deliveries set error = $4, lease = 0 where inbox = $1 and subject = $2 and attempt = $3",
        );
        self.session.execute(named(query, delivery).bind(error)).await.map(drop)
    }

    /// Gives the row up and shows it to a person. If the inbox should know more meanwhile (that the entry is withdrawn), that is
    /// sent first.
    pub async fn park(&mut self, delivery: &Delivery, error: &str) -> Result<(), StoreError> {
        let query =
            sql("update deliveries set parked = case when want <= $5 and turn = $6 then 1 else 0 end, \
             failures = case when want <= $5 then failures + 1 else failures end, error = $4, lease = 0 \
             where inbox = $1 and subject = $2 and attempt = $3");
        self.session
            .execute(named(query, delivery).bind(error).bind(delivery.want).bind(delivery.turn))
            .await
            .map(drop)
    }
}

fn named(query: Sql, delivery: &Delivery) -> Sql {
    query.bind(delivery.inbox.as_str()).bind(delivery.subject.to_string()).bind(delivery.attempt)
}
