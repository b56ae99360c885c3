//! Which lists organisations of ours subscribe to, and how far following those on them has come.

use commons::{EntryId, Iri, Refusal, Time};

use crate::StoreError;
use crate::follows::FollowRow;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// What becomes of those on a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// They are proposed; a person decides whom to ask.
    #[default]
    Propose,
    /// All are asked, also who joins later.
    Follow,
}

impl Mode {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Follow => "follow",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "propose" => Ok(Self::Propose),
            "follow" => Ok(Self::Follow),
            _ => Err(Refusal::UnknownCode { field: "mode", code: code.to_owned() }),
        }
    }
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// For addresses on this node.
    pub id: String,
    /// Who subscribes.
    pub subscriber: Iri,
    /// Who keeps the list.
    pub list: Iri,
    /// What becomes of those on it.
    pub mode: Mode,
    /// Since when.
    pub since: Time,
    /// When the subscriber asked to be a member.
    pub joined: Option<Time>,
}

impl Row for Subscription {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            subscriber: row.iri()?,
            list: row.iri()?,
            mode: row.code(Mode::parse)?,
            since: row.time()?,
            joined: row.time_or_null()?,
        })
    }
}

/// How far following the organisations on a list has come, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    /// Members of the list that have an organisation, but for the subscriber.
    pub organisations: i64,
    /// Members that have none yet.
    pub without: i64,
    /// Who is still to be asked.
    pub to_ask: i64,
    /// Who has not answered yet.
    pub asked: i64,
    /// Who has accepted.
    pub accepted: i64,
    /// Who has declined.
    pub declined: i64,
    /// Whose entries have been read to the end at least once.
    pub walked: i64,
    /// Entries that are here.
    pub entries: i64,
}

impl Filling {
    /// Who could be asked and is neither followed nor about to be asked.
    pub fn proposed(&self) -> i64 {
        (self.organisations - self.to_ask - self.asked - self.accepted - self.declined).max(0)
    }

    /// Whether something goes on by itself.
    pub fn goes_on(&self) -> bool {
        self.to_ask > 0 || self.walked < self.accepted
    }
}

impl Row for Filling {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisations: row.number()?,
            without: row.number()?,
            to_ask: row.number()?,
            asked: row.number()?,
            accepted: row.number()?,
            declined: row.number()?,
            walked: row.number()?,
            entries: row.number()?,
        })
    }
}

/// Somebody on a list, with the list's word for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Who it is.
    pub actor: Iri,
    /// As the list calls them; may be empty.
    pub name: String,
}

impl Row for Proposed {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { actor: row.iri()?, name: row.text()? })
    }
}

macro_rules! columns {
    () => {
        "s.id, s.subscriber, s.list, s.mode, s.since, s.joined"
    };
}

/// Those on list $2, as far as they have an organisation and are not the subscriber $1.
macro_rules! listed {
    () => {
        "listed l where l.list = $2 and l.gone is null and l.actor is not null and l.actor <> $1"
    };
}

/// The follows of subscriber $1 of those.
macro_rules! followed {
    () => {
        "follows f join listed l on l.actor = f.followed where f.follower = $1 and l.list = $2 and l.gone is null"
    };
}

table! {
    /// Subscriptions of our organisations to lists of members.
    Subscriptions
}

impl<M> Subscriptions<'_, M> {
    /// The subscription at this address on this node.
    pub async fn by_id(&mut self, id: &str) -> Result<Option<Subscription>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from subscriptions s where s.id = $1"));
        self.session.first(query.bind(id)).await
    }

    /// This organisation's subscription to this list.
    pub async fn between(
        &mut self,
        subscriber: &Iri,
        list: &Iri,
    ) -> Result<Option<Subscription>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from subscriptions s where s.subscriber = $1 and s.list = $2"
        ));
        self.session.first(query.bind(subscriber.as_str()).bind(list.as_str())).await
    }

    /// What this organisation subscribes to, in the order in which it began.
    pub async fn of_organisation(&mut self, subscriber: &Iri) -> Result<Vec<Subscription>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from subscriptions s where s.subscriber = $1 order by s.since, s.id limit 500"
        ));
        self.session.all(query.bind(subscriber.as_str())).await
    }

    /// Who subscribes to this list.
    pub async fn to_list(&mut self, list: &Iri) -> Result<Vec<Subscription>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from subscriptions s where s.list = $1 order by s.since, s.id"
        ));
        self.session.all(query.bind(list.as_str())).await
    }

    /// How far following those on a list has come.
    pub async fn filling(&mut self, subscriber: &Iri, list: &Iri) -> Result<Filling, StoreError> {
        let query = sql(concat!(
            "select (select count(*) from ",
            listed!(),
            "), (select count(*) from listed l where l.list = $2 and l.gone is null and l.actor is null), \
             (select count(*) from askings k join listed l on l.actor = k.actor \
              where k.subscriber = $1 and l.list = $2 and l.gone is null), \
             cast(coalesce(sum(case when g.answer = 'asked' then 1 else 0 end), 0) as bigint), \
             cast(coalesce(sum(case when g.answer = 'accepted' then 1 else 0 end), 0) as bigint), \
             cast(coalesce(sum(case when g.answer in ('declined', 'ended') then 1 else 0 end), 0) as bigint), \
             cast(coalesce(sum(case when g.answer = 'accepted' and (g.walked is not null or g.local = 1) \
                               then 1 else 0 end), 0) as bigint), \
             (select count(*) from entries e where e.standing = 'published' and e.author in (select l.actor from ",
            listed!(),
            ")) from (select f.answer, f.walked, a.local from follows f join listed l on l.actor = f.followed \
             join actors a on a.iri = f.followed where f.follower = $1 and l.list = $2 and l.gone is null) g"
        ));
        self.session.one(query.bind(subscriber.as_str()).bind(list.as_str())).await
    }

    /// Those on a list whom this organisation neither follows, nor once did, nor is about to ask.
    pub async fn proposed(
        &mut self,
        subscriber: &Iri,
        list: &Iri,
        limit: i64,
    ) -> Result<Vec<Proposed>, StoreError> {
        let query = sql(concat!(
            "select l.actor, l.name from ",
            listed!(),
            " and not exists (select 1 from follows f where f.follower = $1 and f.followed = l.actor) \
             and not exists (select 1 from askings k where k.subscriber = $1 and k.actor = l.actor) \
             order by l.key limit $3"
        ));
        self.session.all(query.bind(subscriber.as_str()).bind(list.as_str()).bind(limit)).await
    }

    /// Whom this organisation follows though they are no longer on a list, nor on another that it subscribes to.
    pub async fn gone(
        &mut self,
        subscriber: &Iri,
        list: &Iri,
        limit: i64,
    ) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(
            "select f.follower, f.followed, f.id, f.activity, f.message, f.answer, f.version, f.asked, f.answered, \
             f.cursor, f.walk_due, f.walked, f.walk_error from follows f join listed l on l.actor = f.followed \
             where f.follower = $1 and l.list = $2 and l.gone is not null and f.answer in ('asked', 'accepted') \
             and not exists (select 1 from listed o join subscriptions s on s.list = o.list and s.subscriber = $1 \
                             where o.actor = f.followed and o.gone is null) \
             order by f.asked desc, f.id desc limit $3",
        );
        self.session.all(query.bind(subscriber.as_str()).bind(list.as_str()).bind(limit)).await
    }

    /// Those followed on a list whose entries cannot be read just now.
    pub async fn not_walked(
        &mut self,
        subscriber: &Iri,
        list: &Iri,
        limit: i64,
    ) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select f.follower, f.followed, f.id, f.activity, f.message, f.answer, f.version, f.asked, f.answered, \
             f.cursor, f.walk_due, f.walked, f.walk_error from ",
            followed!(),
            " and f.answer = 'accepted' and f.walk_error is not null order by f.asked desc, f.id desc limit $3"
        ));
        self.session.all(query.bind(subscriber.as_str()).bind(list.as_str()).bind(limit)).await
    }

    /// Those on a list who ask to follow a subscriber that lets members of its lists in by itself.
    pub async fn requests_of_listed(&mut self, list: &Iri, limit: i64) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(
            "select f.follower, f.followed, f.id, f.activity, f.message, f.answer, f.version, f.asked, f.answered, \
             f.cursor, f.walk_due, f.walked, f.walk_error from follows f \
             join subscriptions s on s.subscriber = f.followed join actors o on o.iri = f.followed \
             join listed l on l.list = s.list and l.actor = f.follower \
             where s.list = $1 and f.answer = 'asked' and o.local = 1 and o.followers_setting = 'list' and l.gone is null \
             order by f.asked, f.id limit $2",
        );
        self.session.all(query.bind(list.as_str()).bind(limit)).await
    }
}

impl Subscriptions<'_, Writes> {
    /// Subscribes. `None` where that is so already.
    pub async fn add(
        &mut self,
        subscriber: &Iri,
        list: &Iri,
        mode: Mode,
        now: Time,
    ) -> Result<Option<Subscription>, StoreError> {
        let query =
            sql("insert into subscriptions (id, subscriber, list, mode, since) values ($1, $2, $3, $4, $5) \
             on conflict do nothing returning id, subscriber, list, mode, since, joined");
        let query = query.bind(EntryId::new(now).to_string()).bind(subscriber.as_str()).bind(list.as_str());
        self.session.first(query.bind(mode.code()).bind(now.millis())).await
    }

    /// What becomes of those on the list from now on.
    pub async fn set_mode(&mut self, id: &str, mode: Mode) -> Result<(), StoreError> {
        let query = sql("update subscriptions set mode = $2 where id = $1").bind(id).bind(mode.code());
        self.session.execute(query).await.map(drop)
    }

    /// The subscriber asks to be a member itself.
    pub async fn join(&mut self, id: &str, now: Time) -> Result<(), StoreError> {
        let query = sql("update subscriptions set joined = $2 where id = $1").bind(id).bind(now.millis());
        self.session.execute(query).await.map(drop)
    }

    /// Subscribes no longer.
    pub async fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        self.session.execute(sql("delete from subscriptions where id = $1").bind(id)).await.map(drop)
    }
}
