//! People, and for whom they act. Names stand here alone: everything else knows people by a pseudonymous id, so that a name
//! can be erased.

mod administered;

use commons::{EntryId, Iri, Language, MemberRole, Time};

pub use self::administered::Parting;

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
    /// The password as argon2id leaves it; none: signs in by mail alone.
    pub password: Option<Hash>,
    /// Whether this person may sign in.
    pub access: Access,
    /// Whether this person runs the node.
    pub is_operator: bool,
    /// In which language to write to this person.
    pub language: Language,
    /// When it was proven that the mailbox is theirs; none: whoever set up the account was handed a link.
    pub proven: Option<Time>,
}

/// A password as argon2id leaves it (PHC string). Not shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Hash(pub String);

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hash(..)")
    }
}

/// Whether somebody may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// As ever.
    Open,
    /// Not any more, until an administrator opens it again.
    Disabled,
}

macro_rules! columns {
    () => {
        "p.id, p.name, p.mail, p.created, p.password, p.disabled, p.operator, p.language, p.proven"
    };
}

impl Row for PersonRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            name: row.text()?,
            mail: row.text()?,
            created: row.time()?,
            password: Some(row.text()?).filter(|hash| !hash.is_empty()).map(Hash),
            access: if row.flag()? { Access::Disabled } else { Access::Open },
            is_operator: row.flag()?,
            language: if row.text()? == Language::English.tag() {
                Language::English
            } else {
                Language::German
            },
            proven: row.time_or_null()?,
        })
    }
}

/// For whom a person acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRow {
    /// Who.
    pub person: String,
    /// For which organisation.
    pub organisation: Iri,
    /// What the person may do for it.
    pub role: MemberRole,
    /// In which office.
    pub office: String,
}

impl Row for MembershipRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: row.text()?,
            organisation: row.iri()?,
            role: row.code(MemberRole::parse)?,
            office: row.text()?,
        })
    }
}

table! {
    /// People, and for whom they act.
    People
}

impl<M> People<'_, M> {
    /// The person of this id.
    pub async fn by_id(&mut self, id: &str) -> Result<Option<PersonRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from people p where p.id = $1"));
        self.session.first(query.bind(id)).await
    }

    /// The person of this mailbox.
    pub async fn by_mail(&mut self, mail: &str) -> Result<Option<PersonRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from people p where p.mail = $1"));
        self.session.first(query.bind(mail)).await
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

impl<M> People<'_, M> {
    /// Everybody who acts for this organisation, with how, in the order in which they came.
    pub async fn staff_of(
        &mut self,
        organisation: &Iri,
    ) -> Result<Vec<(PersonRow, MembershipRow)>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            ", m.person, m.organisation, m.role, m.office from memberships m join people p on p.id = m.person \
             where m.organisation = $1 order by p.created, p.id"
        ));
        self.session.all(query.bind(organisation.as_str())).await
    }

    /// How this person acts for this organisation, if at all.
    pub async fn membership(
        &mut self,
        person: &str,
        organisation: &Iri,
    ) -> Result<Option<MembershipRow>, StoreError> {
        let query = sql(
            "select person, organisation, role, office from memberships where person = $1 and organisation = $2",
        );
        self.session.first(query.bind(person).bind(organisation.as_str())).await
    }

    /// Whether anybody runs this node: until then it can be set up.
    pub async fn has_operator(&mut self) -> Result<bool, StoreError> {
        let one: Option<i64> =
            self.session.first(sql("select operator from people where operator = 1 limit 1")).await?;
        Ok(one.is_some())
    }
}

/// A person beside a membership, where a statement asks for both.
impl Row for (PersonRow, MembershipRow) {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((PersonRow::read(row)?, MembershipRow::read(row)?))
    }
}

impl People<'_, Writes> {
    /// Puts in a person. `None` where the mailbox is somebody's already.
    pub async fn add(&mut self, name: &str, mail: &str, now: Time) -> Result<Option<PersonRow>, StoreError> {
        let query = sql(
            "insert into people (id, name, mail, created) values ($1, $2, $3, $4) on conflict do nothing \
             returning id, name, mail, created, password, disabled, operator, language, proven",
        );
        self.session
            .first(query.bind(EntryId::new(now).to_string()).bind(name).bind(mail).bind(now.millis()))
            .await
    }

    /// Changes name and language.
    pub async fn rename(&mut self, id: &str, name: &str, language: Language) -> Result<(), StoreError> {
        let query = sql("update people set name = $2, language = $3 where id = $1");
        self.session.execute(query.bind(id).bind(name).bind(language.tag())).await.map(drop)
    }

    /// Sets the password, as argon2id leaves it.
    pub async fn set_password(&mut self, id: &str, hash: &Hash) -> Result<(), StoreError> {
        let query = sql("update people set password = $2 where id = $1");
        self.session.execute(query.bind(id).bind(hash.0.as_str())).await.map(drop)
    }

    /// The mailbox proved to be theirs for the first time: whoever set up the account before need not have been its owner, so no
    /// password of before fits any more.
    pub async fn prove(&mut self, id: &str, now: Time) -> Result<(), StoreError> {
        let query = sql("update people set proven = $2, password = '' where id = $1 and proven is null");
        self.session.execute(query.bind(id).bind(now.millis())).await.map(drop)
    }

    /// Opens or closes the way in.
    pub async fn set_access(&mut self, id: &str, access: Access) -> Result<(), StoreError> {
        let query = sql("update people set disabled = $2 where id = $1");
        self.session.execute(query.bind(id).bind(i64::from(access == Access::Disabled))).await.map(drop)
    }

    /// Makes this person one who runs the node.
    pub async fn make_operator(&mut self, id: &str) -> Result<(), StoreError> {
        self.session.execute(sql("update people set operator = 1 where id = $1").bind(id)).await.map(drop)
    }

    /// Erases a person's name and mailbox, where the person is signed in, the own desk, and for whom it acted; what was done stays, under the
    /// pseudonymous id.
    pub async fn erase(&mut self, id: &str) -> Result<(), StoreError> {
        self.session.execute(sql("delete from sessions where person = $1").bind(id)).await?;
        self.session.execute(sql("delete from bookmarks where person = $1").bind(id)).await?;
        self.session.execute(sql("delete from saved_searches where person = $1").bind(id)).await?;
        self.session.execute(sql("delete from notices where person = $1").bind(id)).await?;
        self.session.execute(sql("delete from visits where person = $1").bind(id)).await?;
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
            .execute(query.bind(membership.role.code()).bind(membership.office.as_str()))
            .await
            .map(drop)
    }

    /// Ends it; what has come for this person for that organisation goes with it, and so do the searches done as its staff.
    pub async fn leave(&mut self, person: &str, organisation: &Iri) -> Result<(), StoreError> {
        let query = sql("delete from saved_searches where person = $1 and organisation = $2");
        self.session.execute(query.bind(person).bind(organisation.as_str())).await?;
        let query = sql("delete from notices where person = $1 and organisation = $2");
        self.session.execute(query.bind(person).bind(organisation.as_str())).await?;
        let query = sql("delete from memberships where person = $1 and organisation = $2");
        self.session.execute(query.bind(person).bind(organisation.as_str())).await.map(drop)
    }
}
