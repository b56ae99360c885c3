//! Fetching from and sending to servers that mean no good: rows 31 to 51 and 68 of THREATS.md.

use commons::Refusal;
use federation::{Answer, ChangedItem, Check, Network, Outgoing, Signer};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::hand::{KEY, KEY_ID, follow, iri, now};
use crate::stub::{Known, Reply, Stub, activity, client, http, in_the_world};

fn signer() -> Signer<'static> {
    Signer { key: &KEY, key_id: KEY_ID, now: now() }
}

fn actor(base: &str, handle: &str) -> String {
    let id = format!("{base}/");
    json!({
        "id": id, "type": "Service", "preferredUsername": handle, "name": "Birkenried", "inbox": format!("{base}/inbox"),
        "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": KEY.public_pem().expect("a PEM") }
    })
    .to_string()
}

/// How fetching an actor ends, if it is answered so.
async fn refused(reply: Reply) -> Option<Refusal> {
    let stub = Stub::start(move |_, _| reply.clone()).await;
    let refusal = client().fetch_actor(&iri(&format!("{}/", stub.base)), &signer()).await.err();
    assert_eq!(stub.calls(), 1, "asked once and followed nowhere");
    refusal
}

#[tokio::test]
async fn an_actor_is_fetched_with_a_signature() {
    let stub = Stub::start(|head, base| {
        let signed = head.to_ascii_lowercase();
        assert!(signed.contains("signature: keyid=") && !signed.contains("accept-encoding"), "{head}");
        activity(&actor(base, "birkenried"))
    })
    .await;
    let found = client().fetch_actor(&iri(&format!("{}/", stub.base)), &signer()).await.expect("an actor");
    assert_eq!(found.handle, "birkenried");
    assert!(format!("http://{}", found.host).eq(&stub.base));
}

#[tokio::test]
async fn row_31_and_50_only_activitypub_is_read() {
    for kind in ["text/html", "application/json", "application/octet-stream", "application/ld+json"] {
        let reply = http("200 OK", &format!("Content-Type: {kind}\r\n"), "{}");
        assert_eq!(refused(reply).await, Some(Refusal::PeerAnswerUnreadable {}), "{kind}");
    }
    assert_eq!(
        refused(http("200 OK", "", "{}")).await,
        Some(Refusal::PeerAnswerUnreadable {}),
        "none at all"
    );
}

#[tokio::test]
async fn row_32_a_document_lies_where_its_id_says() {
    let stub = Stub::start(|_, base| activity(&actor(base, "birkenried"))).await;
    let upload = iri(&format!("{}/media/1.json", stub.base));
    assert_eq!(client().fetch_actor(&upload, &signer()).await.err(), Some(Refusal::PeerAnswerUnreadable {}));
    assert!(client().fetch_object(&upload, &signer()).await.is_err());
}

#[tokio::test]
async fn row_34_links_in_headers_are_not_followed() {
    let link = "Content-Type: text/html\r\nLink: </a.json>; rel=\"alternate\"; type=\"application/activity+json\"\r\n";
    assert!(refused(http("200 OK", link, "<html></html>")).await.is_some());
}

#[tokio::test]
async fn row_35_an_object_of_another_author_is_not_his() {
    let stub = Stub::start(|_, base| {
        activity(&json!({ "id": format!("{base}/n/1"), "type": "Note", "attributedTo": "https://cedern.de/", "content": "x" }).to_string())
    })
    .await;
    let object =
        client().fetch_object(&iri(&format!("{}/n/1", stub.base)), &signer()).await.expect("an object");
    assert!(matches!(object, federation::Object::Foreign { .. }), "{object:?}");
}

#[tokio::test]
async fn row_43_redirects_are_refused() {
    for target in ["http://127.0.0.1/", "https://auenstadt.de/", "/", "file:///etc/passwd"] {
        for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
            let reply = http(status, &format!("Location: {target}\r\n"), "");
            assert_eq!(refused(reply).await, Some(Refusal::RedirectRefused {}), "{status} {target}");
        }
    }
}

#[tokio::test]
async fn row_47_a_slow_server_is_cut_off() {
    assert_eq!(refused(Reply::Drip).await, Some(Refusal::PeerTooSlow {}));
    let slow =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: 50\r\n\r\n{".to_vec();
    assert_eq!(
        refused(Reply::Bytes(slow)).await,
        Some(Refusal::PeerUnreachable {}),
        "less than it announced"
    );
}

#[tokio::test]
async fn row_48_endless_and_huge_bodies_are_cut() {
    assert_eq!(refused(Reply::Endless).await, Some(Refusal::PeerAnswerTooLarge {}));
    let huge =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: 10000000000\r\n\r\n{"
            .to_vec();
    assert_eq!(refused(Reply::Bytes(huge)).await, Some(Refusal::PeerAnswerTooLarge {}));
    let chunk = format!("20000\r\n{}\r\n", " ".repeat(0x20000)).repeat(16);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}"
    );
    assert_eq!(refused(Reply::Bytes(chunked.into_bytes())).await, Some(Refusal::PeerAnswerTooLarge {}));
}

#[tokio::test]
async fn row_49_what_comes_compressed_is_not_unpacked() {
    for encoding in ["gzip", "br", "zstd", "deflate"] {
        let headers = format!("Content-Type: application/activity+json\r\nContent-Encoding: {encoding}\r\n");
        let reply = http("200 OK", &headers, &"x".repeat(1_000));
        assert_eq!(refused(reply).await, Some(Refusal::PeerAnswerUnreadable {}), "{encoding}");
    }
}

#[tokio::test]
async fn row_51_odd_answers_have_their_class() {
    assert_eq!(
        refused(http("404 Not Found", "", &"x".repeat(100_000))).await,
        Some(Refusal::PeerAnswered { status: 404 })
    );
    assert_eq!(refused(http("418 Teapot", "", "")).await, Some(Refusal::PeerAnswered { status: 418 }));
    assert_eq!(refused(http("410 Gone", "", "")).await, Some(Refusal::SenderGone {}));
    assert_eq!(refused(Reply::Bytes(b"<html>HTTP/0.9".to_vec())).await, Some(Refusal::PeerUnreachable {}));
    assert_eq!(refused(activity("{\"a\":1,\"a\":2}")).await, Some(Refusal::PeerAnswerUnreadable {}));
}

#[tokio::test]
async fn row_51_a_server_that_does_not_speak_tls_is_not_reached() {
    let stub = Stub::start(|_, base| activity(&actor(base, "birkenried"))).await;
    let secure = iri(&format!("{}/", stub.base.replace("http://", "https://")));
    let refused = async |iri| client().fetch_actor(&iri, &signer()).await.err();
    assert_eq!(refused(secure).await, Some(Refusal::PeerTooSlow {}), "it waits for words it understands");
    let plain = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let secure = iri(&format!("https://stub.localhost:{}/", plain.local_addr().expect("an address").port()));
    tokio::spawn(async move {
        let (mut stream, _) = plain.accept().await.expect("a call");
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    assert_eq!(refused(secure).await, Some(Refusal::PeerInsecure {}));
    let nobody = iri("http://stub.localhost:1/");
    assert_eq!(refused(nobody).await, Some(Refusal::PeerUnreachable {}));
}

#[tokio::test]
async fn row_51_a_name_that_nobody_has_is_told_apart() {
    let client = in_the_world(Known::default(), Network::default());
    let refusal = client.webfinger("birkenried@gibt-es-nicht.de", &signer()).await.err();
    assert_eq!(refusal, Some(Refusal::PeerNameUnknown {}));
}

#[tokio::test]
async fn a_letter_is_sent_and_its_answer_told_apart() {
    let body = follow();
    for (status, expected) in
        [("202 Accepted", Answer::Done), ("204 No Content", Answer::Done), ("410 Gone", Answer::Gone)]
    {
        let stub = Stub::start(move |_, _| http(status, "", "")).await;
        let inbox = iri(&format!("{}/inbox", stub.base));
        let letter = Outgoing::new(&inbox, &body);
        assert_eq!(client().send(&letter, &signer()).await, expected, "{status}");
    }
    let stub = Stub::start(|_, _| http("503 Busy", "Retry-After: 90\r\n", "")).await;
    let inbox = iri(&format!("{}/inbox", stub.base));
    let busy = client().send(&Outgoing::new(&inbox, &body), &signer()).await;
    assert!(matches!(busy, Answer::Later { retry_after: Some(90), .. }), "{busy:?}");
    let nobody = iri("http://stub.localhost:1/inbox");
    let down = client().send(&Outgoing::new(&nobody, &body), &signer()).await;
    assert!(matches!(down, Answer::Later { retry_after: None, .. }), "{down:?}");
}

#[tokio::test]
async fn row_42_and_46_a_name_that_leads_inside_is_refused_when_connecting() {
    let metadata = "169.254.169.254:0".parse().expect("an address");
    let outside = in_the_world(Known::default().and("inside.example.org", &[metadata]), Network::default());
    let inbox = iri("https://inside.example.org/inbox");
    let answer = outside.send(&Outgoing::new(&inbox, "{}"), &signer()).await;
    assert!(matches!(answer, Answer::Refused { status: 0, .. }), "{answer:?}");
    assert_eq!(outside.fetch_actor(&inbox, &signer()).await.err(), Some(Refusal::AddressForbidden {}));
    let plain = iri("http://10.0.0.1/inbox");
    let answer = outside.send(&Outgoing::new(&plain, "{}"), &signer()).await;
    assert!(matches!(answer, Answer::Refused { status: 0, .. }), "{answer:?}");
}

fn jrd(base: &str, path: &str) -> Reply {
    let links =
        json!([{ "rel": "self", "type": "application/activity+json", "href": format!("{base}{path}") }]);
    http(
        "200 OK",
        "Content-Type: application/jrd+json\r\n",
        &json!({ "subject": "acct:x", "links": links }).to_string(),
    )
}

#[tokio::test]
async fn a_name_is_checked_both_ways() {
    let stub = Stub::start(|head, base| match head {
        head if head.contains("webfinger") && head.contains("birkenried%40") => jrd(base, "/"),
        head if head.contains("webfinger") && head.contains("falsch%40") => jrd(base, "/"),
        head if head.contains("webfinger") => http("404 Not Found", "", ""),
        _ => activity(&actor(base, "anders")),
    })
    .await;
    let host = stub.base.trim_start_matches("http://");
    let wrong = client().webfinger(&format!("birkenried@{host}"), &signer()).await;
    assert_eq!(
        wrong.err(),
        Some(Refusal::PeerAnswered { status: 404 }),
        "the actor does not know itself by that name"
    );
    let stub = Stub::start(|head, base| {
        if head.contains("webfinger") { jrd(base, "/") } else { activity(&actor(base, "birkenried")) }
    })
    .await;
    let host = stub.base.trim_start_matches("http://");
    for address in [format!("@Birkenried@{host}"), format!(" {}/ ", stub.base)] {
        let found = client().webfinger(&address, &signer()).await.expect("an actor");
        assert_eq!(found.as_str(), format!("{}/", stub.base));
    }
}

fn changes(base: &str, item: &serde_json::Value) -> String {
    json!({
        "id": format!("{base}/changes?since=5"), "type": "tempomacher:Changes", "epoch": "e1", "count": 2, "check": "00ff",
        "next": "7", "items": [{ "id": format!("{base}/n/2"), "type": "Tombstone", "version": 9 }, item]
    })
    .to_string()
}

#[tokio::test]
async fn row_68_a_walk_takes_in_what_is_the_authors_own_and_nothing_else() {
    let entry = |base: &str, author: &str| {
        json!({ "id": format!("{base}/n/1"), "type": "Article", "entry": {
            "id": format!("{base}/n/1"), "author": author, "version": 5, "kind": "project", "title": "Kita-Plätze",
            "published": "2026-05-01T00:00:00Z", "updated": "2026-05-01T00:00:00Z" } })
    };
    let stub = Stub::start(move |head, base| match head {
        head if head.contains("since=5") => activity(&changes(base, &entry(base, &format!("{base}/")))),
        head if head.contains("since=6") => activity(&changes(base, &entry(base, "https://cedern.de/"))),
        head if head.contains("since=7") => {
            activity(&changes(base, &json!({ "id": "https://cedern.de/n/1" })))
        }
        _ => activity(&changes(base, &json!({ "id": format!("{base}/n/3"), "type": "Dossier" }))),
    })
    .await;
    let (url, author) = (iri(&format!("{}/changes", stub.base)), iri(&format!("{}/", stub.base)));
    let signer = signer();
    let client = client();
    let walk = |cursor| client.fetch_changes(&url, &author, cursor, &signer);
    let page = walk(Some("5")).await.expect("a page");
    assert_eq!((page.epoch.as_str(), page.next.as_deref(), page.count), ("e1", Some("7"), 2));
    assert!(
        matches!(&page.items[..], [ChangedItem::Tombstone { version: 9, .. }, ChangedItem::Entry(entry)] if entry.title == "Kita-Plätze")
    );
    assert_eq!(page.items.iter().map(ChangedItem::mark).collect::<Check>().to_string().len(), 16);
    assert_eq!(walk(Some("6")).await.err(), Some(Refusal::AuthorDiffers {}));
    assert_eq!(walk(Some("7")).await.err(), Some(Refusal::OriginsDiffer {}));
    assert_eq!(walk(None).await.expect("a page").skipped, 1);
}

#[tokio::test]
async fn row_66_the_next_page_is_never_on_another_host() {
    let stub = Stub::start(|_, base| {
        let next = "https://cedern.de/changes?since=1";
        activity(&json!({ "id": format!("{base}/changes"), "type": "tempomacher:Changes", "epoch": "1", "count": 1, "check": "",
            "items": [], "next": next }).to_string())
    })
    .await;
    let author = iri(&format!("{}/", stub.base));
    let walk = async |cursor: Option<&str>| {
        client().fetch_changes(&author.with("changes"), &author, cursor, &signer()).await
    };
    let next = walk(None).await.expect("a page").next.expect("a cursor");
    walk(Some(&next)).await.expect("the same neighbour is asked, with what it said as its own cursor");
    assert_eq!(stub.calls(), 2);
    let elsewhere = client().fetch_changes(&iri("https://cedern.de/changes"), &author, None, &signer()).await;
    assert_eq!(elsewhere.err(), Some(Refusal::OriginsDiffer {}));
}

#[tokio::test]
async fn row_66_a_count_that_is_none_ends_the_walk() {
    for (field, value) in [
        ("count", json!(-1)),
        ("count", json!(1.5)),
        ("count", json!("7")),
        ("count", json!(null)),
        ("next", json!(7)),
        ("next", json!("x".repeat(1_001))),
        ("items", json!({})),
        ("epoch", json!(null)),
    ] {
        let stub = Stub::start(move |_, base| {
            let mut page = json!({ "id": format!("{base}/changes"), "type": "tempomacher:Changes", "epoch": "1", "count": 0, "items": [] });
            page[field] = value.clone();
            activity(&page.to_string())
        })
        .await;
        let author = iri(&format!("{}/", stub.base));
        let page = client().fetch_changes(&author.with("changes"), &author, None, &signer()).await;
        assert_eq!(page.err(), Some(Refusal::PeerAnswerUnreadable {}), "{field}");
    }
}
