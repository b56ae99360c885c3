//! Somebody who is new here: came with an invitation, or registered.

use commons::{Iri, Language, MemberRole, Refusal, text};
use store::Change;
use store::people::{Hash, MembershipRow, PersonRow};

use super::ticket::Proof;
use crate::failure::Failure;
use crate::hall::Hall;

/// What somebody says who is new here.
#[derive(Clone, Debug)]
pub struct Newcomer {
    name: String,
    password: Option<Hash>,
    language: Language,
}

impl Newcomer {
    /// Reads name and password. Without a password its owner signs in with links by mail, where mails go out.
    ///
    /// # Errors
    /// When the name is missing or too long, or the password too short or missing where there must be one.
    pub async fn parse(hall: &Hall, name: &str, password: &str, language: Language) -> Result<Self, Failure> {
        let name = parse_name(name)?;
        let password = match password {
            "" if hall.mail_is_configured() => None,
            "" => return Err(Refusal::Missing { field: "password" }.into()),
            password => Some(hall.passwords.make(password).await?),
        };
        Ok(Self { name, password, language })
    }

    /// Whether they gave a password.
    pub fn has_password(&self) -> bool {
        self.password.is_some()
    }

    /// Enters them under this mailbox.
    ///
    /// # Errors
    /// 409 when the mailbox is somebody's already.
    pub async fn enter(&self, change: &mut Change, mail: &str, proof: Proof) -> Result<PersonRow, Failure> {
        let now = change.now();
        let mut people = change.people();
        let person = people.add(&self.name, mail, now).await?.ok_or(Refusal::MailboxTaken {})?;
        people.rename(&person.id, &self.name, self.language).await?;
        if proof == Proof::Mailbox {
            people.prove(&person.id, now).await?;
        }
        if let Some(password) = &self.password {
            people.set_password(&person.id, password).await?;
        }
        Ok(person)
    }
}

/// The name of a person, tidied.
///
/// # Errors
/// When it is missing or too long.
pub fn parse_name(name: &str) -> Result<String, Refusal> {
    let name = text::line(name);
    text::check("name", &name, text::caps::TITLE)?;
    if name.is_empty() { Err(Refusal::Missing { field: "name" }) } else { Ok(name) }
}

/// From now on this person acts for an organisation. Whoever does so already keeps the greater role.
///
/// # Errors
/// When the memory fails.
pub async fn join(
    change: &mut Change,
    person: &str,
    organisation: &Iri,
    role: MemberRole,
    office: &str,
) -> Result<(), Failure> {
    let before = change.people().membership(person, organisation).await?;
    let before = before.map_or((role, String::new()), |before| (before.role, before.office));
    let office = if office.is_empty() { before.1 } else { office.to_owned() };
    let (person, organisation) = (person.to_owned(), organisation.clone());
    let membership = MembershipRow { person, organisation, role: role.max(before.0), office };
    Ok(change.people().join(&membership).await?)
}
