//! Who here is told of what has just come: those who may write for the organisation whose entry it is about, and whoever asked what it
//! answers. In the same transaction, and only where it concerns something of ours.

use commons::{Comment, CommentKind, Content, Entry, Iri, Kind, NoticeKind, Reader, Standing, Time};
use store::notices::News;
use store::{Change, EntryRow, Found, MarkRow, StoreError};

/// An entry has come in that was not here before. `by` is the person who wrote it, if that happened here.
///
/// # Errors
/// When the memory fails.
pub async fn arrived(
    change: &mut Change,
    entry: &Entry,
    by: Option<&str>,
    now: Time,
) -> Result<(), StoreError> {
    match &entry.content {
        Content::Comment(comment) => said(change, entry, comment, by, now).await,
        Content::Adoption(adoption) => match adoption.entry() {
            Some(target) => used(change, entry, target, by, now).await,
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// A question, an answer or a note: for whoever wrote what it stands under, and for the owner of the entry at the top.
async fn said(
    change: &mut Change,
    entry: &Entry,
    comment: &Comment,
    by: Option<&str>,
    now: Time,
) -> Result<(), StoreError> {
    let Some(parent) = standing(change, &comment.parent).await? else { return Ok(()) };
    let kind = NoticeKind::from(comment.comment);
    if is_ours(&parent, Kind::Comment)
        && may_hear(change, entry, &parent.author).await?
        && let Some(writer) = change.revisions().writer_of(&parent.iri).await?
        && let Some(person) = writer.strip_prefix("person ")
        && by != Some(person)
    {
        change.notices().tell(news(entry, kind, &parent.author), person, now).await?;
    }
    let top = match &parent.thread {
        Some(top) => standing(change, top).await?,
        None => Some(parent),
    };
    match top {
        // What the own people answer under their own entry, they know.
        Some(top) if top.author == entry.author && comment.comment != CommentKind::Question => Ok(()),
        Some(top) if top.local && may_hear(change, entry, &top.author).await? => {
            change.notices().tell_writers(news(entry, kind, &top.author), by, now).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// Somebody says that they use or examined an entry of ours.
async fn used(
    change: &mut Change,
    entry: &Entry,
    target: &Iri,
    by: Option<&str>,
    now: Time,
) -> Result<(), StoreError> {
    match standing(change, target).await? {
        Some(target)
            if target.local
                && target.author != entry.author
                && may_hear(change, entry, &target.author).await? =>
        {
            let news = news(entry, NoticeKind::Adoption, &target.author);
            change.notices().tell_writers(news, by, now).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// Somebody recommends an entry of ours, or says that it is so with them too. Said again, it is not told again.
///
/// # Errors
/// When the memory fails.
pub async fn marked(
    change: &mut Change,
    mark: &MarkRow,
    entry: &EntryRow,
    by: Option<&str>,
    now: Time,
) -> Result<(), StoreError> {
    if !entry.local {
        return Ok(());
    }
    // The same each time, whatever the version: told once.
    let name = federation::render::mark_id(&mark.actor, mark.verb, &mark.object, 0);
    let news = News {
        entry: &name,
        kind: NoticeKind::from(mark.verb),
        author: &mark.actor,
        organisation: &entry.author,
        about: Some(&entry.iri),
    };
    change.notices().tell_writers(news, by, now).await.map(drop)
}

async fn standing(change: &mut Change, iri: &Iri) -> Result<Option<EntryRow>, StoreError> {
    let row = change.entries().by_iri(iri).await?;
    Ok(row.filter(|row| row.standing == Standing::Published))
}

fn is_ours(row: &EntryRow, kind: Kind) -> bool {
    row.local && row.kind == kind
}

/// Organisations on one node are strangers to each other's unpublished words.
async fn may_hear(change: &mut Change, entry: &Entry, organisation: &Iri) -> Result<bool, StoreError> {
    let found = change.entries().readable_iri(&entry.iri, &Reader::of(organisation.clone())).await?;
    Ok(matches!(found, Found::Readable(_)))
}

fn news<'a>(entry: &'a Entry, kind: NoticeKind, organisation: &'a Iri) -> News<'a> {
    News { entry: &entry.iri, kind, author: &entry.author, organisation, about: None }
}
