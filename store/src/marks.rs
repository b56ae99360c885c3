//! What organisations say of entries without writing one of their own: recommendations, and "with us too".
//!
//! A row stays when it is taken back, so that those who were told can be told that too.

use commons::{Iri, MarkVerb, Standing, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A mark as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRow {
    /// Who says it.
    pub actor: Iri,
    /// What is said.
    pub verb: MarkVerb,
    /// Of which entry; it need not be known here.
    pub object: Iri,
    /// The id of the activity that said it last.
    pub activity: Iri,
    /// Why it is recommended.
    pub reason: String,
    /// Published, or withdrawn: taken back.
    pub standing: Standing,
    /// Rises with each word.
    pub version: i64,
    /// Whether it was said here.
    pub local: bool,
    /// When it was last said.
    pub said: Time,
}

impl MarkRow {
    /// Whether it is still said.
    pub fn stands(&self) -> bool {
        self.standing == Standing::Published
    }
}

macro_rules! columns {
    () => {
        "m.actor, m.verb, m.object, m.activity, m.reason, m.standing, m.version, m.local, m.said"
    };
}

impl Row for MarkRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            actor: row.iri()?,
            verb: row.code(MarkVerb::parse)?,
            object: row.iri()?,
            activity: row.iri()?,
            reason: row.text()?,
            standing: row.code(Standing::parse)?,
            version: row.number()?,
            local: row.flag()?,
            said: row.time()?,
        })
    }
}

/// How many say something of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkCounts {
    /// How many recommend it.
    pub recommended: i64,
    /// How many say that it is so with them too.
    pub with_us_too: i64,
}

impl Row for MarkCounts {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { recommended: row.number()?, with_us_too: row.number()? })
    }
}

/// The condition under which the mark `m` of the actor `a` counts: it is still said, its actor is there, and nobody has blocked its node `p`.
macro_rules! counts {
    () => {
        "m.standing = 'published' and a.standing = 'published' and (p.stance is null or p.stance <> 'blocked')"
    };
}

table! {
    /// Recommendations, and "with us too".
    Marks
}

impl<M> Marks<'_, M> {
    /// What this actor says, or once said, of this entry by this verb.
    pub async fn one(
        &mut self,
        actor: &Iri,
        verb: MarkVerb,
        object: &Iri,
    ) -> Result<Option<MarkRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from marks m where m.actor = $1 and m.verb = $2 and m.object = $3"
        ));
        self.session.first(query.bind(actor.as_str()).bind(verb.code()).bind(object.as_str())).await
    }

    /// The mark that was last said by the activity with this id.
    pub async fn by_activity(&mut self, activity: &Iri) -> Result<Option<MarkRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from marks m where m.activity = $1 order by m.actor, m.verb, m.object limit 1"
        ));
        self.session.first(query.bind(activity.as_str())).await
    }

    /// What is said of an entry by organisations that are named: ours, and those on nodes whose entries come in. Newest first.
    pub async fn named(&mut self, object: &Iri, limit: i64) -> Result<Vec<MarkRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from marks m join actors a on a.iri = m.actor left join peers p on p.origin = a.origin \
             where m.object = $1 and a.role = 'organisation' and (a.local = 1 or p.stance = 'member') and ",
            counts!(),
            " order by m.said desc, m.actor, m.verb limit $2"
        ));
        self.session.all(query.bind(object.as_str()).bind(limit)).await
    }

    /// How many say something of an entry, named or not.
    pub async fn counts(&mut self, object: &Iri) -> Result<MarkCounts, StoreError> {
        let query = sql(concat!(
            "select cast(coalesce(sum(case when m.verb = 'announce' then 1 else 0 end), 0) as bigint), \
             cast(coalesce(sum(case when m.verb = 'like' then 1 else 0 end), 0) as bigint) \
             from marks m join actors a on a.iri = m.actor left join peers p on p.origin = a.origin \
             where m.object = $1 and ",
            counts!()
        ));
        self.session.one(query.bind(object.as_str())).await
    }

    /// What this actor recommends to everyone and everyone may read here, newest first.
    pub async fn recommended_by(&mut self, actor: &Iri, limit: i64) -> Result<Vec<MarkRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from marks m join entries e on e.iri = m.object where m.actor = $1 and m.verb = 'announce' \
             and m.standing = 'published' and e.standing = 'published' and e.audience = 'public' \
             order by m.said desc, m.object limit $2"
        ));
        self.session.all(query.bind(actor.as_str()).bind(limit)).await
    }
}

impl Marks<'_, Writes> {
    /// Says it, again or for the first time. The version must be higher than the one before, or nothing is changed. Tells whether it was.
    pub async fn say(&mut self, mark: &MarkRow) -> Result<bool, StoreError> {
        let query = sql(
            "insert into marks as m (actor, verb, object, activity, reason, standing, version, local, said) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             on conflict (actor, verb, object) do update set activity = excluded.activity, reason = excluded.reason, \
             standing = excluded.standing, version = excluded.version, said = excluded.said \
             where m.version < excluded.version",
        );
        let query = query.bind(mark.actor.as_str()).bind(mark.verb.code()).bind(mark.object.as_str());
        let query = query.bind(mark.activity.as_str()).bind(mark.reason.as_str()).bind(mark.standing.code());
        let query = query.bind(mark.version).bind(i64::from(mark.local)).bind(mark.said.millis());
        Ok(self.session.execute(query).await? > 0)
    }

    /// Takes it back with this version; nothing of the reason stays. Tells whether it stood.
    pub async fn take_back(&mut self, mark: &MarkRow, version: i64) -> Result<bool, StoreError> {
        let query = sql("update marks set standing = 'withdrawn', reason = '', version = $4 \
             where actor = $1 and verb = $2 and object = $3 and standing = 'published' and version < $4");
        let query = query.bind(mark.actor.as_str()).bind(mark.verb.code()).bind(mark.object.as_str());
        Ok(self.session.execute(query.bind(version)).await? > 0)
    }

    /// Forgets what others said of an entry that cannot be had.
    pub async fn forget_object(&mut self, object: &Iri) -> Result<u64, StoreError> {
        let query = sql("delete from marks where object = $1 and local = 0");
        self.session.execute(query.bind(object.as_str())).await
    }

    /// Forgets whatever an actor said that is gone.
    pub async fn forget_actor(&mut self, actor: &Iri) -> Result<u64, StoreError> {
        let query = sql("delete from marks where actor = $1 and local = 0");
        self.session.execute(query.bind(actor.as_str())).await
    }
}
