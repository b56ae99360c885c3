//! Signatures over HTTP requests: whose key, over what, and whether they hold.
//!
//! One dialect is spoken today, draft-cavage-12. RFC 9421 joins as a second [`Dialect`]: the rest of the crate knows only
//! [`Signed`], which is a key id, the bytes that were signed and the signature.

mod cavage;
pub(crate) mod dates;
mod digest;
pub mod keys;
mod parameters;

use commons::{Refusal, Time};

pub(crate) use cavage::{Request, sign};
pub(crate) use dates::parse as parse_date;
pub use digest::digest;
pub(crate) use digest::hex as hash;
pub(crate) use digest::short as short_hash;
use keys::PublicKey;

use crate::open::Head;

/// The oldest a signature may be, in milliseconds.
pub const OLDEST: i64 = Time::HOUR;
/// How far ahead of our clock it may be, in milliseconds.
pub const AHEAD: i64 = 5 * Time::MINUTE;

/// The ways of signing a request that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// draft-cavage-http-signatures-12.
    Cavage,
}

/// What a signature has to cover besides the method, the path, the host and a time.
pub(crate) enum Content<'a> {
    /// The digest of this body.
    Body(&'a [u8]),
    /// Nothing: the request has no body.
    None,
}

/// A signature that was read and covers what it must, but whose key has not been seen yet.
#[derive(Debug)]
pub(crate) struct Signed {
    pub key_id: String,
    message: String,
    signature: Vec<u8>,
}

impl Signed {
    /// Reads the signature of a request; `None` where there is none.
    pub fn read(head: &Head, content: &Content, now: Time) -> Result<Option<Self>, Refusal> {
        match dialect(head) {
            None => Ok(None),
            Some(Dialect::Cavage) => cavage::read(head, content, now).map(Some),
        }
    }

    /// Whether it was made with this key.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        key.verify(self.message.as_bytes(), &self.signature)
    }

    /// The same for the same signature, and for no other.
    pub fn fingerprint(&self) -> String {
        digest::hex(&self.signature)
    }
}

/// RFC 9421 will be told by its Signature-Input; until then such a signature cannot be read, and is refused with 401,
/// at which its senders try again in cavage.
fn dialect(head: &Head) -> Option<Dialect> {
    head.headers.contains_key("signature").then_some(Dialect::Cavage)
}
