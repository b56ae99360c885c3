//! What a member of a circle missed or lost comes back, to those who share the circle and to nobody else.

use commons::{Iri, Time};
use node::operations::restored::restored;
use serde_json::json;
use store::{FetchKind, NewFetch, Why};

use super::circles::Ring;
use crate::harness::{Town, Written, eventually};

impl Town {
    /// Lets its walks begin now.
    async fn hurries(&self) {
        let (node, iri) = (self.node(), self.iri().clone());
        let now = node.clock.now();
        let hurried = node.store.write(move |change| {
            let iri = iri.clone();
            Box::pin(async move { change.follows().hurry_own_walks(&iri, now).await })
        });
        let hurried: Result<u64, store::StoreError> = hurried.await;
        hurried.unwrap();
        node.walk.notify_one();
    }

    /// Whether its walk of this author for the circles they share has come beyond anything.
    async fn has_walked_for_circles(&self, author: &Iri) -> bool {
        let later = self.node().clock.now().plus(2 * Time::DAY);
        let due = self.node().store.reading().await.unwrap().circles().walk_due(later, 10).await.unwrap();
        due.iter().any(|walk| walk.place.author == *author && walk.place.cursor.is_some())
    }

    /// Loses an entry, as a disk may, and waits until its search has noticed.
    async fn loses(&self, entry: &Written, word: &str) {
        let (node, iri) = (self.node(), entry.iri.clone());
        let now = node.clock.now();
        let lost = node.store.write(move |change| {
            let iri = iri.clone();
            Box::pin(async move {
                let row = change.entries().by_iri(&iri).await?.expect("an entry");
                change.entries().withdraw(&iri, row.version, now).await
            })
        });
        let lost: Result<bool, store::StoreError> = lost.await;
        assert!(lost.unwrap());
        self.eventually_misses(word).await;
    }
}

both_engines!(what_a_member_lost_comes_back_by_the_walk_of_those_who_share_the_circle, |ground| async move {
    let ring = Ring::joined(&ground).await;
    let open = ring.auenstadt.publishes("Offenes Blatt").await;
    let entry = ring.auenstadt.publishes_this(ring.secret("Preisliste")).await;
    ring.birkenried.eventually_finds("Preisliste").await;
    assert_eq!(ring.birkenried.follow(ring.birkenried.iri(), ring.auenstadt.iri()).await.map(|_| ()), None);
    // It has walked beyond the entry before it loses it.
    eventually("it has walked", || async {
        ring.birkenried.hurries().await;
        ring.birkenried.has_walked_for_circles(ring.auenstadt.iri()).await.then_some(())
    })
    .await;
    ring.birkenried.rests_from_walking(ring.auenstadt.iri()).await;

    ring.birkenried.loses(&entry, "Preisliste").await;
    restored(&ring.birkenried.node(), "test").await.unwrap();
    eventually("both sides are compared", || async {
        ring.birkenried.walk(ring.auenstadt.iri()).await.differs
    })
    .await;
    ground.passes(11 * Time::MINUTE);
    ring.birkenried.eventually_finds("Preisliste").await;
    eventually("both sides hold the same", || async {
        ring.birkenried.walk(ring.auenstadt.iri()).await.differs.is_none().then_some(())
    })
    .await;
    // Nobody there follows: what is for everyone was not asked for, nor is the other one there let in.
    assert!(ring.birkenried.row(&open.iri).await.is_none());
    assert!(ring.birkenried.reads(&entry.iri).await && !ring.brunnfeld.reads(&entry.iri).await);
});

both_engines!(what_is_told_by_its_id_alone_is_fetched_by_one_who_may_read_it, |ground| async move {
    let ring = Ring::joined(&ground).await;
    let entry = ring.auenstadt.publishes_this(ring.secret("Preisliste")).await;
    ring.birkenried.eventually_finds("Preisliste").await;
    ring.birkenried.loses(&entry, "Preisliste").await;
    let (node, author) = (ring.birkenried.node(), ring.auenstadt.iri().clone());
    let (iri, now) = (entry.iri.clone(), node.clock.now());
    let wanted = node.store.write(move |change| {
        let (iri, author) = (iri.clone(), author.clone());
        Box::pin(async move {
            let (kind, why) = (FetchKind::Entry, Why::Told);
            change.fetches().want_now(NewFetch { iri: &iri, kind, asker: &author, why, depth: 0 }, now).await
        })
    });
    let wanted: Result<_, store::StoreError> = wanted.await;
    wanted.unwrap();
    ring.birkenried.eventually_finds("Preisliste").await;
    assert!(!ring.brunnfeld.reads(&entry.iri).await);
    // What is for nobody else is not there for anybody who asks.
    let own = json!({ "kind": "project", "title": "Nur im Haus", "summary": "x", "status": "idea", "audience": "own" });
    let own = ring.auenstadt.publishes_this(own).await;
    let at = own.iri.as_str().trim_start_matches(ring.auenstadt.iri().as_str()).to_owned();
    ring.auenstadt.http("GET", &format!("/{at}")).for_neighbours().send().await.is(404);
});
