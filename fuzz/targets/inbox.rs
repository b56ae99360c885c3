//! The bytes of a letter, under a signature that has the right form: what is let in is of one origin.
#![no_main]

use commons::Time;
use federation::signatures::digest;
use federation::{Head, Letter};
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let digest = digest(body);
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("content-type", "application/activity+json"),
        ("host", "a.de"),
        ("date", "Mon, 04 May 2026 09:30:00 GMT"),
        ("digest", digest.as_str()),
        (
            "signature",
            "keyId=\"https://b.de/#main-key\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest\",signature=\"AAAA\"",
        ),
    ] {
        let Ok(value) = HeaderValue::from_str(value) else { return };
        headers.insert(HeaderName::from_static(name), value);
    }
    let Some(now) = Time::parse("2026-05-04T09:30:00Z") else { return };
    let head = Head { method: "POST", path_and_query: "/inbox", headers: &headers };
    if let Ok(letter) = Letter::open(&head, body, now, &|host| host == "a.de") {
        assert_eq!(letter.actor().origin().as_str(), "https://b.de");
        assert_eq!(letter.activity().id().origin(), letter.actor().origin());
        assert!(std::str::from_utf8(body).is_ok_and(|text| !text.contains('\0')));
    }
});
