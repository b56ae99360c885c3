//! Secrets: those that are made here, shown once and kept as a hash (tokens of programs, cookies, links), and those that are configured and
//! shown nowhere, neither in a log line nor in what `config show` prints.

use std::fmt;

use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use commons::Refusal;
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is shown in the place of a configured one.
const SHOWN: &str = "(not shown)";

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
    BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, secret.as_bytes()))
}

/// A password. Shown, it says only whether there is one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a word from being seen.
    pub fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The word itself, for whoever must say it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn shown(&self) -> &'static str {
        if self.is_empty() { "" } else { SHOWN }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.shown(), f)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.shown())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Word {
            Text(String),
            Other(IgnoredAny),
        }
        match Word::deserialize(input)? {
            Word::Text(word) => Ok(Self(word)),
            // The usual complaint would repeat what it found.
            Word::Other(_) => Err(D::Error::custom("a password stands in quotation marks")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_shows_only_whether_there_is_one() {
        let secret = Secret::new("hunter2");
        let shown = [format!("{secret:?}"), serde_json::to_string(&secret).expect("json")];
        assert!(shown.iter().all(|shown| shown == "\"(not shown)\""), "{shown:?}");
        assert_eq!(format!("{:?}", Secret::default()), "\"\"");
        assert_eq!(secret.reveal(), "hunter2");
    }

    #[test]
    fn one_that_cannot_be_read_is_not_repeated() {
        assert!(serde_json::from_str::<Secret>("\"4711\"").is_ok_and(|secret| secret.reveal() == "4711"));
        for wrong in ["4711", "[4711]", "{\"4711\": 1}"] {
            let error = serde_json::from_str::<Secret>(wrong).expect_err(wrong).to_string();
            assert!(error.contains("quotation marks") && !error.contains("4711"), "{error}");
        }
    }
}
