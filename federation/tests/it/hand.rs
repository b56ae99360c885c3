//! What the tests need at hand: two towns, their keys, and letters with one thing wrong.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::{Iri, Refusal, Time};
use federation::signatures::digest;
use federation::{Head, Heard, Letter, PublicKey, SigningKey};
use http::{HeaderMap, HeaderName, HeaderValue};

pub const ACTOR: &str = "https://birkenried.de/";
pub const KEY_ID: &str = "https://birkenried.de/#main-key";

pub static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate().expect("a key").0);

pub fn iri(text: &str) -> Iri {
    Iri::of_activity("id", text).expect("an id")
}

pub fn now() -> Time {
    Time::parse("2026-05-04T09:30:00Z").expect("a time")
}

pub fn public_key() -> PublicKey {
    KEY.public_key().expect("a key")
}

/// Whether a host is ours, in these tests.
pub fn ours(host: &str) -> bool {
    host == "auenstadt.de"
}

/// A letter about to be signed, with everything that can be wrong in it.
pub struct Draft {
    pub body: String,
    pub host: String,
    pub date: String,
    pub covered: String,
    pub key_id: String,
    pub algorithm: String,
    pub extra: String,
    /// Values of the pseudo headers `(created)` and `(expires)`, which stand in no header of their own.
    pub pseudo: Vec<(&'static str, String)>,
}

impl Draft {
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            host: "auenstadt.de".to_owned(),
            date: "Mon, 04 May 2026 09:30:00 GMT".to_owned(),
            covered: "(request-target) host date digest".to_owned(),
            key_id: KEY_ID.to_owned(),
            algorithm: "rsa-sha256".to_owned(),
            extra: String::new(),
            pseudo: Vec::new(),
        }
    }

    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let digest = digest(self.body.as_bytes());
        for (name, value) in [
            ("content-type", "application/activity+json"),
            ("host", &self.host),
            ("date", &self.date),
            ("digest", &digest),
        ] {
            headers.insert(HeaderName::from_static(name), value.parse().expect("a value"));
        }
        let lines: Vec<_> = self.covered.split(' ').map(|name| self.line(name, &headers)).collect();
        let signature = STANDARD.encode(KEY.sign(lines.join("\n").as_bytes()).expect("a signature"));
        let Self { key_id, covered, algorithm, extra, .. } = self;
        let header = format!(
            "keyId=\"{key_id}\",algorithm=\"{algorithm}\",headers=\"{covered}\"{extra},signature=\"{signature}\""
        );
        headers.insert("signature", header.parse().expect("a value"));
        headers
    }

    fn line(&self, name: &str, headers: &HeaderMap) -> String {
        if name == "(request-target)" {
            return "(request-target): post /inbox".to_owned();
        }
        if let Some((_, value)) = self.pseudo.iter().find(|(pseudo, _)| *pseudo == name) {
            return format!("{name}: {value}");
        }
        let value = headers.get(name).map_or("", |value| value.to_str().expect("text"));
        format!("{name}: {value}")
    }

    pub fn open(&self) -> Result<Letter, Refusal> {
        open(&self.headers(), self.body.as_bytes())
    }

    pub fn hear(&self) -> Result<Heard, Refusal> {
        self.open()?.verify(&public_key())
    }
}

pub fn open(headers: &HeaderMap, body: &[u8]) -> Result<Letter, Refusal> {
    let head = Head { method: "POST", path_and_query: "/inbox", headers };
    Letter::open(&head, body, now(), &ours)
}

/// The status with which a letter is answered.
pub fn status<T>(answer: Result<T, Refusal>) -> u16 {
    answer.map_or_else(|refusal| refusal.status(), |_| 202)
}

pub fn value(text: &str) -> HeaderValue {
    text.parse().expect("a value")
}

pub fn follow() -> String {
    r#"{"@context":"https://www.w3.org/ns/activitystreams","id":"https://birkenried.de/#follow-1","type":"Follow",
        "actor":"https://birkenried.de/","object":"https://auenstadt.de/"}"#
        .to_owned()
}

/// A Create by Birkenried of this object.
pub fn create(object: &str) -> String {
    format!(
        r#"{{"id":"https://birkenried.de/n/1#create-1","type":"Create","actor":"{ACTOR}","object":{object}}}"#
    )
}
