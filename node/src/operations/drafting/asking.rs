//! Asking for approval, and the link by which somebody answers who never signs in otherwise.
//!
//! The link opens one edition of one draft for one person, once. Looking does not use it up: mail programs look at links before people do.

use commons::{EntryId, Kind, MemberRole, Refusal, Time, text};
use serde::{Deserialize, Serialize};
use store::people::{Access, PersonRow};
use store::tickets::{NewTicket, Purpose, TicketRow};
use store::{Change, DraftRow, DraftState, Reading};

use super::{Desk, Writer, laid_out};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::{Mail, Mailbox};
use crate::operations::post::post;
use crate::pages::Speech;
use crate::secret;
use crate::writing::Answers;

/// How long the link opens.
const OPENS: i64 = 14 * Time::DAY;

/// How approvers learn that somebody waits for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// By a mail with a link.
    ByMail,
    /// When they next look at their desk: this node sends no mail.
    AtTheirDesk,
}

impl Word {
    /// As this node can.
    pub fn of(hall: &Hall) -> Self {
        if hall.mail_is_configured() { Self::ByMail } else { Self::AtTheirDesk }
    }
}

/// What a link opens.
#[derive(Debug, Serialize, Deserialize)]
struct Opens {
    draft: EntryId,
    edition: i64,
}

/// Asks everybody who can approve this draft: approvers of the organisation who had no hand in it. Each gets a link of their own, and only by
/// mail: whoever wrote the draft must not see it. Tells how many there are.
///
/// # Errors
/// When the memory fails.
pub async fn ask_for_approval(
    change: &mut Change,
    acting: &Acting,
    draft: &DraftRow,
    word: Word,
    now: Time,
) -> Result<usize, Failure> {
    let hands = change.drafts().hands(&draft.id).await?;
    let mut staff = change.people().staff_of(&draft.organisation).await?;
    staff.retain(|(person, one)| may_answer(person, one.role) && !hands.contains(&person.id));
    let writer = change.people().by_id(&draft.by).await?.map(|writer| writer.name).unwrap_or_default();
    if word == Word::ByMail {
        for (person, _) in &staff {
            let link = link(change, acting, draft, person, now).await?;
            // Whoever has no mailbox that takes mail finds it at the desk.
            if let Ok(to) = Mailbox::parse(&person.mail) {
                let mail = mail(to, person, draft, acting, &writer, &link);
                post(change, &mail, now.plus(OPENS)).await?;
            }
        }
    }
    Ok(staff.len())
}

fn mail(
    to: Mailbox,
    person: &PersonRow,
    draft: &DraftRow,
    acting: &Acting,
    writer: &str,
    link: &str,
) -> Mail {
    let speech = Speech::in_language(person.language);
    let answers = Answers::of_json(&draft.body);
    let title = text::cut(&text::line(answers.text("title")), 120);
    let title = if title.is_empty() { Kind::label(draft.kind, speech.language()).to_owned() } else { title };
    let blanks = [
        ("name", person.name.as_str()),
        ("writer", writer),
        ("organisation", &acting.organisation.name),
        ("title", &title),
        ("link", link),
    ];
    Mail::new(
        &speech,
        to,
        &speech.tell("approval-mail-subject", &blanks),
        &speech.tell("approval-mail-text", &blanks),
    )
}

fn may_answer(person: &PersonRow, role: MemberRole) -> bool {
    person.access == Access::Open && role >= MemberRole::Approver
}

async fn link(
    change: &mut Change,
    acting: &Acting,
    draft: &DraftRow,
    person: &PersonRow,
    now: Time,
) -> Result<String, Failure> {
    let secret = secret::new()?;
    let opens = Opens { draft: draft.id, edition: draft.edition };
    let ticket = NewTicket {
        hash: secret::hash(&secret),
        purpose: Purpose::Approval,
        mail: person.mail.clone(),
        person: Some(person.id.clone()),
        organisation: Some(draft.organisation.clone()),
        body: serde_json::to_string(&opens).unwrap_or_default(),
        by: acting.who.clone(),
        until: now.plus(OPENS),
    };
    change.tickets().add(&ticket, now).await?;
    Ok(acting.organisation.iri.with(&format!("freigabe/{secret}")).to_string())
}

/// What the link with this secret opens: the draft, on the desk of the person it was sent to.
///
/// # Errors
/// 410 when it was used, is too old, or the draft is no longer the one it was sent for; also when that person may no longer approve.
pub async fn by_link(hall: &Hall, secret: &str) -> Result<Desk, Failure> {
    let now = hall.clock.now();
    let mut reading = hall.store.reading().await?;
    let ticket = reading.tickets().by_hash(Purpose::Approval, &secret::hash(secret), now).await?;
    let ticket = ticket.ok_or(Refusal::TicketSpent {})?;
    let opens: Opens = serde_json::from_str(&ticket.body).map_err(|_| Refusal::TicketSpent {})?;
    let row = reading.drafts().by_id(&opens.draft).await?;
    let waits = |row: &DraftRow| row.edition == opens.edition && row.state == DraftState::Submitted;
    let row = row.filter(waits).ok_or(Refusal::TicketSpent {})?;
    let writer = approver(hall, &mut reading, &ticket, &row).await?;
    Ok(laid_out(&mut reading, row, writer).await?)
}

async fn approver(
    hall: &Hall,
    reading: &mut Reading,
    ticket: &TicketRow,
    draft: &DraftRow,
) -> Result<Writer, Failure> {
    let id = ticket.person.as_deref().unwrap_or_default();
    let person = reading.people().by_id(id).await?.ok_or(Refusal::TicketSpent {})?;
    let membership = reading.people().membership(id, &draft.organisation).await?;
    let role = membership.map(|membership| membership.role).filter(|role| may_answer(&person, *role));
    let role = role.ok_or(Refusal::TicketSpent {})?;
    let organisation = hall.hosts.by_iri(&draft.organisation).ok_or(Refusal::TicketSpent {})?;
    let acting = Acting { organisation, who: format!("person {}", person.id) };
    Ok(Writer { acting, person: person.id, role })
}

/// Uses the link up: of two at once, one gets through.
///
/// # Errors
/// 410 when it was used or is too old.
pub async fn spend(change: &mut Change, secret: &str, now: Time) -> Result<(), Failure> {
    let ticket = change.tickets().take(Purpose::Approval, &secret::hash(secret), now).await?;
    Ok(ticket.map(drop).ok_or(Refusal::TicketSpent {})?)
}
