//! Signatures over HTTP requests: whose key, over what, and whether they hold.
//!
//! Two dialects are spoken, draft-cavage-12 and RFC 9421. The rest of the crate knows only [`Signed`], which is a key id,
//! the bytes that were signed and the signature, and [`Dialects`], which remembers who reads which.

mod cavage;
pub(crate) mod dates;
mod dialects;
mod digest;
mod headers;
pub mod keys;
pub(crate) mod multikey;
mod parameters;
mod rfc9421;
mod signing;
#[cfg(test)]
mod vectors;

use commons::{Refusal, Time};

pub(crate) use dates::parse as parse_date;
pub use dialects::{Dialects, Known, Learnt};
pub(crate) use digest::hex as hash;
pub(crate) use digest::short as short_hash;
pub use digest::{content_digest, digest};
use keys::{Algorithm, PublicKey};
use signing::SignWith;
pub(crate) use signing::{Request, sign};

use crate::open::Head;

/// The oldest a signature may be, in milliseconds.
pub const OLDEST: i64 = Time::HOUR;
/// How far ahead of our clock it may be, in milliseconds.
pub const AHEAD: i64 = 5 * Time::MINUTE;

/// The ways of signing a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// draft-cavage-http-signatures-12, by RSA.
    Cavage,
    /// RFC 9421, by RSA.
    Rfc9421,
    /// RFC 9421, by Ed25519.
    Rfc9421Ed25519,
}

impl Dialect {
    /// The word in tables and lists.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cavage => "cavage",
            Self::Rfc9421 => "rfc9421",
            Self::Rfc9421Ed25519 => "rfc9421-ed25519",
        }
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Cavage, Self::Rfc9421, Self::Rfc9421Ed25519].into_iter().find(|one| one.code() == code)
    }
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
    /// How it was made, where that was told.
    algorithm: Option<Algorithm>,
    message: String,
    signature: Vec<u8>,
}

impl Signed {
    /// Reads the signature of a request; `None` where there is none.
    pub fn read(head: &Head, content: &Content, now: Time) -> Result<Option<Self>, Refusal> {
        // In both dialects the signature stands in Signature; what it covers stands elsewhere in RFC 9421.
        if head.headers.contains_key("signature-input") {
            return rfc9421::read(head, content, now).map(Some);
        }
        match head.headers.contains_key("signature") {
            true => cavage::read(head, content, now).map(Some),
            false => Ok(None),
        }
    }

    /// Whether it was made with this key.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        if self.algorithm.is_some_and(|algorithm| algorithm != key.algorithm()) {
            return Err(Refusal::SignatureAlgorithm {});
        }
        key.verify(self.message.as_bytes(), &self.signature)
    }

    /// The same for the same signature, and for no other.
    pub fn fingerprint(&self) -> String {
        digest::hex(&self.signature)
    }
}
