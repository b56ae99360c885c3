//! People write: a draft begins, is saved again and again, and is published, after somebody else has approved it where the organisation
//! wants that.
//!
//! A draft belongs to an organisation. Whoever writes for it sees it; for everybody else it is not there.

mod approving;
mod asking;
mod beginning;
mod overtaken;
mod publishing;
mod saving;

pub use approving::{Answer, approve, give_back};
pub use asking::{Word, by_link, spend};
pub use beginning::{begin, correct, discard};
pub use overtaken::{Overtaken, overtaken};
pub use publishing::{Outcome, finish, submit};
pub use saving::{Saved, Typed, save};

use commons::{Approval, Audience, Entry, EntryId, Iri, Kind, MemberRole, Refusal, Time};
use store::drafts::Needs;
use store::people::Access;
use store::{DraftRow, EntryRow, Reading, StoreError};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::{Draft, address};
use crate::visitor::Person;
use crate::writing::{Answers, Read, Sheet, read, sheet};

/// Most drafts of one organisation.
const MOST: i64 = 1_000;

/// Somebody who writes for an organisation.
#[derive(Clone, Debug)]
pub struct Writer {
    /// For whom, and how the audit names this person.
    pub acting: Acting,
    /// The pseudonymous id.
    pub person: String,
    /// What this person may do.
    pub role: MemberRole,
}

impl Writer {
    /// This person, writing for this organisation.
    ///
    /// # Errors
    /// 404 when the person has nothing to do with it, 403 when the role is too small.
    pub fn of(person: &Person, organisation: &Iri) -> Result<Self, Refusal> {
        let acting = person.acting_for(organisation, MemberRole::Editor)?;
        let role = person.membership(organisation).map_or(MemberRole::Reader, |membership| membership.role);
        Ok(Self { acting, person: person.row.id.clone(), role })
    }
}

/// A draft on somebody's desk, with what it takes to go on with it.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The draft.
    pub row: DraftRow,
    /// Whose desk it is.
    pub writer: Writer,
    /// What has been answered.
    pub answers: Answers,
    /// The published entry it corrects, as it stands now.
    pub before: Option<(EntryRow, Entry)>,
    /// What must be approved in this organisation.
    pub approval: Approval,
    /// Who has changed it.
    pub hands: Vec<String>,
}

/// The draft at this address, if this person writes for its organisation.
///
/// # Errors
/// 404 for everybody else, whatever they may do elsewhere.
pub async fn desk(hall: &Hall, person: &Person, id: &str) -> Result<Desk, Failure> {
    let nothing = |_| Refusal::NoSuchDraft {};
    let id = EntryId::parse(id).map_err(nothing)?;
    let mut reading = hall.store.reading().await?;
    let row = reading.drafts().by_id(&id).await?.ok_or(Refusal::NoSuchDraft {})?;
    let writer = Writer::of(person, &row.organisation).map_err(nothing)?;
    Ok(laid_out(&mut reading, row, writer).await?)
}

async fn laid_out(reading: &mut Reading, row: DraftRow, writer: Writer) -> Result<Desk, StoreError> {
    let before = match &row.entry {
        Some(iri) => reading.entries().by_iri(iri).await?.filter(|before| !before.is_tombstone()),
        None => None,
    };
    let before = before.map(|before| before.entry().map(|entry| (before, entry))).transpose()?;
    let approval = approval(reading, &row.organisation).await?;
    let hands = reading.drafts().hands(&row.id).await?;
    let answers = Answers::of_json(&row.body);
    Ok(Desk { row, writer, answers, before, approval, hands })
}

/// What must be approved in this organisation. Where nothing is chosen it depends on how many people may write.
///
/// # Errors
/// When the memory fails.
pub async fn approval(reading: &mut Reading, organisation: &Iri) -> Result<Approval, StoreError> {
    let staff = reading.people().staff_of(organisation).await?;
    let writes = |role: MemberRole| role >= MemberRole::Editor;
    let writers = staff.iter().filter(|(person, one)| person.access == Access::Open && writes(one.role));
    let writers = writers.count();
    Ok(reading.settings().of_organisation(organisation).await?.approval(writers))
}

impl Desk {
    /// What is asked of this kind of entry.
    pub fn sheet(&self) -> &'static Sheet {
        sheet(self.row.kind)
    }

    /// The fields of the entry, as far as they can be read.
    pub fn read(&self) -> Read {
        read(self.sheet(), &self.answers, self.before.as_ref().map(|(_, entry)| entry))
    }

    /// The entry as far as it has come; none where something without which it says nothing is missing.
    pub fn sketch(&self, now: Time) -> Option<Entry> {
        let organisation = &self.writer.acting.organisation;
        let (iri, published) = match &self.before {
            Some((row, entry)) => (row.iri.clone(), entry.published),
            None => (address(organisation, &self.row.id), now),
        };
        Draft::new(self.read().fields).sketch(&iri, organisation, now.millis(), published).ok()
    }

    /// Whether it must be approved: by its kind, and by who would read it then and reads it now. What is said about others' entries never is.
    pub fn needs(&self) -> Needs {
        if matches!(self.row.kind, Kind::Adoption | Kind::Comment) {
            return Needs::Nothing;
        }
        let leaves_the_house = self.answers.text("audience") != Audience::Own.code();
        let has_left = self.before.as_ref().is_some_and(|(_, entry)| entry.audience != Audience::Own);
        match self.approval {
            Approval::All => Needs::Approval,
            Approval::PublicOnly if leaves_the_house || has_left => Needs::Approval,
            Approval::PublicOnly | Approval::None => Needs::Nothing,
        }
    }

    /// Whether its writer may approve it: an approver who had no hand in it.
    pub fn may_approve(&self) -> bool {
        self.writer.role >= MemberRole::Approver && !self.hands.contains(&self.writer.person)
    }

    /// The same desk with the draft as it is after a change.
    #[must_use]
    pub fn with(self, row: DraftRow) -> Self {
        Self { answers: Answers::of_json(&row.body), row, ..self }
    }
}
