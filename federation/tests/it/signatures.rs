//! Steps 1 to 3 and 7 of the inbox: rows of THREATS.md on signatures.

use commons::{Refusal, Time};
use federation::{Activity, Head, Letter, SignedFetch, SigningKey};
use http::HeaderMap;

use crate::hand::{Draft, follow, iri, now, open, ours, public_key, status, value};

#[test]
fn a_signed_follow_is_heard() {
    let heard = Draft::new(follow()).hear().expect("a letter");
    assert_eq!(heard.actor, iri("https://birkenried.de/"));
    assert!(
        matches!(heard.activity, Activity::Follow { object, .. } if object == iri("https://auenstadt.de/"))
    );
    assert!(heard.replay_key.starts_with("signature ") && heard.replay_key.len() == 74);
}

#[test]
fn row_01_no_signature() {
    let draft = Draft::new(follow());
    let mut headers = draft.headers();
    headers.remove("signature");
    assert_eq!(open(&headers, draft.body.as_bytes()).err(), Some(Refusal::NoSignature {}));
}

#[test]
fn row_02_the_digest_is_there_and_signed() {
    let draft = Draft { covered: "(request-target) host date".to_owned(), ..Draft::new(follow()) };
    assert_eq!(draft.open().err(), Some(Refusal::SignatureIncomplete { name: "digest" }));
    let draft = Draft::new(follow());
    let mut headers = draft.headers();
    headers.remove("digest");
    assert_eq!(status(open(&headers, draft.body.as_bytes())), 401);
}

#[test]
fn row_03_a_digest_of_another_body() {
    let headers = Draft::new(follow()).headers();
    let other = follow().replace("follow-1", "follow-2");
    assert_eq!(open(&headers, other.as_bytes()).err(), Some(Refusal::DigestWrong {}));
}

#[test]
fn row_04_and_05_headers_that_stand_twice() {
    let draft = Draft::new(follow());
    for name in ["digest", "signature", "date", "host", "content-type"] {
        let mut headers = draft.headers();
        let forged = headers.get(name).expect(name).clone();
        headers.append(name, forged);
        let refused = open(&headers, draft.body.as_bytes()).err();
        assert_eq!(refused, Some(Refusal::RepeatedHeader { name }));
        assert_eq!(refused.map(|refusal| refusal.status()), Some(400));
    }
}

#[test]
fn row_06_a_host_that_is_not_ours() {
    let draft = Draft { host: "elsewhere.de".to_owned(), ..Draft::new(follow()) };
    assert_eq!(status(draft.open()), 421);
    let mut headers = Draft::new(follow()).headers();
    headers.remove("host");
    assert_eq!(status(open(&headers, follow().as_bytes())), 421);
}

#[test]
fn row_08_a_time_is_signed() {
    for covered in ["(request-target) host digest", "host date digest", "(request-target) date digest"] {
        let draft = Draft { covered: covered.to_owned(), ..Draft::new(follow()) };
        assert_eq!(status(draft.open()), 401, "{covered}");
    }
}

#[test]
fn row_09_old_early_and_unreadable_dates() {
    for date in [
        "Mon, 04 May 2026 08:29:00 GMT",
        "Mon, 04 May 2026 09:36:00 GMT",
        "Monday, 04-May-26 09:30:00 GMT",
        "Mon May  4 09:30:00 2026",
        "Mon, 04 May 2035 09:30:00 GMT",
        "yesterday",
        "2026-05-04T09:30:00Z",
    ] {
        let draft = Draft { date: date.to_owned(), ..Draft::new(follow()) };
        assert_eq!(draft.open().err(), Some(Refusal::SignatureTime {}), "{date}");
    }
}

#[test]
fn row_10_created_and_expires_that_overflow() {
    for (name, parameter, seconds) in [
        ("(created)", "created", "18446744073709551615"),
        ("(created)", "created", "-1"),
        ("(created)", "created", "1777887000.5"),
        ("(expires)", "expires", "9223372036854775807"),
        ("(expires)", "expires", "1"),
    ] {
        let mut draft = Draft::new(follow());
        draft.covered.push_str(&format!(" {name}"));
        draft.extra = format!(",{parameter}={seconds}");
        draft.pseudo = vec![(name, seconds.to_owned())];
        assert_eq!(draft.open().err(), Some(Refusal::SignatureTime {}), "{parameter}={seconds}");
    }
}

#[test]
fn created_may_stand_in_for_the_date() {
    let seconds = (now().millis() / 1_000).to_string();
    let draft = Draft {
        covered: "(request-target) (created) host digest".to_owned(),
        extra: format!(",created={seconds}"),
        algorithm: "hs2019".to_owned(),
        pseudo: vec![("(created)", seconds)],
        ..Draft::new(follow())
    };
    assert!(draft.hear().is_ok());
    let uncovered = Draft {
        extra: ",created=1777887000".to_owned(),
        covered: "host digest (request-target)".to_owned(),
        ..Draft::new(follow())
    };
    assert_eq!(status(uncovered.open()), 401);
}

#[test]
fn row_11_a_replay_is_known_by_its_signature_or_its_id() {
    let draft = Draft::new(follow());
    assert_eq!(draft.hear().expect("heard").replay_key, draft.hear().expect("heard").replay_key);
    let later = Draft { date: "Mon, 04 May 2026 09:31:00 GMT".to_owned(), ..Draft::new(follow()) };
    assert_ne!(draft.hear().expect("heard").replay_key, later.hear().expect("heard").replay_key);
    let delete = r#"{"id":"https://birkenried.de/n/1#delete-7","type":"Delete","actor":"https://birkenried.de/",
        "object":{"id":"https://birkenried.de/n/1","type":"Tombstone","version":7}}"#;
    let heard = Draft::new(delete).hear().expect("heard");
    assert_eq!(heard.replay_key, "https://birkenried.de/n/1#delete-7");
    assert!(matches!(heard.activity, Activity::Delete { version: Some(7), .. }));
}

#[test]
fn row_17_algorithms_that_are_none() {
    for algorithm in ["hmac-sha256", "none", "rsa-sha1", "ecdsa-sha256", "RSA-MD5", ""] {
        let draft = Draft { algorithm: algorithm.to_owned(), ..Draft::new(follow()) };
        assert_eq!(draft.open().err(), Some(Refusal::SignatureAlgorithm {}), "{algorithm}");
    }
    let draft = Draft::new(follow());
    let mut headers = draft.headers();
    headers.insert("digest", value("MD5=nd4JZ5MhrqbIMH5fZbLgJg=="));
    assert_eq!(open(&headers, draft.body.as_bytes()).err(), Some(Refusal::DigestWrong {}));
}

#[test]
fn row_23_a_signature_inside_the_body_counts_for_nothing() {
    let body = follow()
        .replace("\"type\"", r#""signature":{"type":"RsaSignature2017","signatureValue":"YQ=="},"type""#);
    let mut headers = Draft::new(body.clone()).headers();
    headers.remove("signature");
    assert_eq!(status(open(&headers, body.as_bytes())), 401);
    assert!(Draft::new(body).hear().is_ok(), "and beside a real one it is ignored");
}

#[test]
fn row_24_signatures_that_are_empty_foreign_or_double() {
    let draft = Draft::new(follow());
    let good = draft.headers();
    let header = good["signature"].to_str().expect("text").to_owned();
    for bad in [
        String::new(),
        header.replace("signature=\"", "signature=\"!"),
        format!("{header},{header}"),
        "sig1=:YQ==:".to_owned(),
    ] {
        let mut headers = good.clone();
        headers.insert("signature", value(&bad));
        assert_eq!(status(open(&headers, draft.body.as_bytes())), 401, "{bad}");
    }
    let other = Draft { date: "Mon, 04 May 2026 09:29:00 GMT".to_owned(), ..Draft::new(follow()) };
    let mut headers = good;
    headers.insert("date", value(&other.date));
    let letter = open(&headers, draft.body.as_bytes()).expect("a letter");
    assert_eq!(letter.verify(&public_key()).err(), Some(Refusal::SignatureWrong {}));
    let stranger = SigningKey::generate().expect("a key").0.public_key().expect("a key");
    assert_eq!(draft.open().expect("a letter").verify(&stranger).err(), Some(Refusal::SignatureWrong {}));
}

#[test]
fn a_letter_to_another_path_does_not_hold_here() {
    let draft = Draft::new(follow());
    let head = Head { method: "POST", path_and_query: "/inbox?x=1", headers: &draft.headers() };
    let letter = Letter::open(&head, draft.body.as_bytes(), now(), &ours).expect("a letter");
    assert_eq!(letter.verify(&public_key()).err(), Some(Refusal::SignatureWrong {}));
}

#[test]
fn a_signed_fetch_says_who_reads() {
    let draft = Draft::new("");
    let signer = federation::Signer { key: &crate::hand::KEY, key_id: crate::hand::KEY_ID, now: now() };
    let url = iri("https://auenstadt.de/changes?since=abc");
    let headers = signer.sign("GET", &url, None).expect("headers");
    let head = Head { method: "GET", path_and_query: "/changes?since=abc", headers: &headers };
    let fetch = SignedFetch::open(&head, now(), &ours).expect("signed").expect("a signature");
    assert_eq!(fetch.verify(&public_key()), Ok(draft.key_id.as_str()));
    let late = SignedFetch::open(&head, now().plus(2 * Time::HOUR), &ours);
    assert_eq!(late.err(), Some(Refusal::SignatureTime {}));
    let moved = Head { path_and_query: "/changes", ..head };
    let fetch = SignedFetch::open(&moved, now(), &ours).expect("signed").expect("a signature");
    assert_eq!(fetch.verify(&public_key()).err(), Some(Refusal::SignatureWrong {}));
    let mut plain = HeaderMap::new();
    plain.insert("host", value("auenstadt.de"));
    let head = Head { headers: &plain, ..head };
    assert!(SignedFetch::open(&head, now(), &ours).expect("allowed").is_none());
}
