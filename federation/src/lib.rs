//! Neighbours: ActivityPub letters in and out.
//!
//! A letter that comes in is opened ([`Letter::open`]), verified, and only then heard ([`Heard`]). What goes out is
//! rendered ([`render`]) and sent ([`Client::send`]). Nothing here stores anything or asks for the time: the instant is
//! handed in. Foreign JSON-LD contexts are never fetched and signatures inside a body are never read.

mod json;
mod knock;
mod lab;
mod media;
mod network;
mod wire;

pub mod activities;
pub mod fetch;
pub mod guard;
pub mod html;
pub mod nodeinfo;
pub mod objects;
pub mod open;
pub mod probe;
pub mod render;
pub mod send;
pub mod signatures;
pub mod webfinger;

pub use activities::{Activity, CircleWord, FollowRef, MarkRef, Undone};
pub use fetch::{Client, Limits, Signer};
pub use guard::{Guard, Resolve, SystemResolve};
pub use lab::Lab;
pub use media::{ACTIVITY_JSON, JRD_JSON, is_activity_json};
pub use network::{Network, PrivatePeer, Proxy};
pub use objects::actor::{Multikey, RemoteActor, Role};
pub use objects::changes::{ChangedItem, ChangesPage, Check};
pub use objects::conversation::Conversation;
pub use objects::members::{Member, MembersPage};
pub use objects::object::Object;
pub use open::{Head, Heard, Letter, SignedFetch};
pub use probe::{Flaw, Probed, Unprobed};
pub use send::{Answer, Outgoing, Parting};
pub use signatures::keys::{Algorithm, Ed25519Key, PublicKey, SigningKey};
pub use signatures::{Dialect, Dialects, Known, Learnt};
pub use wire::ProxyTrouble;

/// Longest body that is taken in or sent, in bytes.
pub const LONGEST_BODY: usize = 1024 * 1024;
