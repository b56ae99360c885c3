//! Keys of ours that another has replaced, kept for inboxes that have not heard of it.

use commons::{Iri, Origin, Time};

use super::{Algorithm, Keys, SealedKey};
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::subject::Subject;
use crate::table::Writes;

/// For how long a retired key signs, in milliseconds. Whoever was away for longer asks for the new one.
pub const RETIRED_FOR: i64 = 14 * Time::DAY;

/// A key that was replaced, and who still expects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetiredRow {
    /// Its id, which is also that of its successor.
    pub id: Iri,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// Since when it is replaced.
    pub retired: Time,
    /// How many inboxes have not heard of it.
    pub expected_by: i64,
}

impl Row for RetiredRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.iri()?,
            algorithm: row.code(Algorithm::parse)?,
            retired: row.time()?,
            expected_by: row.number()?,
        })
    }
}

impl<M> Keys<'_, M> {
    /// The key by which a neighbour knows this actor of ours, where that is not the newest: the first that was replaced after
    /// the version which one of its inboxes has.
    pub async fn expected_by(
        &mut self,
        origin: &Origin,
        actor: &Iri,
        algorithm: Algorithm,
        now: Time,
    ) -> Result<Option<SealedKey>, StoreError> {
        let query = sql("select k.id, k.sealed from retired_keys k \
             join deliveries d on d.subject = $2 and d.origin = $3 and d.settled = 0 \
             where k.actor = $1 and k.algorithm = $4 and k.retired > $5 and k.version > coalesce(d.have, 0) \
             order by k.version limit 1");
        let subject = Subject::Actor(actor.clone()).to_string();
        let query = query.bind(actor.as_str()).bind(subject).bind(origin.as_str()).bind(algorithm.code());
        self.session.first(query.bind(now.plus(-RETIRED_FOR).millis())).await
    }

    /// The keys of this actor that were replaced, the last one first.
    pub async fn retired_of(&mut self, actor: &Iri) -> Result<Vec<RetiredRow>, StoreError> {
        let query = sql("select k.id, k.algorithm, k.retired, \
             (select count(*) from deliveries d where d.subject = $2 and d.settled = 0 and coalesce(d.have, 0) < k.version) \
             from retired_keys k where k.actor = $1 order by k.version desc, k.id");
        let subject = Subject::Actor(actor.clone()).to_string();
        self.session.all(query.bind(actor.as_str()).bind(subject)).await
    }
}

impl Keys<'_, Writes> {
    /// Sets the present private keys of this actor aside, before others take their place and are first shown with this version.
    pub async fn retire(&mut self, actor: &Iri, version: i64, now: Time) -> Result<(), StoreError> {
        let query = sql("insert into retired_keys (id, version, actor, algorithm, sealed, retired) \
             select id, $2, actor, algorithm, sealed, $3 from keys where actor = $1 and sealed is not null");
        self.session.execute(query.bind(actor.as_str()).bind(version).bind(now.millis())).await.map(drop)
    }

    /// Forgets keys whose time is over.
    pub async fn forget_retired(&mut self, now: Time) -> Result<u64, StoreError> {
        let query = sql("delete from retired_keys where retired <= $1");
        self.session.execute(query.bind(now.plus(-RETIRED_FOR).millis())).await
    }
}
