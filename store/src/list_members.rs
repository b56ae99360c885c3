//! Whom organisations of ours count among their members: on their list, or asking to be.
//!
//! A member need not have a node: then it has no actor, and whoever says to be it claims its place.

use commons::{Ags, EntryId, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row, parsed};
use crate::session::sql;
use crate::table::{Writes, table};

/// A member, or somebody who asks to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMember {
    /// By which it is changed; rises.
    pub id: String,
    /// Who keeps the list.
    pub list: Iri,
    /// Its name.
    pub name: String,
    /// Its key.
    pub ags: Option<Ags>,
    /// The host of its website; empty: unknown.
    pub website: String,
    /// Under which its organisation is still to be looked for; empty: nowhere.
    pub address: String,
    /// Why it was not found there.
    pub error: Option<String>,
    /// Its organisation.
    pub actor: Option<Iri>,
    /// Who says to be it and waits for a person.
    pub claimant: Option<Iri>,
    /// Since when.
    pub claimed: Option<Time>,
    /// Whether it is on the list.
    pub listed: bool,
}

/// Somebody who is to be put on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMember {
    /// Its name.
    pub name: String,
    /// Its key.
    pub ags: Option<Ags>,
    /// The host of its website.
    pub website: String,
    /// Under which its organisation is to be looked for.
    pub address: String,
    /// Its organisation.
    pub actor: Option<Iri>,
}

macro_rules! columns {
    () => {
        "m.id, m.list, m.name, m.ags, m.website, m.address, m.error, m.actor, m.claimant, m.claimed, m.listed"
    };
}

impl Row for ListMember {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            list: row.iri()?,
            name: row.text()?,
            ags: row.text_or_null()?.map(|ags| parsed(Ags::parse(&ags))).transpose()?,
            website: row.text()?,
            address: row.text()?,
            error: row.text_or_null()?,
            actor: row.iri_or_null()?,
            claimant: row.iri_or_null()?,
            claimed: row.time_or_null()?,
            listed: row.flag()?,
        })
    }
}

table! {
    /// Members of our organisations' lists.
    ListMembers
}

impl<M> ListMembers<'_, M> {
    /// The member with this id.
    pub async fn by_id(&mut self, id: &str) -> Result<Option<ListMember>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from list_members m where m.id = $1"));
        self.session.first(query.bind(id)).await
    }

    /// The members of a list after this id, in the order in which they came; an empty id: from the beginning.
    pub async fn page(&mut self, list: &Iri, after: &str, limit: i64) -> Result<Vec<ListMember>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from list_members m where m.list = $1 and m.listed = 1 and m.id > $2 order by m.id limit $3"
        ));
        self.session.all(query.bind(list.as_str()).bind(after).bind(limit)).await
    }

    /// Who waits for a decision: asks to be listed, or says to be somebody who is.
    pub async fn waiting(&mut self, list: &Iri, limit: i64) -> Result<Vec<ListMember>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from list_members m where m.list = $1 and m.claimant is not null order by m.claimed, m.id limit $2"
        ));
        self.session.all(query.bind(list.as_str()).bind(limit)).await
    }

    /// How many those are; counted up to `most`.
    pub async fn count_waiting(&mut self, list: &Iri, most: i64) -> Result<i64, StoreError> {
        let query =
            sql("select count(*) from (select 1 from list_members where list = $1 and claimant is not null \
             limit $2) waiting");
        self.session.one(query.bind(list.as_str()).bind(most)).await
    }

    /// How many members a list has.
    pub async fn count(&mut self, list: &Iri) -> Result<i64, StoreError> {
        let query = sql("select count(*) from list_members where list = $1 and listed = 1");
        self.session.one(query.bind(list.as_str())).await
    }

    /// Who bears this key on a list, or asks under it.
    pub async fn by_ags(&mut self, list: &Iri, ags: &Ags) -> Result<Option<ListMember>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from list_members m where m.list = $1 and m.ags = $2"));
        self.session.first(query.bind(list.as_str()).bind(ags.as_str())).await
    }

    /// This organisation's place on a list.
    pub async fn of_actor(&mut self, list: &Iri, actor: &Iri) -> Result<Option<ListMember>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from list_members m where m.list = $1 and m.listed = 1 and m.actor = $2"
        ));
        self.session.first(query.bind(list.as_str()).bind(actor.as_str())).await
    }

    /// What this organisation asks of a list.
    pub async fn of_claimant(&mut self, list: &Iri, actor: &Iri) -> Result<Option<ListMember>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from list_members m where m.list = $1 and m.claimant = $2"));
        self.session.first(query.bind(list.as_str()).bind(actor.as_str())).await
    }

    /// Members whose organisation is to be looked for by now.
    pub async fn to_be_found(&mut self, now: Time, limit: i64) -> Result<Vec<ListMember>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from list_members m where m.due is not null and m.due <= $1 order by m.due, m.id limit $2"
        ));
        self.session.all(query.bind(now.millis()).bind(limit)).await
    }
}

impl ListMembers<'_, Writes> {
    /// Puts somebody on a list, in the place that the id gives. `None` where the key or the organisation is on it already.
    pub async fn add(
        &mut self,
        list: &Iri,
        id: EntryId,
        new: &NewMember,
        now: Time,
    ) -> Result<Option<String>, StoreError> {
        let query =
            sql("insert into list_members (id, list, name, ags, website, address, due, actor, listed) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1) on conflict do nothing returning id");
        let due = (!new.address.is_empty() && new.actor.is_none()).then(|| now.millis());
        let query = query.bind(id.to_string()).bind(list.as_str()).bind(new.name.as_str());
        let query = query.bind(new.ags.as_ref().map(Ags::as_str)).bind(new.website.as_str());
        let query = query.bind(new.address.as_str()).bind(due).bind(new.actor.as_ref().map(Iri::as_str));
        self.session.first(query).await
    }

    /// Somebody asks to be listed. `None` where they do already, or where the key is taken.
    pub async fn ask(
        &mut self,
        list: &Iri,
        name: &str,
        ags: Option<&Ags>,
        claimant: &Iri,
        now: Time,
    ) -> Result<Option<String>, StoreError> {
        let query = sql(
            "insert into list_members (id, list, name, ags, website, address, claimant, claimed, listed) \
             values ($1, $2, $3, $4, '', '', $5, $6, 0) on conflict do nothing returning id",
        );
        let query = query.bind(EntryId::new(now).to_string()).bind(list.as_str()).bind(name);
        let query = query.bind(ags.map(Ags::as_str)).bind(claimant.as_str()).bind(now.millis());
        self.session.first(query).await
    }

    /// Somebody says to be this member. Tells whether the place was free.
    pub async fn claim(&mut self, id: &str, claimant: &Iri, now: Time) -> Result<bool, StoreError> {
        let query = sql("update list_members set claimant = $2, claimed = $3 \
             where id = $1 and actor is null and claimant is null");
        Ok(self.session.execute(query.bind(id).bind(claimant.as_str()).bind(now.millis())).await? > 0)
    }

    /// This organisation is this member, and listed from now on. Tells whether the member is there; who else bears it on the
    /// list must have been ruled out.
    pub async fn settle(&mut self, id: &str, actor: &Iri) -> Result<bool, StoreError> {
        let query = sql("update list_members set actor = $2, claimant = null, claimed = null, listed = 1, \
             address = '', due = null, error = null where id = $1");
        Ok(self.session.execute(query.bind(id).bind(actor.as_str())).await? > 0)
    }

    /// What was claimed is not so. Who only asked is forgotten. Tells whether anybody waited.
    pub async fn turn_away(&mut self, id: &str, list: &Iri) -> Result<bool, StoreError> {
        let asked = sql("delete from list_members where id = $1 and list = $2 and listed = 0");
        let claimed = sql("update list_members set claimant = null, claimed = null \
             where id = $1 and list = $2 and listed = 1 and claimant is not null");
        let asked = self.session.execute(asked.bind(id).bind(list.as_str())).await?;
        let claimed = self.session.execute(claimed.bind(id).bind(list.as_str())).await?;
        Ok(asked + claimed > 0)
    }

    /// Its organisation was not found; it is looked for again then, or no more.
    pub async fn not_found(&mut self, id: &str, next: Option<Time>, error: &str) -> Result<(), StoreError> {
        let query = sql("update list_members set due = $2, error = $3 where id = $1 and due is not null");
        let query = query.bind(id).bind(next.map(Time::millis)).bind(error);
        self.session.execute(query).await.map(drop)
    }

    /// Takes somebody off a list. Tells whether they were on it.
    pub async fn remove(&mut self, id: &str, list: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from list_members where id = $1 and list = $2 and listed = 1");
        Ok(self.session.execute(query.bind(id).bind(list.as_str())).await? > 0)
    }
}
