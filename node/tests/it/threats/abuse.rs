//! Rows 89, 98, 100, 101: who asks for what is not his, and who wants to stop the post.

use federation::Signer;
use serde_json::json;
use store::Answer;

use super::stranger;
use crate::harness::{Ground, Peer, Request, Town, eventually, project};

/// A GET signed by this neighbour.
fn signed(town: &Town, peer: &Peer, path: &str) -> Request {
    let url = town.iri().with(path.trim_start_matches('/'));
    let key_id = federation::render::key_id(peer.iri());
    let signer = Signer { key: &peer.key, key_id: &key_id, now: peer.now() };
    let headers = signer.sign("GET", &url, None).unwrap();
    let mut request = town.http("GET", path).for_neighbours();
    for name in ["date", "signature"] {
        request = request.header(name, headers[name].to_str().unwrap());
    }
    request
}

both_engines!(row_98_a_blocked_neighbour_finds_nothing, |ground| async move {
    let town = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let written = town.publishes("Radweg").await;
    // A stranger's question waits for a person.
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    let follow = town.follow(peer.iri(), town.iri()).await.unwrap();
    assert_eq!(follow.answer, Answer::Asked);
    let paths = [format!("/eintraege/{}", written.id), "/changes".to_owned()];
    for path in &paths {
        signed(&town, &peer, path).send().await.is(200);
    }

    node::operations::block::block(&town.node(), peer.iri().origin(), "test").await.unwrap();
    let before = town.memory().await;
    peer.asks_to_follow(town.iri()).to(&town).await.is(403);
    assert_eq!(town.memory().await, before);
    for path in &paths {
        signed(&town, &peer, path).send().await.is(404);
        // What is public stays so for everyone who does not say who he is.
        town.http("GET", path).for_neighbours().send().await.is(200);
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_98_a_signed_question_must_hold_its_signature() {
    let scene = stranger().await;
    let written = scene.town.publishes("Radweg").await;
    let path = format!("/eintraege/{}", written.id);
    scene.peer.asks_to_follow(scene.town.iri()).to(&scene.town).await.is(202);
    let mut impostor = scene.peer.clone();
    impostor.key = std::sync::Arc::new(federation::SigningKey::generate().unwrap().0);
    signed(&scene.town, &impostor, &path).send().await.is(401);
    signed(&scene.town, &scene.peer, &path).header("Signature", "x").send().await.is(400);
    let nobody = Peer::new(&scene.ground, "niemand").await;
    signed(&scene.town, &nobody, &path).send().await.is(200);
    assert_eq!(nobody.asked(None), 0, "nobody is asked for a key only to read what is public");
}

both_engines!(row_100_one_letter_that_is_always_refused_does_not_stop_the_others, |ground| async move {
    let town = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    town.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;
    peer.answers_letters(422);
    town.publishes("Unzustellbar").await;
    let parked = || async {
        let backlog = town.node().store.reading().await.unwrap().deliveries().backlog().await.unwrap();
        (backlog.parked == 1).then_some(())
    };
    eventually("it is parked", parked).await;
    peer.answers_letters(202);
    town.publishes("Zustellbar").await;
    let create = eventually("the next one", || async { peer.delivered("Create").pop() }).await;
    assert_eq!(create["object"]["name"], "Zustellbar");
    assert_eq!(peer.delivered("Create").len(), 1, "what was parked waits for a person");
});

both_engines!(row_101_what_is_too_large_to_travel_is_not_published, |ground| async move {
    let [town, birkenried] = ground.two_towns().await;
    birkenried.follows(&town).await;
    let before = town.memory().await;
    // Within the caps as text, beyond 512 KiB once it is set: each character becomes a reference of five.
    let mut fields = project("Zu groß");
    fields["text"] = json!("&".repeat(199_000));
    let answer = town.api("POST", "/api/v1/entries").json(&fields).send().await.is(422);
    assert_eq!(answer.problem(), "too-large-to-show");
    assert_eq!(town.memory().await, before);
    town.publishes("Folgewerk").await;
    assert_eq!(birkenried.eventually_finds("Folgewerk").await, ["Folgewerk"]);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_101_what_is_large_and_allowed_arrives() {
    let ground = Ground::sqlite();
    let [town, birkenried] = ground.two_towns().await;
    birkenried.follows(&town).await;
    let mut fields = project("Sehr ausführlich");
    fields["text"] = json!("Ein Absatz, wie er in Berichten steht, mit Umlauten: äöüß.\n\n".repeat(3_000));
    fields["topics"] = json!((0..100).map(|number| format!("Thema {number}")).collect::<Vec<_>>());
    town.publishes_this(fields).await;
    assert_eq!(birkenried.eventually_finds("ausführlich").await, ["Sehr ausführlich"]);
}
