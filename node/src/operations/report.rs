//! Somebody thinks that an entry or an organisation should not be shown as it is. A reader of the page tells so without signing in, a neighbour with
//! a Flag. Each report gets a number and a deadline, and waits for whoever decides.

mod answer;
pub mod decide;

use commons::{Iri, Language, Refusal, ReportReason, Time, text};
use store::audit::AuditRow;
use store::reports::ReportRow;
use store::{Change, EntryRow, StoreError};

pub use self::decide::{Decider, Verdict};
use crate::failure::Failure;
use crate::hall::Hall;
use crate::hosts::Hosts;
use crate::operations::{throttle, told};

/// Until when a report is to be decided.
pub const DUE: i64 = 14 * Time::DAY;
/// How long what is decided is kept: whoever told of it may ask again.
const KEPT: i64 = 180 * Time::DAY;

/// What a report is about.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The entry or the organisation.
    pub subject: Iri,
    /// Whose it is: of an organisation the organisation itself.
    pub owner: Iri,
    /// What it is called.
    pub title: String,
}

impl Thing {
    /// An entry.
    ///
    /// # Errors
    /// When it is a tombstone.
    pub fn of_entry(row: &EntryRow) -> Result<Self, StoreError> {
        let entry = row.entry()?;
        let title = [entry.title, entry.summary, entry.text].into_iter().map(|text| text::line(&text));
        let title = title.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        Ok(Self { subject: row.iri.clone(), owner: row.author.clone(), title: text::cut(&title, 100) })
    }

    /// An organisation of this name.
    pub fn of_organisation(iri: &Iri, name: &str) -> Self {
        Self { subject: iri.clone(), owner: iri.clone(), title: text::cut(name, 100) }
    }
}

/// What a reader tells.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Why, as a code.
    pub reason: String,
    /// What is wrong.
    pub body: String,
    /// Where to answer; may be empty.
    pub mail: String,
    /// In which language to answer.
    pub language: Language,
}

/// By what whoever told of something knows it: eight letters and digits.
pub fn number(id: &str) -> String {
    let plain: String = id.chars().filter(char::is_ascii_hexdigit).collect();
    let end = &plain[plain.len().saturating_sub(8)..];
    format!("{}-{}", &end[..end.len() / 2], &end[end.len() / 2..]).to_uppercase()
}

/// Who decides: of what is ours, whose it is. Of what came from elsewhere, who answers for what the node shows: its one organisation, or, where
/// several share it, whoever runs it.
pub fn decider(hosts: &Hosts, owner: &Iri) -> Option<Iri> {
    if let Some(ours) = hosts.by_iri(owner) {
        return Some(ours.iri.clone());
    }
    match hosts.all().as_slice() {
        [alone] => Some(alone.iri.clone()),
        _ => None,
    }
}

/// Keeps what a reader tells, and says by mail that it has come, where they want that. `source` is where the request comes from. Gives the report's
/// number.
///
/// # Errors
/// When no reason is chosen or nothing is told, something is too long or the mailbox is none; 429 when too much comes from one address, to one
/// mailbox, or in all.
pub async fn tell(hall: &Hall, thing: &Thing, source: &str, told: &NewReport) -> Result<String, Failure> {
    let now = hall.clock.now();
    let row = ReportRow {
        reason: reason(&told.reason)?,
        body: told::words(&told.body)?,
        mail: told::mailbox(&told.mail)?,
        language: told.language.tag().to_owned(),
        ..new(thing, &hall.hosts, now)
    };
    told::count(hall, "report", source).await?;
    let receipt = if row.mail.is_empty() || !hall.mail_is_configured() {
        None
    } else {
        throttle::wish(hall, &row.mail, source).await?;
        Some(answer::receipt(hall, &row)?)
    };
    let number = number(&row.id);
    hall.store
        .write(move |change| {
            let (row, receipt) = (row.clone(), receipt.clone());
            Box::pin(async move {
                keep::<Failure>(change, &row, "visitor").await?;
                Ok::<_, Failure>(answer::post(change, receipt, now).await?)
            })
        })
        .await?;
    Ok(number)
}

fn reason(code: &str) -> Result<ReportReason, Refusal> {
    if code.is_empty() { Err(Refusal::Missing { field: "reason" }) } else { ReportReason::parse(code) }
}

/// A report of this thing in which nothing is said yet.
pub(super) fn new(thing: &Thing, hosts: &Hosts, now: Time) -> ReportRow {
    ReportRow {
        id: commons::EntryId::new(now).to_string(),
        decider: decider(hosts, &thing.owner),
        subject: thing.subject.clone(),
        title: thing.title.clone(),
        reason: ReportReason::Other,
        body: String::new(),
        mail: String::new(),
        language: Language::German.tag().to_owned(),
        reporter: None,
        flag: None,
        told: now,
        due: now.plus(DUE),
        decision: None,
        grounds: String::new(),
        decided: None,
        passed_on: None,
        passed_as: String::new(),
        version: 0,
    }
}

/// Keeps a report, unless so many wait that nobody keeps up with them.
pub(super) async fn keep<E>(change: &mut Change, row: &ReportRow, who: &str) -> Result<(), E>
where
    E: From<Refusal> + From<StoreError>,
{
    if change.reports().count_open(row.decider.as_ref(), told::MOST_OPEN).await? >= told::MOST_OPEN {
        return Err(Refusal::TooOften {}.into());
    }
    change.reports().add(row).await?;
    Ok(note(change, who, row, "report", row.told).await?)
}

/// Notes in the audit what was done with a report.
async fn note(
    change: &mut Change,
    who: &str,
    row: &ReportRow,
    act: &'static str,
    now: Time,
) -> Result<(), StoreError> {
    let (who, act, subject) = (who.to_owned(), act.to_owned(), format!("{} {}", row.id, row.subject));
    change.audit().note(&AuditRow { at: now, who, organisation: row.decider.clone(), act, subject }).await
}

/// Until when what is decided is kept.
pub fn kept_since(now: Time) -> Time {
    now.plus(-KEPT)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_can_be_read_out() {
        assert_eq!(number("019a2f60-0000-7000-8000-3c1f5a0b9d21"), "5A0B-9D21");
    }
}
