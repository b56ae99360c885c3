//! Absence: what was missed comes by the walk, and a dead neighbour is not called again and again.

mod lying;

use std::path::Path;

use commons::{Entry, Iri, Reader, Standing, Time};
use federation::ChangedItem;
use node::jobs::walk::checking;
use node::operations::restored::restored;
use node::operations::silence;
use node::operations::walked::Sum;
use serde_json::json;
use store::PeerRow;
use store::entries::{Arrival, Home, Scope};

use crate::harness::{Ground, Peer, Town, a_while, eventually, eventually_as_time_passes};

/// A town, and a neighbour whose changes it has walked.
async fn friends(ground: &Ground) -> (Town, Peer) {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    (auenstadt, peer)
}

/// So many projects of this neighbour, as items of its changes.
fn projects(peer: &Peer, count: usize) -> Vec<ChangedItem> {
    let entry = |number| peer.project(&format!("e/{number}"), &format!("Vorhaben {number}"));
    (0..count).map(|number| ChangedItem::Entry(Box::new(entry(number)))).collect()
}

impl Town {
    /// How the neighbour stands, as this town's node knows it.
    async fn peer(&self, peer: &Peer) -> PeerRow {
        let mut reading = self.node().store.reading().await.unwrap();
        reading.peers().by_origin(&peer.iri().origin()).await.unwrap().unwrap()
    }

    /// What went wrong with the last walk.
    async fn walk_error(&self, peer: &Peer) -> Option<String> {
        self.follow(self.iri(), peer.iri()).await.unwrap().walk_error
    }

    /// How many entries of this neighbour its node holds.
    async fn holds_of(&self, peer: &Peer) -> i64 {
        let mut reading = self.node().store.reading().await.unwrap();
        reading.entries().count_by_author(peer.iri()).await.unwrap()
    }

    /// What its node holds of this author, as it may read it.
    async fn sum(&self, author: &Iri) -> Sum {
        let mut reading = self.node().store.reading().await.unwrap();
        reading
            .entries()
            .check_held(author, &Reader::of(self.iri().clone()), Scope::All)
            .await
            .unwrap()
            .into()
    }

    /// What it shows of its own to this town.
    async fn sum_for(&self, reader: &Self) -> Sum {
        let mut reading = self.node().store.reading().await.unwrap();
        let reader = Reader::of(reader.iri().clone());
        reading.entries().count_and_check(self.iri(), &reader, Scope::All).await.unwrap().into()
    }

    /// Waits until a walk has found that both sides hold the same.
    async fn agrees_with(&self, peer: &Peer) {
        eventually("both sides hold the same", || async {
            self.walk(peer.iri()).await.differs.is_none().then_some(())
        })
        .await;
        self.rests_from_walking(peer.iri()).await;
    }

    /// Walks now, and waits until it has.
    async fn walks_now(&self, peer: &Peer) {
        let before = peer.asked(Some("/changes"));
        let (iri, node) = (peer.iri().clone(), self.node());
        let now = node.clock.now();
        let hurried = node.store.write(move |change| {
            let iri = iri.clone();
            Box::pin(async move { change.follows().hurry_walks_of(&iri, now).await })
        });
        let hurried: Result<u64, store::StoreError> = hurried.await;
        hurried.unwrap();
        self.node().walk.notify_one();
        eventually("a walk", || async { (peer.asked(Some("/changes")) > before).then_some(()) }).await;
        self.rests_from_walking(peer.iri()).await;
    }
}

both_engines!(a_dead_neighbour_is_walked_as_its_ladder_says, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    ground.clock().stop();
    peer.shows("/changes", 503, "", "");
    auenstadt.walks_now(&peer).await;
    let died = auenstadt.node().clock.now();
    let away = async || auenstadt.node().clock.now().millis() - died.millis();
    let (mut attempts, mut after_silence) = (1, 0);
    while away().await < 30 * Time::DAY {
        let wait = auenstadt.peer(&peer).await.next_try.millis() - auenstadt.node().clock.now().millis();
        assert!(wait > 0, "it is left alone");
        ground.passes(wait);
        let asked = peer.asked(Some("/changes"));
        auenstadt.node().walk.notify_one();
        eventually("the next try", || async { (peer.asked(Some("/changes")) > asked).then_some(()) }).await;
        eventually("its end", || async {
            let peer = auenstadt.peer(&peer).await;
            (peer.next_try > auenstadt.node().clock.now()).then_some(())
        })
        .await;
        attempts += 1;
        after_silence += usize::from(away().await > 15 * Time::DAY);
    }
    assert!((50..=140).contains(&attempts), "{attempts} attempts in thirty days");
    assert!((10..=22).contains(&after_silence), "about one a day once it is silent: {after_silence}");
    assert_eq!(auenstadt.walk_error(&peer).await.as_deref(), Some("HTTP 503"));

    peer.shows_changes("1", &projects(&peer, 3));
    ground.passes(2 * Time::DAY);
    eventually("it is back", || async { (auenstadt.holds_of(&peer).await == 3).then_some(()) }).await;
    assert!(auenstadt.peer(&peer).await.failing.is_none());
});

both_engines!(what_stops_one_walk_alone_waits_alone_and_longer_each_time, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    ground.clock().stop();
    peer.shows("/changes", 404, "", "");
    let mut waited = Vec::new();
    for _ in 0..4 {
        auenstadt.walks_now(&peer).await;
        let due = auenstadt.follow(auenstadt.iri(), peer.iri()).await.unwrap().walk_due;
        waited.push((due.millis() - auenstadt.node().clock.now().millis()) / Time::MINUTE);
    }
    let expected = [5, 60, 180, 360];
    let fits = waited
        .iter()
        .zip(expected)
        .all(|(waits, about)| (about * 3 / 4 - 1..=about * 5 / 4 + 1).contains(waits));
    assert!(fits, "{waited:?}");
    assert!(auenstadt.peer(&peer).await.failing.is_none(), "letters go on");
    assert!(peer.asked(Some("/")) > 1, "the actor may have moved its list");
});

both_engines!(software_without_changes_is_not_asked_for_them, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let mut actor = peer.actor_document();
    actor.as_object_mut().unwrap().remove("changes");
    peer.shows("/", 200, "application/activity+json", &actor.to_string());
    auenstadt.befriends(&peer).await;
    ground.passes(8 * Time::DAY);
    a_while().await;
    assert_eq!(peer.asked(Some("/changes")), 0);
    assert_eq!(auenstadt.walk_error(&peer).await, None);
    peer.creates(&peer.project("1", "Freibadkasse")).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.eventually_finds("Freibadkasse").await, ["Freibadkasse"]);
});

both_engines!(an_actor_that_is_gone_for_a_week_is_gone, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    peer.creates(&peer.project("1", "Bleibendes")).to(&auenstadt).await.is(202);
    auenstadt.eventually_finds("Bleibendes").await;
    peer.shows("/changes", 410, "", "");
    peer.shows("/", 410, "", "");
    auenstadt.walks_now(&peer).await;
    let standing = async || {
        let mut reading = auenstadt.node().store.reading().await.unwrap();
        reading.actors().by_iri(peer.iri()).await.unwrap().unwrap().standing
    };
    assert_eq!(standing().await, Standing::Published, "once is not enough");
    ground.passes(8 * Time::DAY);
    eventually("it is believed", || async { (standing().await == Standing::Withdrawn).then_some(()) }).await;
    auenstadt.eventually_misses("Bleibendes").await;
});

both_engines!(what_a_silent_neighbour_gave_to_a_few_is_not_kept_for_ever, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    let (public, mut closed) = (peer.project("1", "Für alle"), peer.project("2", "Für wenige"));
    closed.audience = commons::Audience::Own;
    let items = [&public, &closed].map(|entry: &Entry| ChangedItem::Entry(Box::new(entry.clone())));
    peer.shows_changes("1", &items);
    auenstadt.walks_now(&peer).await;
    peer.shows("/changes", 503, "", "");
    auenstadt.walks_now(&peer).await;
    let purge = async |days| {
        let now = auenstadt.peer(&peer).await.failing.unwrap().plus(days * Time::DAY);
        let node = auenstadt.node();
        let purged =
            node.store.write(move |change| Box::pin(async move { silence::purge(change, now).await }));
        let purged: Result<(), store::StoreError> = purged.await;
        purged.unwrap();
    };
    let standing = async |entry: &Entry| auenstadt.row(&entry.iri).await.unwrap().standing;
    purge(179).await;
    assert_eq!(standing(&closed).await, Standing::Published);
    purge(181).await;
    assert_eq!(
        (standing(&public).await, standing(&closed).await),
        (Standing::Published, Standing::Withdrawn)
    );
    assert!(auenstadt.row(&closed.iri).await.unwrap().body().is_empty());

    peer.shows_changes("1", &items);
    ground.passes(Time::MINUTE);
    eventually("it is back", || async { (standing(&closed).await == Standing::Published).then_some(()) })
        .await;
});

both_engines!(a_lost_index_is_built_again_and_what_was_missed_comes_by_the_walk, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.publishes_many((0..120).map(|number| format!("Vorhaben {number}"))).await;
    birkenried.follows(&auenstadt).await;
    birkenried.house.stops().await;
    std::fs::remove_dir_all(ground.dir().join("birkenried/index")).unwrap();
    auenstadt.publishes_many((120..130).map(|number| format!("Vorhaben {number}"))).await;
    birkenried.house.starts_again().await;
    ground.passes(Time::DAY);
    eventually("all are found", || async {
        ground.passes(Time::SECOND);
        (birkenried.searches("Vorhaben").await.json()["total"] == 130).then_some(())
    })
    .await;
    let [held, shown] = [birkenried.sum(auenstadt.iri()).await, auenstadt.sum_for(&birkenried).await];
    assert_eq!(held, shown);
});

both_engines!(network_check_sees_what_differs_and_sets_it_right, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let stale = auenstadt.publishes("Wird veralten").await;
    let lost = auenstadt.publishes("Geht verloren").await;
    auenstadt.publishes("Bleibt").await;
    birkenried.follows(&auenstadt).await;
    let follow = birkenried.follow(birkenried.iri(), auenstadt.iri()).await.unwrap();
    let node = birkenried.node();
    let before = checking::check(&node, &follow).await.unwrap();
    assert!(before.is_equal() && before.ours.count == 3, "{before:?}");

    // Somebody restored an old copy of some rows by hand, so to say.
    let (mut old, now) = (birkenried.row(&stale.iri).await.unwrap().entry().unwrap(), node.clock.now());
    "Ist veraltet".clone_into(&mut old.title);
    let spoilt = node.store.write(move |change| {
        let (old, lost) = (old.clone(), lost.clone());
        Box::pin(async move {
            let (id, home) = (commons::EntryId::new(now), Home::Elsewhere);
            let arrival = Arrival { id, home, standing: Standing::Published, received: now, source: None };
            change.entries().put(&old, arrival).await?;
            change.entries().set_aside(&lost.iri, lost.version, now).await
        })
    });
    let spoilt: Result<bool, store::StoreError> = spoilt.await;
    assert!(spoilt.unwrap());
    assert!(!checking::check(&node, &follow).await.unwrap().is_equal());

    checking::repair(&node.hall, &follow).await.unwrap();
    assert!(checking::check(&node, &follow).await.unwrap().is_equal());
    eventually("the present title", || async {
        (birkenried.finds("veralten").await == ["Wird veralten"]).then_some(())
    })
    .await;
    assert_eq!(birkenried.eventually_finds("verloren").await, ["Geht verloren"]);
    assert_eq!(birkenried.walk(auenstadt.iri()).await.repaired, 2);
});

both_engines!(what_a_follower_has_walked_need_not_be_sent, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    ground.clock().stop();
    birkenried.house.stops().await;
    let written = auenstadt.publishes("Während der Abwesenheit").await;
    let subject = store::Subject::Entry(written.iri.clone());
    let row = async || {
        let mut reading = auenstadt.node().store.reading().await.unwrap();
        reading.deliveries().of_subject(&subject).await.unwrap().pop().unwrap()
    };
    eventually("a letter that did not arrive", || async { row().await.error }).await;
    // The letter waits for its neighbour's ladder; the walk comes first.
    ground.passes(Time::SECOND);
    birkenried.house.starts_again().await;
    let (node, author, now) = (birkenried.node(), auenstadt.iri().clone(), birkenried.node().clock.now());
    let hurried = node.store.write(move |change| {
        let author = author.clone();
        Box::pin(async move { change.follows().hurry_walks_of(&author, now).await })
    });
    let hurried: Result<u64, store::StoreError> = hurried.await;
    hurried.unwrap();
    node.walk.notify_one();
    eventually("the walk brings it", || birkenried.row(&written.iri)).await;
    eventually("nothing is left to be sent", || async { row().await.settled.then_some(()) }).await;
    assert_eq!(row().await.have, Some(written.version));
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_114_a_restored_node_and_its_followers_hold_the_same_again() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.publishes_many((0..30).map(|number| format!("Vorhaben {number}"))).await;
    birkenried.follows(&auenstadt).await;
    auenstadt.follows(&birkenried).await;
    let mut changed = auenstadt.publishes("Vor der Sicherung").await;
    birkenried.eventually_finds("Sicherung").await;

    let (data, backup) = (ground.dir().join("auenstadt"), ground.dir().join("backup"));
    closes(&auenstadt).await;
    copy(&data, &backup);
    auenstadt.house.starts_again().await;
    auenstadt.corrects(&mut changed, "title", json!("Danach geändert")).await;
    auenstadt.publishes("Danach geschrieben").await;
    birkenried.eventually_finds("Danach geschrieben").await;
    birkenried.eventually_finds("Danach geändert").await;
    birkenried.publishes("Von nebenan").await;
    auenstadt.eventually_finds("Von nebenan").await;

    closes(&auenstadt).await;
    std::fs::rename(&data, ground.dir().join("lost")).unwrap();
    copy(&backup, &data);
    let done = restored(&auenstadt.house.opens().await, "command").await.unwrap();
    assert_eq!((done.entries, done.organisations), (31, 1));
    auenstadt.house.starts_again().await;

    birkenried.eventually_finds("Vor der Sicherung").await;
    let author = auenstadt.iri();
    eventually_as_time_passes(&ground.clock(), Time::MINUTE / 6, "both hold the same", || async {
        let [ours, theirs] = [birkenried.sum(author).await, auenstadt.sum_for(&birkenried).await];
        (ours == theirs && birkenried.walk(author).await.swept.is_some()).then_some(())
    })
    .await;
    birkenried.eventually_misses("Danach").await;
    assert_eq!(birkenried.walk(author).await.differs, None);
    assert_eq!(
        auenstadt.eventually_finds("Von nebenan").await,
        ["Von nebenan"],
        "what was missed was fetched"
    );
}

/// Stops, and lets go of its files.
async fn closes(town: &Town) {
    let store = town.node().store.clone();
    town.house.stops().await;
    store.close().await;
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copy(&file.path(), &target);
        } else {
            // A merge that is just ending may still do away with files of the index, which is built anew where it is not whole.
            let copied = std::fs::copy(file.path(), target);
            assert!(copied.is_ok() || !file.path().exists(), "{}", file.path().display());
        }
    }
}
