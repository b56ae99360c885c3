//! The words of Tempomacher: organisations, the five kinds of entry, and what is said about them.
//!
//! Nothing here reads or writes: no file, no network, no clock but the one that is handed in.
//! Text from outside becomes one of these types by parsing, or it becomes a [`Refusal`].

#[macro_use]
mod code;

pub mod adoption;
pub mod audience;
pub mod call;
pub mod circle;
pub mod clock;
pub mod comment;
pub mod completeness;
pub mod digest;
pub mod entry;
pub mod field_of_action;
pub mod iri;
pub mod legal;
pub mod lesson;
pub mod licence;
pub mod link;
pub mod mark;
pub mod members;
pub mod naming;
pub mod notice;
pub mod organisation;
pub mod project;
pub mod reader;
pub mod refusal;
pub mod register;
pub mod report;
pub mod role;
pub mod settings;
pub mod size_class;
pub mod state;
pub mod table;
pub mod text;
pub mod theme;

pub use adoption::{Adoption, Stage, Target};
pub use audience::Audience;
pub use call::{Call, Direction, Progress};
pub use circle::{Acceptance, Agreement, Circle, CircleMember, Membership};
pub use clock::{Clock, SystemClock, Time};
pub use code::CodeList;
pub use comment::{Comment, CommentKind};
pub use digest::Digest;
pub use entry::{Content, Document, Entry, EntryId, Kind, Source, Standing};
pub use field_of_action::FieldOfAction;
pub use iri::{Iri, Origin};
pub use legal::LegalPage;
pub use lesson::{Lesson, Outcome};
pub use licence::Licence;
pub use link::{Link, LinkKind};
pub use mark::MarkVerb;
pub use notice::NoticeKind;
pub use organisation::{Ags, Handle, Organisation, OrganisationKind, Served};
pub use project::{Project, Status};
pub use reader::Reader;
pub use refusal::{Language, Refusal};
pub use report::{Decision, ReportReason};
pub use role::MemberRole;
pub use settings::{Approval, Convoy, Replies, Settings};
pub use size_class::SizeClass;
pub use state::State;
pub use theme::{Month, Theme, ThemeCounts, ThemeReport};
