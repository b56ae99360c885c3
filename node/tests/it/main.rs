//! A node in the company it will keep: real nodes in this process, each with its own database, index, keys and port, and invented
//! neighbours that behave badly.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[macro_use]
mod harness;

mod api;
mod browser;
mod cutting_off;
mod doors;
mod flows;
mod mail;
mod others;
mod parking;
mod processes;
mod routes;
mod threats;
