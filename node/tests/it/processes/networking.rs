//! Whether two nodes hold the same, letters that could not be applied, and a town that moves: all of it by command.

use std::sync::Arc;

use commons::{Clock as _, Iri, SystemClock};
use http::HeaderMap;
use serde_json::{Value, json};
use store::Store;

use super::place::{Place, eventually};

/// The one who follows is let in by the other; both serve.
async fn connects(follower: &Place, followed: &Place) {
    follower.does(&["follow", "add", &address(followed)]).await;
    let_in(follower, followed).await;
}

/// Whoever asks is let in, and knows it.
async fn let_in(follower: &Place, followed: &Place) {
    let asked = eventually("somebody asks", async || {
        let rows = followed.lists(&["follow", "list"]).await;
        rows.into_iter().find(|row| row["answer"] == "asked")
    })
    .await;
    followed.does(&["follow", "accept", asked["id"].as_str().expect("an id")]).await;
    eventually("the answer arrives", async || {
        let rows = follower.lists(&["follow", "list"]).await;
        let host = followed.host();
        let is_let_in = |row: &Value| row["answer"] == "accepted" && row.to_string().contains(&host);
        rows.iter().any(is_let_in).then_some(())
    })
    .await;
}

fn address(place: &Place) -> String {
    format!("{}@{}", place.handle, place.host())
}

/// Publishes a project, and gives its id.
async fn publishes(place: &Place, title: &str) -> Iri {
    let token = place.token("write").await;
    let project =
        json!({"kind": "project", "title": title, "summary": "x", "status": "idea", "audience": "public"});
    let answer = place.client().post("/api/v1/entries", &token, &project).await.expect("an answer");
    assert_eq!(answer.status, 201, "{}", answer.body);
    Iri::parse("iri", answer.json()["iri"].as_str().expect("an id")).expect("an id")
}

async fn finds(place: &Place, word: &str) {
    eventually(&format!("{} finds {word}", place.handle), async || {
        let found = place.client().json(&format!("/api/v1/search?q={word}")).await;
        (found["total"] == 1).then_some(())
    })
    .await;
}

/// The memory of a node that has ended.
async fn memory(place: &Place) -> Store {
    Store::open(place.location(), Arc::new(SystemClock)).await.expect("the database")
}

/// Loses an entry, as a disk may.
async fn loses(place: &Place, entry: &Iri) {
    let store = memory(place).await;
    let mut change = store.begin().await.expect("a change");
    let row = change.entries().by_iri(entry).await.expect("a row").expect("an entry");
    let lost = change.entries().withdraw(entry, row.version, SystemClock.now()).await.expect("a loss");
    assert!(lost);
    change.commit().await.expect("a commit");
    store.close().await;
}

/// Keeps a letter that could not be applied.
async fn parks(place: &Place, actor: &Iri, letter: &Value) {
    let store = memory(place).await;
    let mut change = store.begin().await.expect("a change");
    let (body, now) = (letter.to_string(), SystemClock.now());
    change.parked().put(actor, &body, "the disk was full", now).await.expect("a row");
    change.commit().await.expect("a commit");
    store.close().await;
}

both_engines!(what_two_nodes_hold_is_compared_and_set_right_by_command, |engine| async move {
    let (auenstadt, birkenried) =
        (Place::settled(&engine, "auenstadt").await, Place::settled(&engine, "birkenried").await);
    let (first, second) = (auenstadt.serve().await, birkenried.serve().await);
    connects(&birkenried, &auenstadt).await;
    let lost = publishes(&auenstadt, "Schnuckenbahn").await;
    publishes(&auenstadt, "Quellwasser").await;
    finds(&birkenried, "Schnuckenbahn").await;
    finds(&birkenried, "Quellwasser").await;
    let lines = birkenried.lists(&["network", "check"]).await;
    assert_eq!((lines.len(), &lines[0]["equal"]), (1, &json!(true)), "{lines:?}");
    assert_eq!((&lines[0]["ours"]["count"], &lines[0]["ours"]), (&json!(2), &lines[0]["theirs"]));
    assert!(auenstadt.lists(&["network", "check"]).await.is_empty(), "it follows nobody");

    second.stop().await;
    loses(&birkenried, &lost).await;
    let checked = birkenried.run(&["network", "check", "--json"]).await;
    assert_eq!(checked.code, Some(1), "{checked:?}");
    let lines: Vec<Value> = serde_json::from_str(&checked.out).expect("lines");
    assert_eq!(
        (&lines[0]["equal"], &lines[0]["ours"]["count"], &lines[0]["theirs"]["count"]),
        (&json!(false), &json!(1), &json!(2))
    );
    assert_ne!(lines[0]["ours"]["check"], lines[0]["theirs"]["check"]);
    let repaired = birkenried.lists(&["network", "check", "birkenried", "--repair"]).await;
    assert_eq!((&repaired[0]["equal"], &repaired[0]["repaired"]), (&json!(true), &json!(true)));
    let _second = birkenried.serve().await;
    finds(&birkenried, "Schnuckenbahn").await;

    // Who cannot be asked is not the same.
    first.stop().await;
    let away = birkenried.run(&["network", "check", "--with", &address(&auenstadt), "--json"]).await;
    assert_eq!(away.code, Some(1), "{away:?}");
    let lines: Vec<Value> = serde_json::from_str(&away.out).expect("lines");
    assert!(lines[0]["error"].is_string() && lines[0]["theirs"].is_null(), "{lines:?}");
    let nobody = birkenried.run(&["network", "check", "cronfeld"]).await;
    assert_eq!(nobody.code, Some(1), "{nobody:?}");
});

both_engines!(a_letter_that_was_parked_is_applied_or_thrown_away_by_command, |engine| async move {
    let (auenstadt, birkenried) =
        (Place::settled(&engine, "auenstadt").await, Place::settled(&engine, "birkenried").await);
    let (first, second) = (auenstadt.serve().await, birkenried.serve().await);
    connects(&birkenried, &auenstadt).await;
    second.stop().await;
    let entry = publishes(&auenstadt, "Quellwasser").await;
    let mut headers = HeaderMap::new();
    headers.insert("accept", "application/activity+json".parse().expect("a value"));
    let path = entry.as_str().trim_start_matches(&auenstadt.iri()).to_owned();
    let object = auenstadt.client().ask("GET", &format!("/{path}"), &headers, None).await.expect("an answer");
    // Nobody sends it again: what comes of it is the parked letter's doing.
    first.stop().await;
    let actor = Iri::parse("actor", &auenstadt.iri()).expect("an id");
    let letter = |name: &str| json!({ "id": format!("{entry}#{name}"), "type": "Create", "actor": actor, "object": object.json() });
    parks(&birkenried, &actor, &letter("create-1")).await;
    parks(&birkenried, &actor, &letter("create-2")).await;

    let _second = birkenried.serve().await;
    let rows = birkenried.lists(&["parked", "list"]).await;
    let said: Vec<_> = rows.iter().map(|row| (&row["actor"], &row["error"])).collect();
    assert_eq!(said, [(&json!(actor), &json!("the disk was full")); 2]);
    let id = |number: usize| rows[number]["id"].as_str().expect("an id");
    birkenried.does(&["parked", "retry", id(0)]).await;
    finds(&birkenried, "Quellwasser").await;
    assert_eq!(birkenried.lists(&["parked", "list"]).await.len(), 1);
    birkenried.does(&["parked", "discard", id(1)]).await;
    assert!(birkenried.lists(&["parked", "list"]).await.is_empty());
    for act in ["retry", "discard"] {
        let gone = birkenried.run(&["parked", act, id(0)]).await;
        assert_eq!(gone.code, Some(1), "{gone:?}");
    }
});

both_engines!(a_town_moves_and_its_follower_goes_along_by_command, |engine| async move {
    let (old, new, reader) = (
        Place::settled(&engine, "auenstadt").await,
        Place::settled(&engine, "auenbach").await,
        Place::settled(&engine, "birkenried").await,
    );
    let (_old, _new, _reader) = (old.serve().await, new.serve().await, reader.serve().await);
    connects(&reader, &old).await;
    publishes(&old, "Quellwasser").await;
    finds(&reader, "Quellwasser").await;

    let too_early = old.run(&["organisation", "move", "auenstadt", &address(&new)]).await;
    assert_eq!(too_early.code, Some(1), "the new one does not know it: {too_early:?}");
    new.does(&["organisation", "alias", "auenbach", &address(&old)]).await;
    let out = old.does(&["organisation", "move", "auenstadt", &address(&new)]).await;
    assert!(out.contains(&new.iri()), "{out}");
    let_in(&reader, &new).await;
    publishes(&new, "Lampionfest").await;
    finds(&reader, "Lampionfest").await;
    finds(&reader, "Quellwasser").await;
    eventually("the old one is not followed any more", async || {
        let rows = reader.lists(&["follow", "list"]).await;
        let is_over = |row: &Value| row["answer"] == "ended" || !row.to_string().contains(&old.host());
        rows.iter().all(is_over).then_some(())
    })
    .await;

    let moved = old.client().ask("GET", "/", &HeaderMap::new(), None).await.expect("an answer");
    assert_eq!(moved.status, 301, "people are sent on");
    old.does(&["organisation", "stay", "auenstadt"]).await;
    eventually("it is shown again", async || {
        let stayed = old.client().ask("GET", "/", &HeaderMap::new(), None).await.expect("an answer");
        (stayed.status == 200).then_some(())
    })
    .await;
});
