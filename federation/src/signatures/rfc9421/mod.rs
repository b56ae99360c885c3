//! Signatures of RFC 9421, as the fediverse uses them: RSA (PKCS#1 v1.5 with SHA-256) and Ed25519.
//!
//! The standard leaves to its user what must be covered. Here it is what cavage covers: the method, the whole target, the
//! digest of a body and a time, in one signature.

pub(super) mod base;
pub(super) mod fields;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::{Refusal, Time};

use super::headers::single;
use super::keys::Algorithm;
use super::{Content, Request, SignWith, Signed, dates, digest};
use crate::media::ACTIVITY_JSON;
use crate::open::Head;
use fields::Input;

/// The label under which ours stands.
const LABEL: &str = "sig1";

/// Reads a signature, and refuses one that does not cover what it must or whose time is wrong.
pub(super) fn read(head: &Head, content: &Content, now: Time) -> Result<Signed, Refusal> {
    let input = Input::parse(single(head.headers, "signature-input")?.unwrap_or_default())?;
    let header = single(head.headers, "signature")?.ok_or(Refusal::NoSignature {})?;
    let signature = fields::signature(header, &input.label)?;
    let algorithm = input.algorithm.as_deref().map(algorithm).transpose()?;
    covers(&input, head, content)?;
    times(head, &input, now)?;
    if let Content::Body(body) = content {
        let header = single(head.headers, "content-digest")?.unwrap_or_default();
        digest::check_all(&fields::digests(header)?, body)?;
    }
    let message = base::of(head, &input)?;
    Ok(Signed { key_id: input.key_id, algorithm, message, signature })
}

/// Where none is named the key decides. RSA-PSS, ECDSA and shared secrets are not spoken in the fediverse, and one way for
/// each kind of key leaves nothing to choose for whoever forges.
fn algorithm(name: &str) -> Result<Algorithm, Refusal> {
    match name {
        "rsa-v1_5-sha256" => Ok(Algorithm::Rsa),
        "ed25519" => Ok(Algorithm::Ed25519),
        _ => Err(Refusal::SignatureAlgorithm {}),
    }
}

/// The method; the whole target, as one or in its parts; the digest, where there is a body.
fn covers(input: &Input, head: &Head, content: &Content) -> Result<(), Refusal> {
    let covered = |name: &str| input.components.iter().any(|covered| covered == name);
    let need = |name: &'static str, is_covered: bool| {
        if is_covered { Ok(()) } else { Err(Refusal::SignatureIncomplete { name }) }
    };
    need("@method", covered("@method"))?;
    let (whole, line) = (covered("@target-uri"), covered("@request-target"));
    need("@authority", whole || covered("@authority") || covered("host"))?;
    need("@path", whole || line || covered("@path"))?;
    need("@query", whole || line || covered("@query") || !head.path_and_query.contains('?'))?;
    match content {
        Content::Body(_) => need("content-digest", covered("content-digest")),
        Content::None => Ok(()),
    }
}

/// `created` is there and lies near now; so does a date that is covered. `expires` has not passed.
fn times(head: &Head, input: &Input, now: Time) -> Result<(), Refusal> {
    let wrong = || Refusal::SignatureTime {};
    dates::near(input.created.ok_or(Refusal::SignatureIncomplete { name: "created" })?, now)?;
    if input.components.iter().any(|name| name == "date") {
        let date = single(head.headers, "date")?.and_then(dates::parse).ok_or_else(wrong)?;
        dates::near(date, now)?;
    }
    match input.expires {
        Some(expires) if expires < now => Err(wrong()),
        _ => Ok(()),
    }
}

/// The headers that sign a request: Host, Signature-Input, Signature and, where there is a body, Content-Digest and
/// Content-Type.
pub(super) fn sign(
    request: &Request,
    with: SignWith,
    now: Time,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    let mut headers = vec![("host", request.host.to_owned())];
    let mut covered = vec![("@method", request.method.to_owned()), ("@target-uri", request.target())];
    if let Some(body) = request.body {
        let told = [
            ("content-digest", digest::content_digest(body.as_bytes())),
            ("content-type", ACTIVITY_JSON.to_owned()),
        ];
        covered.extend(told.clone());
        headers.extend(told);
    }
    let names: Vec<_> = covered.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let input = format!(
        "({});created={};keyid=\"{}\";alg=\"{}\"",
        names.join(" "),
        now.millis() / 1_000,
        with.key_id(),
        name(with.algorithm()),
    );
    let mut message: String = covered.iter().map(|(name, value)| format!("\"{name}\": {value}\n")).collect();
    message.push_str(&format!("\"@signature-params\": {input}"));
    let signature = STANDARD.encode(with.sign(message.as_bytes())?);
    headers.push(("signature-input", format!("{LABEL}={input}")));
    headers.push(("signature", format!("{LABEL}=:{signature}:")));
    Ok(headers)
}

fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rsa => "rsa-v1_5-sha256",
        Algorithm::Ed25519 => "ed25519",
    }
}
