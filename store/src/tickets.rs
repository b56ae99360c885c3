//! Links that open something once. Only the hash of what the link holds is kept.

use commons::{EntryId, Iri, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Membership in an organisation.
    Invitation,
    /// A session, and with it a new password.
    SignIn,
    /// An account, for mailboxes of listed domains.
    Registration,
    /// One draft, to be approved or given back.
    Approval,
    /// The set-up of a new node.
    SetUp,
}

impl Purpose {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::SignIn => "sign-in",
            Self::Registration => "registration",
            Self::Approval => "approval",
            Self::SetUp => "set-up",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "invitation" => Ok(Self::Invitation),
            "sign-in" => Ok(Self::SignIn),
            "registration" => Ok(Self::Registration),
            "approval" => Ok(Self::Approval),
            "set-up" => Ok(Self::SetUp),
            _ => Err(Refusal::UnknownCode { field: "purpose", code: code.to_owned() }),
        }
    }
}

/// A link, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    /// By which it is taken back.
    pub id: String,
    /// What it opens.
    pub purpose: Purpose,
    /// For whose mailbox; empty: for nobody's in particular.
    pub mail: String,
    /// For whom, where it is somebody known.
    pub person: Option<String>,
    /// For which organisation.
    pub organisation: Option<Iri>,
    /// What the purpose needs beside, as JSON.
    pub body: String,
    /// Who gave it.
    pub by: String,
    /// Since when.
    pub created: Time,
    /// Until when it opens.
    pub until: Time,
}

macro_rules! columns {
    () => {
        "id, purpose, mail, person, organisation, body, by, created, until"
    };
}

impl Row for TicketRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text()?,
            purpose: row.code(Purpose::parse)?,
            mail: row.text()?,
            person: row.text_or_null()?,
            organisation: row.iri_or_null()?,
            body: row.text()?,
            by: row.text()?,
            created: row.time()?,
            until: row.time()?,
        })
    }
}

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// SHA-256 of what the link holds.
    pub hash: String,
    /// What it opens.
    pub purpose: Purpose,
    /// For whose mailbox; empty: for nobody's in particular.
    pub mail: String,
    /// For whom, where it is somebody known.
    pub person: Option<String>,
    /// For which organisation.
    pub organisation: Option<Iri>,
    /// What the purpose needs beside, as JSON.
    pub body: String,
    /// Who gives it.
    pub by: String,
    /// Until when it opens.
    pub until: Time,
}

table! {
    /// Links that open something once.
    Tickets
}

impl<M> Tickets<'_, M> {
    /// The link with this hash, if it still opens.
    pub async fn by_hash(
        &mut self,
        purpose: Purpose,
        hash: &str,
        now: Time,
    ) -> Result<Option<TicketRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from tickets where hash = $1 and purpose = $2 and until > $3 and used is null"
        ));
        self.session.first(query.bind(hash).bind(purpose.code()).bind(now.millis())).await
    }

    /// The open links of this purpose for an organisation, the latest first.
    pub async fn of_organisation(
        &mut self,
        organisation: &Iri,
        purpose: Purpose,
        now: Time,
    ) -> Result<Vec<TicketRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from tickets where organisation = $1 and purpose = $2 and until > $3 and used is null \
             order by created desc, id desc limit 500"
        ));
        self.session.all(query.bind(organisation.as_str()).bind(purpose.code()).bind(now.millis())).await
    }
}

impl Tickets<'_, Writes> {
    /// Makes a link.
    pub async fn add(&mut self, new: &NewTicket, now: Time) -> Result<TicketRow, StoreError> {
        let query = sql(concat!(
            "insert into tickets (hash, id, purpose, mail, person, organisation, body, by, created, until) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ",
            columns!()
        ));
        let query =
            query.bind(new.hash.as_str()).bind(EntryId::new(now).to_string()).bind(new.purpose.code());
        let query = query.bind(new.mail.as_str()).bind(new.person.as_deref());
        let query = query.bind(new.organisation.as_ref().map(Iri::as_str)).bind(new.body.as_str());
        self.session.one(query.bind(new.by.as_str()).bind(now.millis()).bind(new.until.millis())).await
    }

    /// Uses it up: of two at once, one gets it.
    pub async fn take(
        &mut self,
        purpose: Purpose,
        hash: &str,
        now: Time,
    ) -> Result<Option<TicketRow>, StoreError> {
        let query = sql(concat!(
            "update tickets set used = $3 where hash = $1 and purpose = $2 and until > $3 and used is null returning ",
            columns!()
        ));
        self.session.first(query.bind(hash).bind(purpose.code()).bind(now.millis())).await
    }

    /// Takes a link of this organisation back. Tells whether it still opened.
    pub async fn take_back(&mut self, id: &str, organisation: &Iri) -> Result<bool, StoreError> {
        let query = sql("delete from tickets where id = $1 and organisation = $2 and used is null");
        Ok(self.session.execute(query.bind(id).bind(organisation.as_str())).await? > 0)
    }

    /// Closes every open link of this purpose for a person: a new one replaces it.
    pub async fn close(&mut self, purpose: Purpose, person: &str) -> Result<(), StoreError> {
        let query = sql("delete from tickets where purpose = $1 and person = $2 and used is null");
        self.session.execute(query.bind(purpose.code()).bind(person)).await.map(drop)
    }

    /// Closes every open link of this purpose of an organisation for a mailbox: a new one replaces it.
    pub async fn close_for(
        &mut self,
        purpose: Purpose,
        organisation: &Iri,
        mail: &str,
    ) -> Result<(), StoreError> {
        let query = sql(
            "delete from tickets where purpose = $1 and organisation = $2 and mail = $3 and used is null",
        );
        self.session
            .execute(query.bind(purpose.code()).bind(organisation.as_str()).bind(mail))
            .await
            .map(drop)
    }

    /// Closes every open invitation and way in that somebody gave for an organisation: who no longer administers it lets nobody in.
    pub async fn close_given(&mut self, by: &str, organisation: &Iri) -> Result<(), StoreError> {
        let query = sql("delete from tickets where by = $1 and organisation = $2 and used is null \
             and purpose in ('invitation', 'sign-in')");
        self.session.execute(query.bind(by).bind(organisation.as_str())).await.map(drop)
    }

    /// Forgets every link for a person or a mailbox, used or not.
    pub async fn erase(&mut self, person: &str, mail: &str) -> Result<(), StoreError> {
        let query = sql("delete from tickets where person = $1 or mail = $2");
        self.session.execute(query.bind(person).bind(mail)).await.map(drop)
    }

    /// Closes every open link of this purpose, whoever it is for.
    pub async fn close_all(&mut self, purpose: Purpose) -> Result<(), StoreError> {
        let query = sql("delete from tickets where purpose = $1 and used is null");
        self.session.execute(query.bind(purpose.code())).await.map(drop)
    }

    /// Forgets those that no longer open.
    pub async fn forget(&mut self, now: Time) -> Result<u64, StoreError> {
        self.session.execute(sql("delete from tickets where until <= $1").bind(now.millis())).await
    }
}
