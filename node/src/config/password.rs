//! A password of the configuration: seen neither in a log line nor in what `config show` prints.

use std::fmt;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is shown in its place.
const SHOWN: &str = "(not shown)";

/// A password of the configuration. Shown, it says only whether there is one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(String);

impl Password {
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

    /// The word itself, or the first line of this file; empty where there is neither. `key` is how the configuration calls it.
    ///
    /// # Errors
    /// When there are both, or the file cannot be read.
    pub fn or_in_file(&self, file: &Path, key: &str) -> anyhow::Result<String> {
        if file.as_os_str().is_empty() {
            return Ok(self.0.clone());
        }
        ensure!(self.is_empty(), "{key} and {key}_file are both set; please keep one");
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{key}_file {} cannot be read", file.display()))?;
        Ok(text.lines().next().unwrap_or_default().to_owned())
    }

    fn shown(&self) -> &'static str {
        if self.is_empty() { "" } else { SHOWN }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.shown(), f)
    }
}

impl Serialize for Password {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.shown())
    }
}

impl<'de> Deserialize<'de> for Password {
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
    use super::Password;

    #[test]
    fn a_password_shows_only_whether_there_is_one() {
        let password = Password::new("hunter2");
        let shown = [format!("{password:?}"), serde_json::to_string(&password).expect("json")];
        assert!(shown.iter().all(|shown| shown == "\"(not shown)\""), "{shown:?}");
        assert_eq!(format!("{:?}", Password::default()), "\"\"");
        assert_eq!(password.reveal(), "hunter2");
    }

    #[test]
    fn one_that_cannot_be_read_is_not_repeated() {
        assert!(
            serde_json::from_str::<Password>("\"4711\"").is_ok_and(|password| password.reveal() == "4711")
        );
        for wrong in ["4711", "[4711]", "{\"4711\": 1}"] {
            let error = serde_json::from_str::<Password>(wrong).expect_err(wrong).to_string();
            assert!(error.contains("quotation marks") && !error.contains("4711"), "{error}");
        }
    }
}
