//! Steps 1 to 3 and 7 of the inbox: rows of THREATS.md on signatures, in every dialect.

use commons::Refusal;
use federation::{Activity, Dialect, Head, Letter, SigningKey};

use crate::hand::{Draft, KEY_ID, follow, iri, now, open, ours, seconds, status, value};

#[test]
fn a_signed_follow_is_heard() {
    for draft in Draft::in_all(follow()) {
        let heard = draft.hear().expect("a letter");
        assert_eq!(heard.actor, iri("https://birkenried.de/"));
        let asked = iri("https://auenstadt.de/");
        assert!(matches!(heard.activity, Activity::Follow { object, .. } if object == asked));
        assert!(heard.replay_key.starts_with("signature ") && heard.replay_key.len() == 74);
    }
}

#[test]
fn row_01_no_signature() {
    for draft in Draft::in_all(follow()) {
        let mut headers = draft.headers();
        headers.remove("signature");
        assert_eq!(open(&headers, draft.body.as_bytes()).err(), Some(Refusal::NoSignature {}));
    }
    let mut headers = Draft::spoken(Dialect::Rfc9421, follow()).headers();
    headers.remove("signature-input");
    assert_eq!(status(open(&headers, follow().as_bytes())), 401, "RFC 9421 is not read as cavage");
}

#[test]
fn row_02_the_digest_is_there_and_signed() {
    for draft in Draft::in_all(follow()) {
        let name = draft.digest();
        let uncovered =
            draft.clone().with(|draft| draft.covered = draft.covered.replace(&format!(" {name}"), ""));
        assert_eq!(uncovered.open().err(), Some(Refusal::SignatureIncomplete { name }));
        let mut headers = draft.headers();
        headers.remove(name);
        assert_eq!(status(open(&headers, draft.body.as_bytes())), 401);
    }
}

#[test]
fn row_02_the_whole_target_is_signed() {
    for (target, covered, refused) in [
        ("/inbox", "@target-uri content-digest", Some("@method")),
        ("/inbox", "@method content-digest", Some("@authority")),
        ("/inbox", "@method @path content-digest", Some("@authority")),
        ("/inbox", "@method @authority content-digest", Some("@path")),
        ("/inbox?x=1", "@method @authority @path content-digest", Some("@query")),
        ("/inbox", "@method @authority @path content-digest", None),
        ("/inbox", "@method host @path content-digest", None),
        ("/inbox?x=1", "@method @authority @path @query content-digest", None),
        ("/inbox?x=1", "@method @authority @request-target content-digest", None),
        ("/inbox?x=1", "@scheme @method @target-uri date host content-digest content-type", None),
    ] {
        let draft = Draft::spoken(Dialect::Rfc9421, follow()).with(|draft| {
            (draft.target, draft.covered) = (target.to_owned(), covered.to_owned());
        });
        let refused = refused.map(|name| Refusal::SignatureIncomplete { name });
        assert_eq!(draft.hear().err(), refused, "{covered}");
    }
}

#[test]
fn row_03_a_digest_of_another_body() {
    for draft in Draft::in_all(follow()) {
        let other = follow().replace("follow-1", "follow-2");
        assert_eq!(open(&draft.headers(), other.as_bytes()).err(), Some(Refusal::DigestWrong {}));
    }
}

#[test]
fn row_04_and_05_headers_that_stand_twice() {
    for draft in Draft::in_all(follow()) {
        for name in
            ["digest", "content-digest", "signature", "signature-input", "date", "host", "content-type"]
        {
            let mut headers = draft.headers();
            let Some(forged) = headers.get(name).cloned() else { continue };
            headers.append(name, forged);
            let refused = open(&headers, draft.body.as_bytes()).err();
            assert_eq!(refused, Some(Refusal::RepeatedHeader { name }));
            assert_eq!(refused.map(|refusal| refusal.status()), Some(400));
        }
    }
}

#[test]
fn row_06_a_host_that_is_not_ours() {
    for draft in Draft::in_all(follow()) {
        let elsewhere = draft.clone().with(|draft| draft.host = "elsewhere.de".to_owned());
        assert_eq!(status(elsewhere.open()), 421);
        let mut headers = draft.headers();
        headers.remove("host");
        assert_eq!(status(open(&headers, follow().as_bytes())), 421);
    }
}

#[test]
fn row_08_a_time_is_signed() {
    for covered in ["(request-target) host digest", "host date digest", "(request-target) date digest"] {
        let draft = Draft::new(follow()).with(|draft| draft.covered = covered.to_owned());
        assert_eq!(status(draft.open()), 401, "{covered}");
    }
    let timeless = Draft::spoken(Dialect::Rfc9421, follow()).with(|draft| {
        draft.created = String::new();
        draft.covered.push_str(" date");
    });
    assert_eq!(timeless.open().err(), Some(Refusal::SignatureIncomplete { name: "created" }));
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
        for draft in Draft::in_all(follow()) {
            let draft = draft.with(|draft| {
                draft.date = date.to_owned();
                let date = if draft.is_cavage() { "" } else { " date" };
                draft.covered.push_str(date);
            });
            assert_eq!(draft.open().err(), Some(Refusal::SignatureTime {}), "{date}");
        }
    }
    for (age, refused) in [(3_599, false), (3_601, true), (-299, false), (-301, true)] {
        let draft = Draft::spoken(Dialect::Rfc9421, follow())
            .with(|draft| draft.created = (seconds() - age).to_string());
        assert_eq!(draft.hear().is_err(), refused, "{age} seconds old");
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
    let modern = || Draft::spoken(Dialect::Rfc9421, follow());
    for created in ["-1", "1777887000.5", "999999999999999", "\"1777887000\"", "?1", "@1777887000"] {
        let draft = modern().with(|draft| draft.created = created.to_owned());
        assert_eq!(draft.open().err(), Some(Refusal::SignatureTime {}), "{created}");
    }
    for number in ["18446744073709551615", "9223372036854775807", "1e3", "-"] {
        let created = modern().with(|draft| draft.created = number.to_owned());
        let expires = modern().with(|draft| draft.extra = format!(";expires={number}"));
        assert_eq!([status(created.open()), status(expires.open())], [401, 401], "{number}");
    }
    for (expires, answer) in [("1", 401), ("-1", 401), ("1777887000.5", 401), ("253402300799", 202)] {
        let draft = modern().with(|draft| draft.extra = format!(";expires={expires}"));
        assert_eq!(status(draft.hear()), answer, "{expires}");
    }
}

#[test]
fn created_may_stand_in_for_the_date() {
    let seconds = seconds().to_string();
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
    let delete = r#"{"id":"https://birkenried.de/n/1#delete-7","type":"Delete","actor":"https://birkenried.de/",
        "object":{"id":"https://birkenried.de/n/1","type":"Tombstone","version":7}}"#;
    for draft in Draft::in_all(follow()) {
        let again = draft.hear().expect("heard").replay_key;
        assert_eq!(draft.hear().expect("heard").replay_key, again);
        let later = draft.clone().with(|draft| {
            draft.date = "Mon, 04 May 2026 09:31:00 GMT".to_owned();
            draft.created = (seconds() + 60).to_string();
        });
        assert_ne!(later.hear().expect("heard").replay_key, again);
        let heard = draft.with(|draft| draft.body = delete.to_owned()).hear().expect("heard");
        assert_eq!(heard.replay_key, "https://birkenried.de/n/1#delete-7");
        assert!(matches!(heard.activity, Activity::Delete { version: Some(7), .. }));
    }
}

#[test]
fn row_17_algorithms_that_are_none() {
    let others =
        ["hmac-sha256", "none", "rsa-sha1", "ecdsa-p256-sha256", "rsa-pss-sha512", "RSA-MD5", "hs2020"];
    for draft in Draft::in_all(follow()) {
        for algorithm in others {
            let draft = draft.clone().with(|draft| draft.algorithm = algorithm.to_owned());
            assert_eq!(draft.open().err(), Some(Refusal::SignatureAlgorithm {}), "{algorithm}");
        }
        let md5 =
            if draft.is_cavage() { "MD5=nd4JZ5MhrqbIMH5fZbLgJg==" } else { "md5=:nd4JZ5MhrqbIMH5fZbLgJg==:" };
        let mut headers = draft.headers();
        headers.insert(draft.digest(), value(md5));
        assert_eq!(open(&headers, draft.body.as_bytes()).err(), Some(Refusal::DigestWrong {}));
    }
    assert_eq!(status(Draft::new(follow()).with(|draft| draft.algorithm = String::new()).open()), 401);
}

#[test]
fn row_17_the_algorithm_is_that_of_the_key() {
    let [cavage, rsa, ed25519] = Draft::in_all(follow());
    for (draft, other) in [(&cavage, &ed25519), (&rsa, &ed25519), (&ed25519, &rsa)] {
        let letter = draft.open().expect("a letter");
        assert_eq!(letter.verify(&other.key()).err(), Some(Refusal::SignatureAlgorithm {}));
    }
    for draft in [rsa, ed25519] {
        let unnamed = draft.with(|draft| draft.algorithm = String::new());
        assert!(unnamed.hear().is_ok(), "where none is named the key decides");
    }
}

#[test]
fn row_23_a_signature_inside_the_body_counts_for_nothing() {
    let body = follow()
        .replace("\"type\"", r#""signature":{"type":"RsaSignature2017","signatureValue":"YQ=="},"type""#);
    for draft in Draft::in_all(body.clone()) {
        let mut headers = draft.headers();
        headers.remove("signature");
        headers.remove("signature-input");
        assert_eq!(status(open(&headers, body.as_bytes())), 401);
        assert!(draft.hear().is_ok(), "and beside a real one it is ignored");
    }
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
    let stranger = SigningKey::generate().expect("a key").0.public_key().expect("a key");
    let other = "Mon, 04 May 2026 09:29:00 GMT";
    for draft in Draft::in_all(follow()) {
        let covered = if draft.is_cavage() { "" } else { " date" };
        let draft = draft.with(|draft| draft.covered.push_str(covered));
        let mut headers = draft.headers();
        headers.insert("date", value(other));
        let letter = open(&headers, draft.body.as_bytes()).expect("a letter");
        assert_eq!(letter.verify(&draft.key()).err(), Some(Refusal::SignatureWrong {}));
        assert_eq!(status(draft.open().expect("a letter").verify(&stranger)), 401);
    }
}

#[test]
fn row_24_structured_fields_that_say_something_else() {
    let draft = Draft::spoken(Dialect::Rfc9421, follow());
    let good = draft.headers();
    let text = |name: &str| good[name].to_str().expect("text").to_owned();
    let (input, signature) = (text("signature-input"), text("signature"));
    let (second_input, second) = (input.replace("sig1=", "sig2="), signature.replace("sig1=", "sig2="));
    for (input, signature) in [
        (input.clone(), String::new()),
        (String::new(), signature.clone()),
        (input.clone(), "sig1=::".to_owned()),
        (input.clone(), "sig1=:!!:".to_owned()),
        (input.clone(), "sig1".to_owned()),
        (input.clone(), second.clone()),
        (format!("{input}, {second_input}"), format!("{signature}, {second}")),
        (input.clone(), format!("{signature}, {second}")),
        (format!("{input}, {second_input}"), signature.clone()),
        ("sig1=1".to_owned(), signature.clone()),
        (input.replace("\"@method\"", "\"@method\" \"@method\""), signature.clone()),
        (input.replace("\"@method\"", "\"@method\";req"), signature.clone()),
        (input.replace("\"@method\"", "\"@method\" \"@status\""), signature.clone()),
        (input.replace("\"@method\"", "\"@method\" \"@query-param\";name=\"x\""), signature.clone()),
        (input.replace("\"@method\"", "\"@METHOD\""), signature.clone()),
        (input.replace("\"@method\"", "\"@method\" \"x-not-there\""), signature.clone()),
        (input.replace("\"@method\"", "@method"), signature.clone()),
        (input.replace(";keyid=", ";key="), signature.clone()),
        (input.replace(KEY_ID, ""), signature.clone()),
        (format!("{input};\u{e4}"), signature.clone()),
    ] {
        let mut headers = good.clone();
        headers.insert("signature-input", http::HeaderValue::from_bytes(input.as_bytes()).expect("bytes"));
        headers.insert("signature", value(&signature));
        assert_eq!(status(open(&headers, draft.body.as_bytes())), 401, "{input} {signature}");
    }
}

#[test]
fn spaces_are_no_part_of_what_is_signed() {
    let draft = Draft::spoken(Dialect::Rfc9421, follow());
    let mut headers = draft.headers();
    let input = headers["signature-input"].to_str().expect("text").to_owned();
    let wide = input.replace("(\"", "(  \"").replace("\" \"", "\"   \"").replace(";created", ";  created");
    assert_ne!(input, wide);
    headers.insert("signature-input", value(&wide));
    let letter = open(&headers, draft.body.as_bytes()).expect("a letter");
    assert!(letter.verify(&draft.key()).is_ok());
}

#[test]
fn a_letter_to_another_path_does_not_hold_here() {
    for draft in Draft::in_all(follow()) {
        let head = Head { method: "POST", path_and_query: "/inbox?x=1", headers: &draft.headers() };
        let letter = Letter::open(&head, draft.body.as_bytes(), now(), &ours).expect("a letter");
        assert_eq!(letter.verify(&draft.key()).err(), Some(Refusal::SignatureWrong {}));
        let head = Head { method: "PUT", path_and_query: "/inbox", headers: &draft.headers() };
        let letter = Letter::open(&head, draft.body.as_bytes(), now(), &ours).expect("a letter");
        assert_eq!(letter.verify(&draft.key()).err(), Some(Refusal::SignatureWrong {}));
    }
}
