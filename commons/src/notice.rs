//! What somebody is told of who was not there when it came.

use crate::CommentKind;

codes! {
    /// What has come.
    pub enum NoticeKind as notice_kind {
        Question = "question", "Neue Frage", "New question";
        Answer = "answer", "Neue Antwort", "New answer";
        Note = "note", "Neuer Hinweis", "New note";
        Adoption = "adoption", "Neue Nutzung", "New adoption";
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
