//! A project: an idea is a title and two sentences; what more is asked comes as it grows.

use commons::Kind;
use commons::Status;
use commons::project::{CostBasis, EndReason, Evidence, Reuse, Way};
use commons::text::caps;

use super::every::{
    FIELDS_OF_ACTION, KEPT, PAPERS, REACH, RECORD, SUMMARY, TEXT, TITLE, TOPICS, area, choose, folded, line,
    open, tick,
};
use crate::writing::{Answer, Asked, Cell, Column, Question, Sheet, codes};

/// It is more than an idea.
const GROWN: Asked =
    Asked::At(&["planned", "in-development", "pilot", "running", "scaled", "paused", "ended", "unknown"]);
/// It is being made, or was.
const BUILT: Asked =
    Asked::At(&["in-development", "pilot", "running", "scaled", "paused", "ended", "unknown"]);
/// People use it, or did.
const USED: Asked = Asked::At(&["pilot", "running", "scaled", "paused", "ended", "unknown"]);
/// It rests or is over.
const OVER: Asked = Asked::At(&["paused", "ended"]);

/// Beyond this a sum of euros is a slip of the finger.
const MOST_EUROS: u64 = 999_999_999_999;

const SOFTWARE: Question = Question::new(
    "software",
    Answer::Rows(&[
        Column::key("name", Cell::Line(caps::TITLE)),
        Column::new("url", Cell::Address),
        Column::new("licence", Cell::Line(caps::TITLE)),
        Column::new("publiccode", Cell::Unseen),
    ]),
);

/// The sheet of a project.
pub static SHEET: Sheet = Sheet {
    kind: Kind::Project,
    steering: Some("status"),
    groups: &[
        open(
            "first",
            Asked::Always,
            &[TITLE.must(), SUMMARY.must(), choose("status", codes::<Status>).must()],
        ),
        open("end", OVER, &[tick("end_reasons", codes::<EndReason>), Question::new("ended", Answer::Day)]),
        open("gain", GROWN, &[area("impact"), line("relief"), tick("analogue.ways", codes::<Way>)]),
        folded(
            "whom",
            GROWN,
            &[
                Question::new("target_groups", Answer::Items),
                choose("evidence", codes::<Evidence>),
                area("staff"),
            ],
        ),
        folded(
            "everyone",
            GROWN,
            &[area("analogue.sentence"), tick("inclusion.ways", codes::<Way>), area("inclusion.sentence")],
        ),
        folded(
            "how",
            GROWN,
            &[
                area("problem"),
                area("approach"),
                TEXT,
                Question::new("technologies", Answer::Items),
                SOFTWARE,
                Question::new("vendors", Answer::Items),
                Question::new("partners", Answer::Items),
                Question::new("started", Answer::Day),
            ],
        ),
        folded(
            "cost",
            GROWN,
            &[
                Question::new("cost.one_off", Answer::Number(0, MOST_EUROS)),
                Question::new("cost.yearly", Answer::Number(0, MOST_EUROS)),
                line("cost.band"),
                choose("cost.basis", codes::<CostBasis>),
                Question::new("cost.year", Answer::Number(1900, 2200)),
                area("effort"),
                area("procurement"),
                line("funding.programme").beside_others(),
                Question::new("funding.share", Answer::Number(0, 100)),
                Question::new("funding.ends", Answer::Day),
            ],
        ),
        folded(
            "law",
            BUILT,
            &[area("legal"), area("privacy_assessment"), Question::new("services", Answer::Items)],
        ),
        folded("reuse", USED, &[choose("reuse", codes::<Reuse>), area("hand_over"), area("open_data")]),
        folded("place", Asked::Always, &[FIELDS_OF_ACTION, TOPICS]),
        PAPERS,
        RECORD,
        REACH,
        folded("origin", Asked::Never, &[Question::new("status_original", Answer::Kept)]),
        KEPT,
    ],
};
