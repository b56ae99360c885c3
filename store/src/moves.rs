//! Who is somewhere else from now on, and who of ours was somewhere else before.

use commons::{Iri, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// How a move stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveAnswer {
    /// The target has still to say that it was this actor before.
    Asked,
    /// It said so, and ours follow it there.
    Followed,
    /// It did not: everything stays as it was.
    Refused,
    /// One of ours moves away.
    Ours,
    /// One of ours did, and takes it back.
    TakenBack,
}

impl MoveAnswer {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Followed => "followed",
            Self::Refused => "refused",
            Self::Ours => "ours",
            Self::TakenBack => "taken-back",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "asked" => Ok(Self::Asked),
            "followed" => Ok(Self::Followed),
            "refused" => Ok(Self::Refused),
            "ours" => Ok(Self::Ours),
            "taken-back" => Ok(Self::TakenBack),
            _ => Err(Refusal::UnknownCode { field: "answer", code: code.to_owned() }),
        }
    }
}

/// A move as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveRow {
    /// Who moves.
    pub actor: Iri,
    /// To where.
    pub target: Iri,
    /// Since when that is known.
    pub heard: Time,
    /// The version of what followers of ours are told.
    pub version: i64,
    /// How it stands.
    pub answer: MoveAnswer,
    /// How often the target could not be read.
    pub tries: i64,
}

impl Row for MoveRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            actor: row.iri()?,
            target: row.iri()?,
            heard: row.time()?,
            version: row.number()?,
            answer: row.code(MoveAnswer::parse)?,
            tries: row.number()?,
        })
    }
}

macro_rules! columns {
    () => {
        "m.actor, m.target, m.heard, m.version, m.answer, m.tries"
    };
}

table! {
    /// Who is somewhere else from now on.
    Moves
}

impl<M> Moves<'_, M> {
    /// Where this actor is from now on.
    pub async fn by_actor(&mut self, actor: &Iri) -> Result<Option<MoveRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from moves m where m.actor = $1"));
        self.session.first(query.bind(actor.as_str())).await
    }

    /// Every one of ours that moved away.
    pub async fn ours(&mut self) -> Result<Vec<MoveRow>, StoreError> {
        self.session.all(sql(concat!("select ", columns!(), " from moves m where m.answer = 'ours'"))).await
    }

    /// Moves whose target is to be asked, the longest waiting first.
    pub async fn due(&mut self, now: Time, limit: i64) -> Result<Vec<MoveRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from moves m where m.answer = 'asked' and m.due <= $1 order by m.due, m.actor limit $2"
        ));
        self.session.all(query.bind(now.millis()).bind(limit)).await
    }

    /// Moves of those whom this organisation of ours follows or followed, the latest first.
    pub async fn concerning(&mut self, follower: &Iri, limit: i64) -> Result<Vec<MoveRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from moves m join follows f on f.followed = m.actor where f.follower = $1 \
             and m.answer in ('asked', 'followed', 'refused') order by m.heard desc, m.actor limit $2"
        ));
        self.session.all(query.bind(follower.as_str()).bind(limit)).await
    }

    /// Whom this one of ours was before.
    pub async fn aliases(&mut self, actor: &Iri) -> Result<Vec<Iri>, StoreError> {
        let query = sql("select alias from aliases where actor = $1 order by since, alias");
        self.session.all(query.bind(actor.as_str())).await
    }
}

impl Moves<'_, Writes> {
    /// An actor says that it is somewhere else: its target is to be asked. The same said again asks once more, unless it was followed there.
    pub async fn heard(&mut self, actor: &Iri, target: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql(
            "insert into moves (actor, target, heard, version, answer, tries, due) values ($1, $2, $3, 0, 'asked', 0, $3) \
             on conflict (actor) do update set target = excluded.target, heard = excluded.heard, answer = 'asked', tries = 0, \
             due = excluded.due where moves.target <> excluded.target or moves.answer = 'refused'",
        );
        self.session
            .execute(query.bind(actor.as_str()).bind(target.as_str()).bind(now.millis()))
            .await
            .map(drop)
    }

    /// The target could not be read: it is asked again then.
    pub async fn later(&mut self, row: &MoveRow, due: Time) -> Result<(), StoreError> {
        let query = sql(
            "update moves set tries = tries + 1, due = $3 where actor = $1 and target = $2 and answer = 'asked'",
        );
        self.session
            .execute(query.bind(row.actor.as_str()).bind(row.target.as_str()).bind(due.millis()))
            .await
            .map(drop)
    }

    /// Notes what the target says. Tells whether that was still asked.
    pub async fn settle(&mut self, row: &MoveRow, answer: MoveAnswer) -> Result<bool, StoreError> {
        let query = sql("update moves set answer = $3 where actor = $1 and target = $2 and answer = 'asked'");
        let query = query.bind(row.actor.as_str()).bind(row.target.as_str()).bind(answer.code());
        Ok(self.session.execute(query).await? > 0)
    }

    /// An actor takes back that it moved, before anybody followed it. Tells whether that was so.
    pub async fn forget_asked(&mut self, actor: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from moves where actor = $1 and answer = 'asked'");
        Ok(self.session.execute(query.bind(actor.as_str())).await? > 0)
    }

    /// One of ours moves away.
    pub async fn leave(
        &mut self,
        actor: &Iri,
        target: &Iri,
        version: i64,
        now: Time,
    ) -> Result<(), StoreError> {
        let query = sql(
            "insert into moves (actor, target, heard, version, answer, tries, due) values ($1, $2, $3, $4, 'ours', 0, 0) \
             on conflict (actor) do update set target = excluded.target, heard = excluded.heard, version = excluded.version, \
             answer = 'ours'",
        );
        let query = query.bind(actor.as_str()).bind(target.as_str()).bind(now.millis()).bind(version);
        self.session.execute(query).await.map(drop)
    }

    /// One of ours stays after all. Tells whether it had moved.
    pub async fn stay(&mut self, actor: &Iri, version: i64) -> Result<bool, StoreError> {
        let query =
            sql("update moves set answer = 'taken-back', version = $2 where actor = $1 and answer = 'ours'");
        Ok(self.session.execute(query.bind(actor.as_str()).bind(version)).await? > 0)
    }

    /// One of ours was this actor before. Tells whether that is news.
    pub async fn add_alias(&mut self, actor: &Iri, alias: &Iri, now: Time) -> Result<bool, StoreError> {
        let query =
            sql("insert into aliases (actor, alias, since) values ($1, $2, $3) on conflict do nothing");
        let query = query.bind(actor.as_str()).bind(alias.as_str()).bind(now.millis());
        Ok(self.session.execute(query).await? > 0)
    }
}
