//! Rows 20, 53, 55, 93, 94 and 60's neighbours: what comes over a bare socket.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{member, stranger};
use crate::harness::{Town, raw};

/// A GET with this in its head.
fn head(town: &Town, more: &str) -> Vec<u8> {
    format!("GET /health HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{more}\r\n", town.host()).into_bytes()
}

async fn lives(town: &Town) {
    town.http("GET", "/health").send().await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_20_headers_without_measure() {
    let scene = stranger().await;
    let town = &scene.town;
    let long = format!("X-Long: {}\r\n", "x".repeat(64 * 1024));
    assert_eq!(raw(town.port(), &head(town, &long)).await.status, 431);
    let many: String = (0..1_000).map(|number| format!("X-{number}: y\r\n")).collect();
    assert_eq!(raw(town.port(), &head(town, &many)).await.status, 431);
    let fits: String = (0..50).map(|number| format!("X-{number}: y\r\n")).collect();
    assert_eq!(raw(town.port(), &head(town, &fits)).await.status, 200);
    lives(town).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_53_who_writes_one_byte_at_a_time_is_let_go() {
    let scene = stranger().await;
    let mut slow = TcpStream::connect(("127.0.0.1", scene.town.port())).await.unwrap();
    let started = Instant::now();
    let request = head(&scene.town, &"X-Slow: 1\r\n".repeat(20));
    let mut bytes = request.iter().cycle();
    let mut answer = [0; 512];
    let let_go = loop {
        assert!(started.elapsed() < Duration::from_secs(20), "still listened to");
        let written = slow.write_all(&[*bytes.next().unwrap()]).await;
        let closed = tokio::time::timeout(Duration::from_millis(200), slow.read(&mut answer)).await;
        if written.is_err() || closed.is_ok() {
            break started.elapsed();
        }
    };
    assert!(let_go > Duration::from_secs(5), "after {let_go:?}: too soon for a slow line");
    lives(&scene.town).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_53_a_body_that_never_ends_is_let_go() {
    let scene = member().await;
    let request = scene.good().request(&scene.town).bytes();
    let before = scene.town.memory().await;
    let mut slow = TcpStream::connect(("127.0.0.1", scene.town.port())).await.unwrap();
    slow.write_all(&request[..request.len() - 5]).await.unwrap();
    let started = Instant::now();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(30), slow.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "still waited for");
    assert!(started.elapsed() < Duration::from_secs(25));
    assert!(answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(scene.town.memory().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_55_more_than_a_letter_may_hold() {
    let scene = member().await;
    let (memory, town) = (scene.town.memory().await, &scene.town);
    let large = " ".repeat(1_100_000);
    scene.peer.writes(large.clone()).to(town).await.is(413);
    town.api("POST", "/api/v1/entries")
        .header("Content-Type", "application/json")
        .body(large.clone())
        .send()
        .await
        .is(413);

    // Announced only: refused before it comes.
    let announced =
        format!("POST /inbox HTTP/1.1\r\nHost: {}\r\nContent-Length: 104857600\r\n\r\n", town.host());
    assert_eq!(raw(town.port(), announced.as_bytes()).await.status, 413);

    // Not announced: in chunks.
    for path in ["/inbox", "/api/v1/entries"] {
        let mut chunked = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Transfer-Encoding: chunked\r\n\r\n",
            town.host(),
            town.token,
        );
        for _ in 0..110 {
            chunked.push_str(&format!("2710\r\n{}\r\n", " ".repeat(10_000)));
        }
        chunked.push_str("0\r\n\r\n");
        assert_eq!(raw(town.port(), chunked.as_bytes()).await.status, 413, "{path}");
    }
    assert_eq!(town.memory().await, memory);
    lives(town).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_55_another_content_type_is_not_read() {
    let scene = member().await;
    for kind in ["text/plain", "application/json", "application/ld+json", "text/html", ""] {
        scene
            .refuses(415, [("a type", scene.good().with(|letter| kind.clone_into(&mut letter.content_type)))])
            .await;
    }
    let profile = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    scene.good().with(|letter| profile.clone_into(&mut letter.content_type)).to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_93_one_request_is_never_two() {
    let scene = stranger().await;
    let town = &scene.town;
    let host = town.host();
    for request in [
        format!(
            "POST /inbox HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: {host}\r\n\r\n"
        ),
        format!(
            "POST /inbox HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\nGET /health HTTP/1.1\r\nHost: {host}\r\n\r\n"
        ),
        format!("GET /health HTTP/1.1\r\nHost: {host}\r\nContent-Length: x\r\n\r\n"),
        format!(
            "GET /health HTTP/1.1\nHost: {host}\n\nGET /health HTTP/1.1\nHost: {host}\nConnection: close\n\n"
        ),
        format!("GET /health HTTP/1.1\r\nHost : {host}\r\n\r\n"),
        "GET /health HTTP/1.1\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}hello".to_owned(),
    ] {
        let answered = tokio::time::timeout(Duration::from_secs(25), raw(town.port(), request.as_bytes()))
            .await
            .unwrap();
        let bodies = answered.text().matches("\"indexed\"").count();
        let whole = String::from_utf8_lossy(&answered.body).matches("HTTP/1.1").count();
        assert!(answered.status < 500 && bodies <= 2 && whole <= 1, "{request}: {}", answered.text());
    }
    lives(town).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_94_methods_and_paths_that_are_none() {
    let scene = stranger().await;
    let town = &scene.town;
    let written = town.publishes("Radweg").await;
    let target = format!("/api/v1/entries/{}", written.id);
    for method in ["TRACE", "PATCH", "CONNECT", "PROPFIND", "FOO", "delete"] {
        let status = town.http(method, &target).send().await.status;
        assert!(matches!(status, 400 | 404 | 405), "{method}: {status}");
    }
    for header in ["X-HTTP-Method-Override", "X-Method-Override", "_method"] {
        town.api("GET", &target).header(header, "DELETE").send().await.is(200);
        town.api("POST", &target).header(header, "DELETE").send().await.is(405);
    }
    for path in [
        "//",
        "//health",
        "/HEALTH",
        "/health/",
        "/%2fhealth",
        "/api/v1//entries",
        "/api%2fv1/entries",
        "/./health",
        "/x/../health",
        "/API/v1/entries",
        "/eintraege/",
        "/eintraege",
        "/static/../Cargo.toml",
        "/static/%2e%2e/%2e%2e/Cargo.toml",
        "/static//etc/passwd",
        "/static/..%2f..%2fCargo.toml",
        "/.git/config",
        "/knoten/",
        "*",
    ] {
        let answer = town.http("GET", path).send().await;
        assert!(matches!(answer.status, 400 | 404 | 405), "{path}: {}", answer.status);
    }
    assert!(town.row(&written.iri).await.unwrap().entry().is_ok());
}
