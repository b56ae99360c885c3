//! The vectors of RFC 9421, appendix B, and of the integrity proofs of FEP-8b32 and the W3C.
//!
//! Of RFC 9421 every base is made as it stands there, but of those we refuse to make: of a part of the query, and of a
//! response. None is taken as a letter: one alone covers as much as we ask for, and that is made by RSA-PSS. The proofs are
//! never read (no signature in a body is), but they are made by Ed25519 over Multikeys, and so try our keys.

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, RSA_PSS_2048_8192_SHA512, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::{Refusal, Time};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::keys::{Ed25519Key, PublicKey};
use super::multikey::{self, from_base58};
use super::rfc9421::base;
use super::rfc9421::fields::{Input, digests, signature as labelled};
use super::{Content, Signed, digest};
use crate::open::Head;

fn file(name: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("../../shared/fixtures/vectors/{name}")).ok();
    if text.is_none() {
        eprintln!("SKIPPED: ../shared/fixtures/vectors/{name} is not there");
    }
    text
}

fn json(name: &str) -> Option<Value> {
    file(name).map(|text| serde_json::from_str(&text).expect("JSON"))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn decoded(base64: &str) -> Vec<u8> {
    STANDARD.decode(base64).expect("base64")
}

fn der(pem: &Value) -> Vec<u8> {
    decoded(&text(pem).lines().filter(|line| !line.starts_with('-')).collect::<String>())
}

/// The request of the appendix: its headers and its body.
fn request(vectors: &Value) -> (HeaderMap, &str) {
    let (head, body) = text(&vectors["test_request"]).split_once("\n\n").expect("a body");
    let headers = head.lines().skip(1).map(|line| line.split_once(": ").expect("a header"));
    let headers = headers.map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
        (name, HeaderValue::from_str(value).expect("a value"))
    });
    (headers.collect(), body)
}

#[test]
fn the_vectors_of_rfc_9421_hold() {
    let Some(vectors) = json("rfc9421-appendix-b.json") else { return };
    let (headers, body) = request(&vectors);
    let head = Head { method: "POST", path_and_query: "/foo?param=Value&Pet=dog", headers: &headers };
    let content_digest = headers["content-digest"].to_str().expect("text");
    assert_eq!(digest::check_all(&digests(content_digest).expect("digests"), body.as_bytes()), Ok(()));
    let mut made = Vec::new();
    for case in vectors["cases"].as_array().expect("cases") {
        let label = text(&case["label"]);
        let Ok(input) = Input::parse(text(&case["signature_input"])) else { continue };
        let Ok(base) = base::of(&head, &input) else { continue };
        assert_eq!(base, text(&case["signature_base"]), "{label}");
        let signature = labelled(text(&case["signature"]), &input.label).expect("a signature");
        assert!(holds(&vectors["keys"], case, base.as_bytes(), &signature), "{label}");
        made.push(label.to_owned());
    }
    assert_eq!(made, ["sig-b21", "sig-b23", "sig-b25", "sig-b26"]);
}

/// Whether a signature is good by the key of the case; RSA-PSS and HMAC, which we refuse, are allowed to speak once.
fn holds(keys: &Value, case: &Value, base: &[u8], signature: &[u8]) -> bool {
    let key = &keys[text(&case["keyid"])];
    match text(&case["alg"]) {
        "rsa-pss-sha512" => {
            let key = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA512, der(&key["public_pem"]));
            key.verify(base, signature).is_ok()
        }
        "hmac-sha256" => {
            let key = hmac::Key::new(hmac::HMAC_SHA256, &decoded(text(&key["base64"])));
            hmac::verify(&key, base, signature).is_ok()
        }
        "ed25519" => {
            let public = der(&key["public_pem"]);
            let raw = &public[public.len() - 32..];
            let public = PublicKey::from_multikey(&multikey::write(raw)).expect("a key");
            let ours = Ed25519Key::from_pkcs8(&der(&key["private_pem"])).expect("a key");
            // Ed25519 leaves nothing to chance: we sign the very same.
            public.verify(base, signature).is_ok() && ours.sign(base) == signature
        }
        other => panic!("{other}"),
    }
}

#[test]
fn none_of_them_is_taken_as_a_letter() {
    let Some(vectors) = json("rfc9421-appendix-b.json") else { return };
    let (good, body) = request(&vectors);
    let now = Time::from_millis(1_618_884_473_000);
    for case in vectors["cases"].as_array().expect("cases") {
        let mut headers = good.clone();
        for (name, value) in [("signature-input", "signature_input"), ("signature", "signature")] {
            headers.insert(name, HeaderValue::from_str(text(&case[value])).expect("a value"));
        }
        let head = Head { method: "POST", path_and_query: "/foo?param=Value&Pet=dog", headers: &headers };
        let read = Signed::read(&head, &Content::Body(body.as_bytes()), now);
        if text(&case["label"]) == "sig-b23" {
            let pem = text(&vectors["keys"]["test-key-rsa-pss"]["public_pem"]);
            let key = PublicKey::from_pem(pem).expect("an RSA key like any other");
            let signed = read.expect("all that is asked for").expect("a signature");
            assert_eq!(signed.verify(&key), Err(Refusal::SignatureWrong {}), "by RSA-PSS");
        } else {
            assert_eq!(read.expect_err("a refusal").status(), 401, "{}", case["label"]);
        }
    }
}

#[test]
fn the_proofs_of_fep_8b32_are_made_by_keys_like_ours() {
    let Some(vectors) = json("fep-8b32-eddsa-jcs-2022.json") else { return };
    let public = decoded(text(&vectors["public_key_base64"]));
    let hash = unhex(text(&vectors["hash_hex"]));
    let proof = text(&vectors["proof_value"]).strip_prefix('z').and_then(from_base58).expect("a proof");
    let key = PublicKey::from_multikey(&multikey::write(&public)).expect("a key");
    assert_eq!(key.verify(&hash, &proof), Ok(()));
    let secret =
        text(&vectors["secret_key_multibase"]).strip_prefix('z').and_then(from_base58).expect("a key");
    let seed = secret.strip_prefix(&[0x80, 0x26]).expect("an Ed25519 private key");
    let pair = Ed25519KeyPair::from_seed_and_public_key(seed, &public).expect("a pair");
    assert_eq!(pair.sign(&hash).as_ref(), proof);
}

#[test]
fn the_proofs_of_the_w3c_are_made_by_keys_like_ours() {
    let all = ["signedJCS.json", "combinedHashJCS.txt", "sigHexJCS.txt", "sigBTC58JCS.txt"]
        .map(|name| file(&format!("eddsa-jcs-2022/{name}")));
    let [Some(signed), Some(hash), Some(hex), Some(base58)] = all else { return };
    let signed: Value = serde_json::from_str(&signed).expect("JSON");
    let (_, multikey) = text(&signed["proof"]["verificationMethod"]).split_once('#').expect("a key");
    let key = PublicKey::from_multikey(multikey).expect("a key");
    let signature = unhex(hex.trim());
    assert_eq!(base58.trim().strip_prefix('z').and_then(from_base58).as_deref(), Some(&signature[..]));
    assert_eq!(text(&signed["proof"]["proofValue"]), base58.trim());
    assert_eq!(key.verify(&unhex(hash.trim()), &signature), Ok(()));
}

fn unhex(text: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(byte).collect()
}
