//! A comment that is corrected: it stays under what it stands under.

use commons::{CommentKind, Kind};

use super::every::{
    DOCUMENTS, FIELDS_OF_ACTION, KEPT, LINKS, REACH, RECORD, SUMMARY, TEXT, TITLE, TOPICS, folded, line, open,
};
use crate::writing::{Answer, Asked, Question, Sheet, codes};

/// The sheet of a comment.
pub static SHEET: Sheet = Sheet {
    kind: Kind::Comment,
    steering: None,
    groups: &[
        open(
            "first",
            Asked::Always,
            &[
                Question::new("comment", Answer::Pick(codes::<CommentKind>)).must(),
                TEXT.must(),
                line("office"),
            ],
        ),
        folded("more", Asked::Answered, &[TITLE, SUMMARY, FIELDS_OF_ACTION, TOPICS, DOCUMENTS, LINKS]),
        RECORD,
        REACH,
        folded(
            "target",
            Asked::Never,
            &[Question::new("parent", Answer::Kept), Question::new("thread", Answer::Kept)],
        ),
        KEPT,
    ],
};
