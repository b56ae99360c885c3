//! What whoever told of something gets by mail: that it has come, and what was decided. What they themselves wrote is not repeated: the mailbox
//! may be somebody else's.

use commons::{Decision, Language, Refusal, Time};
use store::reports::ReportRow;
use store::{Change, StoreError};

use super::number;
use crate::hall::Hall;
use crate::mail::Mail;
use crate::operations::post;
use crate::pages::Speech;

/// After this nobody needs the mail any more.
const NEEDED: i64 = 7 * Time::DAY;

/// That the report has come, and until when it is decided.
///
/// # Errors
/// When it has no mailbox.
pub fn receipt(hall: &Hall, row: &ReportRow) -> Result<Mail, Refusal> {
    let speech = speech(row);
    let (number, day, host) = (number(&row.id), speech.date(row.due), host(hall, row));
    let blanks = [
        ("reference", number.as_str()),
        ("title", row.title.as_str()),
        ("day", day.as_str()),
        ("host", host.as_str()),
    ];
    Mail::told(&speech, &row.mail, "report-received-mail", &blanks)
}

/// What was decided, and why.
///
/// # Errors
/// As [`receipt`].
pub fn decision(hall: &Hall, row: &ReportRow, decision: Decision, grounds: &str) -> Result<Mail, Refusal> {
    let speech = speech(row);
    let (number, host) = (number(&row.id), host(hall, row));
    let blanks = [
        ("reference", number.as_str()),
        ("title", row.title.as_str()),
        ("decision", decision.label(speech.language())),
        ("grounds", grounds),
        ("host", host.as_str()),
    ];
    Mail::told(&speech, &row.mail, "report-decided-mail", &blanks)
}

/// Writes the mail down, where there is one.
///
/// # Errors
/// When the memory fails.
pub async fn post(change: &mut Change, mail: Option<Mail>, now: Time) -> Result<(), StoreError> {
    match mail {
        Some(mail) => post::post(change, &mail, now.plus(NEEDED)).await,
        None => Ok(()),
    }
}

fn speech(row: &ReportRow) -> Speech {
    let spoken = Language::ALL.into_iter().find(|language| language.tag() == row.language);
    Speech::in_language(spoken.unwrap_or_default())
}

/// The host of who decides.
fn host(hall: &Hall, row: &ReportRow) -> String {
    let decider = row.decider.as_ref().and_then(|iri| hall.hosts.by_iri(iri));
    decider.or_else(|| hall.hosts.first()).map(|one| one.host.clone()).unwrap_or_default()
}
