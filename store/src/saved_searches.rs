//! Searches that somebody wants to do again. Everybody has a list of their own, and nobody else sees it.

use commons::{Digest, EntryId, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A search that somebody wants to do again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// By which it is known.
    pub id: EntryId,
    /// Whose it is.
    pub person: String,
    /// As whose staff they search; none: as anybody.
    pub organisation: Option<Iri>,
    /// What they call it.
    pub name: String,
    /// What stands behind the question mark in the address of its results.
    pub query: String,
    /// How often its feed has got a new address.
    pub turn: i64,
    /// How often a mail tells what is new.
    pub digest: Digest,
    /// The number of change up to which mails have told.
    pub told: i64,
    /// When that was.
    pub looked: Time,
    /// Since when.
    pub created: Time,
}

macro_rules! columns {
    () => {
        "id, person, organisation, name, query, turn, digest, told, looked, created"
    };
}

impl Row for SavedSearch {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.entry_id()?,
            person: row.text()?,
            organisation: row.iri_or_empty()?,
            name: row.text()?,
            query: row.text()?,
            turn: row.number()?,
            digest: row.code(Digest::parse)?,
            told: row.number()?,
            looked: row.time()?,
            created: row.time()?,
        })
    }
}

/// A search that somebody saves.
#[derive(Clone, Debug)]
pub struct NewSearch {
    /// Whose it is.
    pub person: String,
    /// As whose staff they search; none: as anybody.
    pub organisation: Option<Iri>,
    /// What they call it.
    pub name: String,
    /// What stands behind the question mark in the address of its results.
    pub query: String,
    /// How often a mail tells what is new.
    pub digest: Digest,
    /// When that is looked for first.
    pub due: Option<Time>,
}

table! {
    /// Searches that people want to do again.
    SavedSearches
}

impl<M> SavedSearches<'_, M> {
    /// The list of this person, newest first.
    pub async fn of_person(&mut self, person: &str) -> Result<Vec<SavedSearch>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from saved_searches where person = $1 order by created desc, id desc"
        ));
        self.session.all(query.bind(person)).await
    }

    /// The search of this id, whosever it is.
    pub async fn by_id(&mut self, id: &EntryId) -> Result<Option<SavedSearch>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from saved_searches where id = $1"));
        self.session.first(query.bind(id.to_string())).await
    }

    /// How long the list of this person is.
    pub async fn count(&mut self, person: &str) -> Result<i64, StoreError> {
        self.session.one(sql("select count(*) from saved_searches where person = $1").bind(person)).await
    }

    /// When the next one is to be looked at.
    pub async fn next_due(&mut self) -> Result<Option<Time>, StoreError> {
        let query = sql("select due from saved_searches where due is not null order by due limit 1");
        Ok(self.session.first::<i64>(query).await?.map(Time::from_millis))
    }
}

impl SavedSearches<'_, Writes> {
    /// Puts one on a list. Of what was found until now no mail will tell.
    pub async fn add(&mut self, new: &NewSearch, now: Time) -> Result<SavedSearch, StoreError> {
        let query = sql(concat!(
            "insert into saved_searches (id, person, organisation, name, query, turn, digest, told, looked, due, created) \
             values ($1, $2, $3, $4, $5, 0, $6, (select changed from node where id = 1), $8, $7, $8) returning ",
            columns!()
        ));
        let organisation = new.organisation.as_ref().map_or("", Iri::as_str);
        let query = query.bind(EntryId::new(now).to_string()).bind(new.person.as_str()).bind(organisation);
        let query = query.bind(new.name.as_str()).bind(new.query.as_str()).bind(new.digest.code());
        self.session.one(query.bind(new.due.map(Time::millis)).bind(now.millis())).await
    }

    /// Gives it another name. Tells whether this person has it.
    pub async fn rename(&mut self, id: &EntryId, person: &str, name: &str) -> Result<bool, StoreError> {
        let query = sql("update saved_searches set name = $3 where id = $1 and person = $2");
        Ok(self.session.execute(query.bind(id.to_string()).bind(person).bind(name)).await? > 0)
    }

    /// From now on mails tell of it so often, first at `due`. Mails that begin anew tell nothing of what came before.
    pub async fn tell(
        &mut self,
        id: &EntryId,
        person: &str,
        digest: Digest,
        due: Option<Time>,
        now: Time,
    ) -> Result<(), StoreError> {
        let query = sql(
            "update saved_searches set told = case when digest = 'off' then (select changed from node where id = 1) \
             else told end, looked = case when digest = 'off' then $5 else looked end, digest = $3, due = $4 where id = $1 and person = $2 and digest <> $3",
        );
        let query = query.bind(id.to_string()).bind(person).bind(digest.code());
        self.session.execute(query.bind(due.map(Time::millis)).bind(now.millis())).await.map(drop)
    }

    /// No mail tells this person of any search any more. Gives of how many they did.
    pub async fn silence(&mut self, person: &str) -> Result<u64, StoreError> {
        let query =
            sql("update saved_searches set digest = 'off', due = null where person = $1 and digest <> 'off'");
        self.session.execute(query.bind(person)).await
    }

    /// Its feed gets a new address. Tells whether this person has it.
    pub async fn turn(&mut self, id: &EntryId, person: &str) -> Result<bool, StoreError> {
        let query = sql("update saved_searches set turn = turn + 1 where id = $1 and person = $2");
        Ok(self.session.execute(query.bind(id.to_string()).bind(person)).await? > 0)
    }

    /// Takes it off the list. Tells whether it was there.
    pub async fn remove(&mut self, id: &EntryId, person: &str) -> Result<bool, StoreError> {
        let query = sql("delete from saved_searches where id = $1 and person = $2");
        Ok(self.session.execute(query.bind(id.to_string()).bind(person)).await? > 0)
    }

    /// Claims for `lease` milliseconds all that is due of the person who has waited longest, since one mail tells of all of it. What is not
    /// reported on by then is due again.
    pub async fn claim(&mut self, now: Time, lease: i64) -> Result<Vec<SavedSearch>, StoreError> {
        self.session.claim_alone().await?;
        let query = sql(concat!(
            "update saved_searches set due = $2 where due <= $1 and person = (\
             select s.person from saved_searches s where s.due <= $1 order by s.due, s.id limit 1) returning ",
            columns!()
        ));
        let mut claimed: Vec<SavedSearch> =
            self.session.all(query.bind(now.millis()).bind(now.plus(lease).millis())).await?;
        claimed.sort_by_key(|search| (search.created, search.id));
        Ok(claimed)
    }

    /// It was looked at up to this number of change, and is looked at again then. Nothing, where its mails were turned off meanwhile.
    pub async fn looked(&mut self, id: &EntryId, told: i64, due: Time, now: Time) -> Result<(), StoreError> {
        let query = sql(
            "update saved_searches set told = $2, looked = $3, due = $4 where id = $1 and digest <> 'off'",
        );
        let query = query.bind(id.to_string()).bind(told).bind(now.millis());
        self.session.execute(query.bind(due.millis())).await.map(drop)
    }
}
