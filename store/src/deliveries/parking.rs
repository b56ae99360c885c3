//! What one of ours has to say to a neighbour and could not: how much of it there is, trying it again, letting it be.

use commons::{Iri, Origin, Time};

use super::{Backlog, Deliveries, DeliveryRow};
use crate::StoreError;
use crate::session::sql;
use crate::table::Writes;

impl<M> Deliveries<'_, M> {
    /// How much of what this sender has to say waits for this neighbour, and how much was given up.
    pub async fn backlog_of(&mut self, sender: &Iri, origin: &Origin) -> Result<Backlog, StoreError> {
        let query = sql("select \
             (select count(*) from deliveries where settled = 0 and parked = 0 and origin = $2 and sender = $1), \
             (select count(*) from deliveries where settled = 0 and parked = 1 and origin = $2 and sender = $1)");
        self.session.one(query.bind(sender.as_str()).bind(origin.as_str())).await
    }

    /// What of this sender was given up for this neighbour, the longest waiting first.
    pub async fn parked_of(
        &mut self,
        sender: &Iri,
        origin: &Origin,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let query = sql(
            "select inbox, subject, want, have, gone, settled, parked, due, error from deliveries \
             where settled = 0 and parked = 1 and origin = $2 and sender = $1 order by due, subject limit $3",
        );
        self.session.all(query.bind(sender.as_str()).bind(origin.as_str()).bind(limit)).await
    }

    /// How many of this author's public entries this inbox has; counted up to `most`.
    pub async fn count_known(&mut self, author: &Iri, inbox: &Iri, most: i64) -> Result<i64, StoreError> {
        let query = sql("select count(*) from (select 1 from entries e join deliveries d \
             on d.inbox = $2 and d.subject = 'entry ' || e.iri and d.have is not null \
             where e.author = $1 and e.standing = 'published' and e.audience = 'public' limit $3) known");
        self.session.one(query.bind(author.as_str()).bind(inbox.as_str()).bind(most)).await
    }
}

impl Deliveries<'_, Writes> {
    /// Tries again what of this sender was given up for this neighbour.
    pub async fn try_parked_again(
        &mut self,
        sender: &Iri,
        origin: &Origin,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql("update deliveries set parked = 0, failures = 0, due = $3, since = $3 \
             where origin = $2 and sender = $1 and settled = 0 and parked = 1");
        let query = query.bind(sender.as_str()).bind(origin.as_str()).bind(now.millis());
        self.session.execute(query).await
    }

    /// Lets what of this sender was given up for this neighbour be. A later version is sent all the same.
    pub async fn discard_parked(&mut self, sender: &Iri, origin: &Origin) -> Result<u64, StoreError> {
        let query = sql("update deliveries set settled = 1, parked = 0, failures = 0, lease = 0 \
             where origin = $2 and sender = $1 and settled = 0 and parked = 1");
        self.session.execute(query.bind(sender.as_str()).bind(origin.as_str())).await
    }

    /// Makes everything that waits for this neighbour due; what is on its way just now is left alone.
    pub async fn hurry(&mut self, origin: &Origin, now: Time) -> Result<u64, StoreError> {
        let query = sql("update deliveries set due = $2 \
             where origin = $1 and settled = 0 and parked = 0 and due > $2 and lease <= $2");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await
    }
}
