//! Putting entries in, letting them stand otherwise, taking them out.

use std::collections::HashSet;
use std::sync::LazyLock;

use commons::{Content, Entry, EntryId, Iri, Kind, Standing, Time};

use super::Entries;
use crate::StoreError;
use crate::audiences::Audiences;
use crate::deliveries::Deliveries;
use crate::links::Links;
use crate::names::Names;
use crate::session::{Sql, sql};
use crate::table::Writes;

/// Where an entry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Here; versions only rise.
    Here,
    /// Elsewhere; of two equal versions the one that arrives later wins, also over a tombstone: who is let into a circle again is told again.
    Elsewhere,
}

/// What comes with an entry when it is put in.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The last part of its address on this node; what is already here keeps its own.
    pub id: EntryId,
    /// Where it was written.
    pub home: Home,
    /// How it is to stand.
    pub standing: Standing,
    /// When it came.
    pub received: Time,
    /// Its id where it was imported from; one entry per author and id. Only for what is ours.
    pub source: Option<&'a str>,
}

/// What came of putting an entry in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was not here before.
    New,
    /// It replaced what was here.
    Changed,
    /// What is here is newer, erased, or somebody else's: nothing was changed.
    Stale,
}

/// A comment hangs under what its parent hangs under, where the parent is known.
macro_rules! thread {
    () => {
        "coalesce((select coalesce(parent.thread, parent.iri) from entries parent where parent.iri = $14), $15)"
    };
}

const INSERT: &str = concat!(
    "insert into entries (iri, author, local, kind, standing, audience, version, published, updated, received, changed, \
     source, was_public, thread, body, id) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, ",
    thread!(),
    ", $16, $17) on conflict do nothing returning 1"
);

/// Entries put in by one statement.
const MANY: usize = 10;
/// What [`INSERT`] binds for an entry.
const BOUND: usize = 17;

/// [`INSERT`] for many entries. What conflicts, also within the statement, is left to [`REPLACE`].
static INSERT_MANY: LazyLock<String> = LazyLock::new(|| {
    let row = |row: usize| {
        let at = |place: usize| row * BOUND + place;
        let plain: Vec<_> = (1..=13).map(|place| format!("${}", at(place))).collect();
        format!(
            "({}, coalesce((select coalesce(parent.thread, parent.iri) from entries parent where parent.iri = ${}), ${}), ${}, ${})",
            plain.join(", "),
            at(14),
            at(15),
            at(16),
            at(17),
        )
    };
    let rows: Vec<_> = (0..MANY).map(row).collect();
    format!(
        "insert into entries (iri, author, local, kind, standing, audience, version, published, updated, received, changed, \
         source, was_public, thread, body, id) values {} on conflict do nothing returning iri",
        rows.join(", ")
    )
});

const REPLACE: &str = concat!(
    "update entries set kind = $4, standing = $5, audience = $6, version = $7, published = $8, updated = $9, \
     received = $10, changed = $11, source = coalesce($12, source), \
     was_public = case when $13 = 1 then 1 else was_public end, thread = ",
    thread!(),
    ", body = $16 where iri = $1 and author = $2 and local = $3 and standing <> 'erased' \
     and (version < $7 or (version = $7 and local = 0 and (body <> $16 or standing <> $5))) returning 1"
);

impl Entries<'_, Writes> {
    /// Puts in an entry, new or changed, and what it refers to. Only a higher version wins; of what was written elsewhere
    /// also an equal one that says something else.
    pub async fn put(&mut self, entry: &Entry, arrival: Arrival<'_>) -> Result<Put, StoreError> {
        let body = serde_json::to_string(entry).map_err(StoreError::failed)?;
        let number = self.session.number();
        let query = bound(sql(INSERT), entry, arrival, number, &body).bind(arrival.id.to_string());
        if self.session.first::<i64>(query).await?.is_some() {
            self.is_new(entry).await?;
            return Ok(Put::New);
        }
        self.replace(entry, arrival, number, &body).await
    }

    /// Puts in many, in their order, as [`Self::put`] does each: what is new goes in ten at a time.
    pub async fn put_all(&mut self, arrivals: &[(&Entry, Arrival<'_>)]) -> Result<Vec<Put>, StoreError> {
        let mut puts = Vec::with_capacity(arrivals.len());
        let chunks = arrivals.chunks_exact(MANY);
        let rest = chunks.remainder();
        for chunk in chunks {
            puts.extend(self.put_chunk(chunk).await?);
        }
        for (entry, arrival) in rest {
            puts.push(self.put(entry, *arrival).await?);
        }
        Ok(puts)
    }

    async fn put_chunk(&mut self, chunk: &[(&Entry, Arrival<'_>)]) -> Result<Vec<Put>, StoreError> {
        let mut query = sql(&INSERT_MANY);
        let mut written = Vec::with_capacity(chunk.len());
        for (entry, arrival) in chunk {
            let body = serde_json::to_string(entry).map_err(StoreError::failed)?;
            let number = self.session.number();
            query = bound(query, entry, *arrival, number, &body).bind(arrival.id.to_string());
            written.push((number, body));
        }
        let inserted: Vec<String> = self.session.all(query).await?;
        let mut inserted: HashSet<String> = inserted.into_iter().collect();
        let mut puts = Vec::with_capacity(chunk.len());
        for ((entry, arrival), (number, body)) in chunk.iter().zip(written) {
            puts.push(if inserted.remove(entry.iri.as_str()) {
                self.is_new(entry).await?;
                Put::New
            } else {
                self.replace(entry, *arrival, number, &body).await?
            });
        }
        Ok(puts)
    }

    /// What follows from an entry that was not here before: what it refers to; and answers that came before the comment they answer hang
    /// under its entry from now on.
    async fn is_new(&mut self, entry: &Entry) -> Result<(), StoreError> {
        Links::of(self.session).insert(entry).await?;
        Names::of(self.session).insert(entry).await?;
        Audiences::of(self.session).insert(entry).await?;
        if entry.parent().is_none() {
            return Ok(());
        }
        let iri = entry.iri.as_str();
        let early: Vec<String> = self
            .session
            .all(sql("select iri from entries where thread = $1 and iri <> $1").bind(iri.to_owned()))
            .await?;
        for answer in early {
            let number = self.session.number();
            let query = sql("update entries set changed = $3, \
                 thread = (select top.thread from entries top where top.iri = $2) where iri = $1");
            self.session.execute(query.bind(answer).bind(iri.to_owned()).bind(number)).await?;
        }
        Ok(())
    }

    async fn replace(
        &mut self,
        entry: &Entry,
        arrival: Arrival<'_>,
        number: i64,
        body: &str,
    ) -> Result<Put, StoreError> {
        if self.session.first::<i64>(bound(sql(REPLACE), entry, arrival, number, body)).await?.is_none() {
            return Ok(Put::Stale);
        }
        if let Content::Adoption(adoption) = &entry.content {
            self.touch_adopted(&entry.iri, adoption.entry()).await?;
        }
        Links::of(self.session).rewrite(entry).await?;
        Names::of(self.session).rewrite(entry).await?;
        Audiences::of(self.session).rewrite(entry).await?;
        self.touch_below(&entry.iri, arrival.received).await?;
        Ok(Put::Changed)
    }

    /// Takes the row for this transaction: who comes second waits, and then reads what the first has written.
    pub async fn hold(&mut self, id: &EntryId) -> Result<(), StoreError> {
        let query = sql("update entries set version = version where id = $1").bind(id.to_string());
        self.session.execute(query).await.map(drop)
    }

    /// Withdraws: a tombstone of this version stays, and nothing of what was written. Tells whether anything changed.
    pub async fn withdraw(&mut self, iri: &Iri, version: i64, now: Time) -> Result<bool, StoreError> {
        self.bury(iri, Standing::Withdrawn, version, now).await
    }

    /// Erases for ever: no version brings it back. Tells whether anything changed.
    pub async fn erase(&mut self, iri: &Iri, version: i64, now: Time) -> Result<bool, StoreError> {
        self.bury(iri, Standing::Erased, version, now).await
    }

    /// Takes out a copy that its author no longer shows us at this version. It stays as withdrawn: should the author show this very version again, it
    /// comes back. Tells whether anything changed.
    pub async fn set_aside(&mut self, iri: &Iri, version: i64, now: Time) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query = sql(
            "update entries set standing = 'withdrawn', version = $2, updated = $3, changed = $4, body = '' \
             where iri = $1 and local = 0 and version <= $2 and standing in ('published', 'held')",
        );
        let query = query.bind(iri.as_str()).bind(version).bind(now.millis()).bind(number);
        if self.session.execute(query).await? == 0 {
            return Ok(false);
        }
        self.touch_below(iri, now).await?;
        self.touch_adopted(iri, None).await?;
        Links::of(self.session).remove(iri).await?;
        Audiences::of(self.session).remove(iri).await?;
        Ok(true)
    }

    async fn bury(
        &mut self,
        iri: &Iri,
        standing: Standing,
        version: i64,
        now: Time,
    ) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query = sql(
            "update entries set standing = $2, version = case when version < $3 then $3 else version end, updated = $4, \
             changed = $5, body = '' where iri = $1 and standing <> 'erased' and (standing <> $2 or version < $3)",
        );
        let query =
            query.bind(iri.as_str()).bind(standing.code()).bind(version).bind(now.millis()).bind(number);
        if self.session.execute(query).await? == 0 {
            return Ok(false);
        }
        self.touch_below(iri, now).await?;
        self.touch_adopted(iri, None).await?;
        Links::of(self.session).remove(iri).await?;
        Names::of(self.session).remove(iri).await?;
        Audiences::of(self.session).remove(iri).await?;
        Ok(true)
    }

    /// Remembers that an entry which never came here was withdrawn, so that an older message cannot bring it. Only for a
    /// signer on the entry's own origin. Tells whether it was unknown.
    pub async fn tombstone_unknown(
        &mut self,
        iri: &Iri,
        id: EntryId,
        author: &Iri,
        version: i64,
        now: Time,
    ) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query = sql(
            "insert into entries (iri, id, author, local, kind, standing, audience, version, published, updated, \
             received, changed, thread, source, was_public, body) \
             values ($1, $2, $3, 0, $4, 'withdrawn', 'own', $5, $6, $6, $6, $7, null, null, 0, '') on conflict do nothing",
        );
        // Of what never came the kind is unknown; a comment's is the one that is listed nowhere.
        let query =
            query.bind(iri.as_str()).bind(id.to_string()).bind(author.as_str()).bind(Kind::Comment.code());
        let query = query.bind(version).bind(now.millis()).bind(number);
        Ok(self.session.execute(query).await? > 0)
    }

    /// Publishes what was held. Tells whether it was.
    pub async fn accept_held(&mut self, iri: &Iri, now: Time) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query = sql("update entries set standing = 'published', changed = $2, \
             was_public = case when audience = 'public' then 1 else was_public end where iri = $1 and standing = 'held'");
        let done = self.session.execute(query.bind(iri.as_str()).bind(number)).await? > 0;
        if done {
            self.touch_below(iri, now).await?;
        }
        Ok(done)
    }

    /// Gives a new number to this entry and to what hangs under it: whether they may be read has changed beside them.
    pub async fn touch(&mut self, iri: &Iri) -> Result<(), StoreError> {
        self.renumber(iri.as_str()).await?;
        for comment in self.below(iri).await? {
            self.renumber(&comment).await?;
        }
        Ok(())
    }

    /// Gives a new number to what this author said below entries of that owner: whether it may be read has changed beside it.
    pub async fn touch_said_below(&mut self, author: &Iri, owner: &Iri) -> Result<(), StoreError> {
        let query = sql("select e.iri from entries e join entries top on top.iri = e.thread \
             where e.author = $1 and top.author = $2 and e.iri <> top.iri");
        let said: Vec<Iri> = self.session.all(query.bind(author.as_str()).bind(owner.as_str())).await?;
        for iri in said {
            self.touch(&iri).await?;
        }
        Ok(())
    }

    /// Gives a new number to everything that hangs under an entry, and asks again who of those that were told of it may read it: that
    /// hangs on the entry too.
    async fn touch_below(&mut self, iri: &Iri, now: Time) -> Result<(), StoreError> {
        for comment in self.below(iri).await? {
            self.renumber(&comment).await?;
            Deliveries::of(self.session).ask_again(&comment, now).await?;
        }
        Ok(())
    }

    /// Gives a new number to what this entry has said to be used, unless it still says so: it has one user less.
    async fn touch_adopted(&mut self, iri: &Iri, still: Option<&Iri>) -> Result<(), StoreError> {
        let query = sql("select e.iri from links l join entries e on e.iri = l.target \
             where l.source = $1 and l.kind = 'adopts' and l.target <> $2 and e.standing = 'published'");
        let adopted: Vec<String> =
            self.session.all(query.bind(iri.as_str()).bind(still.map_or("", Iri::as_str))).await?;
        for one in adopted {
            self.renumber(&one).await?;
        }
        Ok(())
    }

    async fn renumber(&mut self, iri: &str) -> Result<(), StoreError> {
        let number = self.session.number();
        let query = sql("update entries set changed = $2 where iri = $1");
        self.session.execute(query.bind(iri.to_owned()).bind(number)).await.map(drop)
    }

    /// Everything that hangs under an entry: by its thread, or by what it answers.
    async fn below(&mut self, iri: &Iri) -> Result<Vec<String>, StoreError> {
        self.session
            .all(
                sql("select iri from entries where thread = $1 and iri <> $1 union \
                     select * from (with recursive below (iri) as (select source from links where target = $1 and kind = 'parent' \
                       union select l.source from links l join below b on l.target = b.iri and l.kind = 'parent') \
                     select iri from below where iri <> $1) answers")
                .bind(iri.as_str()),
            )
            .await
    }
}

fn bound(query: Sql, entry: &Entry, arrival: Arrival<'_>, number: i64, body: &str) -> Sql {
    let is_public = entry.audience.is_public() && arrival.standing == Standing::Published;
    query
        .bind(entry.iri.as_str())
        .bind(entry.author.as_str())
        .bind(i64::from(arrival.home == Home::Here))
        .bind(entry.kind().code())
        .bind(arrival.standing.code())
        .bind(entry.audience.code())
        .bind(entry.version)
        .bind(entry.published.millis())
        .bind(entry.updated.millis())
        .bind(arrival.received.millis())
        .bind(number)
        .bind(arrival.source)
        .bind(i64::from(is_public))
        .bind(entry.parent().map(Iri::as_str))
        .bind(entry.thread().map(Iri::as_str))
        .bind(body)
}
