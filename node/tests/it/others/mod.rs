//! Software that we did not write: its documents, its accounts, and what becomes of what they say.

mod account;
mod accounts;
mod actors;
mod documents;
mod fixture;
