//! Double-knocking: in which dialect, and by which key, a neighbour is signed to, and what is remembered of it.

use std::sync::{Arc, Mutex};

use commons::Refusal;
use federation::{
    Answer, Client, Dialect, Dialects, Ed25519Key, Head, Known, Learnt, Outgoing, SignedFetch, Signer,
    SigningKey,
};
use http::{HeaderMap, HeaderName};
use serde_json::{Value, json};

use crate::hand::{KEY_ID, follow, iri, now, value};
use crate::stub::{Reply, Stub, activity, client, http};

/// The ways in which a stub was signed to, in order.
type Heard = Arc<Mutex<Vec<Dialect>>>;

fn dialect(head: &str) -> Dialect {
    let head = head.to_ascii_lowercase();
    match (head.contains("\r\nsignature-input: "), head.contains(";alg=\"ed25519\"")) {
        (true, true) => Dialect::Rfc9421Ed25519,
        (true, false) => Dialect::Rfc9421,
        (false, _) => Dialect::Cavage,
    }
}

/// A neighbour that answers each dialect so, and the ways in which it was signed to.
async fn neighbour(answers: impl Fn(Dialect) -> &'static str + Send + Sync + 'static) -> (Stub, Heard) {
    let heard = Heard::default();
    let noted = Arc::clone(&heard);
    let stub = Stub::start(move |head, base| {
        let dialect = dialect(head);
        noted.lock().expect("a list").push(dialect);
        match (head.starts_with("GET"), answers(dialect)) {
            (true, "202 Accepted") => activity(&announcing(base).to_string()),
            (_, status) => http(status, "", ""),
        }
    })
    .await;
    (stub, heard)
}

fn announcing(base: &str) -> Value {
    let id = format!("{base}/");
    let pem = crate::hand::KEY.public_pem().expect("a PEM");
    let rfc9421 = "https://datatracker.ietf.org/doc/html/rfc9421";
    json!({
        "id": id, "type": "Service", "preferredUsername": "birkenried", "inbox": format!("{base}/inbox"),
        "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": pem },
        "generator": { "type": "Application", "implements": [
            { "href": rfc9421 }, { "href": format!("{rfc9421}#name-eddsa-using-curve-edwards25") },
        ] },
    })
}

fn key() -> SigningKey {
    SigningKey::generate().expect("a key").0.beside(Ed25519Key::generate().expect("a key").0)
}

async fn send(client: &Client, stub: &Stub, key: &SigningKey) -> Answer {
    let (inbox, body) = (iri(&format!("{}/inbox", stub.base)), follow());
    let letter = Outgoing::new(&inbox, &body);
    client.send(&letter, &Signer { key, key_id: KEY_ID, now: now() }).await
}

fn known(dialects: &Dialects, stub: &Stub) -> Option<Known> {
    dialects.of(&iri(&format!("{}/", stub.base)).origin())
}

/// A client and what it remembers.
fn remembering() -> (Client, Arc<Dialects>) {
    let dialects = Arc::<Dialects>::default();
    (client().with_dialects(Arc::clone(&dialects)), dialects)
}

#[tokio::test]
async fn who_reads_no_cavage_is_knocked_at_again_once() {
    for refusing in ["401 Unauthorized", "403 Forbidden"] {
        let (stub, heard) = neighbour(move |dialect| match dialect {
            Dialect::Cavage => refusing,
            _ => "202 Accepted",
        })
        .await;
        let ((client, dialects), key) = (remembering(), key());
        for _ in 0..2 {
            assert_eq!(send(&client, &stub, &key).await, Answer::Done);
        }
        let expected = [Dialect::Cavage, Dialect::Rfc9421, Dialect::Rfc9421];
        assert_eq!(*heard.lock().expect("a list"), expected, "{refusing}");
        let learnt = Known { dialect: Dialect::Rfc9421, learnt: Learnt::Knocking };
        assert_eq!(known(&dialects, &stub), Some(learnt));
        assert_eq!(dialects.news().await.len(), 1);
    }
}

#[tokio::test]
async fn who_takes_cavage_gets_nothing_else() {
    let (stub, heard) = neighbour(|_| "202 Accepted").await;
    let ((client, dialects), key) = (remembering(), key());
    for _ in 0..2 {
        assert_eq!(send(&client, &stub, &key).await, Answer::Done);
    }
    assert_eq!(*heard.lock().expect("a list"), [Dialect::Cavage; 2]);
    assert_eq!(known(&dialects, &stub), None, "that is what everybody is taken for");
}

#[tokio::test]
async fn who_announces_ed25519_gets_it() {
    let (stub, heard) = neighbour(|_| "202 Accepted").await;
    let ((client, dialects), key) = (remembering(), key());
    let signer = Signer { key: &key, key_id: KEY_ID, now: now() };
    client.fetch_actor(&iri(&format!("{}/", stub.base)), &signer).await.expect("an actor");
    assert_eq!(send(&client, &stub, &key).await, Answer::Done);
    assert_eq!(*heard.lock().expect("a list"), [Dialect::Cavage, Dialect::Rfc9421Ed25519]);
    let announced = Known { dialect: Dialect::Rfc9421Ed25519, learnt: Learnt::Announced };
    assert_eq!(known(&dialects, &stub), Some(announced));
}

#[tokio::test]
async fn who_announces_what_it_does_not_read_gets_cavage_again() {
    let (stub, heard) = neighbour(|dialect| match dialect {
        Dialect::Cavage => "202 Accepted",
        _ => "401 Unauthorized",
    })
    .await;
    let ((client, dialects), key) = (remembering(), key());
    let (actor, signer) = (iri(&format!("{}/", stub.base)), Signer { key: &key, key_id: KEY_ID, now: now() });
    client.fetch_actor(&actor, &signer).await.expect("an actor");
    for _ in 0..2 {
        assert_eq!(send(&client, &stub, &key).await, Answer::Done);
    }
    client.fetch_actor(&actor, &signer).await.expect("an actor");
    let expected =
        [Dialect::Cavage, Dialect::Rfc9421Ed25519, Dialect::Cavage, Dialect::Cavage, Dialect::Cavage];
    assert_eq!(*heard.lock().expect("a list"), expected);
    let learnt = Known { dialect: Dialect::Cavage, learnt: Learnt::Knocking };
    assert_eq!(known(&dialects, &stub), Some(learnt), "though it is announced once more");
}

#[tokio::test]
async fn who_refuses_everything_is_believed() {
    let (stub, heard) = neighbour(|_| "403 Forbidden").await;
    let ((client, dialects), key) = (remembering(), key());
    let refused = Answer::Refused { status: 403, reason: Refusal::PeerAnswered { status: 403 } };
    assert_eq!(send(&client, &stub, &key).await, refused);
    assert_eq!(*heard.lock().expect("a list"), [Dialect::Cavage, Dialect::Rfc9421]);
    assert_eq!(known(&dialects, &stub), None);

    let origin = iri(&format!("{}/", stub.base)).origin();
    let known = Known { dialect: Dialect::Rfc9421, learnt: Learnt::Announced };
    let client = crate::stub::client().with_dialects(Arc::new(Dialects::new([(origin, known)])));
    assert_eq!(send(&client, &stub, &key).await, refused);
    assert_eq!(heard.lock().expect("a list").len(), 3, "of one whose dialect is known 403 means the sender");
}

#[tokio::test]
async fn another_answer_is_no_reason_to_knock_again() {
    for status in ["404 Not Found", "410 Gone", "429 Busy", "500 Broken", "400 Bad"] {
        let (stub, heard) = neighbour(move |_| status).await;
        send(&remembering().0, &stub, &key()).await;
        assert_eq!(heard.lock().expect("a list").len(), 1, "{status}");
    }
}

/// Whether a fetch is signed by this key.
fn is_signed_by(head: &str, key: &SigningKey) -> bool {
    let mut lines = head.lines();
    let target = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a target").to_owned();
    let mut headers = HeaderMap::new();
    for (name, text) in lines.filter_map(|line| line.split_once(": ")) {
        headers.insert(HeaderName::from_bytes(name.as_bytes()).expect("a name"), value(text));
    }
    let head = Head { method: "GET", path_and_query: &target, headers: &headers };
    let fetch = SignedFetch::open(&head, now(), &|_| true).expect("readable").expect("signed");
    fetch.verify(&key.public_key().expect("a key")).is_ok()
}

#[tokio::test]
async fn who_knows_the_new_key_already_gets_it() {
    let (old, (new, kept)) = (key(), SigningKey::generate().expect("a key"));
    let heard = Arc::new(Mutex::new(0));
    let (counted, theirs) = (Arc::clone(&heard), SigningKey::from_pkcs8(&kept).expect("a key"));
    let stub = Stub::start(move |head, base| -> Reply {
        *counted.lock().expect("a number") += 1;
        match is_signed_by(head, &theirs) {
            true => activity(&announcing(base).to_string()),
            false => http("401 Unauthorized", "", ""),
        }
    })
    .await;
    let (client, dialects) = remembering();
    let key = old.succeeded_by(Arc::new(new));
    let signer = Signer { key: &key, key_id: KEY_ID, now: now() };
    client.fetch_actor(&iri(&format!("{}/", stub.base)), &signer).await.expect("an actor");
    assert_eq!(*heard.lock().expect("a number"), 2);
    let known = known(&dialects, &stub).expect("announced");
    assert_eq!(known.learnt, Learnt::Announced, "a newer key says nothing of the dialect");
}
