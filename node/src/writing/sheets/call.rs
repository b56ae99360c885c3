//! A call: whether something is sought or offered, and what. How far it has come is asked once it is published.

use commons::call::Subject;
use commons::{Direction, Kind, Progress};

use super::every::{
    FIELDS_OF_ACTION, KEPT, PAPERS, REACH, RECORD, SUMMARY, TEXT, TITLE, TOPICS, area, choose, folded, open,
};
use crate::writing::{Answer, Asked, Question, Sheet, codes};

/// Something has come of it.
const MOVED: Asked = Asked::At(&["in-talks", "solved", "expired", "closed"]);

/// The sheet of a call.
pub static SHEET: Sheet = Sheet {
    kind: Kind::Call,
    steering: Some("progress"),
    groups: &[
        open("progress", Asked::Correcting, &[choose("progress", codes::<Progress>)]),
        open("result", MOVED, &[area("result")]),
        open(
            "first",
            Asked::Always,
            &[
                Question::new("direction", Answer::Pick(codes::<Direction>)).must(),
                TITLE.must(),
                TEXT.must(),
                choose("subject", codes::<Subject>),
            ],
        ),
        folded("whom", Asked::Always, &[area("wanted"), Question::new("deadline", Answer::Day), SUMMARY]),
        folded("place", Asked::Always, &[FIELDS_OF_ACTION, TOPICS]),
        PAPERS,
        RECORD,
        REACH,
        KEPT,
    ],
};
