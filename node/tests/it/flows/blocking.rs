//! The administrator wants nothing more from a node.

use commons::Origin;
use node::operations::block;

use crate::harness::{Peer, Town, eventually};

async fn blocks(town: &Town, origin: &Origin) {
    block::block(&town.node(), origin.clone(), "test").await.unwrap();
}

both_engines!(of_a_blocked_node_nothing_is_taken_in_and_nothing_found, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    peer.creates(&peer.project("1", "Luftschloss")).to(&auenstadt).await.is(202);
    auenstadt.eventually_finds("Luftschloss").await;
    let listed =
        async || auenstadt.http("GET", "/api/v1/entries").send().await.is(200).json()["entries"].clone();
    let id = listed().await[0]["id"].as_str().unwrap().to_owned();
    let shown = auenstadt.http("GET", &format!("/api/v1/entries/{id}"));

    blocks(&auenstadt, &peer.iri().origin()).await;
    assert!(auenstadt.finds("Luftschloss").await.is_empty());
    assert_eq!(listed().await, serde_json::json!([]));
    shown.clone().send().await.is(404);
    let before = auenstadt.memory().await;
    let answer = peer.creates(&peer.project("2", "Noch eins")).to(&auenstadt).await.is(403);
    assert_eq!(answer.problem(), "blocked");
    peer.asks_to_follow(auenstadt.iri()).to(&auenstadt).await.is(403);
    assert_eq!(auenstadt.memory().await, before);

    block::unblock(&auenstadt.node(), peer.iri().origin(), "test").await.unwrap();
    assert_eq!(auenstadt.finds("Luftschloss").await, ["Luftschloss"]);
    shown.send().await.is(200);
    peer.creates(&peer.project("2", "Noch eins")).to(&auenstadt).await.is(202);
});

both_engines!(a_blocked_node_is_sent_nothing, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    peer.asks_to_follow(auenstadt.iri()).to(&auenstadt).await.is(202);
    auenstadt.accepts(peer.iri()).await;
    auenstadt.publishes("Davor").await;
    eventually("a Create", || async { peer.delivered("Create").pop() }).await;
    blocks(&auenstadt, &peer.iri().origin()).await;
    auenstadt.publishes("Danach").await;
    crate::harness::a_while().await;
    assert_eq!(peer.delivered("Create").len(), 1);
});

both_engines!(nobody_walks_to_a_blocked_node, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    eventually("the first walk", || async { (peer.asked(Some("/changes")) > 0).then_some(()) }).await;
    blocks(&auenstadt, &peer.iri().origin()).await;
    crate::harness::a_while().await;
    let asked = peer.asked(Some("/changes"));
    ground.clock().pass(2 * commons::Time::DAY);
    auenstadt.node().walk.notify_one();
    crate::harness::a_while().await;
    assert_eq!(peer.asked(Some("/changes")), asked);
});
