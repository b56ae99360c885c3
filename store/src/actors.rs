//! Organisations, ours and others', and the actors through which they speak.

mod reading;
mod writing;

use commons::{Iri, Organisation, OrganisationKind, Origin, Refusal, Standing, Time};

use crate::StoreError;
use crate::keys::PublicKey;
use crate::row::{Columns, Row};
use crate::table::table;

pub use writing::{LocalActor, PutLocal};

/// What an actor is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An organisation, as we understand it.
    Organisation,
    /// The actor of a server, which signs its fetches (FEP-d556).
    Application,
    /// Whatever other software calls an actor.
    Other,
}

impl Role {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Application => "application",
            Self::Other => "other",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "organisation" => Ok(Self::Organisation),
            "application" => Ok(Self::Application),
            "other" => Ok(Self::Other),
            _ => Err(Refusal::UnknownCode { field: "role", code: code.to_owned() }),
        }
    }
}

/// Who decides about those who ask to follow one of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FollowersSetting {
    /// A person.
    #[default]
    Ask,
    /// Nobody: all are accepted.
    Open,
    /// Members of subscribed lists are accepted, a person decides about the others.
    List,
}

impl FollowersSetting {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Open => "open",
            Self::List => "list",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        match code {
            "ask" => Ok(Self::Ask),
            "open" => Ok(Self::Open),
            "list" => Ok(Self::List),
            _ => Err(Refusal::UnknownCode { field: "followers", code: code.to_owned() }),
        }
    }
}

/// An actor as it is kept.
#[derive(Clone, Debug)]
pub struct ActorRow {
    /// Its id everywhere.
    pub iri: Iri,
    /// Scheme, host and port of its id.
    pub origin: Origin,
    /// Host and port by which it is addressed.
    pub host: String,
    /// Its short name on that host.
    pub handle: String,
    /// Whether it lives here.
    pub local: bool,
    /// What it is to us.
    pub role: Role,
    /// Its full name.
    pub name: String,
    /// What is known of the organisation; `None` for the other roles.
    pub organisation: Option<Organisation>,
    /// Where it is written to.
    pub inbox: Iri,
    /// Where all on its server are written to; the inbox itself where there is no such place.
    pub shared_inbox: Iri,
    /// What it has said, newest first.
    pub outbox: Option<Iri>,
    /// Who follows it.
    pub followers: Option<Iri>,
    /// Where its changes are walked.
    pub changes: Option<Iri>,
    /// Whether it agrees to being indexed.
    pub indexable: bool,
    /// Published, or withdrawn when it is gone.
    pub standing: Standing,
    /// Ours: who decides about those who ask to follow.
    pub followers_setting: FollowersSetting,
    /// Its version.
    pub version: i64,
    /// Its number of change.
    pub changed: i64,
    /// When it was last read from its origin.
    pub fetched: Time,
}

/// An actor as it was read from its origin.
#[derive(Clone, Debug)]
pub struct RemoteActor {
    /// Its id.
    pub iri: Iri,
    /// What it is to us.
    pub role: Role,
    /// Its full name, tidied.
    pub name: String,
    /// Its short name.
    pub handle: String,
    /// Host and port by which it is addressed.
    pub host: String,
    /// Where it is written to.
    pub inbox: Iri,
    /// Where all on its server are written to, if there is such a place.
    pub shared_inbox: Option<Iri>,
    /// What it has said.
    pub outbox: Option<Iri>,
    /// Who follows it.
    pub followers: Option<Iri>,
    /// Where its changes are walked.
    pub changes: Option<Iri>,
    /// Whether it agrees to being indexed.
    pub indexable: bool,
    /// The organisation that rode along, where it is one of ours in kind.
    pub organisation: Option<Organisation>,
    /// Its public keys; those of an earlier time are forgotten.
    pub keys: Vec<PublicKey>,
    /// When it was read.
    pub fetched: Time,
}

/// The columns of a row, in the order in which they are read.
macro_rules! columns {
    () => {
        "a.iri, a.origin, a.host, a.handle, a.local, a.role, a.name, a.body, a.inbox, a.shared_inbox, a.outbox, \
         a.followers, a.changes, a.indexable, a.standing, a.followers_setting, a.version, a.changed, a.fetched"
    };
}
use columns;

impl Row for ActorRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            iri: row.iri()?,
            origin: row.origin()?,
            host: row.text()?,
            handle: row.text()?,
            local: row.flag()?,
            role: row.code(Role::parse)?,
            name: row.text()?,
            organisation: organisation(&row.text()?)?,
            inbox: row.iri()?,
            shared_inbox: row.iri()?,
            outbox: row.iri_or_null()?,
            followers: row.iri_or_null()?,
            changes: row.iri_or_null()?,
            indexable: row.flag()?,
            standing: row.code(Standing::parse)?,
            followers_setting: row.code(FollowersSetting::parse)?,
            version: row.number()?,
            changed: row.number()?,
            fetched: row.time()?,
        })
    }
}

impl ActorRow {
    /// The organisation, or what is known of an account that is none of our kind.
    pub fn organisation_or_stand_in(self) -> Organisation {
        let Self { iri, host, handle, name, organisation, .. } = self;
        organisation.unwrap_or_else(|| Organisation::new(iri, &host, &handle, &name, OrganisationKind::Other))
    }

    /// Whether what it writes may be found by a search: one of our kind always, an account of other software if it says so.
    pub fn may_be_found(&self) -> bool {
        self.organisation.is_some() || self.indexable
    }
}

fn organisation(body: &str) -> Result<Option<Organisation>, StoreError> {
    if body.is_empty() { Ok(None) } else { serde_json::from_str(body).map(Some).map_err(StoreError::failed) }
}

fn body(organisation: Option<&Organisation>) -> Result<String, StoreError> {
    organisation
        .map(serde_json::to_string)
        .transpose()
        .map(Option::unwrap_or_default)
        .map_err(StoreError::failed)
}

table! {
    /// Organisations and the actors through which they speak.
    Actors
}
