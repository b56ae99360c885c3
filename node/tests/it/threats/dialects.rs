//! Rows 1 to 24 once more, as RFC 9421 signs: whatever the dialect, the same is taken and the same refused.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::Time;
use federation::signatures::content_digest;
use federation::{Ed25519Key, Signer, SigningKey};
use serde_json::json;

use super::{member, stranger};
use crate::harness::{Letter, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_are_heard_in_every_dialect() {
    let scene = member().await;
    for letter in scene.good_in_all() {
        letter.to(&scene.town).await.is(202);
    }
    eventually("all three are found", || async {
        (scene.town.finds("Luftschloss").await.len() == 3).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_may_begin_with_ed25519() {
    let scene = stranger().await;
    let asks = scene.peer.asks_to_follow(scene.town.iri()).by_ed25519(&scene.peer.ed25519);
    let forged = asks.clone().by_ed25519(&Arc::new(Ed25519Key::generate().unwrap().0));
    scene.peer.shows_itself(&scene.peer.key);
    asks.to(&scene.town).await.is(202);
    forged.to(&scene.town).await.is(401);
}

/// What each row changes in a letter that was right.
type Fault = (&'static str, u16, fn(&mut Letter));

const FAULTS: [Fault; 20] = [
    ("row 1: no Signature", 401, |letter| letter.without.push("Signature")),
    ("row 1: no Signature-Input", 401, |letter| letter.without.push("Signature-Input")),
    ("row 2: no Content-Digest", 401, |letter| letter.without.push("Content-Digest")),
    ("row 2: digest not covered", 401, |letter| covers(letter, "@method @target-uri")),
    ("row 2: target not covered", 401, |letter| covers(letter, "@method @authority content-digest")),
    ("row 2: host not covered", 401, |letter| covers(letter, "@method @path content-digest")),
    ("row 2: method not covered", 401, |letter| covers(letter, "@target-uri content-digest")),
    ("row 3: another body's digest", 401, |letter| letter.digest = Some(content_digest(b"{}"))),
    ("row 4: two digests", 400, |letter| first(letter, "Content-Digest", &content_digest(b"{}"))),
    ("row 5: two Signature-Inputs", 400, |letter| first(letter, "Signature-Input", "sig1=()")),
    ("row 5: two Signatures", 400, |letter| first(letter, "Signature", "sig1=:YQ==:")),
    ("row 6: another host", 421, |letter| letter.host = Some("auenstadt.de".to_owned())),
    ("row 8: no time", 401, |letter| letter.created = Some(String::new())),
    ("row 10: before all time", 401, |letter| letter.created = Some("-5".to_owned())),
    ("row 10: beyond all time", 401, |letter| letter.created = Some("18446744073709551615".to_owned())),
    ("row 10: a fraction", 401, |letter| letter.created = Some("1.5".to_owned())),
    ("row 10: expired", 401, |letter| letter.extra = ";expires=1".to_owned()),
    ("row 17: a shared secret", 401, |letter| letter.algorithm = "hmac-sha256".to_owned()),
    ("row 17: MD5", 401, |letter| letter.digest = Some("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:".to_owned())),
    ("row 24: empty", 401, |letter| letter.signature = Some(String::new())),
];

fn covers(letter: &mut Letter, names: &str) {
    names.clone_into(&mut letter.covered);
}

fn first(letter: &mut Letter, name: &str, value: &str) {
    letter.first.push((name.to_owned(), value.to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_1_to_24_what_is_wrong_in_rfc_9421() {
    let scene = member().await;
    for (what, status, fault) in FAULTS {
        let letters = scene.good_in_all().into_iter().skip(1).map(|letter| (what, letter.with(fault)));
        scene.refuses(status, letters).await;
    }
    let [_, rsa, ed25519] = scene.good_in_all();
    rsa.to(&scene.town).await.is(202);
    ed25519.to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_09_created_too_old_or_too_new() {
    let scene = member().await;
    let created = |millis: i64| {
        let seconds = scene.peer.now().plus(millis).millis() / 1_000;
        scene.good().in_rfc9421().with(|letter| letter.created = Some(seconds.to_string()))
    };
    let old = ("61 minutes old", created(-61 * Time::MINUTE));
    scene.refuses(401, [old, ("6 minutes ahead", created(6 * Time::MINUTE))]).await;
    created(-59 * Time::MINUTE).to(&scene.town).await.is(202);
    created(4 * Time::MINUTE).to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_11_a_replay_in_rfc_9421_has_no_second_effect() {
    let scene = member().await;
    for letter in scene.good_in_all() {
        let (create, follow) = (letter, scene.peer.asks_to_follow(scene.town.iri()).in_rfc9421());
        let (create, follow) = (create.request(&scene.town), follow.request(&scene.town));
        create.send().await.is(202);
        follow.send().await.is(202);
        let before = scene.town.memory().await;
        create.send().await.is(202);
        follow.send().await.is(202);
        assert_eq!(scene.town.memory().await, before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_16_a_replaced_key_is_asked_for_once_in_every_dialect() {
    let scene = member().await;
    scene.good().in_rfc9421().to(&scene.town).await.is(202);
    let new = Arc::new(SigningKey::generate().unwrap().0);
    scene.peer.shows_itself(&new);
    let asked = scene.peer.asked(Some("/"));
    for _ in 0..2 {
        let by_new = scene.good().in_rfc9421().with(|letter| letter.key = Arc::clone(&new));
        by_new.to(&scene.town).await.is(202);
    }
    scene.good().by_ed25519(&scene.peer.ed25519).to(&scene.town).await.is(202);
    assert_eq!(scene.peer.asked(Some("/")), asked + 1);
    scene.refuses(401, [("the old key", scene.good().in_rfc9421())]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_16_a_known_sender_may_come_with_a_key_not_seen_yet() {
    let scene = member().await;
    let mut actor = scene.peer.actor_document();
    actor["assertionMethod"][0]["id"] = json!(format!("{}#another-key", scene.peer.iri()));
    let another = Arc::new(Ed25519Key::generate().unwrap().0);
    actor["assertionMethod"][0]["publicKeyMultibase"] = json!(another.multikey());
    scene.peer.shows("/", 200, "application/activity+json", &actor.to_string());
    let asked = scene.peer.asked(Some("/"));
    let otherwise = scene.good().with(|letter| letter.key_id = letter.key_id.replace("#main", "#only"));
    otherwise.to(&scene.town).await.is(202);
    assert_eq!(scene.peer.asked(Some("/")), asked, "his key, by another name");
    for _ in 0..2 {
        let letter = scene.good().by_ed25519(&another);
        let letter = letter.with(|letter| letter.key_id = letter.key_id.replace("#ed25519", "#another"));
        letter.to(&scene.town).await.is(202);
    }
    assert_eq!(scene.peer.asked(Some("/")), asked + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_17_a_key_signs_in_its_own_way_alone() {
    let scene = member().await;
    let pem = scene.peer.key.public_pem().unwrap();
    let hmac = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, pem.as_bytes());
    let forged = STANDARD.encode(aws_lc_rs::hmac::sign(&hmac, b"anything"));
    let [_, rsa, ed25519] = scene.good_in_all();
    let (first, second) = (rsa.key_id.clone(), ed25519.key_id.clone());
    let secret = rsa.clone().with(|letter| letter.signature = Some(forged));
    // With the right key at hand a wrong signature asks once for a newer one, and then no more.
    secret.to(&scene.town).await.is(401);
    let confused = [
        ("a shared secret", secret),
        ("Ed25519 under the id of RSA", ed25519.with(|letter| letter.key_id = first)),
        ("RSA under the id of Ed25519", rsa.with(|letter| letter.key_id = second)),
    ];
    scene.refuses(401, confused).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fetch_signed_by_rfc_9421_is_checked() {
    let scene = member().await;
    let written = scene.town.publishes("Fundbüro").await;
    let target = url::Url::parse(written.iri.as_str()).unwrap().path().to_owned();
    let key_id = federation::render::key_id(scene.peer.iri());
    let forger = SigningKey::generate().unwrap().0;
    for (key, status) in [(&*scene.peer.key, 200), (&forger, 401)] {
        let signer = Signer { key, key_id: &key_id, now: scene.peer.now() };
        let headers =
            signer.sign_in(federation::Dialect::Rfc9421, "GET", &written.iri, None).expect("headers");
        let mut request = scene.town.http("GET", &target).header("Accept", "application/activity+json");
        for name in ["signature-input", "signature"] {
            request = request.header(name, headers[name].to_str().unwrap());
        }
        request.send().await.is(status);
    }
}
