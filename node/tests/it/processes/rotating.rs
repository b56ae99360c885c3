//! New keys by command, while the nodes serve.

use http::HeaderMap;
use serde_json::{Value, json};

use super::place::{Place, eventually};

/// The RSA key that a place's organisation shows.
async fn shown(place: &Place) -> Value {
    let mut headers = HeaderMap::new();
    headers.insert("accept", "application/activity+json".parse().expect("a value"));
    let answer = place.client().ask("GET", "/", &headers, None).await.expect("an answer");
    answer.json()["publicKey"]["publicKeyPem"].clone()
}

async fn publishes(place: &Place, token: &str, title: &str) {
    let project =
        json!({"kind": "project", "title": title, "summary": "x", "status": "idea", "audience": "public"});
    let answer = place.client().post("/api/v1/entries", token, &project).await.expect("an answer");
    assert_eq!(answer.status, 201, "{}", answer.body);
}

async fn finds(place: &Place, word: &str) {
    eventually(&format!("{} finds {word}", place.handle), async || {
        let found = place.client().json(&format!("/api/v1/search?q={word}")).await;
        (found["total"] == 1).then_some(())
    })
    .await;
}

both_engines!(keys_are_replaced_by_command_while_both_nodes_serve, |engine| async move {
    let (auenstadt, birkenried) =
        (Place::settled(&engine, "auenstadt").await, Place::settled(&engine, "birkenried").await);
    let (_first, second) = (auenstadt.serve().await, birkenried.serve().await);
    birkenried.does(&["follow", "add", &format!("auenstadt@{}", auenstadt.host())]).await;
    let asked = eventually("somebody asks", async || auenstadt.lists(&["follow", "list"]).await.pop()).await;
    auenstadt.does(&["follow", "accept", asked["id"].as_str().expect("an id")]).await;
    let token = auenstadt.token("write").await;
    publishes(&auenstadt, &token, "Schnuckenbahn").await;
    finds(&birkenried, "Schnuckenbahn").await;
    let old = shown(&auenstadt).await;

    second.stop().await;
    let out = auenstadt.does(&["key", "rotate", "auenstadt"]).await;
    assert!(out.contains("hear of it: 1"), "{out}");
    assert_ne!(shown(&auenstadt).await, old, "the running node shows the new key at once");
    let keys = auenstadt.lists(&["key", "list"]).await;
    let replaced: Vec<_> = keys.iter().filter(|key| key["state"] == "replaced").collect();
    assert_eq!((keys.len(), replaced.len()), (8, 4), "two actors with two keys each: {keys:?}");
    assert!(replaced.iter().any(|key| key["expected_by"] == 1), "{keys:?}");
    publishes(&auenstadt, &token, "Quellwasser").await;

    let _second = birkenried.serve().await;
    auenstadt.does(&["peer", "try", &format!("http://{}", birkenried.host())]).await;
    finds(&birkenried, "Quellwasser").await;
    eventually("nobody expects the old keys", async || {
        let keys = auenstadt.lists(&["key", "list"]).await;
        keys.iter().all(|key| key["expected_by"].as_i64().unwrap_or_default() == 0).then_some(())
    })
    .await;
    publishes(&auenstadt, &token, "Lampionfest").await;
    finds(&birkenried, "Lampionfest").await;
    let peers = birkenried.lists(&["peer", "list"]).await;
    assert_eq!(peers[0]["stance"], "member");
    let unknown = auenstadt.run(&["key", "rotate", "cronfeld"]).await;
    assert_eq!(unknown.code, Some(1), "{unknown:?}");
});
