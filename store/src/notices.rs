//! What people are told of that came while they were away. What has come once is told once.

use commons::{Iri, NoticeKind, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::{Sql, sql};
use crate::table::{Writes, table};

/// So much waits unseen at most: nobody reads further, and nobody shall fill a desk from outside.
const MOST: i64 = 500;

/// Something that has come for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// What has come.
    pub entry: Iri,
    /// What it is.
    pub kind: NoticeKind,
    /// Who says it.
    pub author: Iri,
    /// For which of their organisations they are told.
    pub organisation: Iri,
    /// The entry it is about, where what has come is none itself.
    pub about: Option<Iri>,
    /// When it came.
    pub created: Time,
    /// When it was seen.
    pub seen: Option<Time>,
}

impl Row for NoticeRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            entry: row.iri()?,
            kind: row.code(NoticeKind::parse)?,
            author: row.iri()?,
            organisation: row.iri()?,
            about: row.iri_or_null()?,
            created: row.time()?,
            seen: row.time_or_null()?,
        })
    }
}

/// Something that has come.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// What has come.
    pub entry: &'a Iri,
    /// What it is.
    pub kind: NoticeKind,
    /// Who says it.
    pub author: &'a Iri,
    /// For whose staff it is.
    pub organisation: &'a Iri,
    /// The entry it is about, where what has come is none itself.
    pub about: Option<&'a Iri>,
}

table! {
    /// What people are told of.
    Notices
}

impl<M> Notices<'_, M> {
    /// What has come for this person, newest first.
    pub async fn of_person(&mut self, person: &str, limit: i64) -> Result<Vec<NoticeRow>, StoreError> {
        let query = sql("select entry, kind, author, organisation, about, created, seen from notices \
             where person = $1 order by created desc, entry limit $2");
        self.session.all(query.bind(person).bind(limit)).await
    }

    /// How much of it was not seen yet.
    pub async fn unseen(&mut self, person: &str) -> Result<i64, StoreError> {
        let query = sql("select count(*) from notices where person = $1 and seen is null");
        self.session.one(query.bind(person)).await
    }
}

/// Tells whoever acts for the organisation `$1` and may sign in of `$2`, unless too much waits for them already.
macro_rules! tell {
    ($whom:literal) => {
        concat!(
            "insert into notices (person, entry, kind, author, organisation, created, about, seen) \
             select m.person, $2, $3, $4, $1, $5, $8, null from memberships m join people p on p.id = m.person \
             where m.organisation = $1 and p.disabled = 0 and ",
            $whom,
            " and (select count(*) from notices n where n.person = m.person and n.seen is null) < $7 \
             on conflict (person, entry) do nothing"
        )
    };
}

impl Notices<'_, Writes> {
    /// Tells everybody who may write for the organisation, but not who did it. Gives how many were told.
    pub async fn tell_writers(
        &mut self,
        news: News<'_>,
        but: Option<&str>,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql(tell!("m.role <> 'reader' and m.person <> $6"));
        self.session.execute(bound(query, news, but.unwrap_or(""), now)).await
    }

    /// Tells one person, if they still act for the organisation. Gives how many were told.
    pub async fn tell(&mut self, news: News<'_>, person: &str, now: Time) -> Result<u64, StoreError> {
        self.session.execute(bound(sql(tell!("m.person = $6")), news, person, now)).await
    }

    /// This person has seen it.
    pub async fn see(&mut self, person: &str, entry: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql(
            "update notices set seen = $3 where person = $1 and (entry = $2 or about = $2) and seen is null",
        );
        self.session.execute(query.bind(person).bind(entry.as_str()).bind(now.millis())).await.map(drop)
    }

    /// This person has seen everything that came until then.
    pub async fn see_all(&mut self, person: &str, until: Time, now: Time) -> Result<(), StoreError> {
        let query = sql("update notices set seen = $3 where person = $1 and created <= $2 and seen is null");
        self.session.execute(query.bind(person).bind(until.millis()).bind(now.millis())).await.map(drop)
    }

    /// Forgets what came before then.
    pub async fn forget(&mut self, before: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from notices where created < $1").bind(before.millis())).await
    }
}

fn bound(query: Sql, news: News<'_>, person: &str, now: Time) -> Sql {
    let query = query.bind(news.organisation.as_str()).bind(news.entry.as_str()).bind(news.kind.code());
    query
        .bind(news.author.as_str())
        .bind(now.millis())
        .bind(person.to_owned())
        .bind(MOST)
        .bind(news.about.map(Iri::as_str))
}
