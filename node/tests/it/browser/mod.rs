//! The pages in a real browser: every one of them, in both languages, light and dark, narrow and wide.
//!
//! What a page is, the table of routes says. Where it can be looked at, `visits.rs` says: a route that has no line there fails the tests.

mod accessibility;
mod helping;
mod itself;
mod journey;
mod people;
mod screens;
mod setting_up;
mod visits;
mod writing;
