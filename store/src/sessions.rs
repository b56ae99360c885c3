//! Who is signed in, and where. Only the hash of what the cookie holds is kept: who reads the database cannot sign in with it.

use commons::{EntryId, Iri, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// How somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// With a password.
    Password,
    /// By a link.
    Link,
}

impl WayIn {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "password" => Ok(Self::Password),
            "link" => Ok(Self::Link),
            _ => Err(Refusal::UnknownCode { field: "way", code: code.to_owned() }),
        }
    }
}

/// Somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// By which its owner ends it.
    pub id: String,
    /// Who.
    pub person: String,
    /// For which organisation its owner writes at present.
    pub organisation: Option<Iri>,
    /// What the browser says it is.
    pub device: String,
    /// How its owner came in.
    pub way: WayIn,
    /// Since when.
    pub created: Time,
    /// When it was last used, to the hour.
    pub seen: Time,
    /// When it ends by itself.
    pub until: Time,
}

macro_rules! columns {
    () => {
        "id, person, organisation, device, way, created, seen, until"
    };
}

impl Row for SessionRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            person: row.text()?,
            organisation: Iri::parse("organisation", &row.text()?).ok(),
            device: row.text()?,
            way: row.code(WayIn::parse)?,
            created: row.time()?,
            seen: row.time()?,
            until: row.time()?,
        })
    }
}

/// A session that begins.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// SHA-256 of what the cookie holds.
    pub hash: String,
    /// Who.
    pub person: String,
    /// For which organisation its owner writes first.
    pub organisation: Option<Iri>,
    /// What the browser says it is.
    pub device: String,
    /// How its owner came in.
    pub way: WayIn,
    /// When it ends by itself.
    pub until: Time,
}

table! {
    /// Who is signed in, and where.
    Sessions
}

impl<M> Sessions<'_, M> {
    /// The session whose cookie has this hash, if it has not ended.
    pub async fn by_hash(&mut self, hash: &str, now: Time) -> Result<Option<SessionRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from sessions where hash = $1 and until > $2"));
        self.session.first(query.bind(hash).bind(now.millis())).await
    }

    /// Where this person is signed in, the latest first.
    pub async fn of_person(&mut self, person: &str, now: Time) -> Result<Vec<SessionRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from sessions where person = $1 and until > $2 order by created desc, id desc limit 100"
        ));
        self.session.all(query.bind(person).bind(now.millis())).await
    }
}

impl Sessions<'_, Writes> {
    /// Begins a session.
    pub async fn begin(&mut self, new: &NewSession, now: Time) -> Result<SessionRow, StoreError> {
        let query = sql(concat!(
            "insert into sessions (hash, id, person, organisation, device, way, created, seen, until) \
             values ($1, $2, $3, $4, $5, $6, $7, $7, $8) returning ",
            columns!()
        ));
        let organisation = new.organisation.as_ref().map_or("", Iri::as_str);
        let query =
            query.bind(new.hash.as_str()).bind(EntryId::new(now).to_string()).bind(new.person.as_str());
        let query = query.bind(organisation).bind(new.device.as_str()).bind(new.way.code());
        self.session.one(query.bind(now.millis()).bind(new.until.millis())).await
    }

    /// Notes that it was used, and lets it last until then.
    pub async fn touch(&mut self, id: &str, now: Time, until: Time) -> Result<(), StoreError> {
        let query = sql("update sessions set seen = $2, until = $3 where id = $1");
        self.session.execute(query.bind(id).bind(now.millis()).bind(until.millis())).await.map(drop)
    }

    /// From now on its owner writes for this organisation.
    pub async fn turn_to(&mut self, id: &str, organisation: &Iri) -> Result<(), StoreError> {
        let query = sql("update sessions set organisation = $2 where id = $1");
        self.session.execute(query.bind(id).bind(organisation.as_str())).await.map(drop)
    }

    /// Ends one session of this person. Tells whether it was there.
    pub async fn end(&mut self, id: &str, person: &str) -> Result<bool, StoreError> {
        let query = sql("delete from sessions where id = $1 and person = $2");
        Ok(self.session.execute(query.bind(id).bind(person)).await? > 0)
    }

    /// Ends all sessions of this person but the one that is kept, if one is.
    pub async fn end_all(&mut self, person: &str, kept: Option<&str>) -> Result<u64, StoreError> {
        let query = sql("delete from sessions where person = $1 and id <> $2");
        self.session.execute(query.bind(person).bind(kept.unwrap_or(""))).await
    }

    /// Forgets those that ended by themselves.
    pub async fn forget(&mut self, now: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from sessions where until <= $1").bind(now.millis())).await
    }
}
