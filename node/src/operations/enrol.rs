//! Somebody registers as a reader: only where the organisation has listed the domain of their mailbox, and only by a mail to it.

use std::sync::Arc;

use commons::{Iri, Language, MemberRole, Organisation, Refusal, Settings, Time};
use serde::{Deserialize, Serialize};
use store::people::{Access, PersonRow};
use store::sessions::WayIn;
use store::tickets::{Purpose, TicketRow};
use store::{Change, Reading};

use super::link;
use super::newcomer::{Newcomer, join};
use super::post::post;
use super::session::{self, Begun};
use super::staff::parse_mailbox;
use super::throttle;
use super::ticket::{self, Proof, Ticket};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mail;
use crate::pages::Speech;

/// How long the link in the mail opens.
const LASTS: i64 = Time::DAY;

/// Somebody wants to register.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Their mailbox.
    pub mail: String,
    /// Where the request comes from.
    pub source: String,
    /// At whose door they stand.
    pub at: Arc<Organisation>,
    /// In which language to write to somebody who has not chosen one.
    pub language: Language,
}

/// A link to register needs nothing beside.
#[derive(Serialize, Deserialize)]
struct Nothing {}

/// Somebody who has opened their mail.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Where they register.
    pub organisation: Arc<Organisation>,
    /// Their mailbox.
    pub mail: String,
    /// Who they are, if they are known here.
    pub person: Option<PersonRow>,
}

/// The domains whose owners may register with this organisation. None where it has listed none, or where no mails go out.
///
/// # Errors
/// When the memory fails.
pub async fn domains(hall: &Hall, organisation: Option<&Organisation>) -> Result<Vec<String>, Failure> {
    let Some(organisation) = organisation.filter(|_| hall.mail_is_configured()) else {
        return Ok(Vec::new());
    };
    Ok(settings(&mut hall.store.reading().await?, &organisation.iri).await?.reader_domains)
}

/// Sends a link to the mailbox. Whoever asks does not learn whether it is somebody's here: both get a mail.
///
/// # Errors
/// 404 where nobody can register, 422 for another domain, 429 when too many were asked for.
pub async fn ask(hall: &Hall, wish: Wish) -> Result<(), Failure> {
    if domains(hall, Some(&wish.at)).await?.is_empty() {
        return Err(Refusal::NoSuchPage {}.into());
    }
    let wish = Arc::new(Wish { mail: parse_mailbox(&wish.mail)?, ..wish });
    let mut reading = hall.store.reading().await?;
    if !settings(&mut reading, &wish.at.iri).await?.lets_in(&wish.mail) {
        return Err(Refusal::DomainNotListed {}.into());
    }
    let person = Arc::new(reading.people().by_mail(&wish.mail).await?);
    drop(reading);
    throttle::wish(hall, &wish.mail, &wish.source).await?;
    hall.store
        .write(move |change| {
            let (person, wish) = (Arc::clone(&person), Arc::clone(&wish));
            Box::pin(async move { send(change, Option::as_ref(&person), &wish).await })
        })
        .await
}

/// Who has opened the link in their mail. Looking does not use it up.
///
/// # Errors
/// 410 when it opens nothing (any more).
pub async fn enrolment(hall: &Hall, secret: &str) -> Result<Enrolment, Failure> {
    let now = hall.clock.now();
    let mut reading = hall.store.reading().await?;
    let ticket = ticket::find(&mut reading, Purpose::Registration, secret, now).await?;
    let organisation = ticket.organisation.as_ref().and_then(|iri| hall.hosts.by_iri(iri));
    let organisation = organisation.ok_or(Refusal::TicketSpent {})?;
    // What was listed when the mail was sent may be struck off by now.
    if !settings(&mut reading, &organisation.iri).await?.lets_in(&ticket.mail) {
        return Err(Refusal::TicketSpent {}.into());
    }
    let person = reading.people().by_mail(&ticket.mail).await?;
    Ok(Enrolment { organisation, mail: ticket.mail, person })
}

/// Somebody who is new registers, and is signed in.
///
/// # Errors
/// 410 when the link opens nothing (any more), 409 when the mailbox has come to be somebody's meanwhile.
pub async fn finish_anew(
    hall: &Hall,
    secret: &str,
    newcomer: Newcomer,
    device: &str,
) -> Result<Begun, Failure> {
    let enrolment = Arc::new(enrolment(hall, secret).await?);
    let (secret, device, newcomer) = (secret.to_owned(), device.to_owned(), Arc::new(newcomer));
    hall.store
        .write(move |change| {
            let (secret, device, newcomer) = (secret.clone(), device.clone(), Arc::clone(&newcomer));
            let enrolment = Arc::clone(&enrolment);
            Box::pin(async move {
                let ticket = ticket::take(change, Purpose::Registration, &secret).await?;
                let person = newcomer.enter(change, &ticket.mail, Proof::Mailbox).await?;
                settle(change, &enrolment.organisation, &ticket, &person.id).await?;
                let (way, at) = (WayIn::Link, &enrolment.organisation.iri);
                session::begin(change, &person, way, &device, Some(at)).await
            })
        })
        .await
}

/// Somebody who is known joins the organisation as a reader, and is signed in: the link in their mail is as good as one to sign in.
///
/// # Errors
/// 410 when the link opens nothing (any more), or they may not sign in.
pub async fn finish(hall: &Hall, secret: &str, device: &str) -> Result<Begun, Failure> {
    let enrolment = Arc::new(enrolment(hall, secret).await?);
    let (secret, device) = (secret.to_owned(), device.to_owned());
    hall.store
        .write(move |change| {
            let (secret, device, enrolment) = (secret.clone(), device.clone(), Arc::clone(&enrolment));
            Box::pin(async move {
                let ticket = ticket::take(change, Purpose::Registration, &secret).await?;
                let person = change.people().by_mail(&ticket.mail).await?;
                let person = person.ok_or(Refusal::TicketSpent {})?;
                settle(change, &enrolment.organisation, &ticket, &person.id).await?;
                let at = Some(&enrolment.organisation.iri);
                let (begun, _) = link::enter(change, &person.id, Proof::Mailbox, &device, at).await?;
                Ok(begun)
            })
        })
        .await
}

async fn send(change: &mut Change, person: Option<&PersonRow>, wish: &Wish) -> Result<(), Failure> {
    let (now, organisation) = (change.now(), &wish.at);
    let is_shut_out = person.is_some_and(|person| person.access == Access::Disabled);
    change.tickets().close_for(Purpose::Registration, &organisation.iri, &wish.mail).await?;
    let ticket = Ticket {
        purpose: Purpose::Registration,
        mail: wish.mail.clone(),
        person: None,
        organisation: Some(organisation.iri.clone()),
        by: "self".to_owned(),
        // Whoever may not sign in gets no mail: it has run out before it could be sent.
        until: if is_shut_out { now } else { now.plus(LASTS) },
    };
    let link = ticket::give(change, organisation, &ticket, &Nothing {}).await?;
    let speech = Speech::in_language(person.map_or(wish.language, |person| person.language));
    let key = if person.is_some() { "registration-again-mail" } else { "registration-mail" };
    let blanks = [("organisation", organisation.name.as_str()), ("link", &link.to_string())];
    Ok(post(change, &Mail::told(&speech, &wish.mail, key, &blanks)?, ticket.until).await?)
}

async fn settle(
    change: &mut Change,
    organisation: &Arc<Organisation>,
    ticket: &TicketRow,
    person: &str,
) -> Result<(), Failure> {
    let now = change.now();
    join(change, person, &organisation.iri, MemberRole::Reader, "").await?;
    let acting = Acting { organisation: Arc::clone(organisation), who: format!("person {person}") };
    Ok(acting.note(change, "register-person", &ticket.id, now).await?)
}

async fn settings(reading: &mut Reading, organisation: &Iri) -> Result<Settings, Failure> {
    Ok(reading.settings().of_organisation(organisation).await?)
}
