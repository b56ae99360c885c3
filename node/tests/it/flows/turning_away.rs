//! One organisation of a node wants nothing to do with another; the others are untouched by that.

use commons::Standing;
use node::operations::turn_away::{let_back, turn_away};
use store::Answer;

use crate::harness::{Peer, Town, eventually};

/// The page of an entry, as anybody sees it.
async fn page(town: &Town, id: &str) -> String {
    town.http("GET", &format!("/eintraege/{id}")).for_people().send().await.is(200).text()
}

both_engines!(who_is_turned_away_by_one_is_welcome_at_the_other, |ground| async move {
    let house = ground.house("kreis").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let peer = Peer::new(&ground, "fremd").await;
    beta.befriends(&peer).await;
    peer.asks_to_follow(alpha.iri()).to(&alpha).await.is(202);
    alpha.accepts(peer.iri()).await;
    let theirs = peer.project("1", "Luftschloss");
    peer.creates(&theirs).to(&beta).await.is(202);
    alpha.eventually_finds("Luftschloss").await;
    let written = alpha.publishes("Radverkehrsplan").await;
    let question = peer.question("frage-1", &written.iri, "Wie lange hat die Abstimmung gedauert?");
    peer.creates(&question).to(&alpha).await.is(202);
    assert!(page(&alpha, &written.id).await.contains("Abstimmung"));
    beta.eventually_finds("Abstimmung").await;

    turn_away(&alpha.node(), &alpha.acting(), peer.iri()).await.unwrap();
    alpha.sees_answer(peer.iri(), alpha.iri(), Answer::Declined).await;
    eventually("a Reject", || async { peer.delivered("Reject").pop() }).await;
    assert!(alpha.finds("Luftschloss").await.is_empty(), "its people do not see it");
    assert_eq!(beta.finds("Luftschloss").await, ["Luftschloss"], "the others do");
    let id = alpha.row(&theirs.iri).await.unwrap().id;
    alpha.api("GET", &format!("/api/v1/entries/{id}")).send().await.is(404);
    beta.api("GET", &format!("/api/v1/entries/{id}")).send().await.is(200);
    assert!(!page(&alpha, &written.id).await.contains("Abstimmung"), "nobody sees what it said there");
    beta.eventually_misses("Abstimmung").await;

    let before = alpha.memory().await;
    let refused = peer.asks_to_follow(alpha.iri()).to(&alpha).await.is(403);
    assert_eq!(refused.problem(), "not-wanted");
    let again = peer.question("frage-2", &written.iri, "Und jetzt?");
    peer.creates(&again).to(&alpha).await.is(403);
    assert_eq!(alpha.memory().await, before);
    peer.asks_to_follow(beta.iri()).to(&beta).await.is(202);
    peer.creates(&peer.project("2", "Wolkenkuckucksheim")).to(&beta).await.is(202);

    let_back(&alpha.node(), &alpha.acting(), peer.iri()).await.unwrap();
    assert!(page(&alpha, &written.id).await.contains("Abstimmung"));
    alpha.eventually_finds("Abstimmung").await;
    peer.creates(&again).to(&alpha).await.is(202);
    assert_eq!(alpha.row(&again.iri).await.unwrap().standing, Standing::Published);
    assert!(let_back(&alpha.node(), &alpha.acting(), peer.iri()).await.is_err());
});

both_engines!(neighbours_on_one_node_can_turn_one_another_away, |ground| async move {
    let house = ground.house("kreis").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    alpha.follows_here(&beta).await;
    let written = alpha.publishes("Radverkehrsplan").await;
    turn_away(&alpha.node(), &alpha.acting(), beta.iri()).await.unwrap();
    alpha.sees_answer(alpha.iri(), beta.iri(), Answer::Ended).await;
    let refused = beta.asks(&alpha.organisation.address()).await.is(403);
    assert_eq!(refused.problem(), "not-wanted");
    let comment = serde_json::json!({
        "kind": "comment", "comment": "question", "parent": written.iri, "text": "Wie lange?", "audience": "public",
    });
    let refused = beta.api("POST", "/api/v1/entries").json(&comment).send().await.is(403);
    assert_eq!(refused.problem(), "not-wanted");
    assert!(turn_away(&alpha.node(), &alpha.acting(), alpha.iri()).await.is_err(), "not oneself");
});

impl Town {
    /// Follows an organisation of the same node, where nothing has to be walked.
    pub async fn follows_here(&self, other: &Self) {
        self.asks(&other.organisation.address()).await.is(201);
        other.accepts(self.iri()).await;
    }
}
