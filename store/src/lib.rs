//! Memory: what a node knows, on SQLite or PostgreSQL, from one SQL text and one tree of migrations.
//!
//! [`Store::reading`] lends a connection that only reads; [`Store::begin`] and [`Store::write`] open one transaction, a
//! [`Change`]. Both give the tables by name: `reading.entries()`, `change.entries()`. The tables read with either; they
//! write with a [`Change`] alone. Until [`Change::commit`] has returned, nothing has happened.
//!
//! Every change of an entry or an actor takes the next value of the node's counter at the commit, so that whoever copies
//! them (the index, a follower) asks for what changed after his own number.

mod change;
mod db;
mod error;
mod lock;
mod row;
mod session;
mod store;
mod table;

pub mod actors;
pub mod askings;
pub mod attempts;
pub mod audiences;
pub mod audit;
pub mod barriers;
pub mod blocks;
pub mod bookmarks;
pub mod circles;
pub mod convoys;
pub mod deliveries;
pub mod drafts;
pub mod entries;
pub mod fetches;
pub mod follows;
pub mod heard;
pub mod keys;
pub mod legal_texts;
pub mod links;
pub mod list_members;
pub mod lists;
pub mod logos;
pub mod mails;
pub mod marks;
pub mod misses;
pub mod missing;
pub mod moves;
pub mod names;
pub mod node_row;
pub mod notices;
pub mod parked;
pub mod peers;
pub mod people;
pub mod places;
pub mod register;
pub mod reports;
pub mod revisions;
pub mod saved_searches;
pub mod seal;
pub mod sessions;
pub mod set_up;
pub mod settings;
pub mod subject;
pub mod subscriptions;
pub mod theme_reports;
pub mod tickets;
pub mod tokens;
pub mod visits;
pub mod walks;

pub use actors::{ActorRow, RemoteActor, Role};
pub use change::{Change, Work};
pub use circles::{CircleRow, MemberRow};
pub use db::Location;
pub use deliveries::{Delivery, Recipient};
pub use drafts::{DraftRow, DraftState};
pub use entries::{Cursor, EntryRow, Filter, Found, Put};
pub use error::StoreError;
pub use fetches::{FetchKind, FetchRow, NewFetch, Why};
pub use follows::{Answer, FollowRow};
pub use lock::ServeLock;
pub use mails::{MailRow, NewMail};
pub use marks::{MarkCounts, MarkRow};
pub use node_row::Identity;
pub use peers::{PeerRow, Stance};
pub use saved_searches::SavedSearch;
pub use seal::NodeKey;
pub use store::{Reading, Store};
pub use subject::Subject;
pub use subscriptions::{Mode, Subscription};
pub use table::{Reads, Writes};
pub use walks::WalkRow;
