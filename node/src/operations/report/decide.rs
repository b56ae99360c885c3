//! Somebody decides about a report: what it is about is hidden on this node, was put right, or stays. Whoever told of it hears that, with the reasons.
//! The home of what came from elsewhere can be asked to look at it, too.

use std::sync::Arc;

use commons::{Decision, EntryId, Iri, Organisation, Refusal, Time, text};
use federation::render::application_id;
use store::reports::{PASSED_ON, ReportRow, TAKEN_BACK};
use store::{ActorRow, Change, Recipient, StoreError, Subject};

use super::{answer, note};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::publish::record;
use crate::operations::told;

/// Who decides.
#[derive(Clone, Debug)]
pub struct Decider {
    /// For which organisation; none: as whoever runs the node.
    pub organisation: Option<Arc<Organisation>>,
    /// As the audit names them.
    pub who: String,
}

impl From<Acting> for Decider {
    fn from(acting: Acting) -> Self {
        Self { organisation: Some(acting.organisation), who: acting.who }
    }
}

impl Decider {
    fn iri(&self) -> Option<&Iri> {
        self.organisation.as_ref().map(|organisation| &organisation.iri)
    }
}

/// What is decided, and why.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Hidden, remedied or declined.
    pub decision: Decision,
    /// Why: whoever told of it reads it.
    pub grounds: String,
}

/// Decides about a report.
///
/// # Errors
/// 422 without reasons, and for hiding one's own organisation; 404 when no such report waits for this decider.
pub async fn decide(hall: &Hall, by: &Decider, id: &str, verdict: &Verdict) -> Result<(), Failure> {
    let grounds = grounds(&verdict.grounds)?;
    let row = report(hall, by, id).await?;
    let decision = verdict.decision;
    if decision == Decision::TakenBack {
        return Err(Refusal::UnknownCode { field: "decision", code: decision.code().to_owned() }.into());
    }
    if decision == Decision::Hidden && hall.hosts.by_iri(&row.subject).is_some() {
        return Err(Refusal::OurOwnAddress {}.into());
    }
    let wants_answer = !row.mail.is_empty() && hall.mail_is_configured();
    let mail = wants_answer.then(|| answer::decision(hall, &row, decision, &grounds)).transpose()?;
    let (who, now) = (by.who.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (row, who, grounds, mail) = (row.clone(), who.clone(), grounds.clone(), mail.clone());
            Box::pin(async move {
                if !change.reports().decide(&row.id, decision, &grounds, now).await? {
                    return Err(Failure::from(Refusal::NoSuchReport {}));
                }
                if decision == Decision::Hidden {
                    hide(change, &row.subject, now).await?;
                }
                answer::post(change, mail, now).await?;
                Ok(note(change, &who, &row, act_of(decision), now).await?)
            })
        })
        .await
}

fn act_of(decision: Decision) -> &'static str {
    match decision {
        Decision::Hidden => "hide-reported",
        Decision::Remedied => "remedy-reported",
        Decision::Declined => "decline-report",
        Decision::TakenBack => "take-back-report",
    }
}

fn grounds(words: &str) -> Result<String, Refusal> {
    let words = text::paragraphs(words);
    if words.is_empty() {
        return Err(Refusal::Missing { field: "grounds" });
    }
    text::check("grounds", &words, told::LONGEST)?;
    Ok(words)
}

/// The report with this id, if this decider decides about it.
async fn report(hall: &Hall, by: &Decider, id: &str) -> Result<ReportRow, Failure> {
    let row = hall.store.reading().await?.reports().by_id(id).await?;
    Ok(row.filter(|row| row.decider.as_ref() == by.iri()).ok_or(Refusal::NoSuchReport {})?)
}

/// It is not to be found from now on. Whoever elsewhere has an entry of ours is told that it is gone.
async fn hide(change: &mut Change, subject: &Iri, now: Time) -> Result<(), StoreError> {
    match change.entries().by_iri(subject).await? {
        Some(row) => {
            change.entries().touch(&row.iri).await?;
            if row.local {
                let version = now.millis().max(row.version + 1);
                change.deliveries().raise(&Subject::Entry(row.iri), version, now).await?;
            }
            Ok(())
        }
        None => change.actors().touch(subject).await,
    }
}

/// Shows again what was hidden: the report is open again. An entry of ours comes as a new version, so that those who were told that it is gone take
/// it in again.
///
/// # Errors
/// 404 when this decider hid nothing after this report.
pub async fn show_again(hall: &Hall, by: &Decider, id: &str) -> Result<(), Failure> {
    let row = report(hall, by, id).await?;
    let (by, now) = (by.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (row, by) = (row.clone(), by.clone());
            Box::pin(async move {
                if !change.reports().reopen(&row.id, Decision::Hidden).await? {
                    return Err(Failure::from(Refusal::NoSuchReport {}));
                }
                note(change, &by.who, &row, "show-reported-again", now).await?;
                bring_back(change, &by, &row.subject, now).await
            })
        })
        .await
}

async fn bring_back(change: &mut Change, by: &Decider, subject: &Iri, now: Time) -> Result<(), Failure> {
    let Some(row) = change.entries().by_iri(subject).await? else {
        return Ok(change.actors().touch(subject).await?);
    };
    let own = by.organisation.as_ref().filter(|ours| ours.iri == row.author && !row.is_tombstone());
    let Some(ours) = own else { return Ok(change.entries().touch(subject).await?) };
    let before = row.entry()?;
    // Above the version at which it went.
    let entry = commons::Entry { version: now.millis().max(before.version + 2), ..before };
    let acting = Acting { organisation: Arc::clone(ours), who: by.who.clone() };
    record(change, &acting, &entry, &row.id, "show-again").await
}

/// Asks the home of what was reported to look at it, in these words. The node speaks, no person is named. That can be done once.
///
/// # Errors
/// 422 without words, and for what is from this node; 404 when there is no such report, or its home was told already.
pub async fn pass_on(hall: &Hall, by: &Decider, id: &str, words: &str) -> Result<(), Failure> {
    let words = grounds(words)?;
    let row = report(hall, by, id).await?;
    let sender = sender(hall, by)?;
    let (who, now) = (by.who.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (row, who, words, sender) = (row.clone(), who.clone(), words.clone(), sender.clone());
            Box::pin(async move {
                let home = home(change, &row.subject).await?.ok_or(Refusal::NoHomeElsewhere {})?;
                if row.decision.is_some() || !change.reports().pass_on(&row.id, &words, now).await? {
                    return Err(Failure::from(Refusal::NoSuchReport {}));
                }
                want(change, &row, home, &sender, PASSED_ON, now).await?;
                Ok(note(change, &who, &row, "pass-on-report", now).await?)
            })
        })
        .await
}

/// Takes back what its home was told.
///
/// # Errors
/// 404 when it was told nothing.
pub async fn take_back(hall: &Hall, by: &Decider, id: &str) -> Result<(), Failure> {
    let row = report(hall, by, id).await?;
    let sender = sender(hall, by)?;
    let (who, now) = (by.who.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (row, who, sender) = (row.clone(), who.clone(), sender.clone());
            Box::pin(async move {
                if !change.reports().take_back(&row.id).await? {
                    return Err(Failure::from(Refusal::NoSuchReport {}));
                }
                if let Some(home) = home(change, &row.subject).await? {
                    want(change, &row, home, &sender, TAKEN_BACK, now).await?;
                }
                Ok(note(change, &who, &row, "take-back-flag", now).await?)
            })
        })
        .await
}

/// The application actor of the decider's host.
fn sender(hall: &Hall, by: &Decider) -> Result<Iri, Refusal> {
    let host = by.organisation.clone().or_else(|| hall.hosts.first());
    Ok(application_id(&host.ok_or(Refusal::NoSuchOrganisation {})?.iri))
}

/// Whose it is, where that lives elsewhere.
async fn home(change: &mut Change, subject: &Iri) -> Result<Option<ActorRow>, StoreError> {
    let owner = change.entries().by_iri(subject).await?.map_or_else(|| subject.clone(), |row| row.author);
    Ok(change.actors().by_iri(&owner).await?.filter(|actor| !actor.local))
}

async fn want(
    change: &mut Change,
    row: &ReportRow,
    home: ActorRow,
    sender: &Iri,
    version: i64,
    now: Time,
) -> Result<(), Failure> {
    let subject = Subject::Flag(EntryId::parse(&row.id)?);
    let recipient = Recipient { inbox: home.shared_inbox, origin: home.origin };
    Ok(change.deliveries().want(&recipient, sender, &subject, version, now).await?)
}
