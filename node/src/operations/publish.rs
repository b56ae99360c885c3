//! An organisation publishes an entry.

use std::borrow::Cow;
use std::sync::Arc;

use commons::{Audience, Comment, Content, Entry, EntryId, Iri, Refusal, Standing};
use store::entries::{Arrival, Home};
use store::{Change, Found, Put};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::{Draft, address};
use crate::operations::tell::tell;
use crate::operations::{notify, turn_away};

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its address on this node.
    pub id: EntryId,
    /// Its id everywhere.
    pub iri: Iri,
    /// Its version.
    pub version: i64,
}

/// Publishes a draft: the entry, its revision, its links, who must know of it, and the audit, in one transaction. Nobody waits for the network.
///
/// # Errors
/// The refusal of the draft, or of a comment that would have more readers than what it stands under.
pub async fn publish(hall: &Hall, acting: &Acting, draft: &Draft) -> Result<Published, Failure> {
    let now = hall.clock.now();
    let id = EntryId::new(now);
    let iri = address(&acting.organisation, &id);
    let entry = Arc::new(draft.entry(&iri, &acting.organisation, now.millis(), now)?);
    let published = Published { id, iri, version: entry.version };
    let acting = acting.clone();
    hall.store
        .write(move |change| {
            let (entry, acting) = (Arc::clone(&entry), acting.clone());
            Box::pin(async move {
                check_parent(change, &acting, &entry).await?;
                check_circles(change, &acting, &entry).await?;
                record(change, &acting, &entry, &id, "publish").await
            })
        })
        .await?;
    Ok(published)
}

/// Writes an own entry as it is now, what it was, who must know and who did it.
///
/// # Errors
/// 403 below an entry of somebody who does not want this organisation, 409 when another entry of its author has this id of the source, 412 when what is
/// there is newer.
pub async fn record(
    change: &mut Change,
    acting: &Acting,
    entry: &Entry,
    id: &EntryId,
    act: &'static str,
) -> Result<(), Failure> {
    if turn_away::is_unwanted(change, entry).await? {
        return Err(Refusal::NotWanted {}.into());
    }
    let now = commons::Time::from_millis(entry.version);
    let entry = &*with_thread(change, entry).await?;
    let source = entry.source.as_ref().map(|source| source.id.as_str());
    if let Some(source) = source
        && change.entries().by_source(&entry.author, source).await?.is_some_and(|row| row.iri != entry.iri)
    {
        return Err(Refusal::SourceTaken {}.into());
    }
    let arrival = Arrival { id: *id, home: Home::Here, standing: Standing::Published, received: now, source };
    let put = change.entries().put(entry, arrival).await?;
    if put == Put::Stale {
        return Err(Refusal::VersionStale {}.into());
    }
    change.revisions().put(entry, now, &acting.who).await?;
    tell(change, entry, now).await?;
    if put == Put::New {
        notify::arrived(change, entry, acting.person(), now).await?;
    }
    Ok(acting.note(change, act, entry.iri.as_str(), now).await?)
}

/// A comment says at the top of which thread it stands, where that is known: neighbours may not have what it answers.
async fn with_thread<'a>(change: &mut Change, entry: &'a Entry) -> Result<Cow<'a, Entry>, Failure> {
    let Content::Comment(comment) = &entry.content else { return Ok(Cow::Borrowed(entry)) };
    let Some(parent) = change.entries().by_iri(&comment.parent).await? else {
        return Ok(Cow::Borrowed(entry));
    };
    let thread = Some(parent.thread.unwrap_or(parent.iri));
    let content = Content::Comment(Comment { thread, ..comment.clone() });
    Ok(Cow::Owned(Entry { content, ..entry.clone() }))
}

/// A circle is written to by those who belong to it, and to an organisation's followers by that organisation; comments stand where they
/// stand, and their writer reads there.
pub async fn check_circles(change: &mut Change, acting: &Acting, entry: &Entry) -> Result<(), Failure> {
    let Audience::Circles(circles) = &entry.audience else { return Ok(()) };
    let ours = &acting.organisation.iri;
    for circle in circles {
        let belongs = match change.circles().member(circle, ours).await? {
            Some(row) => row.belongs(),
            None => {
                *circle == ours.with("followers")
                    || entry.parent().is_some() && change.circles().may_write(circle, ours).await?
            }
        };
        if !belongs {
            return Err(Refusal::NotInCircle {}.into());
        }
    }
    Ok(())
}

/// A comment's readers are never more than those of what it stands under; and nothing is told of what its writer may not read.
pub async fn check_parent(change: &mut Change, acting: &Acting, entry: &Entry) -> Result<(), Failure> {
    let Some(parent) = entry.parent() else { return Ok(()) };
    let row = match change.entries().readable_iri(parent, &acting.reader()).await? {
        Found::Readable(row) => row,
        Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
        Found::Absent => return unknown_parent(change, parent).await,
    };
    let within = entry.audience.is_within(&row.entry()?.audience);
    if within { Ok(()) } else { Err(Refusal::WiderThanParent {}.into()) }
}

/// Of a neighbour's entry that never came here a comment may speak; what should be here and is not, or may not be read, is not there.
async fn unknown_parent(change: &mut Change, parent: &Iri) -> Result<(), Failure> {
    let ours = change.actors().local_by_host(parent.origin().authority()).await?.is_some();
    let known = change.entries().by_iri(parent).await?.is_some();
    if ours || known { Err(Refusal::NoSuchEntry {}.into()) } else { Ok(()) }
}
