//! Who follows whom, accepted by whom, and how far the walk of the followed one's changes has come.

mod pages;
mod walking;

use commons::{EntryId, Iri, Origin, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

pub(crate) use walking::may_walk;
pub use walking::{DueWalk, WalkDue};

/// What the followed organisation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Asked,
    /// Yes.
    Accepted,
    /// No, or no longer.
    Declined,
    /// The follower itself ended it.
    Ended,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Accepted, Self::Declined, Self::Ended];

    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Ended => "ended",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "asked" => Ok(Self::Asked),
            "accepted" => Ok(Self::Accepted),
            "declined" => Ok(Self::Declined),
            "ended" => Ok(Self::Ended),
            _ => Err(Refusal::UnknownCode { field: "answer", code: code.to_owned() }),
        }
    }
}

/// A follow as it is kept.
#[derive(Clone, Debug)]
pub struct FollowRow {
    /// Who follows.
    pub follower: Iri,
    /// Who is followed.
    pub followed: Iri,
    /// For addresses on this node.
    pub id: String,
    /// The id of the Follow, which Accept, Reject and Undo name.
    pub activity: Iri,
    /// What was said with it.
    pub message: String,
    /// What the followed organisation says.
    pub answer: Answer,
    /// Rises with each answer and each new request.
    pub version: i64,
    /// When it was asked.
    pub asked: Time,
    /// When it was answered.
    pub answered: Option<Time>,
    /// Where the walk has come to.
    pub cursor: Option<String>,
    /// When it walks next.
    pub walk_due: Time,
    /// When it last reached the end.
    pub walked: Option<Time>,
    /// What went wrong with the last walk.
    pub walk_error: Option<String>,
}

macro_rules! columns {
    () => {
        "f.follower, f.followed, f.id, f.activity, f.message, f.answer, f.version, f.asked, f.answered, f.cursor, \
         f.walk_due, f.walked, f.walk_error"
    };
}
use columns;

impl Row for FollowRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            follower: row.iri()?,
            followed: row.iri()?,
            id: row.text()?,
            activity: row.iri()?,
            message: row.text()?,
            answer: row.code(Answer::parse)?,
            version: row.number()?,
            asked: row.time()?,
            answered: row.time_or_null()?,
            cursor: row.text_or_null()?,
            walk_due: row.time()?,
            walked: row.time_or_null()?,
            walk_error: row.text_or_null()?,
        })
    }
}

table! {
    /// Who follows whom.
    Follows
}

impl<M> Follows<'_, M> {
    /// The follow at this address on this node.
    pub async fn by_id(&mut self, id: &str) -> Result<Option<FollowRow>, StoreError> {
        self.session
            .first(sql(concat!("select ", columns!(), " from follows f where f.id = $1")).bind(id))
            .await
    }

    /// The follow between these two.
    pub async fn between(&mut self, follower: &Iri, followed: &Iri) -> Result<Option<FollowRow>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from follows f where f.follower = $1 and f.followed = $2"));
        self.session.first(query.bind(follower.as_str()).bind(followed.as_str())).await
    }

    /// Who follows this actor, or asked to, or once did; newest request first.
    pub async fn followers_of(&mut self, followed: &Iri) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f where f.followed = $1 order by f.asked desc, f.follower limit 10000"
        ));
        self.session.all(query.bind(followed.as_str())).await
    }

    /// Whom this actor follows, or asked to, or once did; newest request first.
    pub async fn followed_by(&mut self, follower: &Iri) -> Result<Vec<FollowRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from follows f where f.follower = $1 order by f.asked desc, f.followed limit 10000"
        ));
        self.session.all(query.bind(follower.as_str())).await
    }

    /// How many follow this actor.
    pub async fn count_followers(&mut self, followed: &Iri) -> Result<i64, StoreError> {
        let query = sql("select count(*) from follows where followed = $1 and answer = 'accepted'");
        self.session.one(query.bind(followed.as_str())).await
    }

    /// Whether one of ours follows this author, and was accepted.
    pub async fn is_followed_here(&mut self, author: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from follows f join actors a on a.iri = f.follower \
             where f.followed = $1 and f.answer = 'accepted' and a.local = 1 limit 1");
        Ok(self.session.first::<i64>(query.bind(author.as_str())).await?.is_some())
    }

    /// Whether anybody here follows, or is followed by, anybody there, or asked to.
    pub async fn has_relation_to_origin(&mut self, origin: &Origin) -> Result<bool, StoreError> {
        let query = sql("select 1 from actors a where a.origin = $1 and exists (select 1 from follows f \
             where (f.follower = a.iri or f.followed = a.iri) and f.answer in ('asked', 'accepted')) limit 1");
        Ok(self.session.first::<i64>(query.bind(origin.as_str())).await?.is_some())
    }
}

impl Follows<'_, Writes> {
    /// Asks, or asks again. Who was accepted stays accepted: the other side forgot, and is to be told again.
    pub async fn ask(
        &mut self,
        follower: &Iri,
        followed: &Iri,
        activity: &Iri,
        message: &str,
        now: Time,
    ) -> Result<FollowRow, StoreError> {
        let query = sql(
            "insert into follows as f (follower, followed, id, activity, message, answer, version, asked, walk_due) \
             values ($1, $2, $3, $4, $5, 'asked', 1, $6, 0) \
             on conflict (follower, followed) do update set activity = excluded.activity, message = excluded.message, \
             answer = case when f.answer = 'accepted' then 'accepted' else 'asked' end, version = f.version + 1, \
             asked = excluded.asked returning follower, followed, id, activity, message, answer, version, asked, \
             answered, cursor, walk_due, walked, walk_error",
        );
        let query = query.bind(follower.as_str()).bind(followed.as_str()).bind(EntryId::new(now).to_string());
        self.session.one(query.bind(activity.as_str()).bind(message).bind(now.millis())).await
    }

    /// Answers. `None` where nobody asks (any more), or where this is the answer already. The walk begins at once.
    pub async fn answer(
        &mut self,
        follower: &Iri,
        followed: &Iri,
        answer: Answer,
        now: Time,
    ) -> Result<Option<FollowRow>, StoreError> {
        let query = sql(
            "update follows set answer = $3, version = version + 1, answered = $4, walk_due = $4 \
             where follower = $1 and followed = $2 and answer <> $3 and answer <> 'ended' returning follower, followed, id, activity, message, \
             answer, version, asked, answered, cursor, walk_due, walked, walk_error",
        );
        let query =
            query.bind(follower.as_str()).bind(followed.as_str()).bind(answer.code()).bind(now.millis());
        self.session.first(query).await
    }
}
