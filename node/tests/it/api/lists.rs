//! Lists and searches, page by page.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{Town, eventually, project};

/// Follows `next` from page to page; gives the size of each page and every item's id.
async fn walk(town: &Town, target: &str, items: &str) -> (Vec<usize>, Vec<String>) {
    let (mut sizes, mut ids, mut cursor) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = town.api("GET", &format!("{target}{cursor}")).send().await.is(200).json();
        let found = page[items].as_array().unwrap();
        sizes.push(found.len());
        ids.extend(found.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return (sizes, ids) };
        assert!(sizes.len() < 100, "the walk has no end");
        cursor =
            format!("&cursor={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
    }
}

both_engines!(a_walk_over_all_entries_meets_each_exactly_once, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    // With the clock standing still all are published in one millisecond, and the order must hold all the same.
    ground.clock().stop();
    auenstadt.publishes_many((0..57).map(|number| format!("Vorhaben {number}"))).await;
    for limit in [1, 7, 57, 100] {
        let (sizes, ids) = walk(&auenstadt, &format!("/api/v1/entries?limit={limit}"), "entries").await;
        assert_eq!(
            (ids.len(), ids.iter().collect::<BTreeSet<_>>().len()),
            (57, 57),
            "limit {limit}: {sizes:?}"
        );
        assert!(sizes.iter().all(|size| *size <= limit));
    }
});

both_engines!(a_walk_over_all_hits_meets_each_exactly_once, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    auenstadt.publishes_many((0..57).map(|number| format!("Vorhaben {number}"))).await;
    eventually("all are indexed", || async {
        (auenstadt.searches("Vorhaben").await.json()["total"] == 57).then_some(())
    })
    .await;
    for question in ["Vorhaben", ""] {
        let target = format!("/api/v1/search?kind=project&limit=10&q={question}");
        let (sizes, ids) = walk(&auenstadt, &target, "hits").await;
        assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (57, 57), "{question}: {sizes:?}");
    }
});

both_engines!(lists_can_be_narrowed, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    birkenried.publishes("Aus Birkenried").await;
    cronfeld.publishes("Aus Cronfeld").await;
    let titles = async |target: &str| {
        let page = birkenried.http("GET", target).send().await.is(200).json();
        let entries = page["entries"].as_array().unwrap().clone();
        entries.iter().map(|entry| entry["entry"]["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles("/api/v1/entries").await, ["Aus Cronfeld", "Aus Birkenried"]);
    assert_eq!(titles("/api/v1/entries?organisation=birkenried").await, ["Aus Birkenried"]);
    assert_eq!(titles(&format!("/api/v1/entries?organisation={}", cronfeld.iri())).await, ["Aus Cronfeld"]);
    assert!(titles("/api/v1/entries?kind=lesson").await.is_empty());
    birkenried.http("GET", "/api/v1/entries?organisation=nirgendwo").send().await.is(404);
    birkenried.http("GET", "/api/v1/entries?kind=gedicht").send().await.is(422);
    for limit in ["0", "101", "-1", "9223372036854775807"] {
        let answer = birkenried.http("GET", &format!("/api/v1/entries?limit={limit}")).send().await.is(400);
        assert_eq!(answer.problem(), "bad-parameter");
    }
});

both_engines!(a_new_entry_does_not_disturb_a_walk, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    auenstadt.publishes_many((0..6).map(|number| format!("Vorhaben {number}"))).await;
    let first = auenstadt.api("GET", "/api/v1/entries?limit=3").send().await.is(200).json();
    auenstadt.api("POST", "/api/v1/entries").json(&project("Dazwischen")).send().await.is(201);
    let next = format!("/api/v1/entries?limit=3&cursor={}", first["next"].as_str().unwrap());
    let second = auenstadt.api("GET", &next).send().await.is(200).json();
    let ids = |page: &Value| -> Vec<Value> {
        page["entries"].as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect()
    };
    assert_eq!(ids(&second).len(), 3);
    assert!(ids(&second).iter().all(|id| !ids(&first).contains(id)));
});
