//! One process that serves, others beside it, and how it ends.

use serde_json::json;

use super::books::audited;
use super::engine::Engine;
use super::place::{Place, eventually, free_port, said};

#[tokio::test]
async fn a_second_serve_on_one_file_is_refused() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let first = place.serve().await;

    let mut second = place.command(&["serve"]);
    let second = said(second.env("TEMPOMACHER_LISTEN", format!("127.0.0.1:{}", free_port()))).await;
    assert_eq!(second.code, Some(1));
    assert!(second.err.contains("another process"), "{}", second.err);
    let same_port = place.run(&["serve"]).await;
    assert_eq!(same_port.code, Some(1));
    assert!(
        same_port.err.contains(&format!("cannot listen on 127.0.0.1:{}", place.port)),
        "{}",
        same_port.err
    );

    assert_eq!(place.client().get("/health").await.status, 200, "the first goes on");
    assert!(first.stop().await.success());
    assert!(place.serve().await.stop().await.success(), "the lock went with the process");
}

#[tokio::test]
async fn the_health_check_tells_by_its_exit_code() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let down = place.run(&["healthcheck"]).await;
    assert!(down.code == Some(1) && down.err.contains("not well"), "{down:?}");
    let serving = place.serve().await;
    assert_eq!(place.does(&["healthcheck"]).await.trim(), "well");
    serving.kill().await;
    assert_eq!(place.run(&["healthcheck"]).await.code, Some(1));
}

both_engines!(what_commands_do_is_noticed_while_it_serves, |engine| async move {
    let place = Place::settled(&engine, "auenstadt").await;
    let serving = place.serve().await;
    let client = place.client();

    let file = place.file(
        "one.jsonl",
        r#"{"id":"x:1","title":"Moorschnuckenbahn","summary":"Eine Bahn für Schnucken."}"#,
    );
    place.does(&["import", &file]).await;
    eventually("an import is found", async || {
        let found = client.json("/api/v1/search?q=Moorschnuckenbahn").await;
        (found["total"] == 1).then_some(())
    })
    .await;

    let token = place.token("write").await;
    let entry = json!({"kind": "project", "title": "Probe", "summary": "Kurz.", "status": "idea", "audience": "public"});
    let published = client.post("/api/v1/entries", &token, &entry).await.expect("an answer");
    assert_eq!(published.status, 201, "a token holds at once: {}", published.body);

    let host = format!("birkenried.localhost:{}", place.port);
    place
        .does(&[
            "organisation",
            "add",
            "--host",
            &host,
            "--handle",
            "birkenried",
            "--name",
            "Markt Birkenried",
        ])
        .await;
    let finger = format!("/.well-known/webfinger?resource=acct:birkenried@{host}");
    eventually("a new organisation answers", async || {
        (client.get(&finger).await.status == 200).then_some(())
    })
    .await;

    place.indexed().await;
    assert!(serving.stop().await.success());
    assert_eq!(audited(&place).await.len(), 2);
});

both_engines!(an_index_built_anew_is_the_same, |engine| async move {
    let place = Place::settled(&engine, "auenstadt").await;
    let lines: String =
        (0..250).map(|n| format!("{{\"id\":\"x:{n}\",\"title\":\"Vorhaben {n}\"}}\n")).collect();
    place.does(&["import", &place.file("many.jsonl", &lines)]).await;
    let serving = place.serve().await;
    place.indexed().await;
    let refused = place.run(&["reindex"]).await;
    assert_eq!(refused.code, Some(1), "it writes the index itself: {refused:?}");
    assert!(serving.stop().await.success());
    let before = audited(&place).await;

    let out = place.does(&["reindex"]).await;
    assert!(out.contains("251 documents indexed"), "250 entries and an organisation: {out}");
    assert_eq!(audited(&place).await, before);
    std::fs::remove_dir_all(place.data().join("index")).expect("no index");
    place.does(&["reindex"]).await;
    assert_eq!(audited(&place).await, before, "the index is a copy: deleting it loses nothing");
});

/// Several processes share PostgreSQL, each with its own copy of the index.
mod two_processes_share_one_database {
    use super::{Engine, Place, eventually, json};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        let engine = Engine::postgres();
        let place = Place::settled(&engine, "auenstadt").await;
        let twin = place.twin();
        let (_first, _second) = (place.serve().await, twin.serve().await);
        let token = place.token("write").await;
        let entry = json!({"kind": "project", "title": "Zwillingsbahn", "summary": "x", "status": "idea", "audience": "public"});
        let published = place.client().post("/api/v1/entries", &token, &entry).await.expect("an answer");
        assert_eq!(published.status, 201, "{}", published.body);
        eventually("the other process finds it", async || {
            let found = twin.client().json("/api/v1/search?q=Zwillingsbahn").await;
            (found["total"] == 1).then_some(())
        })
        .await;
        engine.clear().await;
    }
}
