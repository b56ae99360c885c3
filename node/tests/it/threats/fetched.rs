//! Rows 31 and 35: what is fetched counts only as its own origin shows it.

use serde_json::json;

use super::{member, stranger};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_31_an_actor_of_another_content_type_is_not_read() {
    for content_type in [
        "text/html",
        "application/json",
        "application/octet-stream",
        "",
        "application/ld+json",
        "text/plain; application/activity+json",
    ] {
        let scene = stranger().await;
        let actor = scene.peer.actor_document().to_string();
        scene.peer.shows("/", 200, content_type, &actor);
        let before = scene.town.memory().await;
        scene.peer.asks_to_follow(scene.town.iri()).to(&scene.town).await.is(503);
        assert_eq!(scene.town.memory().await, before, "{content_type}");
        let asked = scene.town.asks(&scene.peer.address()).await;
        assert!(
            (400..600).contains(&asked.status) && asked.status != 500,
            "{content_type}: {}",
            asked.status
        );
        assert_eq!(scene.town.memory().await, before, "{content_type}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_32_a_document_whose_id_is_not_its_address_is_not_read() {
    let scene = stranger().await;
    let actor = scene.peer.actor_document().to_string();
    scene.peer.shows("/uploads/1", 200, "application/activity+json", &actor);
    let forged = scene.peer.iri().with("uploads/1");
    let body =
        json!({ "id": format!("{forged}#f"), "type": "Follow", "actor": forged, "object": scene.town.iri() });
    let before = scene.town.memory().await;
    let letter = scene.peer.says(&body).with(|letter| letter.key_id = format!("{forged}#main-key"));
    letter.to(&scene.town).await.is(503);
    assert_eq!(scene.town.memory().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_35_a_walk_that_brings_others_entries_is_refused() {
    let scene = member().await;
    let victim = crate::harness::Peer::new(&scene.ground, "opfer").await;
    let theirs = victim.project("1", "Untergeschoben");
    let page = federation::ChangesPage {
        epoch: "2".to_owned(),
        items: vec![federation::ChangedItem::Entry(Box::new(theirs.clone()))],
        count: 1,
        check: "0".repeat(16),
        ..federation::ChangesPage::default()
    };
    let page = page.render(&scene.peer.iri().with("changes"));
    scene.peer.shows("/changes", 200, "application/activity+json", &page);
    let asked = scene.peer.asked(Some("/changes"));
    scene.ground.clock().pass(2 * commons::Time::DAY);
    crate::harness::eventually("the daily walk", || async {
        (scene.peer.asked(Some("/changes")) > asked).then_some(())
    })
    .await;
    crate::harness::eventually("its error is noted", || async {
        scene.town.follow(scene.town.iri(), scene.peer.iri()).await.unwrap().walk_error
    })
    .await;
    assert!(scene.town.row(&theirs.iri).await.is_none());
}
