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

    blocks(&auenstadt, &peer.iri().origin()).await;
    assert!(auenstadt.finds("Luftschloss").await.is_empty());
    let before = auenstadt.memory().await;
    let answer = peer.creates(&peer.project("2", "Noch eins")).to(&auenstadt).await.is(403);
    assert_eq!(answer.problem(), "blocked");
    peer.asks_to_follow(auenstadt.iri()).to(&auenstadt).await.is(403);
    assert_eq!(auenstadt.memory().await, before);

    block::unblock(&auenstadt.node(), peer.iri().origin(), "test").await.unwrap();
    assert_eq!(auenstadt.finds("Luftschloss").await, ["Luftschloss"]);
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
