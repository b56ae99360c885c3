//! Rows 1 to 24: who signed what, when, and with which key.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::Time;
use federation::SigningKey;
use federation::signatures::digest;
use serde_json::json;

use super::{member, stranger};
use crate::harness::{Letter, http_date};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_01_no_signature() {
    let scene = member().await;
    scene
        .refuses(401, [("no signature", scene.good().with(|letter| letter.without.push("Signature")))])
        .await;
    scene.good().to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_02_no_digest() {
    let scene = member().await;
    let uncovered = |covered: &str| scene.good().with(|letter| covered.clone_into(&mut letter.covered));
    scene
        .refuses(
            401,
            [
                ("no digest", scene.good().with(|letter| letter.without.push("Digest"))),
                ("digest not covered", uncovered("(request-target) host date")),
                ("target not covered", uncovered("host date digest")),
                ("host not covered", uncovered("(request-target) date digest")),
            ],
        )
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_03_digest_of_another_body() {
    let scene = member().await;
    let other = digest(b"{}");
    scene
        .refuses(401, [("another body's digest", scene.good().with(|letter| letter.digest = Some(other)))])
        .await;
    let exchanged = scene.good();
    let headers = exchanged.request(&scene.town);
    let answer =
        headers.body(String::from_utf8(exchanged.body).unwrap().replace("Luftschloss", "Luftnummern"));
    answer.send().await.is(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_04_two_digests_the_forged_one_first() {
    let scene = member().await;
    let forged = |letter: &mut Letter| letter.first.push(("Digest".to_owned(), digest(b"{}")));
    scene.refuses(400, [("two digests", scene.good().with(forged))]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_05_a_header_twice() {
    let scene = member().await;
    for (name, value) in [
        ("Signature", "keyId=\"x\""),
        ("Date", "Mon, 04 May 2026 09:30:00 GMT"),
        ("Content-Type", "application/activity+json"),
        ("Host", "auenstadt.localhost"),
    ] {
        let twice = scene.good().with(|letter| letter.first.push((name.to_owned(), value.to_owned())));
        scene.refuses(400, [(name, twice)]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_06_validly_signed_for_another_host() {
    let scene = member().await;
    let port = scene.town.port();
    for host in [
        "auenstadt.de".to_owned(),
        format!("birkenried.localhost:{port}"),
        format!("127.0.0.1:{port}"),
        "auenstadt.localhost".to_owned(),
    ] {
        scene.refuses(421, [("another host", scene.good().with(|letter| letter.host = Some(host)))]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_08_no_signed_time() {
    let scene = member().await;
    let timeless = |letter: &mut Letter| "(request-target) host digest".clone_into(&mut letter.covered);
    let bare = |letter: &mut Letter| {
        timeless(letter);
        letter.without.push("Date");
    };
    scene
        .refuses(
            401,
            [("date not covered", scene.good().with(timeless)), ("no date", scene.good().with(bare))],
        )
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_09_a_date_too_old_too_new_or_none() {
    let scene = member().await;
    let at = |millis: i64| http_date(scene.peer.now().plus(millis));
    let dated = |date: String| scene.good().with(|letter| letter.date = Some(date));
    let rfc_850 = "Monday, 04-May-26 09:30:00 GMT".to_owned();
    scene
        .refuses(
            401,
            [
                ("61 minutes old", dated(at(-61 * Time::MINUTE))),
                ("6 minutes ahead", dated(at(6 * Time::MINUTE))),
                ("unreadable", dated("yesterday".to_owned())),
                ("RFC 850", dated(rfc_850)),
                ("the year 2035", dated("Fri, 04 May 2035 09:30:00 GMT".to_owned())),
            ],
        )
        .await;
    dated(at(-59 * Time::MINUTE)).to(&scene.town).await.is(202);
    dated(at(4 * Time::MINUTE)).to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_10_times_beyond_reason() {
    let scene = member().await;
    for extra in [
        ",created=18446744073709551615",
        ",created=-5",
        ",created=1.5",
        ",created=9223372036854775807",
        ",created=x",
    ] {
        let created = scene.good().with(|letter| {
            extra.clone_into(&mut letter.extra);
            "(request-target) host digest (created)".clone_into(&mut letter.covered);
        });
        scene.refuses(401, [(extra, created)]).await;
    }
    for extra in [",expires=-1", ",expires=1", ",expires=0.5", ",expires=99999999999999999999999"] {
        let expires = scene.good().with(|letter| extra.clone_into(&mut letter.extra));
        scene.refuses(401, [(extra, expires)]).await;
    }
    // A time that never comes is no reason to refuse, and none to fall over.
    let far = scene.good().with(|letter| ",expires=9223372036854775807".clone_into(&mut letter.extra));
    let status = far.to(&scene.town).await.status;
    assert!(status == 202 || status == 401, "{status}");
}

both_engines!(row_11_an_exact_replay_has_no_second_effect, |ground| async move {
    let town = ground.town("auenstadt").await;
    let peer = crate::harness::Peer::new(&ground, "fremd").await;
    town.befriends(&peer).await;
    let entry = peer.project("1", "Luftschloss");
    let (create, follow) = (peer.creates(&entry), peer.asks_to_follow(town.iri()));
    let (create, follow) = (create.request(&town), follow.request(&town));
    create.send().await.is(202);
    follow.send().await.is(202);
    let before = town.memory().await;
    for minutes in [0, 58] {
        ground.clock().pass(minutes * Time::MINUTE);
        create.send().await.is(202);
        follow.send().await.is(202);
        assert_eq!(town.memory().await, before, "after {minutes} minutes");
    }
    // An hour later the signature is too old whatever was remembered.
    ground.clock().pass(5 * Time::MINUTE);
    create.send().await.is(401);
    // The same id, signed anew: known by its id.
    peer.creates(&entry).to(&town).await.is(202);
    assert_eq!(town.memory().await, before);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_14_a_key_document_that_names_another_owner() {
    let scene = stranger().await;
    let mut actor = scene.peer.actor_document();
    actor["publicKey"]["owner"] = json!("https://anderswo.de/");
    scene.peer.shows("/", 200, "application/activity+json", &actor.to_string());
    let before = scene.town.memory().await;
    let answer = scene.peer.asks_to_follow(scene.town.iri()).to(&scene.town).await.is(401);
    assert_eq!(answer.problem(), "key-of-another");
    assert_eq!(scene.town.memory().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_16_a_key_that_was_replaced_is_asked_for_once() {
    let scene = member().await;
    scene.good().to(&scene.town).await.is(202);
    let new = Arc::new(SigningKey::generate().unwrap().0);
    let by_new = || scene.good().with(|letter| letter.key = Arc::clone(&new));

    // Not to be had: come again.
    scene.peer.shows("/", 500, "text/plain", "");
    let asked = scene.peer.asked(Some("/"));
    by_new().to(&scene.town).await.is(503);
    assert_eq!(scene.peer.asked(Some("/")), asked + 1);
    by_new().to(&scene.town).await.is(503);
    assert_eq!(scene.peer.asked(Some("/")), asked + 1, "not asked again within five minutes");

    scene.ground.clock().pass(5 * Time::MINUTE + Time::SECOND);
    scene.peer.shows_itself(&new);
    by_new().to(&scene.town).await.is(202);
    by_new().to(&scene.town).await.is(202);
    assert_eq!(scene.peer.asked(Some("/")), asked + 2, "once known it is remembered");
    scene.refuses(401, [("the old key", scene.good())]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_17_algorithms_that_are_none() {
    let scene = member().await;
    let pem = scene.peer.key.public_pem().unwrap();
    let hmac = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, pem.as_bytes());
    let forged = STANDARD.encode(aws_lc_rs::hmac::sign(&hmac, b"anything"));
    for algorithm in ["hmac-sha256", "none", "rsa-sha1", "ed25519", ""] {
        let letter = scene.good().with(|letter| {
            algorithm.clone_into(&mut letter.algorithm);
            letter.signature = (algorithm == "hmac-sha256").then(|| forged.clone());
        });
        scene.refuses(401, [(algorithm, letter)]).await;
    }
    let md5 = "MD5=1B2M2Y8AsgTpgAmY7PhCfg==".to_owned();
    scene.refuses(401, [("MD5", scene.good().with(|letter| letter.digest = Some(md5)))]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_21_an_invented_key_id_forces_no_more_than_ten_fetches() {
    let scene = stranger().await;
    scene.ground.clock().stop();
    // What strangers may not send is refused before anybody is asked.
    scene.refuses(403, [("a project", scene.good())]).await;

    let letter = scene.peer.asks_to_follow(scene.town.iri());
    let invented = (0..10_000).map(|number| {
        let actor = scene.peer.iri().with(&format!("a/{number}"));
        let follow = json!({ "id": format!("{actor}#f"), "type": "Follow", "actor": actor, "object": scene.town.iri() });
        let letter = letter.clone().saying(&follow).with(|letter| {
            letter.key_id = format!("{actor}#main-key");
            letter.signature = Some("AAAA".to_owned());
        });
        let town = scene.town.clone();
        async move { letter.to(&town).await.status }
    });
    let (memory, asked) = (scene.town.memory().await, scene.peer.asked(None));
    let answers: Vec<u16> = futures::StreamExt::collect(futures::StreamExt::buffer_unordered(
        futures::stream::iter(invented),
        50,
    ))
    .await;
    let count = |status: u16| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((count(503), count(429)), (10, 9_990));
    assert_eq!(scene.peer.asked(None) - asked, 10);
    assert_eq!(scene.town.memory().await, memory);
    // A minute later there is room again.
    scene.ground.clock().pass(Time::MINUTE);
    scene.peer.asks_to_follow(scene.town.iri()).to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_22_the_delete_of_an_unknown_actor_fetches_nothing() {
    let scene = stranger().await;
    scene.peer.shows("/", 410, "text/plain", "");
    for _ in 0..3 {
        scene.drops([("gone", scene.peer.deed("Delete", &json!(scene.peer.iri())))]).await;
    }
    // Anything else of somebody who is gone is dropped too: coming again would not help.
    let (before, asked) = (scene.town.memory().await, scene.peer.asked(None));
    scene.peer.asks_to_follow(scene.town.iri()).to(&scene.town).await.is(202);
    assert_eq!((scene.town.memory().await, scene.peer.asked(None)), (before, asked + 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_23_a_signature_inside_the_letter_is_none() {
    let scene = member().await;
    let mut body: serde_json::Value = serde_json::from_slice(&scene.good().body).unwrap();
    body["signature"] = json!({
        "type": "RsaSignature2017", "creator": format!("{}#main-key", scene.peer.iri()),
        "created": "2026-05-04T09:30:00Z", "signatureValue": "AAAA",
    });
    let unsigned = scene.good().saying(&body).with(|letter| letter.without.push("Signature"));
    scene.refuses(401, [("signed inside only", unsigned)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_24_signatures_that_are_none() {
    let scene = member().await;
    let signed = |signature: &str| scene.good().with(|letter| letter.signature = Some(signature.to_owned()));
    let other = STANDARD.encode(scene.peer.key.sign(b"other bytes").unwrap());
    // With the right key at hand a wrong signature asks once for a newer one, and then no more.
    signed(&other).to(&scene.town).await.is(401);
    let twice = scene.good().with(|letter| letter.extra = ",signature=\"AAAA\"".to_owned());
    let unknown = scene.good().with(|letter| "dsa-sha3".clone_into(&mut letter.algorithm));
    let letters = [
        ("empty", signed("")),
        ("not base64", signed("%%%")),
        ("of other bytes", signed(&other)),
        ("an unknown algorithm", unknown),
        ("two in one header", twice),
    ];
    scene.refuses(401, letters).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_16_who_forges_does_not_use_up_the_key_of_another() {
    let scene = member().await;
    let forger = Arc::new(SigningKey::generate().unwrap().0);
    let asked = scene.peer.asked(Some("/"));
    for _ in 0..5 {
        scene.good().with(|letter| letter.key = Arc::clone(&forger)).to(&scene.town).await.is(401);
    }
    assert_eq!(scene.peer.asked(Some("/")), asked + 1, "asked once, however often it is tried");
    scene.good().to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_16_who_forges_does_not_hide_a_new_key() {
    let scene = member().await;
    scene.good().to(&scene.town).await.is(202);
    let [forger, new] = [(); 2].map(|()| Arc::new(SigningKey::generate().unwrap().0));
    scene.peer.shows_itself(&new);
    // The forger comes first, and uses up the one question of five minutes.
    scene.good().with(|letter| letter.key = Arc::clone(&forger)).to(&scene.town).await.is(401);
    scene.good().with(|letter| letter.key = Arc::clone(&new)).to(&scene.town).await.is(202);
}
