//! An adoption that is corrected: what it is about stays, how far it has gone may change.

use commons::{Kind, Stage};

use super::every::{
    DOCUMENTS, FIELDS_OF_ACTION, KEPT, LINKS, REACH, RECORD, SUMMARY, TEXT, TITLE, TOPICS, area, choose,
    folded, open,
};
use crate::writing::{Answer, Asked, Question, Sheet, codes};

/// The sheet of an adoption.
pub static SHEET: Sheet = Sheet {
    kind: Kind::Adoption,
    steering: None,
    groups: &[
        open("first", Asked::Always, &[choose("stage", codes::<Stage>).must(), area("reason"), SUMMARY]),
        folded("more", Asked::Answered, &[TITLE, TEXT, FIELDS_OF_ACTION, TOPICS, DOCUMENTS, LINKS]),
        RECORD,
        REACH,
        folded("target", Asked::Never, &[Question::new("target", Answer::Kept)]),
        KEPT,
    ],
};
