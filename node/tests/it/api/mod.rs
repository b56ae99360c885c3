//! The door for programs: `/api/v1`.

mod entries;
mod lists;
mod openapi;
mod schemas;
mod tokens;
