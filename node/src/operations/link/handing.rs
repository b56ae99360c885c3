//! A link that somebody is handed: by whoever administers their organisation, or by those who run the node.

use std::sync::Arc;

use commons::{Refusal, Time};
use store::Change;
use store::audit::AuditRow;
use store::people::PersonRow;
use store::tickets::Purpose;

use super::{MAILED, Way, replace};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mail;
use crate::operations::post::post;
use crate::operations::staff::{self, Ties};
use crate::operations::ticket::{Link, Proof, Ticket};
use crate::pages::Speech;

/// How long a link opens that is passed on by hand, which takes longer than a mail.
const HANDED: i64 = Time::DAY;

/// How a link gets to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handing {
    /// By mail: nobody else sees it.
    ByMail,
    /// It is shown to somebody, who passes it on.
    ByHand,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It is on its way.
    Mailed,
    /// Here it is, for once.
    Shown(Link),
}

/// Hands a member of the organisation a link to sign in. It is shown only for somebody who belongs to this organisation alone: whoever is
/// shown a link can use it, and administering one organisation must not lead into another.
///
/// # Errors
/// 404 when it is no member, 409 when it cannot be handed over like this.
pub async fn hand(hall: &Hall, acting: &Acting, person: &str, handing: Handing) -> Result<Handed, Failure> {
    let member = staff::member(hall, acting, person).await?;
    let is_possible = match handing {
        Handing::ByMail => hall.mail_is_configured(),
        Handing::ByHand => staff::ties(hall, &member).await? == Ties::Here,
    };
    if !is_possible {
        return Err(Refusal::BelongsElsewhere {}.into());
    }
    let (acting, person) = (acting.clone(), Arc::new(member.person));
    hall.store
        .write(move |change| {
            let (acting, person) = (acting.clone(), Arc::clone(&person));
            Box::pin(async move {
                let now = change.now();
                acting.note(change, "give-link", &person.id, now).await?;
                match handing {
                    Handing::ByMail => mail(change, &acting, &person).await,
                    Handing::ByHand => {
                        let proof = Proof::Nothing;
                        Ok(Handed::Shown(make(change, &acting, &person, proof, HANDED).await?))
                    }
                }
            })
        })
        .await
}

/// Makes a link for anybody on this node. Who runs the node sees to it that it reaches nobody but its owner.
///
/// # Errors
/// 404 when the mailbox is nobody's.
pub async fn vouch(hall: &Hall, mail: &str) -> Result<Link, Failure> {
    let mut reading = hall.store.reading().await?;
    let person = reading.people().by_mail(&staff::mailbox(mail)).await?.ok_or(Refusal::NoSuchPerson {})?;
    let memberships = reading.people().memberships_of(&person.id).await?;
    drop(reading);
    let own = memberships.first().and_then(|one| hall.hosts.by_iri(&one.organisation));
    let host = own.or_else(|| hall.hosts.first()).ok_or(Refusal::NoSuchOrganisation {})?;
    let (acting, person) = (Acting::by_command(host), Arc::new(person));
    hall.store
        .write(move |change| {
            let (acting, person) = (acting.clone(), Arc::clone(&person));
            Box::pin(async move {
                let at = change.now();
                let (who, act, subject) = (acting.who.clone(), "give-link".to_owned(), person.id.clone());
                change.audit().note(&AuditRow { at, who, organisation: None, act, subject }).await?;
                make(change, &acting, &person, Proof::Mailbox, HANDED).await
            })
        })
        .await
}

async fn mail(change: &mut Change, acting: &Acting, person: &PersonRow) -> Result<Handed, Failure> {
    let link = make(change, acting, person, Proof::Mailbox, MAILED).await?;
    let organisation = acting.organisation.name.as_str();
    let blanks =
        [("name", person.name.as_str()), ("organisation", organisation), ("link", &link.to_string())];
    let mail = Mail::told(&Speech::in_language(person.language), &person.mail, "link-mail", &blanks)?;
    let until = change.now().plus(MAILED);
    post(change, &mail, until).await?;
    Ok(Handed::Mailed)
}

async fn make(
    change: &mut Change,
    acting: &Acting,
    person: &PersonRow,
    proof: Proof,
    lasts: i64,
) -> Result<Link, Failure> {
    let ticket = Ticket {
        purpose: Purpose::SignIn,
        mail: person.mail.clone(),
        person: Some(person.id.clone()),
        organisation: Some(acting.organisation.iri.clone()),
        by: acting.who.clone(),
        until: change.now().plus(lasts),
    };
    let way = Way { proof, onward: String::new() };
    replace(change, &acting.organisation, &ticket, &way).await
}
