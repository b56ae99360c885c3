//! A lesson: what happened, and one sentence of advice. The rest helps others to see whether it fits them.

use commons::{Kind, Outcome, State};

use super::every::{
    DOCUMENTS, FIELDS_OF_ACTION, KEPT, LINKS, REACH, RECORD, SUMMARY, TEXT, TITLE, TOPICS, area, choose,
    folded, line, open, tick,
};
use crate::writing::{Answer, Asked, Question, Sheet, codes};

/// The sheet of a lesson.
pub static SHEET: Sheet = Sheet {
    kind: Kind::Lesson,
    steering: None,
    groups: &[
        open(
            "first",
            Asked::Always,
            &[TITLE.must(), area("recommendation").must(), area("what_happened").must()],
        ),
        open("gain", Asked::Always, &[choose("outcome", codes::<Outcome>)]),
        folded(
            "why",
            Asked::Always,
            &[area("why"), area("what_helped"), area("would_do_differently"), SUMMARY, TEXT],
        ),
        folded(
            "whom",
            Asked::Always,
            &[
                area("context"),
                line("phase"),
                Question::new("aspects", Answer::Items),
                tick("applies_to_states", codes::<State>),
                Question::new("applies_to_size_classes", Answer::SizeClasses),
            ],
        ),
        folded("place", Asked::Always, &[FIELDS_OF_ACTION, TOPICS]),
        folded("papers", Asked::Always, &[LINKS, DOCUMENTS]),
        RECORD,
        REACH,
        KEPT,
    ],
};
