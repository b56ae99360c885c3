//! The actors of other software are read from their own address, as they are written there, when they ask to follow a town.

use commons::Iri;
use serde_json::{Value, json};

use super::fixture::{self, Fixture};
use crate::harness::{Ground, Letter, Peer, Town};

const ACTIVITY: &str = "application/activity+json";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn actors_are_read_where_they_live_when_they_ask_to_follow() {
    let ground = Ground::sqlite();
    let actors: Vec<_> =
        fixture::all().into_iter().filter(|fixture| fixture.is_actor() && !fixture.has_blanks()).collect();
    if actors.is_empty() {
        return;
    }
    let town = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let mut lines = Vec::new();
    for actor in &actors {
        // A host may be asked for ten actors a minute.
        ground.passes(7_000);
        lines.push(outcome(&town, &peer, actor).await);
    }
    insta::assert_snapshot!("actors", lines.join("\n"));
}

/// What the inbox answers to a Follow by this actor, once its document stands at the peer.
async fn outcome(town: &Town, peer: &Peer, fixture: &Fixture) -> String {
    let document = moved(fixture, peer);
    let id = document["id"].as_str().unwrap().to_owned();
    let path = id.strip_prefix(peer.iri().as_str()).unwrap_or_default();
    let path = path.split('?').next().unwrap();
    peer.shows(&format!("/{path}"), 200, ACTIVITY, &document.to_string());
    let key_id = document["publicKey"]["id"].as_str().unwrap_or(&id).to_owned();
    let follow = json!({ "id": format!("{id}#follow"), "type": "Follow", "actor": id, "object": town.iri() });
    let answer = Letter::new(follow.to_string(), &key_id, &peer.key).to(town).await;
    assert!(answer.status < 500, "{}: {}", fixture.name, answer.text());
    let effect = match answer.status {
        202 => known(town, &id).await,
        _ => answer.problem(),
    };
    format!("{} {} {effect}", fixture.name, answer.status)
}

/// The document as if it lived at the peer, with the peer's key in it. All else stays as it is.
fn moved(fixture: &Fixture, peer: &Peer) -> Value {
    let text = fixture.document.to_string();
    let id = fixture.document["id"].as_str().unwrap();
    let home = id.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let mut document: Value =
        serde_json::from_str(&text.replace(&home, peer.iri().as_str().trim_end_matches('/'))).unwrap();
    if document.get("publicKey").is_some() {
        document["publicKey"]["publicKeyPem"] = json!(peer.key.public_pem().unwrap());
    }
    document
}

/// What is known of it, in numbers and codes.
async fn known(town: &Town, id: &str) -> String {
    let iri = Iri::parse("id", id).unwrap();
    let actor = town.node().store.reading().await.unwrap().actors().by_iri(&iri).await.unwrap().unwrap();
    let consent = if actor.indexable { "may be found" } else { "may not be found" };
    let shared = if actor.shared_inbox == actor.inbox { "no shared inbox" } else { "a shared inbox" };
    let follow = town.follow(&iri, town.iri()).await.map_or("nothing", |follow| follow.answer.code());
    format!("{follow}: {} with {shared}, {consent}", actor.role.code())
}
