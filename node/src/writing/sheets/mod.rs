//! The sheets: one for each kind of entry.

mod adoption;
mod call;
mod comment;
mod every;
mod lesson;
mod project;

use commons::Kind;

use super::{Cell, Column, Sheet};

/// What is asked of an entry of this kind.
pub fn sheet(kind: Kind) -> &'static Sheet {
    match kind {
        Kind::Project => &project::SHEET,
        Kind::Lesson => &lesson::SHEET,
        Kind::Call => &call::SHEET,
        Kind::Adoption => &adoption::SHEET,
        Kind::Comment => &comment::SHEET,
    }
}

impl Column {
    const fn new(name: &'static str, cell: Cell) -> Self {
        Self { name, cell, is_key: false }
    }

    const fn key(name: &'static str, cell: Cell) -> Self {
        Self { name, cell, is_key: true }
    }
}
