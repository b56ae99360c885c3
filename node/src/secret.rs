//! Secrets that are shown once and kept as a hash: tokens of programs, cookies, links.

use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use commons::Refusal;

/// 256 random bits, as text that fits into a URL.
///
/// # Errors
/// When the machine gives no randomness.
pub fn new() -> Result<String, Refusal> {
    let mut secret = [0; 32];
    rand::fill(&mut secret).map_err(|_| Refusal::FAILED)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(secret))
}

/// What is kept of a secret: SHA-256 suffices, since nobody can guess 256 bits.
pub fn hash(secret: &str) -> String {
    hash_of(secret.as_bytes())
}

/// SHA-256 of anything, as text that fits into a URL.
pub fn hash_of(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, bytes))
}
