//! An invitation is accepted: by somebody who is new here, or by somebody who is known and has signed in.
//!
//! The link alone lets nobody into an account that is there already: whoever invites may have been shown it.

use std::sync::Arc;

use commons::{Organisation, Refusal};
use store::Change;
use store::sessions::WayIn;
use store::tickets::{Purpose, TicketRow};

use super::Said;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::newcomer::{Newcomer, join};
use crate::operations::session::{self, Begun};
use crate::operations::ticket;
use crate::visitor::Person;

/// An invitation, as whoever has the link sees it.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Who invites.
    pub organisation: Arc<Organisation>,
    /// The name of the person who invites, where it is a person who is still there.
    pub inviter: Option<String>,
    /// Whom it is for.
    pub mail: String,
    /// Whether they are known here.
    pub invitee: Invitee,
    /// What it says.
    pub said: Said,
}

/// Whether somebody who is invited is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invitee {
    /// They have no account yet.
    New,
    /// They have one.
    Known,
}

/// What a link invites to. Looking does not use it up.
///
/// # Errors
/// 410 when it invites to nothing (any more).
pub async fn invitation(hall: &Hall, secret: &str) -> Result<Invitation, Failure> {
    let now = hall.clock.now();
    let mut reading = hall.store.reading().await?;
    let ticket = ticket::find(&mut reading, Purpose::Invitation, secret, now).await?;
    let (organisation, said) = (host(hall, &ticket)?, ticket::body(&ticket)?);
    let invitee = match reading.people().by_mail(&ticket.mail).await? {
        Some(_) => Invitee::Known,
        None => Invitee::New,
    };
    let inviter = match ticket.by.strip_prefix("person ") {
        Some(id) => reading.people().by_id(id).await?.map(|person| person.name),
        None => None,
    };
    Ok(Invitation { organisation, inviter, mail: ticket.mail, invitee, said })
}

/// Somebody who has signed in accepts. From now on they write for the organisation that invited them.
///
/// # Errors
/// 410 when the link opens nothing (any more), 403 when it is for another mailbox.
pub async fn accept(hall: &Hall, person: &Person, secret: &str) -> Result<Arc<Organisation>, Failure> {
    let invitation = invitation(hall, secret).await?;
    if invitation.mail != person.row.mail {
        return Err(Refusal::InvitationForAnother {}.into());
    }
    let organisation = Arc::clone(&invitation.organisation);
    let (id, session, secret) = (person.row.id.clone(), person.session.id.clone(), secret.to_owned());
    hall.store
        .write(move |change| {
            let (id, session, secret) = (id.clone(), session.clone(), secret.clone());
            let organisation = Arc::clone(&organisation);
            Box::pin(async move {
                let ticket = ticket::take(change, Purpose::Invitation, &secret).await?;
                settle(change, &organisation, &ticket, &id).await?;
                Ok::<_, Failure>(change.sessions().turn_to(&session, &organisation.iri).await?)
            })
        })
        .await?;
    Ok(invitation.organisation)
}

/// Somebody who is new accepts, and is signed in.
///
/// # Errors
/// 410 when the link opens nothing (any more), 409 when the mailbox has come to be somebody's meanwhile.
pub async fn accept_anew(
    hall: &Hall,
    secret: &str,
    newcomer: Newcomer,
    device: &str,
) -> Result<Begun, Failure> {
    let organisation = invitation(hall, secret).await?.organisation;
    let (secret, device) = (secret.to_owned(), device.to_owned());
    let newcomer = Arc::new(newcomer);
    hall.store
        .write(move |change| {
            let (secret, device) = (secret.clone(), device.clone());
            let (newcomer, organisation) = (Arc::clone(&newcomer), Arc::clone(&organisation));
            Box::pin(async move {
                let ticket = ticket::take(change, Purpose::Invitation, &secret).await?;
                let said: Said = ticket::body(&ticket)?;
                let person = newcomer.enter(change, &ticket.mail, said.proof).await?;
                settle(change, &organisation, &ticket, &person.id).await?;
                let way = if newcomer.has_password() { WayIn::Password } else { WayIn::Link };
                session::begin(change, &person, way, &device, Some(&organisation.iri)).await
            })
        })
        .await
}

async fn settle(
    change: &mut Change,
    organisation: &Arc<Organisation>,
    ticket: &TicketRow,
    person: &str,
) -> Result<(), Failure> {
    let (now, said) = (change.now(), ticket::body::<Said>(ticket)?);
    join(change, person, &organisation.iri, said.role, &said.office).await?;
    let acting = Acting { organisation: Arc::clone(organisation), who: format!("person {person}") };
    Ok(acting.note(change, "accept-invitation", &ticket.id, now).await?)
}

fn host(hall: &Hall, ticket: &TicketRow) -> Result<Arc<Organisation>, Refusal> {
    let organisation = ticket.organisation.as_ref().and_then(|iri| hall.hosts.by_iri(iri));
    organisation.ok_or(Refusal::TicketSpent {})
}
