//! Row 66: lists of members that never end, lead in circles or to somebody else.

use serde_json::{Value, json};
use store::Mode;

use node::operations::lists::subscribe;

use super::{Scene, stranger};
use crate::harness::eventually;

const ACTIVITY: &str = "application/activity+json";

impl Scene {
    /// The peer shows this page of its list at this path.
    fn shows_page(&self, path: &str, items: &Value, next: &Value) {
        let id = self.peer.iri().with(path);
        let kind = if path == "mitglieder" { "Collection" } else { "CollectionPage" };
        let lead = if path == "mitglieder" { "first" } else { "next" };
        let page = json!({ "id": id, "type": kind, "items": items, lead: next });
        self.peer.shows(&format!("/{path}"), 200, ACTIVITY, &page.to_string());
    }

    /// The town subscribes to the peer's list. Gives what went wrong with reading it.
    async fn trouble_with_list(&self) -> String {
        let town = &self.town;
        subscribe::subscribe(&town.node(), &town.acting(), &self.peer.address(), Mode::Follow).await.unwrap();
        eventually("reading the list stops", || async {
            let mut reading = town.node().store.reading().await.unwrap();
            reading.lists().of_keeper(self.peer.iri()).await.unwrap()?.error
        })
        .await
    }

    async fn listed(&self) -> i64 {
        let mut reading = self.town.node().store.reading().await.unwrap();
        reading.subscriptions().filling(self.town.iri(), self.peer.iri()).await.unwrap().organisations
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_66_a_list_that_leads_nowhere_is_not_read_for_ever() {
    let here = |scene: &Scene, path: &str| json!(scene.peer.iri().with(path));
    let one = json!(["https://cedern.example/"]);
    let (two, nobody) = (json!(["https://dorn.example/"]), json!([]));
    // What follows the first page and the second, and what stands on them.
    for (what, pages, expected) in [
        ("a page that leads to itself", [(&one, "a"), (&nobody, "a")], "list-does-not-move"),
        ("two pages in a circle", [(&one, "b"), (&two, "a")], "list-does-not-move"),
        ("empty pages", [(&nobody, "b"), (&nobody, "a")], "list-does-not-move"),
        ("another host", [(&one, "https://anderswo.example/"), (&two, "a")], "origins-differ"),
        ("no such page", [(&one, "c"), (&two, "a")], "HTTP 404"),
    ] {
        let scene = stranger().await;
        scene.shows_page("mitglieder", &Value::Null, &here(&scene, "a"));
        for (path, (items, next)) in ["a", "b"].into_iter().zip(pages) {
            let next = if next.contains(':') { json!(next) } else { here(&scene, next) };
            scene.shows_page(path, items, &next);
        }
        assert_eq!(scene.trouble_with_list().await, expected, "{what}");
        let asked = scene.peer.asked(None);
        crate::harness::a_while().await;
        assert_eq!(scene.peer.asked(None), asked, "{what}: it is left in peace");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_66_a_list_is_what_its_keeper_shows_under_its_own_name() {
    let scene = stranger().await;
    let many: Vec<_> = (0..1_001).map(|number| format!("https://t{number}.example/")).collect();
    for (what, document, expected) in [
        (
            "a thousand and one on a page",
            json!({ "type": "Collection", "items": many }),
            "“items” has more than 1000 entries.",
        ),
        ("no list", json!({ "type": "Person" }), "peer-answer-unreadable"),
        (
            "another's id",
            json!({ "type": "Collection", "id": "https://anderswo.example/mitglieder" }),
            "peer-answer-unreadable",
        ),
    ] {
        let scene = stranger().await;
        let mut shown = json!({ "id": scene.peer.iri().with("mitglieder"), "totalItems": -1 });
        shown.as_object_mut().unwrap().append(&mut document.as_object().unwrap().clone());
        scene.peer.shows("/mitglieder", 200, ACTIVITY, &shown.to_string());
        let trouble = scene.trouble_with_list().await;
        assert!(
            trouble == expected || trouble.contains("1000") && expected.contains("1000"),
            "{what}: {trouble}"
        );
        assert_eq!(scene.listed().await, 0, "{what}");
    }
    let elsewhere = scene.peer.actor_document();
    let mut actor = elsewhere.clone();
    actor["members"] = json!("https://anderswo.example/mitglieder");
    scene.peer.shows("/", 200, ACTIVITY, &actor.to_string());
    let (node, acting) = (scene.town.node(), scene.town.acting());
    let refused = subscribe::subscribe(&node, &acting, &scene.peer.address(), Mode::Follow).await;
    assert!(refused.is_err(), "a list on another host is nobody's list");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_66_members_that_cannot_be_asked_keep_nobody_else_waiting() {
    let scene = stranger().await;
    let town = &scene.town;
    let good = scene.ground.town("birkenried").await;
    let items = json!([
        "http://tot.localhost:9/",
        "https://127.0.0.1/",
        "http://tot.localhost:9/zwei",
        town.iri(),
        good.iri()
    ]);
    scene.shows_page("mitglieder", &items, &Value::Null);
    let subscription =
        subscribe::subscribe(&town.node(), &town.acting(), &scene.peer.address(), Mode::Follow)
            .await
            .unwrap();
    eventually("the good one is asked", || async { town.follow(town.iri(), good.iri()).await }).await;
    let trouble = eventually("the others are in trouble", || async {
        let mut reading = town.node().store.reading().await.unwrap();
        let rows = reading.askings().in_trouble(town.iri(), scene.peer.iri(), 9).await.unwrap();
        (rows.len() == 3).then_some(rows)
    })
    .await;
    let forbidden = trouble.iter().find(|row| row.actor.as_str().contains("127.0.0.1")).unwrap();
    assert_eq!(forbidden.error.as_deref(), Some("address-forbidden"));
    let page =
        town.administrator().await.opens(&format!("/verwaltung/auenstadt/listen/{}", subscription.id)).await;
    let page = page.is(200).text();
    assert!(page.contains("tot.localhost:9") && page.contains("nicht zu erreichen"), "{page}");
}
