//! The first fill from a list, killed again and again: it goes on from its rows until everybody is read.

use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, SystemClock};
use serde_json::{Value, json};
use store::Store;
use store::actors::FollowersSetting;

use super::super::engine::Engine;
use super::super::place::{Place, Serving, eventually};
use super::moments::Moments;

/// How often the node is killed meanwhile.
const KILLS: usize = 8;
/// Entries of each town.
const ENTRIES: usize = 3;

/// A town that lets in whoever asks, and has published something.
async fn open_town(engine: &Engine, handle: &'static str) -> (Place, Serving) {
    let place = Place::settled(engine, handle).await;
    let store = Store::open(place.location(), Arc::new(SystemClock)).await.expect("a memory");
    let (iri, mut change) =
        (Iri::parse("id", &place.iri()).expect("an id"), store.begin().await.expect("a change"));
    change.actors().set_followers(&iri, FollowersSetting::Open).await.expect("a setting");
    change.commit().await.expect("a commit");
    store.close().await;
    let serving = place.serve().await;
    let token = place.token("write").await;
    for number in 0..ENTRIES {
        let entry = json!({
            "kind": "project", "title": format!("Schnuckenbahn {handle} {number}"), "summary": "x", "status": "idea", "audience": "public",
        });
        let answer = place.client().post("/api/v1/entries", &token, &entry).await.expect("an answer");
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
    (place, serving)
}

both_engines!(a_first_fill_survives_kill_9, |engine| async move {
    let dach = Place::settled(&engine, "dach").await;
    let _dach = dach.serve().await;
    let mut towns = Vec::new();
    for handle in ["ahorn", "birke", "eiche", "fichte"] {
        let town = open_town(&engine, handle).await;
        let address = format!("{handle}@{}", town.0.host());
        dach.does(&["list", "add", "--address", &address]).await;
        towns.push(town);
    }
    let new = Place::settled(&engine, "neu").await;
    let mut serving = new.serve().await;
    new.does(&["list", "subscribe", &format!("dach@{}", dach.host()), "--follow-all"]).await;
    let mut moments = Moments::below(Duration::from_millis(900));
    for _ in 0..KILLS {
        tokio::time::sleep(moments.next()).await;
        serving.kill().await;
        serving = new.serve().await;
    }
    let filled: Value = eventually("the list is filled", async || {
        let rows = new.lists(&["list", "progress"]).await;
        rows.into_iter().find(|row| row["walked"] == 4 && row["to_ask"] == 0)
    })
    .await;
    assert_eq!((&filled["accepted"], &filled["entries"]), (&json!(4), &json!(4 * ENTRIES)), "{filled}");
    new.indexed().await;
    let found = new.client().json("/api/v1/search?q=Schnuckenbahn").await;
    assert_eq!(found["total"], json!(4 * ENTRIES));
    assert!(serving.stop().await.success());
});
