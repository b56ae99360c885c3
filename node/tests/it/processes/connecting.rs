//! Two nodes and the people who run them: everything between them is done by commands.

use serde_json::{Value, json};

use super::place::{Place, eventually};

/// The one follow this place knows, once it has this answer.
async fn follow(place: &Place, answer: &str) -> Value {
    eventually(&format!("{} has a follow that is {answer}", place.handle), async || {
        let rows = place.lists(&["follow", "list"]).await;
        rows.into_iter().find(|row| row["answer"] == answer)
    })
    .await
}

async fn finds(place: &Place, word: &str, total: u64) {
    eventually(&format!("{} finds {word} {total} times", place.handle), async || {
        let found = place.client().json(&format!("/api/v1/search?q={word}")).await;
        (found["total"] == total).then_some(())
    })
    .await;
}

async fn publishes(place: &Place, token: &str, entry: &Value) -> Value {
    let answer = place.client().post("/api/v1/entries", token, entry).await.expect("an answer");
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

both_engines!(two_nodes_are_connected_by_commands, |engine| async move {
    let (auenstadt, birkenried) =
        (Place::settled(&engine, "auenstadt").await, Place::settled(&engine, "birkenried").await);
    let (_first, _second) = (auenstadt.serve().await, birkenried.serve().await);
    let address = format!("auenstadt@{}", auenstadt.host());

    let out = birkenried.does(&["follow", "add", &address, "--message", "Dürfen wir mitlesen?"]).await;
    assert!(out.contains("asked"), "{out}");
    let asked = follow(&auenstadt, "asked").await;
    assert_eq!(asked["message"], "Dürfen wir mitlesen?");
    auenstadt.does(&["follow", "accept", asked["id"].as_str().expect("an id")]).await;
    follow(&birkenried, "accepted").await;
    let peers = birkenried.lists(&["peer", "list"]).await;
    assert_eq!((peers.len(), &peers[0]["stance"]), (1, &json!("member")), "{peers:?}");
    let again = auenstadt.run(&["follow", "accept", asked["id"].as_str().expect("an id")]).await;
    assert_eq!(again.code, Some(1), "answered already: {again:?}");

    let token = auenstadt.token("write").await;
    let project = json!({"kind": "project", "title": "Schnuckenbahn", "summary": "x", "status": "idea", "audience": "public"});
    let published = publishes(&auenstadt, &token, &project).await;
    finds(&birkenried, "Schnuckenbahn", 1).await;

    let theirs = birkenried.token("write").await;
    let question = json!({
        "kind": "comment", "comment": "question", "parent": published["iri"], "text": "Wie viele Schafskühe?",
        "audience": "public",
    });
    publishes(&birkenried, &theirs, &question).await;
    let held =
        eventually("a stranger's question waits", async || auenstadt.lists(&["held", "list"]).await.pop())
            .await;
    assert!(held["says"].as_str().expect("words").contains("Schafskühe"), "{held}");
    finds(&auenstadt, "Schafsk%C3%BChe", 0).await;
    auenstadt.does(&["held", "accept", held["id"].as_str().expect("an id")]).await;
    assert!(auenstadt.lists(&["held", "list"]).await.is_empty());
    finds(&auenstadt, "Schafsk%C3%BChe", 1).await;

    let origin = format!("http://{}", auenstadt.host());
    birkenried.does(&["peer", "block", &origin]).await;
    assert_eq!(birkenried.lists(&["peer", "list"]).await[0]["stance"], "blocked");
    finds(&birkenried, "Schnuckenbahn", 0).await;
    birkenried.does(&["peer", "unblock", &origin]).await;
    finds(&birkenried, "Schnuckenbahn", 1).await;
});

both_engines!(a_question_can_be_declined_by_command, |engine| async move {
    let (auenstadt, birkenried) =
        (Place::settled(&engine, "auenstadt").await, Place::settled(&engine, "birkenried").await);
    let (_first, _second) = (auenstadt.serve().await, birkenried.serve().await);
    birkenried.does(&["follow", "add", &format!("auenstadt@{}", auenstadt.host())]).await;
    let asked = follow(&auenstadt, "asked").await;
    auenstadt.does(&["follow", "decline", asked["id"].as_str().expect("an id")]).await;
    follow(&birkenried, "declined").await;
    let nobody = birkenried.run(&["follow", "add", &format!("niemand@{}", auenstadt.host())]).await;
    assert_eq!(nobody.code, Some(1), "{nobody:?}");
    assert!(!nobody.err.trim().is_empty());
});
