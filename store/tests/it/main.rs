//! The memory, tried on both engines: every test runs on a SQLite file and on each PostgreSQL cluster that is named.
#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[macro_use]
mod engines;

mod absence;
mod actors;
mod circles;
mod claiming;
mod deliveries;
mod desk;
mod drafts;
mod entries;
mod follows;
mod house;
mod lists;
mod mails;
mod marks;
mod moves;
mod neighbours;
mod numbers;
mod opening;
mod peers;
mod people;
mod register;
mod remembering;
mod reports;
mod sealing;
mod searches;
mod speed;
mod tables;
mod visibility;
mod walking;
mod writing;
