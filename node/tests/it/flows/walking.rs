//! The walk of changes: first fill, and what it brings to whom.

use std::collections::HashSet;

use serde_json::json;

use crate::harness::eventually;

both_engines!(the_first_fill_brings_everything_in_several_pages, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.publishes_many((0..250).map(|number| format!("Vorhaben {number}"))).await;
    let gone = auenstadt.publishes("Zurückgezogen vor der Verbindung").await;
    auenstadt.withdraws(&gone).await;
    let own = auenstadt.publishes_this(json!({
        "kind": "project", "title": "Nur für uns", "summary": "Intern.", "status": "idea",
    }));
    let own = own.await;
    birkenried.follows(&auenstadt).await;
    let held = birkenried
        .node()
        .store
        .reading()
        .await
        .unwrap()
        .entries()
        .count_by_author(auenstadt.iri(), None)
        .await;
    assert_eq!(held.unwrap(), 250);
    assert!(birkenried.row(&own.iri).await.is_none(), "what is only for its own staff does not travel");
    eventually("all are found", || async {
        let page = birkenried.searches("Vorhaben").await.json();
        (page["total"] == 250).then_some(())
    })
    .await;
});

both_engines!(the_walk_is_cut_into_pages_of_a_hundred_and_each_entry_comes_once, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    auenstadt.publishes_many((0..250).map(|number| format!("Vorhaben {number}"))).await;
    let (mut target, mut sizes, mut seen) = ("/changes".to_owned(), Vec::new(), HashSet::new());
    loop {
        let page = auenstadt.http("GET", &target).for_neighbours().send().await.is(200).json();
        let items = page["items"].as_array().unwrap();
        sizes.push(items.len());
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        assert_eq!(page["count"], 250);
        let Some(next) = page["next"].as_str().filter(|_| !items.is_empty()) else { break };
        target = format!("/changes?since={next}");
    }
    assert_eq!((sizes, seen.len()), (vec![100, 100, 50, 0], 250));
});
