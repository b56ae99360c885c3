//! The walk of changes: first fill, and what it brings to whom.

use std::collections::HashSet;

use commons::{Iri, Standing, Time};
use node::operations::hear::withdraw_walked;
use serde_json::json;
use store::follows::WalkDue;

use crate::harness::{Peer, Town, eventually};

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
    let held =
        birkenried.node().store.reading().await.unwrap().entries().count_by_author(auenstadt.iri()).await;
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

/// A tombstone of this version comes with a page of the author's changes.
async fn walks_over_tombstone(town: &Town, iri: &Iri, author: &Iri, version: i64) {
    let (iri, author, now) = (iri.clone(), author.clone(), town.node().clock.now());
    let node = town.node();
    let written = node.store.write(move |change| {
        let (iri, author) = (iri.clone(), author.clone());
        Box::pin(async move { withdraw_walked(change, &iri, &author, version, now).await })
    });
    let written: Result<(), store::StoreError> = written.await;
    written.unwrap();
}

both_engines!(a_page_that_is_older_than_a_letter_withdraws_nothing, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let entry = peer.project("1", "Wieder da");
    peer.creates(&entry).to(&auenstadt).await.is(202);
    walks_over_tombstone(&auenstadt, &entry.iri, peer.iri(), entry.version - 1).await;
    assert_eq!(auenstadt.row(&entry.iri).await.unwrap().standing, Standing::Published);

    walks_over_tombstone(&auenstadt, &entry.iri, peer.iri(), i64::MAX).await;
    let row = auenstadt.row(&entry.iri).await.unwrap();
    assert_eq!(row.standing, Standing::Withdrawn);
    assert!(
        row.version < auenstadt.node().clock.now().plus(Time::HOUR).millis(),
        "or nothing could revive it"
    );
});

both_engines!(a_walk_that_always_differs_begins_again_once_and_rests, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let page = federation::ChangesPage {
        epoch: "1".to_owned(),
        count: 7,
        check: "0".repeat(16),
        ..federation::ChangesPage::default()
    };
    let page = page.render(&peer.iri().with("changes"));
    peer.shows("/changes", 200, "application/activity+json", &page);
    auenstadt.befriends(&peer).await;
    let follow = || async { auenstadt.follow(auenstadt.iri(), peer.iri()).await.unwrap() };
    eventually("the first walk", || async { follow().await.walked }).await;

    // In the middle of a long walk, another run of it.
    let (asked, followed, now) =
        (peer.asked(Some("/changes")), peer.iri().clone(), auenstadt.node().clock.now());
    let node = auenstadt.node();
    let set = node.store.write(move |change| {
        let followed = followed.clone();
        Box::pin(async move {
            change.follows().set_walk(&followed, Some("1.5"), WalkDue::GoesOn(now), None).await
        })
    });
    let set: Result<(), store::StoreError> = set.await;
    set.unwrap();
    node.walk.notify_one();
    eventually("the next run", || async { (peer.asked(Some("/changes")) > asked).then_some(()) }).await;
    crate::harness::a_while().await;
    assert_eq!((peer.asked(Some("/changes")), follow().await.cursor.as_deref()), (asked + 1, Some("1.5")));
});
