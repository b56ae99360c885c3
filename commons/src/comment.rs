//! A question, an answer or a note below an entry.

use serde::{Deserialize, Serialize};

use crate::text::{self, caps};
use crate::{Iri, Refusal};

codes! {
    /// What kind of comment it is.
    pub enum CommentKind as comment_kind else Note {
        Question = "question", "Frage", "Question";
        Answer = "answer", "Antwort", "Answer";
        Note = "note", "Hinweis", "Note";
    }
}

/// What a comment says beyond what every entry says; its text is the entry's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Question, answer or note.
    pub comment: CommentKind,
    /// What it stands under: an entry or another comment.
    pub parent: Iri,
    /// The entry at the top of the thread, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Iri>,
    /// The office that signs, never a person's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
}

impl Comment {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        text::check("office", &self.office, caps::SHORT)
    }
}
