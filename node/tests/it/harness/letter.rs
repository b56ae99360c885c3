//! A letter to an inbox, signed by hand, so that each part of it can be wrong.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::Time;
use federation::SigningKey;
use federation::signatures::digest;
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
    /// What is signed.
    pub covered: String,
    pub key_id: String,
    pub key: Arc<SigningKey>,
    pub algorithm: String,
    /// More parameters of the signature: `,created=5`.
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
            covered: "(request-target) host date digest".to_owned(),
            key_id: key_id.to_owned(),
            key: Arc::clone(key),
            algorithm: "rsa-sha256".to_owned(),
            extra: String::new(),
            signature: None,
            first: Vec::new(),
            without: Vec::new(),
        }
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
        let headers = [
            ("Date", self.date.clone().unwrap_or_else(|| http_date(now))),
            ("Digest", self.digest.clone().unwrap_or_else(|| digest(&self.body))),
            ("Content-Type", self.content_type.clone()),
        ];
        let signature = self.header(&host, &headers);
        let mut request = Request::new(town.port(), &host, "POST", "/inbox");
        for (name, value) in &self.first {
            request = request.header(name, value);
        }
        for (name, value) in headers.iter().chain([&("Signature", signature)]) {
            if !self.without.contains(name) {
                request = request.header(name, value);
            }
        }
        request.body(self.body.clone())
    }

    fn header(&self, host: &str, headers: &[(&str, String)]) -> String {
        let Self { key_id, covered, algorithm, extra, .. } = self;
        let lines: Vec<_> = covered.split(' ').map(|name| self.line(name, host, headers)).collect();
        let signed = || STANDARD.encode(self.key.sign(lines.join("\n").as_bytes()).unwrap());
        let signature = self.signature.clone().unwrap_or_else(signed);
        format!(
            "keyId=\"{key_id}\",algorithm=\"{algorithm}\",headers=\"{covered}\"{extra},signature=\"{signature}\""
        )
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
