//! Identifiers: the addresses by which organisations and entries are known everywhere, and the origins they live on.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize, de};
use url::Url;

use crate::Refusal;

/// Longest identifier, in bytes.
pub const LONGEST: usize = 2_048;

/// The address that identifies an organisation, an entry or an activity, kept letter by letter as its owner wrote it.
///
/// Plain by construction: http or https, a host, no user information, no dot segments, no white space or controls, at most
/// [`LONGEST`] bytes, no fragment (but see [`Iri::of_activity`]).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iri(Arc<str>);

impl Iri {
    /// Parses the identifier of an object or actor. `field` names it in the refusal.
    pub fn parse(field: &'static str, text: &str) -> Result<Self, Refusal> {
        if text.contains('#') {
            return Err(Refusal::BadId { field });
        }
        Self::of_activity(field, text)
    }

    /// Parses the identifier of an activity or a key, which may carry a fragment, as Mastodon's do.
    pub fn of_activity(field: &'static str, text: &str) -> Result<Self, Refusal> {
        let bad = || Refusal::BadId { field };
        let plain = text.len() <= LONGEST
            && !text.chars().any(|c| {
                c.is_control() || c.is_whitespace() || c == '\\' || c == '"' || c == '<' || c == '>'
            })
            && !text.split(['?', '#']).next().unwrap_or(text).split('/').any(is_dot_segment);
        if !plain {
            return Err(bad());
        }
        let url = Url::parse(text).map_err(|_| bad())?;
        // Browsers read "https:host" and "https:///host" too, and not everybody reads them alike.
        let written = text.strip_prefix(url.scheme()).and_then(|rest| rest.strip_prefix("://"));
        let authority = written.and_then(|rest| rest.split('/').next()).unwrap_or("");
        let clean = matches!(url.scheme(), "http" | "https")
            && !authority.is_empty()
            && !authority.contains('@')
            && url.host_str().is_some_and(is_plain_host)
            && url.username().is_empty()
            && url.password().is_none();
        if clean { Ok(Self(text.into())) } else { Err(bad()) }
    }

    /// The identifier as its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme, host and port it lives on.
    pub fn origin(&self) -> Origin {
        Origin::of(self.as_str())
    }

    /// This identifier with another path, query or fragment appended.
    pub fn with(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.0).into())
    }
}

/// Letters of a name, or of an address in brackets. A parser of URLs lets through more, `%22` as a quotation mark for one, and hosts of dots alone.
fn is_plain_host(host: &str) -> bool {
    host.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte))
}

/// `.`, `..` and their percent-encoded spellings.
fn is_dot_segment(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Iri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Iri {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Iri {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(input)?;
        Self::of_activity("id", &text).map_err(de::Error::custom)
    }
}

/// Scheme, host and port: `https://auenstadt.de`, `http://auenstadt.localhost:8100`. The port stands only where it is not the
/// scheme's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(Arc<str>);

impl Origin {
    /// The origin of a text that already passed [`Iri::parse`], or one that equals no other if it did not.
    fn of(text: &str) -> Self {
        Self(Url::parse(text).map(|url| url.origin().ascii_serialization()).unwrap_or_default().into())
    }

    /// Parses an origin, written as `https://host` or `http://host:port`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let iri = Iri::parse("origin", text.trim_end_matches('/'))?;
        let origin = iri.origin();
        if *origin.0 == *text.trim_end_matches('/') {
            Ok(origin)
        } else {
            Err(Refusal::BadId { field: "origin" })
        }
    }

    /// The origin as text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port as they stand in a Host header: `auenstadt.localhost:8100`.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, authority)| authority)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Origin {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Iri, Origin};

    #[test]
    fn row_65_identifiers_are_plain() {
        for bad in [
            "ftp://a.de/x",
            "https://",
            "https://a@b.de/x",
            "https://@b.de/x",
            "https://a.de/../x",
            "https://a.de/%2e%2E/x",
            "https://a.de/x y",
            "https://a.de/\u{7}",
            "https://a.de/x#y",
            "javascript:alert(1)",
            "https:a.de/x",
            "https:/a.de/x",
            "https:///a.de/x",
            "https:./x",
            "HTTPS://a.de/x",
            "https://a%22.de/x",
            "https://a{b}.de/x",
            "https://a,b.de/x",
            // Its origin would be none.
            "http://.:/x",
            "https://..:/x",
            "https://-._/x",
            "nonsense",
        ] {
            assert!(Iri::parse("id", bad).is_err(), "{bad}");
        }
        assert!(Iri::parse("id", &format!("https://a.de/{}", "x".repeat(100_000))).is_err());
        assert!(Iri::parse("id", "https://a.de/?p=17").is_ok(), "WordPress's objects have a query");
        assert!(
            Iri::of_activity("id", "https://a.de/x#create-1").is_ok(),
            "Mastodon's activities have a fragment"
        );
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let origin = |text: &str| Iri::parse("id", text).expect(text).origin();
        assert_eq!(origin("https://A.de:443/x").as_str(), "https://a.de");
        assert_ne!(origin("https://a.de:444/x"), origin("https://a.de/x"));
        assert_eq!(origin("http://a.localhost:8100/x").authority(), "a.localhost:8100");
        assert!(Origin::parse("https://a.de").is_ok());
        assert!(Origin::parse("https://a.de/x").is_err());
    }
}
