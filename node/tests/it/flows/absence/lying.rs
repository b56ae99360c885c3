//! A list of changes that lies does no harm: it leads nowhere, names what is others', goes backwards, or is suddenly short.

use commons::Time;
use federation::ChangedItem;

use super::{friends, projects};
use crate::harness::{Ground, Peer, Town, a_while, eventually};

both_engines!(row_66_a_list_that_leads_nowhere_ends_the_walk, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    let page = |next: &str, path: &str| federation::ChangesPage {
        epoch: "1".to_owned(),
        items: vec![ChangedItem::Entry(Box::new(peer.project(path, path)))],
        next: Some(next.to_owned()),
        count: 9,
        ..federation::ChangesPage::default()
    };
    let shows = |target: &str, page: &federation::ChangesPage| {
        peer.shows(target, 200, "application/activity+json", &page.render(&peer.iri().with(&target[1..])));
    };
    // next = self
    shows("/changes", &page("a", "1"));
    auenstadt.walks_now(&peer).await;
    assert_eq!(auenstadt.walk_error(&peer).await.as_deref(), Some("walk-does-not-move"));
    assert_eq!(auenstadt.holds_of(&peer).await, 1, "what came before that is kept");
    // A, B, A
    shows("/changes?since=a", &page("b", "2"));
    shows("/changes?since=b", &page("a", "3"));
    let asked = peer.asked(Some("/changes"));
    auenstadt.walks_now(&peer).await;
    assert_eq!(auenstadt.walk_error(&peer).await.as_deref(), Some("walk-does-not-move"));
    assert!(peer.asked(Some("/changes")) - asked <= 4, "not a hundred pages");
    assert_eq!(auenstadt.walk(peer.iri()).await.failures, 1, "a page that moved begins the count anew");
});

both_engines!(row_66_a_run_ends_after_a_hundred_pages_and_goes_on_a_minute_later, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    ground.clock().stop();
    let items = projects(&peer, 130);
    let check: federation::Check = items.iter().map(ChangedItem::mark).collect();
    for (number, item) in items.iter().enumerate() {
        let page = federation::ChangesPage {
            epoch: "1".to_owned(),
            items: vec![item.clone()],
            next: (number < 129).then(|| (number + 1).to_string()),
            count: 130,
            check: check.to_string(),
            skipped: 0,
        };
        let target = if number == 0 { "/changes".to_owned() } else { format!("/changes?since={number}") };
        peer.shows(&target, 200, "application/activity+json", &page.render(&peer.iri().with(&target[1..])));
    }
    let before = peer.asked(Some("/changes"));
    auenstadt.walks_now(&peer).await;
    assert_eq!((peer.asked(Some("/changes")) - before, auenstadt.holds_of(&peer).await), (100, 100));
    a_while().await;
    assert_eq!(peer.asked(Some("/changes")) - before, 100, "not at once");
    ground.passes(Time::MINUTE);
    eventually("the rest", || async { (auenstadt.holds_of(&peer).await == 130).then_some(()) }).await;
    eventually("both hold the same", || async {
        let walk = auenstadt.walk(peer.iri()).await;
        (walk.lease == Time::default() && walk.differs.is_none()).then_some(())
    })
    .await;
    assert_eq!(peer.asked(Some("/changes")) - before, 130);
});

both_engines!(row_68_entries_of_others_make_the_whole_page_refused, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    let other = Peer::new(&ground, "anders").await;
    let mut items = projects(&peer, 2);
    items.push(ChangedItem::Entry(Box::new(other.project("1", "Untergeschoben"))));
    peer.shows_changes("1", &items);
    auenstadt.walks_now(&peer).await;
    assert_eq!(auenstadt.walk_error(&peer).await.as_deref(), Some("origins-differ"));
    assert_eq!((auenstadt.holds_of(&peer).await, auenstadt.holds_of(&other).await), (0, 0));
});

both_engines!(row_68_numbers_that_go_backwards_change_nothing, |ground| async move {
    let (auenstadt, peer) = friends(&ground).await;
    let mut entry = peer.project("1", "Neuer Stand");
    peer.creates(&entry).to(&auenstadt).await.is(202);
    let version = entry.version;
    entry.version -= 1_000;
    "Alter Stand".clone_into(&mut entry.title);
    peer.shows_changes("2", &[ChangedItem::Entry(Box::new(entry.clone()))]);
    auenstadt.walks_now(&peer).await;
    let row = auenstadt.row(&entry.iri).await.unwrap();
    assert_eq!((row.version, row.entry().unwrap().title.as_str()), (version, "Neuer Stand"));
    assert!(auenstadt.walk(peer.iri()).await.differs.is_some(), "and that is known");
});

/// A neighbour of which twenty entries are here, and which shows only so many of them after its memory was restored.
async fn loses(ground: &Ground, left: usize) -> (Town, Peer, Vec<ChangedItem>) {
    let (auenstadt, peer) = friends(ground).await;
    let all = projects(&peer, 20);
    peer.shows_changes("1", &all);
    auenstadt.walks_now(&peer).await;
    assert_eq!(auenstadt.holds_of(&peer).await, 20);
    peer.shows_changes("2", &all[..left]);
    auenstadt.walks_now(&peer).await;
    (auenstadt, peer, all)
}

both_engines!(row_68_a_few_that_are_gone_there_go_here, |ground| async move {
    let (auenstadt, peer, all) = loses(&ground, 18).await;
    assert_eq!(auenstadt.holds_of(&peer).await, 18);
    let walk = auenstadt.walk(peer.iri()).await;
    assert_eq!((walk.repaired, walk.differs), (2, None));
    // And again the next day: whoever says so every day would be rid of everything before long.
    peer.shows_changes("3", &all[..17]);
    auenstadt.walks_now(&peer).await;
    assert_eq!(auenstadt.holds_of(&peer).await, 18);
});

both_engines!(row_68_of_more_than_one_in_ten_a_person_decides, |ground| async move {
    let (auenstadt, peer, _) = loses(&ground, 17).await;
    assert_eq!(auenstadt.holds_of(&peer).await, 20, "nothing goes without a person");
    let count = async || {
        let mut reading = auenstadt.node().store.reading().await.unwrap();
        reading.missing().count(auenstadt.iri(), peer.iri()).await.unwrap()
    };
    assert_eq!(count().await, 3);
    let id = auenstadt.follow(auenstadt.iri(), peer.iri()).await.unwrap().id;
    let clerk = auenstadt.administrator().await;
    let page = clerk.opens("/verwaltung/auenstadt/verbindungen").await.is(200).text();
    assert!(page.contains("3 von 20 Einträgen"), "{page}");
    let address = |word| format!("/verwaltung/auenstadt/verbindungen/{id}/{word}");
    auenstadt.editor().await.sends(&address("verwerfen"), &[]).await.is(403);
    clerk.sends(&address("verwerfen"), &[]).await.is(303);
    clerk.sends(&address("uebernehmen"), &[]).await.is(404);
    let page = clerk.opens("/verwaltung/auenstadt/verbindungen").await.is(200).text();
    assert!(!page.contains("von 20 Einträgen"), "it is decided");
    assert_eq!((count().await, auenstadt.holds_of(&peer).await), (0, 20));
    // Now both sides agree: what is kept on purpose is no difference.
    auenstadt.agrees_with(&peer).await;
});

both_engines!(row_68_what_a_person_takes_over_goes_and_comes_back_with_its_author, |ground| async move {
    let (auenstadt, peer, all) = loses(&ground, 5).await;
    let id = auenstadt.follow(auenstadt.iri(), peer.iri()).await.unwrap().id;
    let address = format!("/verwaltung/auenstadt/verbindungen/{id}/uebernehmen");
    auenstadt.administrator().await.sends(&address, &[]).await.is(303);
    assert_eq!(auenstadt.holds_of(&peer).await, 5);
    auenstadt.agrees_with(&peer).await;
    // It was a mistake there, after all.
    peer.shows_changes("3", &all);
    auenstadt.walks_now(&peer).await;
    assert_eq!(auenstadt.holds_of(&peer).await, 20);
});
