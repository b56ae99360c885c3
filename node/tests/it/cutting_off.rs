//! A client that goes away in the middle leaves nothing half written.

use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::harness::{Peer, a_while, project};

both_engines!(who_goes_away_while_publishing_leaves_an_entry_whole_or_none, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    for number in 0..40_u64 {
        let request =
            auenstadt.api("POST", "/api/v1/entries").json(&project(&format!("Abgebrochen {number}"))).bytes();
        let mut stream = TcpStream::connect(("127.0.0.1", auenstadt.port())).await.unwrap();
        stream.write_all(&request).await.unwrap();
        tokio::time::sleep(Duration::from_micros(number * 150)).await;
        drop(stream);
    }
    a_while().await;
    let listed = auenstadt.api("GET", "/api/v1/entries?limit=100").send().await.is(200).json();
    for entry in listed["entries"].as_array().unwrap() {
        let iri = commons::Iri::parse("id", entry["iri"].as_str().unwrap()).unwrap();
        let node = auenstadt.node();
        let revisions = node.store.reading().await.unwrap().revisions().of_entry(&iri).await.unwrap();
        assert_eq!(revisions.len(), 1, "an entry has its revision");
        assert_eq!(entry["entry"]["summary"], "In zwei Sätzen gesagt.");
    }
    // And the writer is free for the next.
    auenstadt.publishes("Folgewerk").await;
    assert_eq!(auenstadt.eventually_finds("Folgewerk").await, ["Folgewerk"]);
});

both_engines!(who_goes_away_in_the_middle_of_a_body_leaves_nothing, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let before = auenstadt.memory().await;
    let letter = peer.creates(&peer.project("1", "Abgebrochen")).request(&auenstadt).bytes();
    let publish = auenstadt.api("POST", "/api/v1/entries").json(&project("Abgebrochen")).bytes();
    for request in [letter, publish] {
        for end in [10, request.len() / 2, request.len() - 1] {
            let mut stream = TcpStream::connect(("127.0.0.1", auenstadt.port())).await.unwrap();
            stream.write_all(&request[..end]).await.unwrap();
            drop(stream);
        }
    }
    a_while().await;
    assert_eq!(auenstadt.memory().await, before);
    auenstadt.publishes("Folgewerk").await;
});

both_engines!(a_letter_whose_sender_went_away_had_its_effect_once_or_not, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    for number in 0..20_u64 {
        let entry = peer.project(&format!("abgebrochen-{number}"), &format!("Abgebrochen {number}"));
        let request = peer.creates(&entry).request(&auenstadt);
        let mut stream = TcpStream::connect(("127.0.0.1", auenstadt.port())).await.unwrap();
        stream.write_all(&request.bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_micros(number * 200)).await;
        drop(stream);
        // It comes again, as senders do that heard nothing.
        request.send().await.is(202);
        assert_eq!(auenstadt.row(&entry.iri).await.unwrap().entry().unwrap().title, json!(entry.title));
    }
    let parked = auenstadt.node().store.reading().await.unwrap().parked().count().await.unwrap();
    assert_eq!(parked, 0);
});
