//! People of an organisation.

use commons::{Refusal, text};
use store::people::MembershipRow;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mailbox;

/// Name and mailbox of a person, tidied. What is taken here is an address to which mail can go.
///
/// # Errors
/// When the name is missing or too long, or the mailbox is none.
pub fn checked(name: &str, mail: &str) -> Result<(String, String), Refusal> {
    let (name, mail) = (text::line(name), text::line(mail).to_lowercase());
    if name.is_empty() {
        return Err(Refusal::Missing { field: "name" });
    }
    text::check("name", &name, text::caps::TITLE)?;
    Mailbox::parse(&mail)?;
    Ok((name, mail))
}

/// Enters a person as administrator of the organisation. A password comes with the doors for people.
///
/// # Errors
/// When the name is missing, the mailbox is none, or it is somebody's already.
pub async fn enter(hall: &Hall, acting: &Acting, name: &str, mail: &str) -> Result<(), Failure> {
    let (name, mail) = checked(name, mail)?;
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, name, mail) = (acting.clone(), name.clone(), mail.clone());
            Box::pin(async move {
                let person = change.people().add(&name, &mail, now).await?.ok_or(Refusal::MailboxTaken {})?;
                let role = commons::MemberRole::Administrator;
                let (organisation, office) = (acting.organisation.iri.clone(), String::new());
                change
                    .people()
                    .join(&MembershipRow { person: person.id.clone(), organisation, role, office })
                    .await?;
                Ok(acting.note(change, "enter-person", &person.id, now).await?)
            })
        })
        .await
}
