//! What is to be read at its own origin, because somebody spoke of it. A job fetches it, never a request.
//!
//! A row stays as long as it is to be looked at again: until it was read, or for as long as nobody else would tell of its changes.

use commons::{Iri, Origin, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::{Sql, sql};
use crate::table::{Writes, table};

macro_rules! words {
    ($(#[$about:meta])* $name:ident $field:literal { $( $(#[$each:meta])* $variant:ident = $code:literal; )+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $( $(#[$each])* $variant, )+ }

        impl $name {
            /// The word in the table's column.
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// Reads what [`Self::code`] wrote.
            pub fn parse(code: &str) -> Result<Self, Refusal> {
                match code {
                    $( $code => Ok(Self::$variant), )+
                    _ => Err(Refusal::UnknownCode { field: $field, code: code.to_owned() }),
                }
            }
        }
    };
}

words! {
    /// What is to be fetched.
    FetchKind "kind" {
        /// An entry.
        Entry = "entry";
        /// What is said below an entry, as its home keeps it.
        Thread = "thread";
    }
}

words! {
    /// Why it is to be fetched.
    Why "why" {
        /// Somebody we follow recommends it.
        Recommended = "recommended";
        /// Something that came in stands under it or is about it.
        Referred = "referred";
        /// Its author, whom we follow, told of it by its id alone.
        Told = "told";
        /// Somebody here reads it.
        Read = "read";
        /// It stands in the conversation below an entry.
        Listed = "listed";
        /// It is here, and nobody tells of its changes.
        Watched = "watched";
    }
}

/// Something that is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchRow {
    /// Its id.
    pub iri: Iri,
    /// What it is.
    pub kind: FetchKind,
    /// Who spoke of it.
    pub asker: Iri,
    /// Why it is to be fetched.
    pub why: Why,
    /// How many steps it is from what somebody spoke of.
    pub depth: i64,
    /// How often it was tried, this time counted.
    pub tries: i64,
    /// Since when it is wanted.
    pub since: Time,
}

impl Row for FetchRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            iri: row.iri()?,
            kind: row.code(FetchKind::parse)?,
            asker: row.iri()?,
            why: row.code(Why::parse)?,
            depth: row.number()?,
            tries: row.number()?,
            since: row.time()?,
        })
    }
}

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct NewFetch<'a> {
    /// Its id.
    pub iri: &'a Iri,
    /// What it is.
    pub kind: FetchKind,
    /// Who spoke of it.
    pub asker: &'a Iri,
    /// Why it is to be fetched.
    pub why: Why,
    /// How many steps it is from what somebody spoke of.
    pub depth: i64,
}

macro_rules! insert {
    () => {
        "insert into fetches (iri, kind, origin, asker, why, depth, tries, due, since, error) \
         values ($1, $2, $3, $4, $5, $6, 0, $7, $7, null) on conflict (iri, kind) do "
    };
}

table! {
    /// What is to be read at its own origin.
    Fetches
}

impl<M> Fetches<'_, M> {
    /// When the next one is due.
    pub async fn next_due(&mut self) -> Result<Option<Time>, StoreError> {
        let query = sql("select due from fetches order by due limit 1");
        Ok(self.session.first::<i64>(query).await?.map(Time::from_millis))
    }

    /// How much waits because this actor spoke of it; counted up to `most`.
    pub async fn waiting_for(&mut self, asker: &Iri, most: i64) -> Result<i64, StoreError> {
        let query = sql("select count(*) from (select 1 from fetches \
             where asker = $1 and why <> 'watched' limit $2) waiting");
        self.session.one(query.bind(asker.as_str()).bind(most)).await
    }

    /// What is wanted of this id.
    pub async fn by_iri(&mut self, iri: &Iri) -> Result<Vec<FetchRow>, StoreError> {
        let query = sql(
            "select iri, kind, asker, why, depth, tries, since from fetches where iri = $1 order by kind",
        );
        self.session.all(query.bind(iri.as_str())).await
    }
}

impl Fetches<'_, Writes> {
    /// Wants it, if it is not wanted already: what failed before waits as long as it waits.
    pub async fn want(&mut self, wanted: NewFetch<'_>, now: Time) -> Result<(), StoreError> {
        let query = sql(concat!(insert!(), "nothing"));
        self.session.execute(bound(query, wanted, now)).await.map(drop)
    }

    /// Wants it at once, whatever came of it before: its own author has something to say.
    pub async fn want_now(&mut self, wanted: NewFetch<'_>, now: Time) -> Result<(), StoreError> {
        let query = sql(concat!(
            insert!(),
            "update set why = excluded.why, asker = excluded.asker, depth = excluded.depth, tries = 0, due = excluded.due, \
             since = excluded.since, error = null"
        ));
        self.session.execute(bound(query, wanted, now)).await.map(drop)
    }

    /// Takes up to `limit` that are due. What is not reported on until `lease` milliseconds have passed is due again.
    pub async fn claim(&mut self, now: Time, lease: i64, limit: i64) -> Result<Vec<FetchRow>, StoreError> {
        let query = sql("update fetches set due = $2, tries = tries + 1 where due <= $1 and (iri, kind) in \
             (select iri, kind from fetches where due <= $1 order by due, iri, kind limit $3) \
             returning iri, kind, asker, why, depth, tries, since");
        self.session.all(query.bind(now.millis()).bind(now.plus(lease).millis()).bind(limit)).await
    }

    /// It was read, or nothing comes of it.
    pub async fn done(&mut self, row: &FetchRow) -> Result<(), StoreError> {
        let query = sql("delete from fetches where iri = $1 and kind = $2");
        self.session.execute(query.bind(row.iri.as_str()).bind(row.kind.code())).await.map(drop)
    }

    /// It could not be read, and is tried again then.
    pub async fn later(&mut self, row: &FetchRow, due: Time, error: &str) -> Result<(), StoreError> {
        let query = sql("update fetches set due = $3, error = $4 where iri = $1 and kind = $2");
        let query = query.bind(row.iri.as_str()).bind(row.kind.code()).bind(due.millis()).bind(error);
        self.session.execute(query).await.map(drop)
    }

    /// It was read, and is looked at again then, since nobody else tells of its changes.
    pub async fn watch(&mut self, row: &FetchRow, due: Time, now: Time) -> Result<(), StoreError> {
        let query = sql("update fetches set why = 'watched', tries = 0, due = $3, since = $4, error = null \
             where iri = $1 and kind = $2");
        let query = query.bind(row.iri.as_str()).bind(row.kind.code()).bind(due.millis()).bind(now.millis());
        self.session.execute(query).await.map(drop)
    }

    /// Nothing of this neighbour is tried before then.
    pub async fn postpone(&mut self, origin: &Origin, until: Time) -> Result<(), StoreError> {
        let query = sql("update fetches set due = $2 where origin = $1 and due < $2");
        self.session.execute(query.bind(origin.as_str()).bind(until.millis())).await.map(drop)
    }
}

fn bound(query: Sql, wanted: NewFetch<'_>, now: Time) -> Sql {
    let query =
        query.bind(wanted.iri.as_str()).bind(wanted.kind.code()).bind(wanted.iri.origin().to_string());
    query.bind(wanted.asker.as_str()).bind(wanted.why.code()).bind(wanted.depth).bind(now.millis())
}
