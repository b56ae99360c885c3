//! What the tests need at hand: two towns, their keys, and letters with one thing wrong.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::{Iri, Refusal, Time};
use federation::signatures::{content_digest, digest};
use federation::{Dialect, Ed25519Key, Head, Heard, Letter, PublicKey, SigningKey};
use http::{HeaderMap, HeaderName, HeaderValue};

pub const ACTOR: &str = "https://birkenried.de/";
pub const KEY_ID: &str = "https://birkenried.de/#main-key";

pub const ED25519_KEY_ID: &str = "https://birkenried.de/#ed25519-key";

pub static ED25519_KEY: LazyLock<Ed25519Key> = LazyLock::new(|| Ed25519Key::generate().expect("a key").0);
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

/// The instant of [`now`] in seconds.
pub fn seconds() -> i64 {
    now().millis() / 1_000
}

/// A letter about to be signed, with everything that can be wrong in it.
#[derive(Clone)]
pub struct Draft {
    pub dialect: Dialect,
    pub body: String,
    pub method: String,
    pub target: String,
    pub host: String,
    pub date: String,
    /// What is signed, by the names of the dialect.
    pub covered: String,
    pub key_id: String,
    pub algorithm: String,
    /// When it was signed, as a parameter of the signature in RFC 9421.
    pub created: String,
    /// More parameters of the signature.
    pub extra: String,
    /// Values of cavage's pseudo headers `(created)` and `(expires)`, which stand in no header of their own.
    pub pseudo: Vec<(&'static str, String)>,
}

/// The ways of signing, all of which refuse the same.
pub const DIALECTS: [Dialect; 3] = [Dialect::Cavage, Dialect::Rfc9421, Dialect::Rfc9421Ed25519];

impl Draft {
    /// A letter that is signed in cavage.
    pub fn new(body: impl Into<String>) -> Self {
        Self::spoken(Dialect::Cavage, body)
    }

    /// A letter that is signed in this dialect.
    pub fn spoken(dialect: Dialect, body: impl Into<String>) -> Self {
        let (covered, key_id, algorithm) = match dialect {
            Dialect::Cavage => ("(request-target) host date digest", KEY_ID, "rsa-sha256"),
            Dialect::Rfc9421 => ("@method @target-uri content-digest", KEY_ID, "rsa-v1_5-sha256"),
            Dialect::Rfc9421Ed25519 => ("@method @target-uri content-digest", ED25519_KEY_ID, "ed25519"),
        };
        Self {
            dialect,
            body: body.into(),
            method: "POST".to_owned(),
            target: "/inbox".to_owned(),
            host: "auenstadt.de".to_owned(),
            date: "Mon, 04 May 2026 09:30:00 GMT".to_owned(),
            covered: covered.to_owned(),
            key_id: key_id.to_owned(),
            algorithm: algorithm.to_owned(),
            created: seconds().to_string(),
            extra: String::new(),
            pseudo: Vec::new(),
        }
    }

    /// The same letter in every dialect.
    pub fn in_all(body: impl Into<String>) -> [Self; 3] {
        let body = body.into();
        DIALECTS.map(|dialect| Self::spoken(dialect, body.clone()))
    }

    /// Changes it.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The header of this dialect in which the digest stands.
    pub fn digest(&self) -> &'static str {
        if self.is_cavage() { "digest" } else { "content-digest" }
    }

    pub fn is_cavage(&self) -> bool {
        self.dialect == Dialect::Cavage
    }

    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let digest = if self.is_cavage() {
            digest(self.body.as_bytes())
        } else {
            content_digest(self.body.as_bytes())
        };
        for (name, value) in [
            ("content-type", "application/activity+json"),
            ("host", &self.host),
            ("date", &self.date),
            (self.digest(), &digest),
        ] {
            headers.insert(HeaderName::from_static(name), value.parse().expect("a value"));
        }
        if self.is_cavage() {
            self.in_cavage(&mut headers)
        } else {
            self.in_rfc9421(&mut headers)
        }
        headers
    }

    fn in_cavage(&self, headers: &mut HeaderMap) {
        let lines: Vec<_> = self.covered.split(' ').map(|name| self.line(name, headers)).collect();
        let signature = self.sign(&lines.join("\n"));
        let Self { key_id, covered, algorithm, extra, .. } = self;
        let header = format!(
            "keyId=\"{key_id}\",algorithm=\"{algorithm}\",headers=\"{covered}\"{extra},signature=\"{signature}\""
        );
        headers.insert("signature", header.parse().expect("a value"));
    }

    fn line(&self, name: &str, headers: &HeaderMap) -> String {
        if name == "(request-target)" {
            return format!("(request-target): {} {}", self.method.to_lowercase(), self.target);
        }
        if let Some((_, value)) = self.pseudo.iter().find(|(pseudo, _)| *pseudo == name) {
            return format!("{name}: {value}");
        }
        let value = headers.get(name).map_or("", |value| value.to_str().expect("text"));
        format!("{name}: {value}")
    }

    fn in_rfc9421(&self, headers: &mut HeaderMap) {
        let Self { key_id, algorithm, created, extra, .. } = self;
        let names: Vec<_> = self.covered.split_whitespace().map(|name| format!("\"{name}\"")).collect();
        let created = if created.is_empty() { String::new() } else { format!(";created={created}") };
        let algorithm = if algorithm.is_empty() { String::new() } else { format!(";alg=\"{algorithm}\"") };
        let parameters = format!("({}){created};keyid=\"{key_id}\"{algorithm}{extra}", names.join(" "));
        let lines = self.covered.split_whitespace().map(|name| self.component(name, headers));
        let base: String = lines.collect::<String>() + "\"@signature-params\": " + &parameters;
        let signature = self.sign(&base);
        headers.insert("signature-input", format!("sig1={parameters}").parse().expect("a value"));
        headers.insert("signature", format!("sig1=:{signature}:").parse().expect("a value"));
    }

    fn component(&self, name: &str, headers: &HeaderMap) -> String {
        let Self { method, target, host, .. } = self;
        let value = match name {
            "@method" => method.clone(),
            "@target-uri" => format!("https://{host}{target}"),
            "@authority" => host.clone(),
            "@scheme" => "https".to_owned(),
            "@request-target" => target.clone(),
            "@path" => target.split('?').next().expect("a path").to_owned(),
            "@query" => format!("?{}", target.split_once('?').map_or("", |(_, query)| query)),
            name => headers.get(name).map_or("", |value| value.to_str().expect("text")).to_owned(),
        };
        format!("\"{name}\": {value}\n")
    }

    fn sign(&self, message: &str) -> String {
        STANDARD.encode(match self.dialect {
            Dialect::Rfc9421Ed25519 => ED25519_KEY.sign(message.as_bytes()),
            _ => KEY.sign(message.as_bytes()).expect("a signature"),
        })
    }

    /// The key with which it is signed.
    pub fn key(&self) -> PublicKey {
        match self.dialect {
            Dialect::Rfc9421Ed25519 => PublicKey::from_multikey(&ED25519_KEY.multikey()).expect("a key"),
            _ => public_key(),
        }
    }

    pub fn open(&self) -> Result<Letter, Refusal> {
        let head = Head { method: &self.method, path_and_query: &self.target, headers: &self.headers() };
        Letter::open(&head, self.body.as_bytes(), now(), &ours)
    }

    pub fn hear(&self) -> Result<Heard, Refusal> {
        self.open()?.verify(&self.key())
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
