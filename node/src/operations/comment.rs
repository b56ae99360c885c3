//! Somebody asks, answers or notes something below an entry, in the name of an office.

use std::sync::Arc;

use commons::{Audience, CommentKind, EntryId, Iri, Kind, Language, Refusal};
use serde_json::{Map, Value, json};
use store::{Change, EntryRow, Found, Stance};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::{Draft, address};
use crate::operations::publish::{check_parent, record};

/// What is said.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Question, answer or note.
    pub kind: CommentKind,
    /// The text, in Markdown.
    pub text: String,
    /// The office that signs; never a person's name.
    pub office: String,
    /// Who reads along.
    pub reach: Reach,
    /// In which language it is said.
    pub language: Language,
}

/// Who reads a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whoever reads what it stands under.
    AsAbove,
    /// The own organisation alone.
    Own,
}

/// What was said, and where it can be read.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its own address on this node.
    pub id: EntryId,
    /// The entry below which it stands, if that is here.
    pub page: EntryId,
}

/// Says it below an entry or another comment.
///
/// # Errors
/// 404 and 410 for what is not there, 422 for an empty or too long text.
pub async fn comment(hall: &Hall, acting: &Acting, parent: EntryId, remark: Remark) -> Result<Said, Failure> {
    let (acting, remark) = (acting.clone(), Arc::new(remark));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, remark) = (acting.clone(), Arc::clone(&remark));
            Box::pin(async move {
                let below = below(change, &acting, &parent).await?;
                let id = EntryId::new(now);
                let iri = address(&acting.organisation, &id);
                let draft = Draft::new(fields(&remark, &below));
                let entry = draft.entry(&iri, &acting.organisation, now.millis(), now)?;
                check_parent(change, &acting, &entry).await?;
                record(change, &acting, &entry, &id, "comment").await?;
                Ok(Said { id, page: below.page })
            })
        })
        .await
}

/// What a remark stands under.
struct Below {
    parent: Iri,
    thread: Iri,
    audience: Audience,
    page: EntryId,
}

async fn below(change: &mut Change, acting: &Acting, parent: &EntryId) -> Result<Below, Failure> {
    let row = readable(change, acting, parent).await?;
    let audience = row.entry()?.audience;
    let Some(thread) = row.thread.clone().filter(|_| row.kind == Kind::Comment) else {
        return Ok(Below { thread: row.iri.clone(), parent: row.iri, audience, page: row.id });
    };
    // The entry at the top may have become narrower since; one that never came here cannot be asked.
    let top = change.entries().readable_iri(&thread, &acting.reader()).await?.readable();
    let (page, audience) = match top {
        Some(top) => {
            let of_top = top.entry()?.audience;
            (top.id, if audience.is_within(&of_top) { audience } else { of_top })
        }
        None => (row.id, audience),
    };
    Ok(Below { parent: row.iri, thread, audience, page })
}

async fn readable(change: &mut Change, acting: &Acting, id: &EntryId) -> Result<EntryRow, Failure> {
    let row = match change.entries().readable(id, &acting.reader()).await? {
        Found::Readable(row) => *row,
        Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
        Found::Absent => return Err(Refusal::NoSuchEntry {}.into()),
    };
    if !row.local && change.peers().stance(&row.iri.origin()).await? == Stance::Blocked {
        return Err(Refusal::NoSuchEntry {}.into());
    }
    Ok(row)
}

fn fields(remark: &Remark, below: &Below) -> Map<String, Value> {
    let audience = match remark.reach {
        Reach::AsAbove => &below.audience,
        Reach::Own => &Audience::Own,
    };
    let fields = [
        ("kind", json!(Kind::Comment)),
        ("comment", json!(remark.kind)),
        ("parent", json!(below.parent)),
        ("thread", json!(below.thread)),
        ("text", json!(remark.text)),
        ("office", json!(commons::text::line(&remark.office))),
        ("language", json!(remark.language.tag())),
        ("audience", json!(audience)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
