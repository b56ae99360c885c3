//! Whom organisations of ours are going to ask to follow: many at once, as a list brings them, and a few at a time, as is fair.

use commons::{Iri, Origin, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// Somebody who is going to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Who asks.
    pub subscriber: Iri,
    /// Who is asked.
    pub actor: Iri,
    /// Where they live.
    pub origin: Origin,
    /// When it is tried next.
    pub due: Time,
    /// How often it went wrong.
    pub failures: i64,
    /// What went wrong last.
    pub error: Option<String>,
}

impl Row for Asking {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            subscriber: row.iri()?,
            actor: row.iri()?,
            origin: row.origin()?,
            due: row.time()?,
            failures: row.number()?,
            error: row.text_or_null()?,
        })
    }
}

table! {
    /// Whom organisations of ours are going to ask to follow.
    Askings
}

impl<M> Askings<'_, M> {
    /// Who is to be asked by now, the longest waiting first. Whose node does not answer anyway, or is blocked, waits.
    pub async fn due(&mut self, now: Time, limit: i64) -> Result<Vec<Asking>, StoreError> {
        let query = sql(
            "select k.subscriber, k.actor, k.origin, k.due, k.failures, k.error from askings k where k.due <= $1 \
             and not exists (select 1 from peers p where p.origin = k.origin \
                             and (p.stance = 'blocked' or (p.failing is not null and p.next_try > $1))) \
             order by k.due, k.actor, k.subscriber limit $2",
        );
        self.session.all(query.bind(now.millis()).bind(limit)).await
    }

    /// Whom this organisation could not ask so far, as far as they stand on this list.
    pub async fn in_trouble(
        &mut self,
        subscriber: &Iri,
        list: &Iri,
        limit: i64,
    ) -> Result<Vec<Asking>, StoreError> {
        let query = sql("select k.subscriber, k.actor, k.origin, k.due, k.failures, k.error from askings k \
             join listed l on l.actor = k.actor where k.subscriber = $1 and l.list = $2 and l.gone is null \
             and (k.error is not null or exists (select 1 from peers p where p.origin = k.origin \
                                                 and (p.stance = 'blocked' or p.failing is not null))) \
             order by k.failures desc, k.actor limit $3");
        self.session.all(query.bind(subscriber.as_str()).bind(list.as_str()).bind(limit)).await
    }
}

impl Askings<'_, Writes> {
    /// Everybody on this list whom this organisation does not follow, and has not followed, is to be asked. Tells how many that are.
    pub async fn want_all(&mut self, subscriber: &Iri, list: &Iri, now: Time) -> Result<u64, StoreError> {
        let query = sql("insert into askings (subscriber, actor, origin, due, failures) \
             select $1, l.actor, l.origin, $3, 0 from listed l where l.list = $2 and l.gone is null \
             and l.actor is not null and l.actor <> $1 \
             and not exists (select 1 from follows f where f.follower = $1 and f.followed = l.actor) \
             on conflict do nothing");
        let query = query.bind(subscriber.as_str()).bind(list.as_str()).bind(now.millis());
        self.session.execute(query).await
    }

    /// This one is to be asked. Tells whether that is news.
    pub async fn want(&mut self, subscriber: &Iri, actor: &Iri, now: Time) -> Result<bool, StoreError> {
        let query =
            sql("insert into askings (subscriber, actor, origin, due, failures) values ($1, $2, $3, $4, 0) \
             on conflict do nothing");
        let query =
            query.bind(subscriber.as_str()).bind(actor.as_str()).bind(actor.origin().as_str().to_owned());
        Ok(self.session.execute(query.bind(now.millis())).await? > 0)
    }

    /// Claims this one until then. `false` where another process was quicker.
    pub async fn claim(&mut self, asking: &Asking, until: Time) -> Result<bool, StoreError> {
        let query = sql("update askings set due = $4 where subscriber = $1 and actor = $2 and due = $3");
        let query = query.bind(asking.subscriber.as_str()).bind(asking.actor.as_str());
        Ok(self.session.execute(query.bind(asking.due.millis()).bind(until.millis())).await? > 0)
    }

    /// It was asked, or nobody wants that any more.
    pub async fn done(&mut self, subscriber: &Iri, actor: &Iri) -> Result<(), StoreError> {
        let query = sql("delete from askings where subscriber = $1 and actor = $2");
        self.session.execute(query.bind(subscriber.as_str()).bind(actor.as_str())).await.map(drop)
    }

    /// It went wrong, and is tried again then.
    pub async fn failed(&mut self, asking: &Asking, next: Time, error: &str) -> Result<(), StoreError> {
        let query = sql("update askings set due = $3, failures = failures + 1, error = $4 \
             where subscriber = $1 and actor = $2");
        let query = query.bind(asking.subscriber.as_str()).bind(asking.actor.as_str());
        self.session.execute(query.bind(next.millis()).bind(error)).await.map(drop)
    }

    /// Nobody on this list is to be asked any more who is on no other list of this organisation.
    pub async fn drop_all(&mut self, subscriber: &Iri, list: &Iri) -> Result<u64, StoreError> {
        let query = sql("delete from askings where subscriber = $1 \
             and actor in (select l.actor from listed l where l.list = $2 and l.actor is not null) \
             and not exists (select 1 from listed o join subscriptions s on s.list = o.list and s.subscriber = $1 \
                             where o.actor = askings.actor and o.list <> $2 and s.mode = 'follow')");
        self.session.execute(query.bind(subscriber.as_str()).bind(list.as_str())).await
    }
}
