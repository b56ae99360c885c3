//! `/schreiben`, `/entwuerfe/..`, `/freigabe/..`: where people write.

mod already;
mod approval;
mod bar;
pub mod begin;
mod clash;
mod drawing;
mod form;
mod names;
mod preview;
mod sending;

pub use self::already::show_already;
pub use self::approval::{answer_by_link, approve, give_back, look_by_link};
pub use self::bar::Bar;
pub use self::begin::{begin, choose};
pub use self::form::show;
pub use self::preview::{ask_to_discard, discard, preview};
pub use self::sending::send;

pub(super) use self::names::Names;
