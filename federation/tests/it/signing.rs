//! What we sign ourselves: heard in every dialect, as letters and as requests that say who reads.

use commons::{Refusal, Time};
use federation::{Dialect, Head, Letter, SignedFetch, Signer, SigningKey};
use http::HeaderMap;

use crate::hand::{Draft, ED25519_KEY, KEY, KEY_ID, follow, iri, now, ours, value};

/// Our own key, with an Ed25519 key beside it.
fn both_keys() -> SigningKey {
    let (rsa, ed25519) = (SigningKey::generate().expect("a key").0, federation::Ed25519Key::generate());
    rsa.beside(ed25519.expect("a key").0)
}

#[test]
fn what_we_sign_is_heard_in_every_dialect() {
    let (rsa, kept) = SigningKey::generate().expect("a key");
    let (ed25519, kept_too) = federation::Ed25519Key::generate().expect("a key");
    let multikey = ed25519.multikey();
    let key = rsa.beside(ed25519);
    let signer = Signer { key: &key, key_id: KEY_ID, now: now() };
    let inbox = iri("https://auenstadt.de/inbox?x=1");
    for draft in Draft::in_all(follow()) {
        let mut headers = signer.sign_in(draft.dialect, "POST", &inbox, Some(&draft.body)).expect("headers");
        headers.insert("content-type", value("application/activity+json"));
        let head = Head { method: "POST", path_and_query: "/inbox?x=1", headers: &headers };
        let letter = Letter::open(&head, draft.body.as_bytes(), now(), &ours).expect("a letter");
        assert_eq!(letter.key_id(), draft.key_id);
        let public = match draft.dialect {
            Dialect::Rfc9421Ed25519 => federation::PublicKey::from_multikey(&multikey),
            _ => key.public_key(),
        };
        assert!(letter.verify(&public.expect("a key")).is_ok(), "{:?}", draft.dialect);
    }
    // Without the second key it is signed by the first.
    let alone = SigningKey::from_pkcs8(&kept).expect("a key");
    let signer = Signer { key: &alone, ..signer };
    let headers = signer.sign_in(Dialect::Rfc9421Ed25519, "GET", &inbox, None).expect("headers");
    assert!(headers["signature-input"].to_str().expect("text").contains("rsa-v1_5-sha256"));
    assert_eq!(federation::Ed25519Key::from_pkcs8(&kept_too).expect("a key").multikey(), multikey);
}

#[test]
fn a_signed_fetch_says_who_reads() {
    let key = both_keys();
    let signer = Signer { key: &key, key_id: KEY_ID, now: now() };
    let url = iri("https://auenstadt.de/changes?since=abc");
    for dialect in [Dialect::Cavage, Dialect::Rfc9421] {
        let headers = signer.sign_in(dialect, "GET", &url, None).expect("headers");
        let head = Head { method: "GET", path_and_query: "/changes?since=abc", headers: &headers };
        let fetch = SignedFetch::open(&head, now(), &ours).expect("signed").expect("a signature");
        assert_eq!(fetch.verify(&key.public_key().expect("a key")), Ok(KEY_ID));
        let late = SignedFetch::open(&head, now().plus(2 * Time::HOUR), &ours);
        assert_eq!(late.err(), Some(Refusal::SignatureTime {}));
        let moved = Head { path_and_query: "/changes", ..head };
        let fetch = SignedFetch::open(&moved, now(), &ours).expect("signed").expect("a signature");
        let verified = fetch.verify(&key.public_key().expect("a key")).map(str::to_owned);
        assert_eq!(verified.err(), Some(Refusal::SignatureWrong {}));
    }
    let mut plain = HeaderMap::new();
    plain.insert("host", value("auenstadt.de"));
    let head = Head { method: "GET", path_and_query: "/changes", headers: &plain };
    assert!(SignedFetch::open(&head, now(), &ours).expect("allowed").is_none());
}

#[test]
fn in_the_laboratory_targets_are_plain() {
    let signer = Signer { key: &KEY, key_id: KEY_ID, now: now() };
    let url = iri("http://auenstadt.localhost:8100/changes");
    let headers = signer.sign_in(Dialect::Rfc9421, "GET", &url, None).expect("headers");
    let head = Head { method: "GET", path_and_query: "/changes", headers: &headers };
    let lab = |host: &str| host == "auenstadt.localhost:8100";
    let fetch = SignedFetch::open(&head, now(), &lab).expect("signed").expect("a signature");
    assert!(fetch.verify(&KEY.public_key().expect("a key")).is_ok());
    assert!(ED25519_KEY.multikey().starts_with("z6Mk"));
}
