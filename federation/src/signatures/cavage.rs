//! Signatures of draft-cavage-http-signatures-12, as the fediverse uses them: RSA with SHA-256.
//!
//! Stricter than the draft where it was exploited elsewhere: method and path, host, digest and a time must be covered, and
//! each of those headers stands once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::{Refusal, Time};

use super::digest::{self, digest};
use super::headers::{joined, single};
use super::keys::Algorithm;
use super::parameters::Parameters;
use super::{Content, Request, SignWith, Signed, dates};
use crate::open::Head;

/// Most names a signature may cover.
const MOST_NAMES: usize = 64;

/// Reads a signature, and refuses one that does not cover what it must or whose time is wrong.
pub(super) fn read(head: &Head, content: &Content, now: Time) -> Result<Signed, Refusal> {
    let header = single(head.headers, "signature")?.ok_or(Refusal::NoSignature {})?;
    let parameters = Parameters::parse(header)?;
    algorithm(parameters.algorithm)?;
    let names = names(&parameters)?;
    covers(&names, content)?;
    times(head, &parameters, &names, now)?;
    if let Content::Body(body) = content {
        digest::check(single(head.headers, "digest")?.unwrap_or(""), body)?;
    }
    let signature = STANDARD.decode(parameters.signature).map_err(|_| Refusal::SignatureMalformed {})?;
    let message = message(head, &parameters, &names)?;
    Ok(Signed { key_id: parameters.key_id.to_owned(), algorithm: Some(Algorithm::Rsa), message, signature })
}

/// RSA with SHA-256 under either of its names, or unnamed. With anything else the key could be taken for a shared secret.
fn algorithm(name: Option<&str>) -> Result<(), Refusal> {
    match name {
        None | Some("rsa-sha256" | "hs2019") => Ok(()),
        Some(_) => Err(Refusal::SignatureAlgorithm {}),
    }
}

fn names(parameters: &Parameters) -> Result<Vec<String>, Refusal> {
    // The draft's default, when nothing is said, is `(created)` alone: too little, and refused as such below.
    let listed = parameters.headers.unwrap_or("(created)");
    let names: Vec<String> = listed.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
    let twice = names.iter().enumerate().any(|(at, name)| names[..at].contains(name));
    if twice || names.len() > MOST_NAMES { Err(Refusal::SignatureMalformed {}) } else { Ok(names) }
}

fn covers(names: &[String], content: &Content) -> Result<(), Refusal> {
    let wanted: &[&'static str] = match content {
        Content::Body(_) => &["(request-target)", "host", "digest"],
        Content::None => &["(request-target)", "host"],
    };
    let covered = |wanted: &str| names.iter().any(|name| name == wanted);
    if let Some(name) = wanted.iter().find(|wanted| !covered(wanted)) {
        return Err(Refusal::SignatureIncomplete { name });
    }
    if covered("date") || covered("(created)") {
        Ok(())
    } else {
        Err(Refusal::SignatureIncomplete { name: "date" })
    }
}

/// Every time that is covered lies near now, and `expires` has not passed, covered or not.
fn times(head: &Head, parameters: &Parameters, names: &[String], now: Time) -> Result<(), Refusal> {
    let wrong = || Refusal::SignatureTime {};
    if names.iter().any(|name| name == "date") {
        let date = single(head.headers, "date")?.and_then(dates::parse).ok_or_else(wrong)?;
        dates::near(date, now)?;
    }
    if let Some(created) = parameters.created {
        dates::near(dates::seconds(created)?, now)?;
    }
    match parameters.expires.map(dates::seconds).transpose()? {
        Some(expires) if expires < now => Err(wrong()),
        _ => Ok(()),
    }
}

/// The bytes that were signed: one line for each name.
fn message(head: &Head, parameters: &Parameters, names: &[String]) -> Result<String, Refusal> {
    let mut lines = Vec::with_capacity(names.len());
    for name in names {
        lines.push(match name.as_str() {
            "(request-target)" => request_target(head.method, head.path_and_query),
            "(created)" => format!("(created): {}", parameters.created.ok_or(Refusal::SignatureTime {})?),
            "(expires)" => format!("(expires): {}", parameters.expires.ok_or(Refusal::SignatureTime {})?),
            name => format!("{name}: {}", joined(head.headers, name)?),
        });
    }
    Ok(lines.join("\n"))
}

fn request_target(method: &str, path_and_query: &str) -> String {
    format!("(request-target): {} {path_and_query}", method.to_ascii_lowercase())
}

/// The headers that sign a request: Host, Date, Digest where there is a body, and Signature.
pub(super) fn sign(
    request: &Request,
    with: SignWith,
    now: Time,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    let mut headers = vec![("host", request.host.to_owned()), ("date", dates::write(now))];
    headers.extend(request.body.map(|body| ("digest", digest(body.as_bytes()))));
    let mut message = request_target(request.method, request.path_and_query);
    let mut names = String::from("(request-target)");
    for (name, value) in &headers {
        message.push_str(&format!("\n{name}: {value}"));
        names.push_str(&format!(" {name}"));
    }
    let signature = STANDARD.encode(with.sign(message.as_bytes())?);
    let key_id = with.key_id();
    let header =
        format!("keyId=\"{key_id}\",algorithm=\"rsa-sha256\",headers=\"{names}\",signature=\"{signature}\"");
    headers.push(("signature", header));
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{message, names};
    use crate::open::Head;
    use crate::signatures::keys::PublicKey;
    use crate::signatures::parameters::Parameters;

    /// The vectors are signed with a key of 1,024 bits, which nobody may use any more: here it is allowed to speak once.
    #[test]
    fn the_vectors_of_the_draft_hold() {
        let Ok(text) =
            std::fs::read_to_string("../../shared/fixtures/vectors/draft-cavage-12-appendix-c.json")
        else {
            eprintln!("SKIPPED: ../shared/fixtures/vectors is not there");
            return;
        };
        let vectors: serde_json::Value = serde_json::from_str(&text).expect("vectors");
        let mut headers = HeaderMap::new();
        for (name, value) in vectors["request_headers"].as_object().expect("headers") {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            headers.insert(name, HeaderValue::from_str(value.as_str().expect("text")).expect("a value"));
        }
        let head = Head { method: "POST", path_and_query: "/foo?param=value&pet=dog", headers: &headers };
        let pem = vectors["public_pem"].as_str().expect("a key");
        let der = super::super::keys::from_pem(pem).expect("DER");
        let key = UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, der);
        let cases = vectors["cases"].as_array().expect("cases");
        for case in cases {
            let parameters =
                Parameters::parse(case["signature_header"].as_str().expect("text")).expect("a header");
            let names = names(&parameters).expect("names");
            let message = message(&head, &parameters, &names).expect("a message");
            assert_eq!(message, case["signing_string"].as_str().expect("text"));
            let signature = STANDARD.decode(parameters.signature).expect("base64");
            assert!(key.verify(message.as_bytes(), &signature).is_ok(), "{}", case["name"]);
            let ours = PublicKey::from_pem(pem).and_then(|key| key.verify(message.as_bytes(), &signature));
            assert!(ours.is_err(), "1,024 bits are too few");
        }
        assert_eq!(cases.len(), 3);
    }
}
