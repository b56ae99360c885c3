//! Lists of members that are subscribed to here, as far as they have been read, and who stands on them.
//!
//! A list is read page by page in rounds: what a round has seen bears its number, and what bears an older one at the end of a round is gone.

use commons::{Ags, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row, parsed};
use crate::session::sql;
use crate::table::{Writes, table};

/// A list that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The organisation that keeps it.
    pub list: Iri,
    /// Where it begins.
    pub members: Iri,
    /// The number of the reading.
    pub round: i64,
    /// The page on which the reading goes on; `None`: at the beginning.
    pub next: Option<Iri>,
    /// When it is read next.
    pub due: Time,
    /// When it was last read to its end.
    pub read: Option<Time>,
    /// What went wrong with the last reading.
    pub error: Option<String>,
}

impl Row for ListRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            list: row.iri()?,
            members: row.iri()?,
            round: row.number()?,
            next: row.iri_or_null()?,
            due: row.time()?,
            read: row.time_or_null()?,
            error: row.text_or_null()?,
        })
    }
}

/// Somebody on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its organisation; `None`: it has none yet.
    pub actor: Option<Iri>,
    /// As the list calls it; may be empty where there is an organisation.
    pub name: String,
    /// Its key.
    pub ags: Option<Ags>,
}

impl Listed {
    /// By which it is known on its list.
    fn key(&self) -> String {
        match (&self.actor, &self.ags) {
            (Some(actor), _) => actor.to_string(),
            (None, Some(ags)) => format!("ags {}", ags.as_str()),
            (None, None) => format!("name {}", self.name),
        }
    }
}

impl Row for Listed {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            actor: row.iri_or_null()?,
            name: row.text()?,
            ags: row.text_or_null()?.map(|ags| parsed(Ags::parse(&ags))).transpose()?,
        })
    }
}

table! {
    /// Lists that are subscribed to, and who stands on them.
    Lists
}

impl<M> Lists<'_, M> {
    /// The list that this organisation keeps, as far as it is read here.
    pub async fn of_keeper(&mut self, list: &Iri) -> Result<Option<ListRow>, StoreError> {
        let query = sql("select list, members, round, next, due, read, error from lists where list = $1");
        self.session.first(query.bind(list.as_str())).await
    }

    /// The list that is to be read by now, the longest waiting first. Of blocked neighbours nothing is read.
    pub async fn due(&mut self, now: Time) -> Result<Option<ListRow>, StoreError> {
        let query = sql("select l.list, l.members, l.round, l.next, l.due, l.read, l.error from lists l \
             where l.due <= $1 and exists (select 1 from subscriptions s where s.list = l.list) \
             and not exists (select 1 from actors a join peers p on p.origin = a.origin \
                             where a.iri = l.list and p.stance = 'blocked') \
             order by l.due, l.list limit 1");
        self.session.first(query.bind(now.millis())).await
    }

    /// Who stands on a list without an organisation, so many from this key on.
    pub async fn without_organisation(&mut self, list: &Iri, limit: i64) -> Result<Vec<Listed>, StoreError> {
        let query =
            sql("select actor, name, ags from listed where list = $1 and actor is null and gone is null \
             order by key limit $2");
        self.session.all(query.bind(list.as_str()).bind(limit)).await
    }

    /// Whether this organisation stands on a list that this one subscribes to, or keeps such a list.
    pub async fn vouch_for(&mut self, subscriber: &Iri, actor: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from subscriptions s where s.subscriber = $1 and (s.list = $2 \
             or exists (select 1 from listed l where l.list = s.list and l.actor = $2 and l.gone is null)) limit 1");
        let query = query.bind(subscriber.as_str()).bind(actor.as_str());
        Ok(self.session.first::<i64>(query).await?.is_some())
    }

    /// Whether this organisation stands on this list.
    pub async fn holds(&mut self, list: &Iri, actor: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from listed where list = $1 and key = $2 and gone is null");
        let query = query.bind(list.as_str()).bind(actor.as_str());
        Ok(self.session.first::<i64>(query).await?.is_some())
    }

    /// How many were seen in this reading.
    pub async fn seen(&mut self, list: &Iri, round: i64) -> Result<i64, StoreError> {
        let query = sql("select count(*) from listed where list = $1 and round = $2");
        self.session.one(query.bind(list.as_str()).bind(round)).await
    }
}

impl Lists<'_, Writes> {
    /// This list is to be read from now on, beginning at once.
    pub async fn know(&mut self, list: &Iri, members: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql("insert into lists (list, members, round, due) values ($1, $2, 1, $3) \
             on conflict (list) do update set members = excluded.members, due = excluded.due");
        let query = query.bind(list.as_str()).bind(members.as_str()).bind(now.millis());
        self.session.execute(query).await.map(drop)
    }

    /// This list is to be read now, if anybody here reads it.
    pub async fn hurry(&mut self, list: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql("update lists set due = $2 where list = $1 and due > $2");
        self.session.execute(query.bind(list.as_str()).bind(now.millis())).await.map(drop)
    }

    /// Somebody was seen on a list in this reading. Tells whether that is news in this reading.
    pub async fn see(&mut self, list: &Iri, round: i64, listed: &Listed) -> Result<bool, StoreError> {
        let query = sql(
            "insert into listed as l (list, key, actor, origin, name, ags, round) values ($1, $2, $3, $4, $5, $6, $7) \
             on conflict (list, key) do update set name = excluded.name, ags = excluded.ags, round = excluded.round, \
             gone = null where l.round <> excluded.round",
        );
        let origin = listed.actor.as_ref().map(|actor| actor.origin().as_str().to_owned());
        let query = query.bind(list.as_str()).bind(listed.key()).bind(listed.actor.as_ref().map(Iri::as_str));
        let query = query.bind(origin);
        let query = query.bind(listed.name.as_str()).bind(listed.ags.as_ref().map(Ags::as_str)).bind(round);
        Ok(self.session.execute(query).await? > 0)
    }

    /// Where the reading goes on, and when.
    pub async fn goes_on(&mut self, list: &Iri, next: Option<&Iri>, due: Time) -> Result<(), StoreError> {
        let query = sql("update lists set next = $2, due = $3, error = null where list = $1");
        let query = query.bind(list.as_str()).bind(next.map(Iri::as_str)).bind(due.millis());
        self.session.execute(query).await.map(drop)
    }

    /// The reading could not go on; it begins anew then.
    pub async fn failed(&mut self, list: &Iri, due: Time, error: &str) -> Result<(), StoreError> {
        let query =
            sql("update lists set next = null, round = round + 1, due = $2, error = $3 where list = $1");
        let query = query.bind(list.as_str()).bind(due.millis()).bind(error);
        self.session.execute(query).await.map(drop)
    }

    /// This reading came to the end. Who was not seen is gone, and forgotten where nobody here follows them.
    pub async fn finish(&mut self, row: &ListRow, now: Time, due: Time) -> Result<(), StoreError> {
        let list = row.list.as_str();
        let gone = sql("update listed set gone = $3 where list = $1 and round <> $2 and gone is null");
        self.session.execute(gone.bind(list).bind(row.round).bind(now.millis())).await?;
        let forget = sql("delete from listed where list = $1 and gone is not null and not exists (\
             select 1 from follows f join subscriptions s on s.subscriber = f.follower \
             where f.followed = listed.actor and s.list = listed.list and f.answer in ('asked', 'accepted'))");
        self.session.execute(forget.bind(list)).await?;
        let query =
            sql("update lists set next = null, round = round + 1, read = $2, due = $3, error = null \
             where list = $1");
        self.session.execute(query.bind(list).bind(now.millis()).bind(due.millis())).await.map(drop)
    }

    /// Forgets a list to which nobody here subscribes any more.
    pub async fn forget_unread(&mut self, list: &Iri) -> Result<(), StoreError> {
        for text in [
            "delete from listed where list = $1 and not exists (select 1 from subscriptions s where s.list = $1)",
            "delete from lists where list = $1 and not exists (select 1 from subscriptions s where s.list = $1)",
        ] {
            self.session.execute(sql(text).bind(list.as_str())).await?;
        }
        Ok(())
    }
}
