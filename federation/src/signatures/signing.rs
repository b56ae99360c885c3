//! Signing what goes out, in the dialect that its reader knows.

use commons::{Refusal, Time};

use super::keys::{Algorithm, Ed25519Key, SigningKey};
use super::{Dialect, cavage, rfc9421};
use crate::objects::own_actor::ed25519_key_id;

/// A request that is about to be signed.
pub(crate) struct Request<'a> {
    pub method: &'a str,
    pub scheme: &'a str,
    pub host: &'a str,
    pub path_and_query: &'a str,
    pub body: Option<&'a str>,
}

impl Request<'_> {
    /// The whole address.
    pub(super) fn target(&self) -> String {
        format!("{}://{}{}", self.scheme, self.host, self.path_and_query)
    }
}

/// A private key, and the id of its public half.
pub(super) struct SignWith<'a> {
    key: Private<'a>,
    key_id: String,
}

enum Private<'a> {
    Rsa(&'a SigningKey),
    Ed25519(&'a Ed25519Key),
}

impl SignWith<'_> {
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    pub fn algorithm(&self) -> Algorithm {
        match self.key {
            Private::Rsa(_) => Algorithm::Rsa,
            Private::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Refusal> {
        match self.key {
            Private::Rsa(key) => key.sign(message),
            Private::Ed25519(key) => Ok(key.sign(message)),
        }
    }
}

/// The headers that sign a request in this dialect.
pub(crate) fn sign(
    request: &Request,
    dialect: Dialect,
    key: &SigningKey,
    key_id: &str,
    now: Time,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    let rsa = SignWith { key: Private::Rsa(key), key_id: key_id.to_owned() };
    match (dialect, key.ed25519()) {
        (Dialect::Cavage, _) => cavage::sign(request, rsa, now),
        (Dialect::Rfc9421Ed25519, Some(ed25519)) => {
            let with = SignWith { key: Private::Ed25519(ed25519), key_id: ed25519_key_id(key_id) };
            rfc9421::sign(request, with, now)
        }
        (Dialect::Rfc9421 | Dialect::Rfc9421Ed25519, _) => rfc9421::sign(request, rsa, now),
    }
}
