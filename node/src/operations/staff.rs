//! People of an organisation: who they are, what they may do, and that somebody always administers it.

mod access;

use std::collections::HashMap;
use std::sync::Arc;

use commons::{MemberRole, Refusal, Time, text};
use store::Change;
use store::people::{MembershipRow, Parting, PersonRow};

pub use self::access::{disable, enable, set_access_of};
use super::newcomer::parse_name;
use super::ticket::Link;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mailbox;

/// Somebody who acts for an organisation.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub person: PersonRow,
    /// What they may do for it, and in which office.
    pub membership: MembershipRow,
    /// When they were last here.
    pub seen: Option<Time>,
}

/// Whether somebody belongs to one organisation alone. If so, whoever administers it may decide about the account as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// To this one alone.
    Here,
    /// To others too, or they run the node.
    Elsewhere,
}

/// Name and mailbox of a person, tidied. What is taken here is an address to which mail can go.
///
/// # Errors
/// When the name is missing or too long, or the mailbox is none.
pub fn checked(name: &str, mail: &str) -> Result<(String, String), Refusal> {
    Ok((parse_name(name)?, parse_mailbox(mail)?))
}

/// A mailbox as people are known by it: in small letters, and with an encoded domain.
///
/// # Errors
/// When it is none.
pub fn parse_mailbox(mail: &str) -> Result<String, Refusal> {
    Ok(Mailbox::parse(&text::line(mail).to_lowercase())?.to_string())
}

/// The same of whatever was typed; what is no mailbox is nobody's.
pub fn mailbox(typed: &str) -> String {
    parse_mailbox(typed).unwrap_or_else(|_| text::line(typed).to_lowercase())
}

/// Enters a person as administrator of the organisation, and gives a link with which they sign in for the first time.
///
/// # Errors
/// When the name is missing, the mailbox is none, or it is somebody's already.
pub async fn enter(hall: &Hall, acting: &Acting, name: &str, mail: &str) -> Result<Link, Failure> {
    let (name, mail) = checked(name, mail)?;
    let (acting, address) = (acting.clone(), mail.clone());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, name, mail) = (acting.clone(), name.clone(), mail.clone());
            Box::pin(async move {
                let person = change.people().add(&name, &mail, now).await?.ok_or(Refusal::MailboxTaken {})?;
                let role = MemberRole::Administrator;
                let (organisation, office) = (acting.organisation.iri.clone(), String::new());
                change
                    .people()
                    .join(&MembershipRow { person: person.id.clone(), organisation, role, office })
                    .await?;
                Ok::<_, Failure>(acting.note(change, "enter-person", &person.id, now).await?)
            })
        })
        .await?;
    super::link::vouch(hall, &address).await
}

/// Everybody who acts for the organisation, in the order in which they came.
///
/// # Errors
/// When the memory fails.
pub async fn members(hall: &Hall, acting: &Acting) -> Result<Vec<Member>, Failure> {
    let mut reading = hall.store.reading().await?;
    let seen: HashMap<_, _> =
        reading.visits().of_staff(&acting.organisation.iri).await?.into_iter().collect();
    let staff = reading.people().staff_of(&acting.organisation.iri).await?;
    let member = |(person, membership): (PersonRow, MembershipRow)| {
        let seen = seen.get(&person.id).copied();
        Member { person, membership, seen }
    };
    Ok(staff.into_iter().map(member).collect())
}

/// One of them.
///
/// # Errors
/// 404 for everybody else, whether they are there or not.
pub async fn member(hall: &Hall, acting: &Acting, person: &str) -> Result<Member, Failure> {
    let members = members(hall, acting).await?;
    let found = members.into_iter().find(|member| member.person.id == person);
    Ok(found.ok_or(Refusal::NoSuchPerson {})?)
}

/// Whether a member belongs to this organisation alone.
///
/// # Errors
/// When the memory fails.
pub async fn ties(hall: &Hall, member: &Member) -> Result<Ties, Failure> {
    let memberships = hall.store.reading().await?.people().memberships_of(&member.person.id).await?;
    let alone = memberships.len() == 1 && !member.person.is_operator;
    Ok(if alone { Ties::Here } else { Ties::Elsewhere })
}

/// The person of this mailbox, if they act for the organisation.
///
/// # Errors
/// 404 when they do not.
pub async fn member_by_mail(hall: &Hall, acting: &Acting, mail: &str) -> Result<Member, Failure> {
    let person = hall.store.reading().await?.people().by_mail(&mailbox(mail)).await?;
    member(hall, acting, &person.ok_or(Refusal::NoSuchPerson {})?.id).await
}

/// Gives a member another role and office. Where the role changes, they are signed out everywhere.
///
/// # Errors
/// 404 when it is no member, 409 when nobody else administers the organisation.
pub async fn appoint(
    hall: &Hall,
    acting: &Acting,
    person: &str,
    role: MemberRole,
    office: &str,
) -> Result<(), Failure> {
    let office = parse_office(office)?;
    let before = member(hall, acting, person).await?.membership;
    let (acting, after) = (acting.clone(), Arc::new(MembershipRow { role, office, ..before }));
    hall.store
        .write(move |change| {
            let (acting, after) = (acting.clone(), Arc::clone(&after));
            Box::pin(async move {
                let now = change.now();
                let before = change.people().membership(&after.person, &after.organisation).await?;
                let before = before.ok_or(Refusal::NoSuchPerson {})?;
                done(change.people().appoint(&after).await?)?;
                if before.role != after.role {
                    change.sessions().end_all(&after.person, None).await?;
                }
                if after.role < before.role {
                    close_what_they_gave(change, &after).await?;
                }
                Ok(acting.note(change, "change-role", &after.person, now).await?)
            })
        })
        .await
}

/// A member no longer acts for the organisation. Their account stays.
///
/// # Errors
/// 404 when it is no member, 409 when nobody else administers the organisation.
pub async fn dismiss(hall: &Hall, acting: &Acting, person: &str) -> Result<(), Failure> {
    let membership = Arc::new(member(hall, acting, person).await?.membership);
    let acting = acting.clone();
    hall.store
        .write(move |change| {
            let (acting, membership) = (acting.clone(), Arc::clone(&membership));
            Box::pin(async move {
                let now = change.now();
                let MembershipRow { person, organisation, .. } = &*membership;
                done(change.people().dismiss(person, organisation).await?)?;
                change.sessions().end_all(person, None).await?;
                close_what_they_gave(change, &membership).await?;
                Ok(acting.note(change, "remove-person", person, now).await?)
            })
        })
        .await
}

/// The office in which somebody acts, tidied.
///
/// # Errors
/// When it is too long.
pub fn parse_office(office: &str) -> Result<String, Refusal> {
    let office = text::line(office);
    text::check("office", &office, text::caps::TITLE)?;
    Ok(office)
}

/// Whether somebody could be spared.
///
/// # Errors
/// 409 when nobody else administers the organisation, or runs the node.
pub fn done(parting: Parting) -> Result<(), Refusal> {
    match parting {
        Parting::Done => Ok(()),
        Parting::LastAdministrator => Err(Refusal::LastAdministrator {}),
        Parting::LastOperator => Err(Refusal::LastOperator {}),
    }
}

/// Links that somebody gave while they administered the organisation must not be a way back.
pub async fn close_what_they_gave(change: &mut Change, member: &MembershipRow) -> Result<(), Failure> {
    let by = format!("person {}", member.person);
    Ok(change.tickets().close_given(&by, &member.organisation).await?)
}
