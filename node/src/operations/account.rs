//! What people do with their own account.

use std::sync::Arc;

use commons::{Language, Refusal, Time};
use store::sessions::WayIn;
use store::tickets::Purpose;

use super::newcomer::parse_name;
use super::session;
use super::staff::done;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::visitor::Person;

/// How long somebody who came by a link may set a password without the old one.
const FRESH: i64 = Time::HOUR;

/// Whether the old password is asked for before a new one is set: not from somebody who has none, nor from somebody who has just come by a
/// link, most likely because it was forgotten.
pub fn is_asked_for_the_old(person: &Person, now: Time) -> bool {
    let session = &person.session;
    let is_fresh = session.way == WayIn::Link && now.millis() - session.created.millis() < FRESH;
    person.row.password.is_some() && !is_fresh
}

/// Changes name and language.
///
/// # Errors
/// When the name is missing or too long.
pub async fn rename(hall: &Hall, person: &Person, name: &str, language: Language) -> Result<(), Failure> {
    let (id, name) = (person.row.id.clone(), parse_name(name)?);
    hall.store
        .write(move |change| {
            let (id, name) = (id.clone(), name.clone());
            Box::pin(async move { Ok::<_, Failure>(change.people().rename(&id, &name, language).await?) })
        })
        .await
}

/// Sets a new password. Every other session ends, and every link that was still open.
///
/// # Errors
/// 422 when the old one is another or the new one too short, 429 after too many tries.
pub async fn change_password(
    hall: &Hall,
    person: &Person,
    old: &str,
    new: &str,
    source: &str,
) -> Result<(), Failure> {
    if is_asked_for_the_old(person, hall.clock.now()) {
        session::ask_again(hall, person, old, source).await?;
    }
    let hash = Arc::new(hall.passwords.make(new).await?);
    let (id, kept) = (person.row.id.clone(), person.session.id.clone());
    hall.store
        .write(move |change| {
            let (id, kept, hash) = (id.clone(), kept.clone(), Arc::clone(&hash));
            Box::pin(async move {
                change.people().set_password(&id, &hash).await?;
                change.sessions().end_all(&id, Some(&kept)).await?;
                Ok::<_, Failure>(change.tickets().close(Purpose::SignIn, &id).await?)
            })
        })
        .await
}

/// This person no longer acts for an organisation.
///
/// # Errors
/// 404 when they do not, 409 when nobody else administers it.
pub async fn leave(hall: &Hall, person: &Person, handle: &str) -> Result<(), Failure> {
    let membership = person.memberships.iter().find(|one| one.organisation.handle == handle);
    let organisation = Arc::clone(&membership.ok_or(Refusal::NoSuchOrganisation {})?.organisation);
    let (acting, id) = (Acting { organisation, who: person.who() }, person.row.id.clone());
    hall.store
        .write(move |change| {
            let (acting, id) = (acting.clone(), id.clone());
            Box::pin(async move {
                let (now, organisation) = (change.now(), &acting.organisation.iri);
                done(change.people().dismiss(&id, organisation).await?)?;
                change.tickets().close_given(&acting.who, organisation).await?;
                Ok::<_, Failure>(acting.note(change, "leave", &id, now).await?)
            })
        })
        .await
}

/// Erases name and mailbox, and everything by which this person could come in again. What they did stays, under an id that says nothing.
///
/// # Errors
/// 409 when nobody else administers one of their organisations or runs the node.
pub async fn erase(hall: &Hall, person: &Person) -> Result<(), Failure> {
    let acts: Arc<[Acting]> = person
        .memberships
        .iter()
        .map(|one| Acting { organisation: Arc::clone(&one.organisation), who: person.who() })
        .collect();
    let (id, mail) = (person.row.id.clone(), person.row.mail.clone());
    hall.store
        .write(move |change| {
            let (acts, id, mail) = (Arc::clone(&acts), id.clone(), mail.clone());
            Box::pin(async move {
                done(change.people().part_with(&id).await?)?;
                let now = change.now();
                change.tickets().erase(&id, &mail).await?;
                for acting in acts.iter() {
                    change.tickets().close_given(&acting.who, &acting.organisation.iri).await?;
                    acting.note(change, "erase-account", &id, now).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await
}
