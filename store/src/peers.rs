//! Neighbours we know, and how we stand with them.
//!
//! A row is never deleted: a blocked neighbour must stay remembered, or it could return as a stranger.

mod dialects;
mod neighbours;

use commons::{Origin, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

pub use dialects::DialectRow;
pub use neighbours::{NeighbourRow, Which};

/// How the whole node stands with a neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stance {
    /// No follow either way.
    #[default]
    Unknown,
    /// One of ours asked to follow there: its Accept may come in.
    Asked,
    /// It accepted: its entries come in.
    Member,
    /// We accepted its follow and follow nobody there: it gets what is public, nothing of it is taken in.
    Reader,
    /// A person wants nothing to do with it.
    Blocked,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 5] = [Self::Unknown, Self::Asked, Self::Member, Self::Reader, Self::Blocked];

    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Asked => "asked",
            Self::Member => "member",
            Self::Reader => "reader",
            Self::Blocked => "blocked",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "unknown" => Ok(Self::Unknown),
            "asked" => Ok(Self::Asked),
            "member" => Ok(Self::Member),
            "reader" => Ok(Self::Reader),
            "blocked" => Ok(Self::Blocked),
            _ => Err(Refusal::UnknownCode { field: "stance", code: code.to_owned() }),
        }
    }
}

/// A neighbour as it is kept.
#[derive(Clone, Debug)]
pub struct PeerRow {
    /// Scheme, host and port.
    pub origin: Origin,
    /// How we stand with it.
    pub stance: Stance,
    /// Since when.
    pub since: Time,
    /// Since when nothing has come through; `None`: all is well.
    pub failing: Option<Time>,
    /// Its position on the ladder of back-off.
    pub step: i64,
    /// When it is tried next.
    pub next_try: Time,
    /// When something last came through to it.
    pub last_success: Option<Time>,
    /// When something last came from it.
    pub last_heard: Option<Time>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// How many deliveries wait for it.
    pub waiting: i64,
    /// How many deliveries to it were given up.
    pub parked: i64,
    /// Which dialect of signatures it reads, where that is known.
    pub dialect: Option<String>,
}

impl Row for PeerRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            origin: row.origin()?,
            stance: row.code(Stance::parse)?,
            since: row.time()?,
            failing: row.time_or_null()?,
            step: row.number()?,
            next_try: row.time()?,
            last_success: row.time_or_null()?,
            last_heard: row.time_or_null()?,
            last_error: row.text_or_null()?,
            waiting: row.number()?,
            parked: row.number()?,
            dialect: row.text_or_null()?,
        })
    }
}

impl Row for Stance {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        row.code(Self::parse)
    }
}

/// The columns of a row; with a condition only the deliveries `d` are counted that meet it.
macro_rules! columns {
    () => {
        columns!("")
    };
    ($condition:literal) => {
        concat!(
            "p.origin, p.stance, p.since, p.failing, p.step, p.next_try, p.last_success, p.last_heard, p.last_error, \
             (select count(*) from deliveries d where d.origin = p.origin and d.settled = 0 and d.parked = 0",
            $condition,
            "), (select count(*) from deliveries d where d.origin = p.origin and d.settled = 0 and d.parked = 1",
            $condition,
            "), p.dialect"
        )
    };
}
use columns;

/// The ladder of back-off, in milliseconds; whoever is at its end stays there, until after fourteen days of silence one look a day is enough.
macro_rules! rung {
    ($step:literal) => {
        concat!(
            "(case ",
            $step,
            " when 0 then 30000 when 1 then 120000 when 2 then 600000 when 3 then 1800000 when 4 then 3600000 \
             when 5 then 10800000 else 21600000 end)"
        )
    };
}

table! {
    /// Neighbours, and how we stand with them.
    Peers
}

impl<M> Peers<'_, M> {
    /// How we stand with this neighbour; with a stranger: unknown.
    pub async fn stance(&mut self, origin: &Origin) -> Result<Stance, StoreError> {
        let query = sql("select stance from peers where origin = $1").bind(origin.as_str());
        Ok(self.session.first(query).await?.unwrap_or_default())
    }

    /// The neighbour of this origin.
    pub async fn by_origin(&mut self, origin: &Origin) -> Result<Option<PeerRow>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from peers p where p.origin = $1")).bind(origin.as_str());
        self.session.first(query).await
    }

    /// The blocked neighbours.
    pub async fn blocked(&mut self) -> Result<Vec<Origin>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from peers p where p.stance = 'blocked' order by p.origin"));
        let rows: Vec<PeerRow> = self.session.all(query).await?;
        Ok(rows.into_iter().map(|row| row.origin).collect())
    }

    /// Every neighbour, with what waits for it.
    pub async fn list(&mut self) -> Result<Vec<PeerRow>, StoreError> {
        self.session
            .all(sql(concat!("select ", columns!(), " from peers p order by p.origin limit 10000")))
            .await
    }

    /// Those to whom nothing has come through since then, nor from them. Of blocked ones a person has decided already.
    pub async fn failing_since(&mut self, then: Time) -> Result<Vec<Origin>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from peers p where p.failing <= $1 and p.stance <> 'blocked' order by p.origin"
        ));
        let rows: Vec<PeerRow> = self.session.all(query.bind(then.millis())).await?;
        Ok(rows.into_iter().map(|row| row.origin).collect())
    }

    /// Those that are in difficulties and due to be tried again.
    pub async fn due(&mut self, now: Time) -> Result<Vec<PeerRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from peers p where p.failing is not null and p.next_try <= $1 order by p.next_try limit 1000"
        ));
        self.session.all(query.bind(now.millis())).await
    }

    /// How the follows and the circles say that we stand with this neighbour: who shares a circle with one of ours is a member. A block is a
    /// person's word and not looked at here.
    pub async fn reckoned(&mut self, origin: &Origin) -> Result<Stance, StoreError> {
        let query = sql("select case \
             when exists (select 1 from follows f join actors o on o.iri = f.follower join actors t on t.iri = f.followed \
                          where o.local = 1 and t.origin = $1 and t.local = 0 and f.answer = 'accepted') then 'member' \
             when exists (select 1 from circle_members m join circle_members s on s.circle = m.circle join actors o on o.iri = s.member \
                          where m.origin = $1 and m.answer = 'accepted' and s.answer = 'accepted' and o.local = 1 \
                          and not exists (select 1 from actors t where t.iri = m.member and t.local = 1)) then 'member' \
             when exists (select 1 from follows f join actors o on o.iri = f.follower join actors t on t.iri = f.followed \
                          where o.local = 1 and t.origin = $1 and t.local = 0 and f.answer = 'asked') then 'asked' \
             when exists (select 1 from follows f join actors o on o.iri = f.followed join actors t on t.iri = f.follower \
                          where o.local = 1 and t.origin = $1 and t.local = 0 and f.answer = 'accepted') then 'reader' \
             else 'unknown' end");
        self.session.one(query.bind(origin.as_str())).await
    }
}

impl Peers<'_, Writes> {
    /// Sets how we stand with this neighbour from now on.
    pub async fn set_stance(&mut self, origin: &Origin, stance: Stance, now: Time) -> Result<(), StoreError> {
        let query =
            sql("insert into peers (origin, stance, since, step, next_try) values ($1, $2, $3, 0, 0) \
             on conflict (origin) do update set stance = excluded.stance, since = excluded.since \
             where peers.stance <> excluded.stance");
        self.session
            .execute(query.bind(origin.as_str()).bind(stance.code()).bind(now.millis()))
            .await
            .map(drop)
    }

    /// Notes that nothing came through: one step up the ladder, unless this step was taken already. `percent` is the
    /// jitter, -25 to 25.
    pub async fn failed(
        &mut self,
        origin: &Origin,
        error: &str,
        now: Time,
        percent: i64,
    ) -> Result<(), StoreError> {
        let query = sql(concat!(
            "insert into peers (origin, stance, since, failing, step, next_try, last_error) \
             values ($1, 'unknown', $3, $3, 1, $3 + 300 * (100 + $4), $2) \
             on conflict (origin) do update set failing = coalesce(peers.failing, $3), last_error = $2, \
             step = case when peers.failing is null then 1 when peers.next_try <= $3 then peers.step + 1 else peers.step end, \
             next_try = case when peers.failing is null then $3 + 300 * (100 + $4) \
                             when peers.next_try <= $3 and peers.failing <= $3 - 1209600000 then $3 + 864000 * (100 + $4) \
                             when peers.next_try <= $3 then $3 + ",
            rung!("peers.step"),
            " / 100 * (100 + $4) else peers.next_try end"
        ));
        let query = query.bind(origin.as_str()).bind(error).bind(now.millis()).bind(percent.clamp(-25, 25));
        self.session.execute(query).await.map(drop)
    }

    /// Notes that the neighbour asked to be left alone until then (`Retry-After`); at most a day is believed.
    pub async fn asked_for_patience(
        &mut self,
        origin: &Origin,
        error: &str,
        now: Time,
        until: Time,
    ) -> Result<(), StoreError> {
        let until = until.millis().clamp(now.millis(), now.plus(Time::DAY).millis());
        let query = sql("insert into peers (origin, stance, since, failing, step, next_try, last_error) \
             values ($1, 'unknown', $3, $3, 1, $4, $2) \
             on conflict (origin) do update set failing = coalesce(peers.failing, $3), last_error = $2, \
             step = case when peers.step = 0 then 1 else peers.step end, \
             next_try = case when peers.next_try < $4 then $4 else peers.next_try end");
        let query = query.bind(origin.as_str()).bind(error).bind(now.millis()).bind(until);
        self.session.execute(query).await.map(drop)
    }

    /// Notes that something came through. Tells whether the neighbour had been in difficulties: then what waits for it
    /// can be let go.
    pub async fn succeeded(&mut self, origin: &Origin, now: Time) -> Result<bool, StoreError> {
        let recovered = self.recover(origin).await?;
        let query = sql(
            "insert into peers (origin, stance, since, step, next_try, last_success) values ($1, 'unknown', $2, 0, 0, $2) \
             on conflict (origin) do update set last_success = excluded.last_success",
        );
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await?;
        Ok(recovered)
    }

    /// Notes that the neighbour has been heard from. Tells whether it had been in difficulties. A stranger's word makes no
    /// row, or anyone could fill the table.
    pub async fn heard_from(&mut self, origin: &Origin, now: Time) -> Result<bool, StoreError> {
        let query = sql(
            "select 1 from peers where origin = $1 and (failing is not null or last_heard is null or last_heard < $2)",
        );
        // Once a minute is enough to know that somebody lives; this stands in the way of every letter.
        let query = query.bind(origin.as_str()).bind(now.plus(-Time::MINUTE).millis());
        if self.session.first::<i64>(query).await?.is_none() {
            return Ok(false);
        }
        let query = sql("update peers set last_heard = $2 where origin = $1");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await?;
        self.recover(origin).await
    }

    /// A person wants this neighbour tried at once, also one for whom pushing has stopped. Tells whether it was in difficulties.
    pub async fn try_now(&mut self, origin: &Origin, now: Time) -> Result<bool, StoreError> {
        // On the lowest rung while failing: one probe goes out, see `claiming`.
        let query = sql("update peers set step = 0, next_try = $2 where origin = $1 and failing is not null");
        Ok(self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await? > 0)
    }

    async fn recover(&mut self, origin: &Origin) -> Result<bool, StoreError> {
        let query = sql("update peers set failing = null, step = 0, next_try = 0, last_error = null \
             where origin = $1 and failing is not null");
        Ok(self.session.execute(query.bind(origin.as_str())).await? > 0)
    }
}
