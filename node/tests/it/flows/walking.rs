//! The walk of changes: first fill, and what it brings to whom.

use std::collections::HashSet;

use commons::{Iri, Reader, Standing, Time};
use node::operations::hear::withdraw_walked;
use serde_json::json;

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
async fn walks_over_tombstone(town: &Town, iri: &Iri, author: &Iri, version: i64) -> bool {
    let (iri, author, now) = (iri.clone(), author.clone(), town.node().clock.now());
    let (node, reader) = (town.node(), Reader::of(town.iri().clone()));
    let written = node.store.write(move |change| {
        let (iri, author, reader) = (iri.clone(), author.clone(), reader.clone());
        Box::pin(async move { withdraw_walked(change, &iri, &author, version, &reader, now).await })
    });
    let written: Result<bool, store::StoreError> = written.await;
    written.unwrap()
}

both_engines!(a_page_that_is_older_than_a_letter_withdraws_nothing, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let entry = peer.project("1", "Wieder da");
    peer.creates(&entry).to(&auenstadt).await.is(202);
    assert!(!walks_over_tombstone(&auenstadt, &entry.iri, peer.iri(), entry.version - 1).await);
    assert_eq!(auenstadt.row(&entry.iri).await.unwrap().standing, Standing::Published);

    assert!(walks_over_tombstone(&auenstadt, &entry.iri, peer.iri(), i64::MAX).await);
    let row = auenstadt.row(&entry.iri).await.unwrap();
    assert_eq!(row.standing, Standing::Withdrawn);
    assert!(
        row.version < auenstadt.node().clock.now().plus(Time::HOUR).millis(),
        "or nothing could revive it"
    );
});

both_engines!(what_a_walk_took_away_comes_back_when_its_author_shows_it_again, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let entry = peer.project("1", "Deichverteidigung");
    peer.creates(&entry).to(&auenstadt).await.is(202);
    assert!(walks_over_tombstone(&auenstadt, &entry.iri, peer.iri(), entry.version).await);
    assert!(!walks_over_tombstone(&auenstadt, &entry.iri, peer.iri(), entry.version).await);
    auenstadt.eventually_misses("Deichverteidigung").await;
    peer.updates(&entry).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.eventually_finds("Deichverteidigung").await, ["Deichverteidigung"]);
});

both_engines!(what_always_differs_is_compared_whole_once_and_then_rests, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    peer.claims_to_hold(7);
    auenstadt.befriends(&peer).await;
    let asked = || peer.asked(Some("/changes"));
    assert_eq!(asked(), 1);
    assert!(auenstadt.walk(peer.iri()).await.differs.is_some());

    // Again: everything is walked anew, once.
    ground.passes(10 * Time::MINUTE);
    eventually("everything was compared", || async { auenstadt.walk(peer.iri()).await.swept }).await;
    assert_eq!(asked(), 3);
    auenstadt.rests_from_walking(peer.iri()).await;
    for day in 1..7 {
        ground.passes(Time::DAY);
        eventually("the daily look", || async { (asked() == 3 + day).then_some(()) }).await;
        auenstadt.rests_from_walking(peer.iri()).await;
    }
    ground.passes(Time::DAY);
    eventually("after a week once more", || async { (asked() == 3 + 6 + 2).then_some(()) }).await;
    let walk = auenstadt.walk(peer.iri()).await;
    assert!(walk.differs.is_some() && walk.repaired == 0);
});
