//! What is being written and not published yet, and who has had a hand in it.
//!
//! The rule of approval stands here, in SQL: whoever changed a draft cannot approve it.

mod writing;

use commons::{EntryId, Iri, Kind, Refusal, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::table;

pub use writing::{Needs, NewDraft, Saving};

/// How far a draft has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// It is being written.
    Writing,
    /// It waits for approval.
    Submitted,
    /// It was given back with a note.
    Returned,
    /// It was approved and may be published.
    Approved,
}

impl DraftState {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        let all = [Self::Writing, Self::Submitted, Self::Returned, Self::Approved];
        let found = all.into_iter().find(|state| state.code() == code);
        found.ok_or_else(|| Refusal::UnknownCode { field: "state", code: code.to_owned() })
    }
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Its address.
    pub id: EntryId,
    /// Whose it is.
    pub organisation: Iri,
    /// The published entry it corrects.
    pub entry: Option<Iri>,
    /// What kind of entry it becomes.
    pub kind: Kind,
    /// The answers as the form left them, as JSON.
    pub body: String,
    /// The entry's version that it starts from; 0 for a new one.
    pub base_version: i64,
    /// Rises with each change.
    pub edition: i64,
    /// How far it has come.
    pub state: DraftState,
    /// Why it was returned.
    pub note: String,
    /// Who changed it last, pseudonymous.
    pub by: String,
    /// Since when.
    pub created: Time,
    /// When it was last changed.
    pub updated: Time,
}

macro_rules! columns {
    () => {
        "id, organisation, entry, kind, body, base_version, edition, state, note, by, created, updated"
    };
}
use columns;

impl Row for DraftRow {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.entry_id()?,
            organisation: row.iri()?,
            entry: row.iri_or_null()?,
            kind: row.code(Kind::parse)?,
            body: row.text()?,
            base_version: row.number()?,
            edition: row.number()?,
            state: row.code(DraftState::parse)?,
            note: row.text()?,
            by: row.text()?,
            created: row.time()?,
            updated: row.time()?,
        })
    }
}

table! {
    /// What is being written and not published yet.
    Drafts
}

impl<M> Drafts<'_, M> {
    /// The draft at this address, whoever may see it.
    pub async fn by_id(&mut self, id: &EntryId) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from drafts where id = $1"));
        self.session.first(query.bind(id.to_string())).await
    }

    /// This organisation's draft that corrects this entry.
    pub async fn of_entry(
        &mut self,
        organisation: &Iri,
        entry: &Iri,
    ) -> Result<Option<DraftRow>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from drafts where organisation = $1 and entry = $2"));
        self.session.first(query.bind(organisation.as_str()).bind(entry.as_str())).await
    }

    /// The drafts of an organisation, the one changed last first.
    pub async fn of_organisation(
        &mut self,
        organisation: &Iri,
        limit: i64,
    ) -> Result<Vec<DraftRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from drafts where organisation = $1 order by updated desc, id desc limit $2"
        ));
        self.session.all(query.bind(organisation.as_str()).bind(limit)).await
    }

    /// How many drafts an organisation has.
    pub async fn count_of(&mut self, organisation: &Iri) -> Result<i64, StoreError> {
        let query = sql("select count(*) from drafts where organisation = $1");
        self.session.one(query.bind(organisation.as_str())).await
    }

    /// Who has changed this draft since it began: nobody of them can approve it.
    pub async fn hands(&mut self, id: &EntryId) -> Result<Vec<String>, StoreError> {
        let query = sql("select person from draft_hands where draft = $1 order by person");
        self.session.all(query.bind(id.to_string())).await
    }
}
