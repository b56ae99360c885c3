//! Looking at our own host from outside.

use federation::Unprobed;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

use crate::hand::iri;
use crate::stub::{Reply, Stub, client, http};

#[tokio::test]
async fn an_answer_is_told_with_its_status_and_its_time() {
    let head = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    let stub = Stub::start(move |_, _| http("200 OK", head, "here")).await;
    let probed = client().probe(&iri(&format!("{}/health/x", stub.base))).await.expect("an answer");
    assert_eq!((probed.status, probed.body.as_str()), (200, "here"));
    assert_eq!(probed.date, commons::Time::parse("1994-11-06T08:49:37Z"));
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let stub = Stub::start(|_, base| http("301 Moved", &format!("Location: {base}/else\r\n"), "")).await;
    let probed = client().probe(&iri(&format!("{}/", stub.base))).await.expect("an answer");
    assert_eq!((probed.status, probed.date, stub.calls()), (301, None, 1));
}

/// A port at which somebody says this, whatever is asked.
async fn says_at_once(words: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(words).await;
        }
    });
    port
}

#[tokio::test]
async fn why_there_was_no_answer_is_told_apart() {
    let plain = says_at_once(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let slow = Stub::start(|_, _| Reply::Drip).await;
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let encrypted = format!("https://stub.localhost:{plain}/");
    let closed = format!("http://stub.localhost:{free}/");
    for (address, why) in [
        ("https://10.0.0.1/", Unprobed::Forbidden),
        ("http://auenstadt.de/", Unprobed::Forbidden),
        (encrypted.as_str(), Unprobed::NotEncrypted),
        (closed.as_str(), Unprobed::Closed),
        (slow.base.as_str(), Unprobed::Silent),
    ] {
        let address = iri(&format!("{}/", address.trim_end_matches('/')));
        assert_eq!(client().probe(&address).await, Err(why), "{address}");
    }
}
