//! What somebody is told of who was not there when it came.

use crate::{CommentKind, MarkVerb};

codes! {
    /// What has come.
    pub enum NoticeKind as notice_kind {
        Question = "question", "Neue Frage", "New question";
        Answer = "answer", "Neue Antwort", "New answer";
        Note = "note", "Neuer Hinweis", "New note";
        Adoption = "adoption", "Neue Nutzung", "New adoption";
        Recommendation = "recommendation", "Neue Empfehlung", "New recommendation";
        Convoy = "convoy", "Andere haben Ähnliches vor", "Others plan the same";
        WithUsToo = "with-us-too", "Bei anderen auch", "Elsewhere too";
    }
}

impl From<CommentKind> for NoticeKind {
    fn from(comment: CommentKind) -> Self {
        match comment {
            CommentKind::Question => Self::Question,
            CommentKind::Answer => Self::Answer,
            CommentKind::Note => Self::Note,
        }
    }
}

impl From<MarkVerb> for NoticeKind {
    fn from(verb: MarkVerb) -> Self {
        match verb {
            MarkVerb::Announce => Self::Recommendation,
            MarkVerb::Like => Self::WithUsToo,
        }
    }
}
