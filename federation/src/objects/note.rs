//! Comments as a Note with `inReplyTo`: only they, since microblogs hide replies from strangers.

use activitypub_federation::kinds::object::NoteType;
use commons::{Comment, Entry, Iri, Organisation, Refusal, Time};
use serde::Serialize;

use super::article::{markdown, recipients};
use super::conversation;
use crate::html;

/// A Note as neighbours see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Note<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: NoteType,
    attributed_to: &'a Iri,
    content: String,
    media_type: &'static str,
    url: &'a Iri,
    in_reply_to: &'a Iri,
    context: Iri,
    published: Time,
    updated: Time,
    to: Vec<String>,
    cc: Vec<String>,
    entry: &'a Entry,
}

impl<'a> Note<'a> {
    pub fn of(entry: &'a Entry, comment: &'a Comment, by: &'a Organisation) -> Result<Self, Refusal> {
        let (to, cc) = recipients(entry, by);
        Ok(Self {
            id: &entry.iri,
            kind: NoteType::Note,
            attributed_to: &entry.author,
            content: html::shown(&markdown(entry))?,
            media_type: "text/html",
            url: &entry.iri,
            in_reply_to: &comment.parent,
            context: conversation::address(comment.thread.as_ref().unwrap_or(&comment.parent)),
            published: entry.published,
            updated: entry.updated,
            to,
            cc,
            entry,
        })
    }
}
