//! Closing the way in for somebody, and opening it again.

use commons::Refusal;
use store::audit::AuditRow;
use store::people::Access;

use super::{Ties, close_what_they_gave, done, mailbox, member, ties};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// A member may no longer sign in. Only for somebody who belongs to this organisation alone: others are removed from it.
///
/// # Errors
/// 404 when it is no member, 409 when they belong elsewhere too or nobody else administers the organisation.
pub async fn disable(hall: &Hall, acting: &Acting, person: &str) -> Result<(), Failure> {
    set(hall, acting, person, Access::Disabled).await
}

/// A member may sign in again.
///
/// # Errors
/// 404 when it is no member, 409 when they belong elsewhere too.
pub async fn enable(hall: &Hall, acting: &Acting, person: &str) -> Result<(), Failure> {
    set(hall, acting, person, Access::Open).await
}

async fn set(hall: &Hall, acting: &Acting, person: &str, access: Access) -> Result<(), Failure> {
    let found = member(hall, acting, person).await?;
    if ties(hall, &found).await? == Ties::Elsewhere {
        return Err(Refusal::BelongsElsewhere {}.into());
    }
    change_access(hall, found.person.id, acting.who.clone(), Some(acting.clone()), access).await
}

/// Closes or opens the way in for anybody on this node: for those who run it.
///
/// # Errors
/// 404 when the mailbox is nobody's, 409 when somebody is left alone.
pub async fn set_access_of(hall: &Hall, mail: &str, access: Access) -> Result<(), Failure> {
    let person = hall.store.reading().await?.people().by_mail(&mailbox(mail)).await?;
    let person = person.ok_or(Refusal::NoSuchPerson {})?;
    change_access(hall, person.id, "command".to_owned(), None, access).await
}

async fn change_access(
    hall: &Hall,
    person: String,
    who: String,
    acting: Option<Acting>,
    access: Access,
) -> Result<(), Failure> {
    let organisation = acting.map(|acting| acting.organisation.iri.clone());
    hall.store
        .write(move |change| {
            let (person, who, organisation) = (person.clone(), who.clone(), organisation.clone());
            Box::pin(async move {
                let act = match access {
                    Access::Open => {
                        change.people().set_access(&person, access).await?;
                        "enable-person"
                    }
                    Access::Disabled => {
                        done(change.people().shut_out(&person).await?)?;
                        change.sessions().end_all(&person, None).await?;
                        for membership in change.people().memberships_of(&person).await? {
                            close_what_they_gave(change, &membership).await?;
                        }
                        "disable-person"
                    }
                };
                let (at, act) = (change.now(), act.to_owned());
                let row = AuditRow { at, who, organisation, act, subject: person };
                Ok::<_, Failure>(change.audit().note(&row).await?)
            })
        })
        .await
}
