//! Neighbours as one of ours has to do with them: it reads there, is read from there, or has something to say there.

use commons::{Iri, Origin, Time};

use super::{PeerRow, Peers, columns};
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;

/// A neighbour, and what one organisation of ours has to do with it.
#[derive(Clone, Debug)]
pub struct NeighbourRow {
    /// The neighbour; only what this organisation has to say is counted.
    pub peer: PeerRow,
    /// How many there this organisation follows.
    pub read: i64,
    /// How many there it asked to follow, without an answer yet.
    pub asked: i64,
    /// How many there follow it.
    pub readers: i64,
    /// When a walk of those it follows there last reached the end.
    pub walked: Option<Time>,
    /// When the next walk there is due.
    pub walk_due: Option<Time>,
    /// What went wrong with a walk there.
    pub walk_error: Option<String>,
}

impl NeighbourRow {
    /// Whether anything stands between the two at present.
    pub fn is_connected(&self) -> bool {
        self.read + self.asked + self.readers + self.peer.waiting + self.peer.parked > 0
    }
}

/// Which neighbours are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those the organisation has to do with.
    Own,
    /// Beside these whoever is blocked.
    OwnAndBlocked,
}

impl Row for NeighbourRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            peer: PeerRow::read(row)?,
            read: row.number()?,
            asked: row.number()?,
            readers: row.number()?,
            walked: row.time_or_null()?,
            walk_due: row.time_or_null()?,
            walk_error: row.text_or_null()?,
        })
    }
}

/// What this organisation `$1` follows at the neighbour `p`, as far as the condition says.
macro_rules! followed {
    ($what:literal, $condition:literal) => {
        concat!(
            "(select ",
            $what,
            " from follows f join actors t on t.iri = f.followed \
             where f.follower = $1 and t.origin = p.origin and t.local = 0 and ",
            $condition,
            ")"
        )
    };
}

impl<M> Peers<'_, M> {
    /// The neighbours with whom this organisation has to do, those in difficulties first.
    pub async fn neighbours(
        &mut self,
        organisation: &Iri,
        which: Which,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<NeighbourRow>, StoreError> {
        let query = sql("select p.origin from peers p where p.origin in (\
               select t.origin from follows f join actors t on t.iri = f.followed \
               where f.follower = $1 and f.answer <> 'ended' and t.local = 0 \
               union select t.origin from follows f join actors t on t.iri = f.follower \
               where f.followed = $1 and f.answer in ('asked', 'accepted') and t.local = 0 \
               union select d.origin from deliveries d where d.sender = $1 and d.settled = 0) \
             or ($2 = 1 and p.stance = 'blocked') \
             order by case when p.stance = 'blocked' then 2 when p.failing is not null \
               or p.origin in (select d.origin from deliveries d where d.settled = 0 and d.parked = 1 and d.sender = $1) \
               or p.origin in (select t.origin from follows f join actors t on t.iri = f.followed \
                               where f.follower = $1 and f.answer = 'accepted' and f.walk_error is not null) \
               then 0 else 1 end, p.since desc, p.origin limit $3 offset $4");
        let query = query.bind(organisation.as_str()).bind(i64::from(which == Which::OwnAndBlocked));
        let origins: Vec<String> = self.session.all(query.bind(limit).bind(offset)).await?;
        let mut rows = Vec::with_capacity(origins.len());
        for origin in origins {
            rows.extend(self.neighbour_at(organisation, &origin).await?);
        }
        Ok(rows)
    }

    /// This neighbour, as this organisation has to do with it.
    pub async fn neighbour(
        &mut self,
        organisation: &Iri,
        origin: &Origin,
    ) -> Result<Option<NeighbourRow>, StoreError> {
        self.neighbour_at(organisation, origin.as_str()).await
    }

    async fn neighbour_at(
        &mut self,
        organisation: &Iri,
        origin: &str,
    ) -> Result<Option<NeighbourRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(" and d.sender = $1"),
            ", ",
            followed!("count(*)", "f.answer = 'accepted'"),
            ", ",
            followed!("count(*)", "f.answer = 'asked'"),
            ", (select count(*) from follows f join actors t on t.iri = f.follower \
                where f.followed = $1 and t.origin = p.origin and t.local = 0 and f.answer = 'accepted'), ",
            followed!("max(f.walked)", "f.answer = 'accepted'"),
            ", ",
            followed!("min(f.walk_due)", "f.answer = 'accepted'"),
            ", ",
            followed!("max(f.walk_error)", "f.answer = 'accepted'"),
            " from peers p where p.origin = $2"
        ));
        self.session.first(query.bind(organisation.as_str()).bind(origin)).await
    }
}
