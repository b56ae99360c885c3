//! A letter to an inbox, signed by hand, so that each part of it can be wrong.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::Time;
use federation::signatures::{content_digest, digest};
use federation::{Dialect, Ed25519Key, SigningKey};
use serde_json::Value;

use super::{Request, Response, Town};

/// A letter that is about to be signed.
#[derive(Clone)]
pub struct Letter {
    pub body: Vec<u8>,
    pub content_type: String,
    /// The Host header, where it is another than that of whom it is sent to.
    pub host: Option<String>,
    pub date: Option<String>,
    /// The Digest header, where it is another than the body's.
    pub digest: Option<String>,
    /// In which dialect it is signed.
    pub dialect: Dialect,
    /// What is signed, by the names of the dialect.
    pub covered: String,
    pub key_id: String,
    pub key: Arc<SigningKey>,
    /// The key with which it is signed where the dialect says so.
    pub ed25519: Option<Arc<Ed25519Key>>,
    pub algorithm: String,
    /// When it was signed, in seconds, where it is another time than now. In RFC 9421 only.
    pub created: Option<String>,
    /// More parameters of the signature: `,created=5`, or `;expires=5` in RFC 9421.
    pub extra: String,
    /// What stands in the signature instead of the signature.
    pub signature: Option<String>,
    /// More headers, before the others.
    pub first: Vec<(String, String)>,
    /// Names of headers that are left out.
    pub without: Vec<&'static str>,
}

/// A date as HTTP writes it.
pub fn http_date(time: Time) -> String {
    let instant = jiff::Timestamp::from_millisecond(time.millis()).unwrap();
    instant.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

impl Letter {
    /// A letter in which everything is right.
    pub fn new(body: impl Into<Vec<u8>>, key_id: &str, key: &Arc<SigningKey>) -> Self {
        Self {
            body: body.into(),
            content_type: "application/activity+json".to_owned(),
            host: None,
            date: None,
            digest: None,
            dialect: Dialect::Cavage,
            covered: "(request-target) host date digest".to_owned(),
            key_id: key_id.to_owned(),
            key: Arc::clone(key),
            ed25519: None,
            algorithm: "rsa-sha256".to_owned(),
            created: None,
            extra: String::new(),
            signature: None,
            first: Vec::new(),
            without: Vec::new(),
        }
    }

    /// The letter signed by RFC 9421.
    pub fn in_rfc9421(self) -> Self {
        self.with(|letter| {
            letter.dialect = Dialect::Rfc9421;
            letter.covered = "@method @target-uri content-digest".to_owned();
            letter.algorithm = "rsa-v1_5-sha256".to_owned();
        })
    }

    /// The letter signed by RFC 9421 and Ed25519.
    pub fn by_ed25519(self, key: &Arc<Ed25519Key>) -> Self {
        self.in_rfc9421().with(|letter| {
            letter.dialect = Dialect::Rfc9421Ed25519;
            letter.key_id = letter.key_id.replace("#main-key", "#ed25519-key");
            letter.algorithm = "ed25519".to_owned();
            letter.ed25519 = Some(Arc::clone(key));
        })
    }

    /// The header of its dialect in which the digest stands.
    pub fn digest_header(&self) -> &'static str {
        if self.dialect == Dialect::Cavage { "Digest" } else { "Content-Digest" }
    }

    /// Changes it.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The letter with another body, signed like this one.
    pub fn saying(mut self, body: &Value) -> Self {
        self.body = body.to_string().into_bytes();
        self
    }

    /// Sends it to a town's own inbox.
    pub async fn to(&self, town: &Town) -> Response {
        self.request(town).send().await
    }

    /// The request that carries it.
    pub fn request(&self, town: &Town) -> Request {
        let host = self.host.clone().unwrap_or_else(|| town.host().to_owned());
        let now = commons::Clock::now(&*town.house.clock);
        let whole = if self.dialect == Dialect::Cavage { digest } else { content_digest };
        let headers = [
            ("Date", self.date.clone().unwrap_or_else(|| http_date(now))),
            (self.digest_header(), self.digest.clone().unwrap_or_else(|| whole(&self.body))),
            ("Content-Type", self.content_type.clone()),
        ];
        let signed = match self.dialect {
            Dialect::Cavage => vec![("Signature", self.header(&host, &headers))],
            _ => self.fields(&host, &headers, now),
        };
        let mut request = Request::new(town.port(), &host, "POST", "/inbox");
        for (name, value) in &self.first {
            request = request.header(name, value);
        }
        for (name, value) in headers.iter().chain(&signed) {
            if !self.without.contains(name) {
                request = request.header(name, value);
            }
        }
        request.body(self.body.clone())
    }

    fn header(&self, host: &str, headers: &[(&str, String)]) -> String {
        let Self { key_id, covered, algorithm, extra, .. } = self;
        let lines: Vec<_> = covered.split(' ').map(|name| self.line(name, host, headers)).collect();
        let signature = self.signed(&lines.join("\n"));
        format!(
            "keyId=\"{key_id}\",algorithm=\"{algorithm}\",headers=\"{covered}\"{extra},signature=\"{signature}\""
        )
    }

    fn signed(&self, message: &str) -> String {
        let signed = || match &self.ed25519 {
            Some(key) => key.sign(message.as_bytes()),
            None => self.key.sign(message.as_bytes()).unwrap(),
        };
        self.signature.clone().unwrap_or_else(|| STANDARD.encode(signed()))
    }

    /// Signature-Input and Signature of RFC 9421.
    fn fields(&self, host: &str, headers: &[(&str, String)], now: Time) -> Vec<(&'static str, String)> {
        let Self { key_id, covered, algorithm, extra, .. } = self;
        let created = self.created.clone().unwrap_or_else(|| (now.millis() / 1_000).to_string());
        let created = if created.is_empty() { created } else { format!(";created={created}") };
        let names: Vec<_> = covered.split(' ').map(|name| format!("\"{name}\"")).collect();
        let parameters =
            format!("({}){created};keyid=\"{key_id}\";alg=\"{algorithm}\"{extra}", names.join(" "));
        let mut base = String::new();
        for name in covered.split(' ') {
            let value = match name {
                "@method" => "POST".to_owned(),
                "@target-uri" => format!("http://{host}/inbox"),
                "@path" => "/inbox".to_owned(),
                "@authority" | "host" => host.to_owned(),
                name => {
                    let value = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                    value.map_or_else(String::new, |(_, value)| value.clone())
                }
            };
            base.push_str(&format!("\"{name}\": {value}\n"));
        }
        base.push_str(&format!("\"@signature-params\": {parameters}"));
        let signature = self.signed(&base);
        vec![("Signature-Input", format!("sig1={parameters}")), ("Signature", format!("sig1=:{signature}:"))]
    }

    fn line(&self, name: &str, host: &str, headers: &[(&str, String)]) -> String {
        match name {
            "(request-target)" => "(request-target): post /inbox".to_owned(),
            "host" => format!("host: {host}"),
            "(created)" | "(expires)" => {
                let parameter = format!("{}=", name.trim_matches(['(', ')']));
                let value = self.extra.split(',').find_map(|extra| extra.strip_prefix(&parameter));
                format!("{name}: {}", value.unwrap_or(""))
            }
            name => {
                let value = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                format!("{name}: {}", value.map_or("", |(_, value)| value))
            }
        }
    }
}
