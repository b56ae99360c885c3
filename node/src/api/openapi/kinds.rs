//! What each kind of entry says beyond what every entry says.

use std::borrow::Cow;

use commons::Kind;
use commons::text::caps;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::fields::{Fields, list, reference, whole};
use crate::operations::draft::SIZE_CLASSES;

/// The code of a kind, as a parameter; its schema stands among the code lists.
pub struct KindCode;

impl PartialSchema for KindCode {
    fn schema() -> RefOr<Schema> {
        reference("Kind", "").into()
    }
}

impl ToSchema for KindCode {
    fn name() -> Cow<'static, str> {
        "Kind".into()
    }
}

/// The schema of a kind, by its name.
pub fn schema(kind: Kind) -> (&'static str, RefOr<Schema>) {
    let fields = match kind {
        Kind::Project => project(),
        Kind::Lesson => lesson(),
        Kind::Call => call(),
        Kind::Adoption => adoption(),
        Kind::Comment => comment(),
    };
    (name(kind), fields)
}

/// The name of the schema of a kind.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Project => "Project",
        Kind::Lesson => "Lesson",
        Kind::Call => "Call",
        Kind::Adoption => "Adoption",
        Kind::Comment => "Comment",
    }
}

fn project() -> RefOr<Schema> {
    Fields::of("Something a town does, did, or wants to do.")
        .kind(Kind::Project)
        .other("status", "Status", "Where in its life it stands.")
        .short("status_original", "The source's own word for the status.")
        .others("end_reasons", "EndReason", "Why it ended.")
        .shorts("target_groups", "Whom it is for.")
        .short("problem", "The problem.")
        .short("approach", "How it was gone about.")
        .short("impact", "Whose living conditions improve, and how.")
        .other("evidence", "Evidence", "How well that is known.")
        .other("analogue", "Ways", "The analogue side: which other ways stay open.")
        .other("inclusion", "Ways", "Who would be left out, and what is done about it.")
        .short("relief", "What need no longer be done.")
        .short("staff", "What it means for staff.")
        .shorts("services", "Keys of the services, LeiKa or FIM.")
        .shorts("technologies", "Technologies.")
        .shorts("vendors", "Vendors.")
        .shorts("partners", "Partners.")
        .others("software", "Software", "Software that it is made of.")
        .short("open_data", "Open data that came of it.")
        .other("cost", "Cost", "What it cost.")
        .short("effort", "The effort in working days, in words.")
        .short("procurement", "How it was procured.")
        .other("funding", "Funding", "Who paid a share.")
        .short("legal", "The legal basis.")
        .short("privacy_assessment", "The privacy assessment.")
        .other("reuse", "Reuse", "Whether others can take it over.")
        .short("hand_over", "What can be handed over.")
        .short("started", "When it began: a year, a month or a day.")
        .short("ended", "When it ended: a year, a month or a day.")
        .schema()
}

fn lesson() -> RefOr<Schema> {
    let (least, most) = SIZE_CLASSES;
    let classes = list(whole(least, most), caps::LIST);
    Fields::of("What was learned, with or without a project.")
        .kind(Kind::Lesson)
        .short("recommendation", "One imperative sentence, shown in hits.")
        .short("what_happened", "What happened.")
        .short("context", "Under which circumstances.")
        .short("phase", "In which phase.")
        .short("why", "Why it came so.")
        .short("what_helped", "What helped.")
        .short("would_do_differently", "What would be done differently.")
        .shorts("aspects", "What it is about: procurement, staff, privacy and the like.")
        .other("outcome", "Outcome", "Whether it worked.")
        .others("applies_to_states", "State", "The Länder it applies to; all of them where nothing is said.")
        .field(
            "applies_to_size_classes",
            classes
                .description(Some("The KGSt size classes it applies to; all of them where nothing is said.")),
        )
        .schema()
}

fn call() -> RefOr<Schema> {
    Fields::of("We seek, we offer. What exactly stands in the text.")
        .kind(Kind::Call)
        .other("direction", "Direction", "Whether something is sought or offered.")
        .other("subject", "Subject", "What is sought or offered.")
        .short("wanted", "Where and of what size the others should be.")
        .short("deadline", "Until when, a day.")
        .other("progress", "Progress", "How far it has come; `open` where nothing is said.")
        .short("result", "What came of it.")
        .needs(&["direction"])
        .schema()
}

fn adoption() -> RefOr<Schema> {
    Fields::of("The adopter's own statement about somebody's project, a service or a piece of software.")
        .kind(Kind::Adoption)
        .other("target", "Target", "What is adopted.")
        .other("stage", "Stage", "How far the adopter has gone.")
        .short("reason", "Why it was dropped or ended. Needed where the stage is `dropped`.")
        .needs(&["target", "stage"])
        .schema()
}

fn comment() -> RefOr<Schema> {
    Fields::of("A question, an answer or a note below an entry. It never has more readers than what it stands under.")
        .kind(Kind::Comment)
        .other("comment", "CommentKind", "Question, answer or note.")
        .address("parent", "What it stands under: an entry or another comment.")
        .address("thread", "The entry at the top of the thread.")
        .short("office", "The office that signs, never a person's name.")
        .needs(&["comment", "parent"])
        .schema()
}
