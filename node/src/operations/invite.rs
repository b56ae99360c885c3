//! Somebody is asked to act for an organisation: by mail, or with a link that is passed on by hand.

mod accept;

use std::sync::Arc;

use commons::{Iri, Language, MemberRole, Organisation, Refusal, Time, text};
use serde::{Deserialize, Serialize};
use store::tickets::{Purpose, TicketRow};
use store::{Change, Reading};

pub use self::accept::{Invitation, Invitee, accept, accept_anew, invitation};
use super::link::{Handed, Handing};
use super::post::post;
use super::staff::{parse_mailbox, parse_office};
use super::ticket::{self, Link, Proof, Ticket};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mail;
use crate::pages::Speech;

/// How long an invitation stands.
pub const LASTS: i64 = 14 * Time::DAY;

/// Whom to invite, and to what.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Their mailbox.
    pub mail: String,
    /// What they shall do.
    pub role: MemberRole,
    /// In which office.
    pub office: String,
    /// A word to them; may be empty.
    pub message: String,
    /// How the link gets there.
    pub handing: Handing,
    /// In which language to write to somebody who has not chosen one.
    pub language: Language,
    /// The name of who invites; empty: a command.
    pub inviter: String,
}

/// What an invitation says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Said {
    /// What they shall do.
    pub role: MemberRole,
    /// In which office.
    pub office: String,
    /// A word to them.
    pub message: String,
    proof: Proof,
}

/// An invitation that nobody has accepted yet.
#[derive(Clone, Debug)]
pub struct Pending {
    /// By which it is taken back.
    pub id: String,
    /// Whom it is for.
    pub mail: String,
    /// What it says.
    pub said: Said,
    /// Until when it stands.
    pub until: Time,
}

impl Wish {
    /// Tidied.
    ///
    /// # Errors
    /// When the mailbox is none, or something is too long.
    pub fn tidy(mut self) -> Result<Self, Refusal> {
        self.mail = parse_mailbox(&self.mail)?;
        self.office = parse_office(&self.office)?;
        self.message = text::paragraphs(&self.message);
        text::check("message", &self.message, text::caps::SHORT)?;
        Ok(self)
    }
}

/// Invites somebody. An invitation for the same mailbox from before opens nothing any more.
///
/// # Errors
/// 409 when they act for the organisation already, 422 when something does not fit.
pub async fn invite(hall: &Hall, acting: &Acting, wish: Wish) -> Result<Handed, Failure> {
    let mut wish = wish.tidy()?;
    if !hall.mail_is_configured() {
        wish.handing = Handing::ByHand;
    }
    let (acting, wish) = (acting.clone(), Arc::new(wish));
    hall.store
        .write(move |change| {
            let (acting, wish) = (acting.clone(), Arc::clone(&wish));
            Box::pin(async move { write_down(change, &acting, &wish).await })
        })
        .await
}

/// Takes an invitation back.
///
/// # Errors
/// 404 when there is none of this organisation (any more).
pub async fn take_back(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    let (acting, id) = (acting.clone(), id.to_owned());
    hall.store
        .write(move |change| {
            let (acting, id) = (acting.clone(), id.clone());
            Box::pin(async move {
                if !change.tickets().take_back(&id, &acting.organisation.iri).await? {
                    return Err(Failure::from(Refusal::NoSuchInvitation {}));
                }
                let now = change.now();
                Ok(acting.note(change, "take-back-invitation", &id, now).await?)
            })
        })
        .await
}

/// The invitations of an organisation that nobody has accepted yet, the latest first.
///
/// # Errors
/// When the memory fails.
pub async fn pending(reading: &mut Reading, organisation: &Iri, now: Time) -> Result<Vec<Pending>, Failure> {
    let rows = reading.tickets().of_organisation(organisation, Purpose::Invitation, now).await?;
    let pending = |row: TicketRow| {
        let said = ticket::body(&row)?;
        Ok(Pending { id: row.id, mail: row.mail, said, until: row.until })
    };
    rows.into_iter().map(pending).collect()
}

async fn write_down(change: &mut Change, acting: &Acting, wish: &Wish) -> Result<Handed, Failure> {
    let (now, organisation) = (change.now(), &acting.organisation);
    let person = change.people().by_mail(&wish.mail).await?;
    if let Some(person) = &person
        && change.people().membership(&person.id, &organisation.iri).await?.is_some()
    {
        return Err(Refusal::AlreadyMember {}.into());
    }
    change.tickets().close_for(Purpose::Invitation, &organisation.iri, &wish.mail).await?;
    let ticket = Ticket {
        purpose: Purpose::Invitation,
        mail: wish.mail.clone(),
        person: None,
        organisation: Some(organisation.iri.clone()),
        by: acting.who.clone(),
        until: now.plus(LASTS),
    };
    let proof = if wish.handing == Handing::ByMail { Proof::Mailbox } else { Proof::Nothing };
    let (office, message) = (wish.office.clone(), wish.message.clone());
    let said = Said { role: wish.role, office, message, proof };
    let link = ticket::give(change, organisation, &ticket, &said).await?;
    acting.note(change, "invite-person", organisation.iri.as_str(), now).await?;
    if wish.handing == Handing::ByHand {
        return Ok(Handed::Shown(link));
    }
    let language = person.map_or(wish.language, |person| person.language);
    post(change, &mail(wish, organisation, &link, language)?, ticket.until).await?;
    Ok(Handed::Mailed)
}

fn mail(wish: &Wish, organisation: &Organisation, link: &Link, language: Language) -> Result<Mail, Refusal> {
    let speech = Speech::in_language(language);
    let (link, role) = (link.to_string(), speech.say(&format!("may-{}", wish.role.code())));
    let blanks = [
        ("inviter", wish.inviter.as_str()),
        ("organisation", organisation.name.as_str()),
        ("role", role.as_str()),
        ("message", wish.message.as_str()),
        ("link", link.as_str()),
    ];
    let key = if wish.message.is_empty() { "invitation-mail" } else { "invitation-with-message-mail" };
    Mail::told(&speech, &wish.mail, key, &blanks)
}
