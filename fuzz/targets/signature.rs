//! The headers of a signed request, each a line of the input: whatever they say, nobody panics, and what is let through names a key and an origin.
#![no_main]

use commons::{Iri, Refusal, Time};
use federation::{Head, Letter, SignedFetch};
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

const BODY: &[u8] = br#"{"id":"https://b.de/#f","type":"Follow","actor":"https://b.de/","object":"https://a.de/"}"#;

fuzz_target!(|input: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in input.split(|byte| *byte == b'\n') {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    let Some(now) = Time::parse("2026-05-04T09:30:00Z") else { return };
    let ours = |host: &str| host == "a.de";
    let get = Head { method: "GET", path_and_query: "/changes?since=1.5", headers: &headers };
    if let Ok(Some(fetch)) = SignedFetch::open(&get, now, &ours) {
        let key = Iri::of_activity("keyId", fetch.key_id());
        assert!(key.is_ok_and(|key| fetch.origin() == Ok(key.origin())), "{}", fetch.key_id());
    }
    let post = Head { method: "POST", path_and_query: "/inbox", headers: &headers };
    match Letter::open(&post, BODY, now, &ours) {
        Ok(letter) => {
            let key = Iri::of_activity("keyId", letter.key_id());
            assert!(key.is_ok_and(|key| key.origin() == letter.actor().origin()), "{}", letter.key_id());
        }
        Err(refusal) => assert!(refusal != Refusal::FAILED, "a refusal has a reason"),
    }
});
