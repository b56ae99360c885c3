//! The town hall: doors, operations, jobs.
//!
//! Doors (`pages`, `api`, `fediverse`, `cli`) parse and answer. Operations decide and write, in one transaction. Jobs do later what
//! nobody waits for. Start reading at `routes.rs`, the table of every URL, and `operations/publish.rs`.

pub mod acquaintance;
pub mod acting;
pub mod allowance;
pub mod api;
pub mod asked;
pub mod asking;
pub mod cli;
pub mod client_address;
pub mod colour;
pub mod config;
pub mod demo;
pub mod device;
pub mod failure;
pub mod fediverse;
pub mod forms;
pub mod hall;
pub mod health;
pub mod here;
pub mod hosts;
pub mod jobs;
pub mod keyring;
pub mod mail;
pub mod naming;
pub mod odt;
pub mod operations;
pub mod pages;
pub mod passwords;
pub mod picture;
pub mod routes;
pub mod running;
pub mod secret;
pub mod server;
pub mod town;
pub mod trace;
pub mod trouble;
pub mod visitor;
pub mod writing;

pub use config::Config;
pub use hall::Hall;
pub use running::Running;
pub use town::Town;
