//! People, and for whom they act. Names stand here alone: everything else knows people by a pseudonymous id, so that a name
//! can be erased.

use commons::{EntryId, Iri, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The pseudonymous id by which everything else knows this person.
    pub id: String,
    /// The name.
    pub name: String,
    /// The mailbox, one per person.
    pub mail: String,
    /// Since when.
    pub created: Time,
}

impl Row for PersonRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { id: row.text()?, name: row.text()?, mail: row.text()?, created: row.time()? })
    }
}

/// For whom a person acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRow {
    /// Who.
    pub person: String,
    /// For which organisation.
    pub organisation: Iri,
    /// `reader`, `editor`, `approver` or `administrator`.
    pub role: String,
    /// In which office.
    pub office: String,
}

impl Row for MembershipRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { person: row.text()?, organisation: row.iri()?, role: row.text()?, office: row.text()? })
    }
}

table! {
    /// People, and for whom they act.
    People
}

impl<M> People<'_, M> {
    /// The person of this id.
    pub async fn by_id(&mut self, id: &str) -> Result<Option<PersonRow>, StoreError> {
        self.session.first(sql("select id, name, mail, created from people where id = $1").bind(id)).await
    }

    /// The person of this mailbox.
    pub async fn by_mail(&mut self, mail: &str) -> Result<Option<PersonRow>, StoreError> {
        self.session.first(sql("select id, name, mail, created from people where mail = $1").bind(mail)).await
    }

    /// For whom this person acts.
    pub async fn memberships_of(&mut self, person: &str) -> Result<Vec<MembershipRow>, StoreError> {
        let query = sql(
            "select person, organisation, role, office from memberships where person = $1 order by organisation",
        );
        self.session.all(query.bind(person)).await
    }

    /// Who acts for this organisation.
    pub async fn members_of(&mut self, organisation: &Iri) -> Result<Vec<MembershipRow>, StoreError> {
        let query = sql(
            "select person, organisation, role, office from memberships where organisation = $1 order by person",
        );
        self.session.all(query.bind(organisation.as_str())).await
    }
}

impl People<'_, Writes> {
    /// Puts in a person. `None` where the mailbox is somebody's already.
    pub async fn add(&mut self, name: &str, mail: &str, now: Time) -> Result<Option<PersonRow>, StoreError> {
        let query = sql(
            "insert into people (id, name, mail, created) values ($1, $2, $3, $4) on conflict do nothing \
             returning id, name, mail, created",
        );
        self.session
            .first(query.bind(EntryId::new(now).to_string()).bind(name).bind(mail).bind(now.millis()))
            .await
    }

    /// Erases a person's name and mailbox, and for whom he acted; what he did stays, under the pseudonymous id.
    pub async fn erase(&mut self, id: &str) -> Result<(), StoreError> {
        self.session.execute(sql("delete from memberships where person = $1").bind(id)).await?;
        self.session.execute(sql("delete from people where id = $1").bind(id)).await.map(drop)
    }

    /// Lets a person act for an organisation, or changes how.
    pub async fn join(&mut self, membership: &MembershipRow) -> Result<(), StoreError> {
        let query = sql(
            "insert into memberships (person, organisation, role, office) values ($1, $2, $3, $4) \
             on conflict (person, organisation) do update set role = excluded.role, office = excluded.office",
        );
        let query = query.bind(membership.person.as_str()).bind(membership.organisation.as_str());
        self.session
            .execute(query.bind(membership.role.as_str()).bind(membership.office.as_str()))
            .await
            .map(drop)
    }

    /// Ends it.
    pub async fn leave(&mut self, person: &str, organisation: &Iri) -> Result<(), StoreError> {
        let query = sql("delete from memberships where person = $1 and organisation = $2");
        self.session.execute(query.bind(person).bind(organisation.as_str())).await.map(drop)
    }
}
