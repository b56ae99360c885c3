//! An organisation recommends an entry, or says that it is so there too; and takes it back.

use std::sync::Arc;

use commons::{EntryId, Kind, MarkVerb, Refusal, Standing, Time, text};
use federation::render;
use store::{Change, EntryRow, Found, MarkRow, Stance, StoreError, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::notify;
use crate::operations::tell::want_at;

/// Says it of an entry that everyone may read. Said again, it replaces what was said before.
///
/// # Errors
/// 404 and 410 for an entry that is not there or not for everyone, 422 for an own one, for a kind of which nobody says it, and for a reason that is
/// too long.
pub async fn mark(
    hall: &Hall,
    acting: &Acting,
    id: EntryId,
    verb: MarkVerb,
    reason: &str,
) -> Result<MarkRow, Failure> {
    let reason = match verb {
        MarkVerb::Announce => text::paragraphs(reason),
        MarkVerb::Like => String::new(),
    };
    text::check("reason", &reason, text::caps::SHORT)?;
    let (acting, reason) = (acting.clone(), Arc::<str>::from(reason));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, reason) = (acting.clone(), Arc::clone(&reason));
            Box::pin(async move {
                // Two clicks at once: the second finds what the first has said.
                change.entries().hold(&id).await?;
                let entry = markable(change, &acting, &id).await?;
                let before = change.marks().one(&acting.organisation.iri, verb, &entry.iri).await?;
                if let Some(same) = before.as_ref().filter(|row| row.stands() && *row.reason == *reason) {
                    return Ok(same.clone());
                }
                let mark = of(&acting, verb, &entry, &reason, before.as_ref(), now);
                change.marks().say(&mark).await?;
                tell(change, &mark, &entry, now).await?;
                notify::marked(change, &mark, &entry, acting.person(), now).await?;
                acting.note(change, verb.code(), entry.iri.as_str(), now).await?;
                Ok::<_, Failure>(mark)
            })
        })
        .await
}

/// Takes it back: whoever was told is told that too.
///
/// # Errors
/// 404 for an entry that is not there, and where nothing was said of it.
pub async fn take_back(hall: &Hall, acting: &Acting, id: EntryId, verb: MarkVerb) -> Result<(), Failure> {
    let acting = acting.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let acting = acting.clone();
            Box::pin(async move {
                change.entries().hold(&id).await?;
                let entry = change.entries().by_id(&id).await?.ok_or(Refusal::NoSuchEntry {})?;
                let said = change.marks().one(&acting.organisation.iri, verb, &entry.iri).await?;
                let said = said.filter(MarkRow::stands).ok_or(Refusal::NoSuchEntry {})?;
                let version = now.millis().max(said.version + 1);
                change.marks().take_back(&said, version).await?;
                change.deliveries().raise(&subject(&said), version, now).await?;
                Ok(acting.note(change, "take-back", entry.iri.as_str(), now).await?)
            })
        })
        .await
}

/// Projects, lessons and calls of others that everyone may read.
async fn markable(change: &mut Change, acting: &Acting, id: &EntryId) -> Result<EntryRow, Failure> {
    let row = match change.entries().readable(id, &acting.reader()).await? {
        Found::Readable(row) => *row,
        Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
        Found::Absent => return Err(Refusal::NoSuchEntry {}.into()),
    };
    if !row.local && change.peers().stance(&row.iri.origin()).await? == Stance::Blocked {
        return Err(Refusal::NoSuchEntry {}.into());
    }
    if row.author == acting.organisation.iri {
        return Err(Refusal::OwnMark {}.into());
    }
    if matches!(row.kind, Kind::Adoption | Kind::Comment) {
        return Err(Refusal::NotMarkable {}.into());
    }
    if row.audience != "public" {
        return Err(Refusal::NotForEveryone {}.into());
    }
    Ok(row)
}

fn of(
    acting: &Acting,
    verb: MarkVerb,
    entry: &EntryRow,
    reason: &str,
    before: Option<&MarkRow>,
    now: Time,
) -> MarkRow {
    let actor = acting.organisation.iri.clone();
    let version = before.map_or(0, |before| before.version + 1).max(now.millis());
    MarkRow {
        activity: render::mark_id(&actor, verb, &entry.iri, version),
        actor,
        verb,
        object: entry.iri.clone(),
        reason: reason.to_owned(),
        standing: Standing::Published,
        version,
        local: true,
        said: now,
    }
}

/// A recommendation is for the followers and for whose entry it is; "with us too" is for the latter alone.
async fn tell(change: &mut Change, mark: &MarkRow, entry: &EntryRow, now: Time) -> Result<(), StoreError> {
    let subject = subject(mark);
    if mark.verb == MarkVerb::Announce {
        change.deliveries().want_for_followers(&mark.actor, &subject, mark.version, now).await?;
    }
    want_at(change, &entry.author, &mark.actor, &subject, mark.version, now).await
}

fn subject(mark: &MarkRow) -> Subject {
    Subject::Mark { actor: mark.actor.clone(), verb: mark.verb, object: mark.object.clone() }
}
