//! The door for programs: `/api/v1`.

mod entries;
mod lists;
mod tokens;
