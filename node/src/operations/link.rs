//! Coming in by a link that somebody asked for by mail or was handed.

mod handing;

use std::sync::Arc;

use commons::{Iri, Language, Organisation, Refusal, Time};
use serde::{Deserialize, Serialize};
use store::Change;
use store::people::{Access, PersonRow};
use store::sessions::WayIn;
use store::tickets::Purpose;

pub use self::handing::{Handed, Handing, hand, vouch};
use super::post::post;
use super::session::{self, Begun};
use super::staff::parse_mailbox;
use super::throttle;
use super::ticket::{self, Link, Proof, Ticket};
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mail;
use crate::pages::Speech;

/// How long a link opens that went by mail.
const MAILED: i64 = Time::HOUR;

/// Somebody wants a link by mail.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The mailbox of which they say that it is theirs.
    pub mail: String,
    /// Where to go afterwards; empty: wherever people usually go.
    pub onward: String,
    /// Where the request comes from.
    pub source: String,
    /// At whose door they stand.
    pub at: Arc<Organisation>,
}

/// What a link to sign in needs beside.
#[derive(Debug, Serialize, Deserialize)]
struct Way {
    proof: Proof,
    onward: String,
}

/// Somebody has come in by a link.
pub struct CameIn {
    /// What the browser is given.
    pub begun: Begun,
    /// Where they wanted to go; empty: nowhere in particular.
    pub onward: String,
    /// What has become of their password.
    pub password: Password,
}

/// What has become of the password of somebody who came in by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Password {
    /// They have none.
    None,
    /// They have one, and may have forgotten it.
    Kept,
    /// It ended: nobody had proven before that the mailbox is theirs, so somebody else may have chosen it.
    Ended,
}

/// Sends a link to the mailbox, if it is somebody's. Whoever asks learns nothing, neither from the answer nor from how long it takes: for a
/// mailbox that is nobody's the same is written down, and its mail has run out before it could be sent.
///
/// # Errors
/// 422 when it is no mailbox, 429 when too many were asked for.
pub async fn ask(hall: &Hall, wish: Wish) -> Result<(), Failure> {
    let wish = Arc::new(Wish { mail: parse_mailbox(&wish.mail)?, ..wish });
    throttle::wish(hall, &wish.mail, &wish.source).await?;
    let person = hall.store.reading().await?.people().by_mail(&wish.mail).await?;
    let person = Arc::new(person.filter(|person| person.access == Access::Open));
    hall.store
        .write(move |change| {
            let (person, wish) = (Arc::clone(&person), Arc::clone(&wish));
            Box::pin(async move { send(change, Option::as_ref(&person), &wish).await })
        })
        .await
}

/// Whom a link lets in. Looking does not use it up.
///
/// # Errors
/// 410 when it lets nobody in (any more).
pub async fn owner(hall: &Hall, secret: &str) -> Result<PersonRow, Failure> {
    let now = hall.clock.now();
    let mut reading = hall.store.reading().await?;
    let ticket = ticket::find(&mut reading, Purpose::SignIn, secret, now).await?;
    let person = reading.people().by_id(ticket.person.as_deref().unwrap_or_default()).await?;
    Ok(person.filter(|person| person.access == Access::Open).ok_or(Refusal::TicketSpent {})?)
}

/// Uses a link up and begins a session.
///
/// # Errors
/// 410 when it lets nobody in (any more).
pub async fn come_in(hall: &Hall, secret: &str, device: &str, at: Option<&Iri>) -> Result<CameIn, Failure> {
    let (secret, device, at) = (secret.to_owned(), device.to_owned(), at.cloned());
    hall.store
        .write(move |change| {
            let (secret, device, at) = (secret.clone(), device.clone(), at.clone());
            Box::pin(async move {
                let ticket = ticket::take(change, Purpose::SignIn, &secret).await?;
                let way: Way = ticket::body(&ticket)?;
                let person = ticket.person.as_deref().unwrap_or_default();
                let (begun, password) = enter(change, person, way.proof, &device, at.as_ref()).await?;
                Ok(CameIn { begun, onward: way.onward, password })
            })
        })
        .await
}

/// Begins a session for this person, who came by a link. Whoever proves for the first time that the mailbox is theirs starts afresh: an
/// account may have been set up by somebody else, who knows its password and is signed in.
///
/// # Errors
/// 410 when they may not sign in.
pub async fn enter(
    change: &mut Change,
    person: &str,
    proof: Proof,
    device: &str,
    at: Option<&Iri>,
) -> Result<(Begun, Password), Failure> {
    let person = change.people().by_id(person).await?;
    let person = person.filter(|person| person.access == Access::Open).ok_or(Refusal::TicketSpent {})?;
    let mut password = if person.password.is_some() { Password::Kept } else { Password::None };
    if proof == Proof::Mailbox && person.proven.is_none() {
        let now = change.now();
        change.people().prove(&person.id, now).await?;
        change.sessions().end_all(&person.id, None).await?;
        password = if password == Password::Kept { Password::Ended } else { Password::None };
    }
    Ok((session::begin(change, &person, WayIn::Link, device, at).await?, password))
}

/// Writes link and mail down, also where there is nobody.
async fn send(change: &mut Change, person: Option<&PersonRow>, wish: &Wish) -> Result<(), Failure> {
    let now = change.now();
    let (id, name) = person.map_or(("", ""), |person| (&person.id, &person.name));
    let ticket = Ticket {
        purpose: Purpose::SignIn,
        mail: wish.mail.clone(),
        person: Some(id.to_owned()),
        organisation: None,
        by: format!("person {id}"),
        until: if person.is_some() { now.plus(MAILED) } else { now },
    };
    let way = Way { proof: Proof::Mailbox, onward: wish.onward.clone() };
    let link = replace(change, &wish.at, &ticket, &way).await?;
    let speech = Speech::in_language(person.map_or(Language::default(), |person| person.language));
    let blanks = [("name", name), ("organisation", wish.at.name.as_str()), ("link", &link.to_string())];
    let mail = Mail::told(&speech, &wish.mail, "link-mail", &blanks)?;
    Ok(post(change, &mail, ticket.until).await?)
}

/// Makes a link to sign in; those that were made for the same person before open nothing any more.
async fn replace(
    change: &mut Change,
    host: &Organisation,
    ticket: &Ticket,
    way: &Way,
) -> Result<Link, Failure> {
    change.tickets().close(Purpose::SignIn, ticket.person.as_deref().unwrap_or_default()).await?;
    ticket::give(change, host, ticket, way).await
}
