//! Who must know of an entry as it stands now: written down in the same transaction, sent later by `jobs/deliver`.

use commons::{Audience, Entry, Iri, Time};
use store::{Change, Recipient, StoreError, Subject};

/// Everyone who was told before must know the new version; so must the followers if it is public, the members of its circles if it is
/// addressed to some, and the owners of what it refers to. Who of them may read it is asked again when the letter is written.
pub async fn tell(change: &mut Change, entry: &Entry, now: Time) -> Result<(), StoreError> {
    let subject = Subject::Entry(entry.iri.clone());
    change.deliveries().raise(&subject, entry.version, now).await?;
    match entry.audience {
        Audience::Public => {
            change.deliveries().want_for_followers(&entry.author, &subject, entry.version, now).await?;
        }
        Audience::Circles(_) => {
            change.deliveries().want_for_circles(&entry.iri, entry.version, now).await?;
        }
        Audience::Own => return Ok(()),
    }
    for owner in owners_of_references(change, entry).await? {
        want_at(change, &owner, &entry.author, &subject, entry.version, now).await?;
    }
    Ok(())
}

/// The remote organisations whose entries this one refers to.
async fn owners_of_references(change: &mut Change, entry: &Entry) -> Result<Vec<Iri>, StoreError> {
    let mut owners = Vec::new();
    for (_, target) in entry.references() {
        if let Some(row) = change.entries().by_iri(target).await?
            && row.author != entry.author
            && !owners.contains(&row.author)
        {
            owners.push(row.author);
        }
    }
    Ok(owners)
}

/// One actor must know of a subject. Actors on this node are told by the database itself.
pub async fn want_at(
    change: &mut Change,
    to: &Iri,
    from: &Iri,
    subject: &Subject,
    version: i64,
    now: Time,
) -> Result<(), StoreError> {
    let Some(actor) = change.actors().by_iri(to).await? else { return Ok(()) };
    if actor.local {
        return Ok(());
    }
    let inbox = match subject {
        Subject::Follow { .. } | Subject::Join { .. } | Subject::Circle { .. } | Subject::Themes { .. } => {
            actor.inbox
        }
        _ => actor.shared_inbox,
    };
    change.deliveries().want(&Recipient { inbox, origin: actor.origin }, from, subject, version, now).await
}
