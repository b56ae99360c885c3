//! Walks that nobody walks twice, and comparing everything that is held of an author.

use commons::{Reader, Standing, Time};
use store::entries::{Home, Scope};
use store::{Put, Recipient, Stance, Subject, WalkRow};

use crate::engines::{Town, project};

both_engines!(a_walk_is_claimed_once_and_again_when_its_lease_is_over, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let lease = Time::MINUTE;
    let claim = async |due_by: Time| {
        let mut change = town.begin().await.unwrap();
        let now = town.now();
        let claimed = change.walks().claim(&ours, &theirs, now, due_by, now.plus(lease)).await.unwrap();
        change.commit().await.unwrap();
        claimed
    };
    assert!(!claim(town.now()).await, "nobody follows");
    town.follow(&ours, &theirs).await;
    assert!(!claim(town.now().plus(-1)).await, "it was not due by then");
    assert!(claim(town.now()).await);
    assert!(!claim(town.now()).await);
    let due = async || town.reading().await.unwrap().follows().walk_due(town.now(), 10).await.unwrap().len();
    assert_eq!(due().await, 0);
    town.clock.pass(lease);
    assert_eq!(due().await, 1);
    assert!(claim(town.now()).await);

    let mut change = town.begin().await.unwrap();
    let walk = WalkRow {
        epoch: Some("1".to_owned()),
        sweep: Some(town.now()),
        repaired: 3,
        differs: Some(town.now()),
        ..change.walks().between(&ours, &theirs).await.unwrap()
    };
    change.walks().put(&ours, &theirs, &walk).await.unwrap();
    assert_eq!(change.walks().free_leases().await.unwrap(), 1);
    change.commit().await.unwrap();
    let kept = town.reading().await.unwrap().walks().between(&ours, &theirs).await.unwrap();
    assert_eq!(kept, WalkRow { lease: Time::default(), ..walk });
});

both_engines!(a_neighbour_in_difficulties_is_walked_only_where_no_letter_tries_it, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    town.follow(&ours, &theirs).await;
    let due = async || {
        let due = town.reading().await.unwrap().follows().walk_due(town.now(), 10).await.unwrap();
        due.into_iter().map(|walk| walk.is_probe).collect::<Vec<_>>()
    };
    assert_eq!(due().await, [false]);
    let fails = async || {
        let mut change = town.begin().await.unwrap();
        change.peers().failed(&theirs.origin(), "503", town.now(), 0).await.unwrap();
        change.commit().await.unwrap();
    };
    fails().await;
    assert!(due().await.is_empty(), "its ladder says when");
    town.clock.pass(30 * Time::SECOND);
    assert_eq!(due().await, [true]);

    let mut change = town.begin().await.unwrap();
    let recipient = Recipient { inbox: theirs.with("inbox"), origin: theirs.origin() };
    let subject = Subject::Entry(ours.with("1"));
    change.deliveries().want(&recipient, &ours, &subject, 1, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert!(due().await.is_empty(), "the letter is the probe");

    town.clock.pass(14 * Time::DAY);
    fails().await;
    let next =
        town.reading().await.unwrap().peers().by_origin(&theirs.origin()).await.unwrap().unwrap().next_try;
    assert_eq!(next, town.now().plus(Time::DAY), "once a day from now on");
    town.clock.pass(Time::DAY);
    assert_eq!(due().await, [true], "no letters are sent any more");
    let mut change = town.begin().await.unwrap();
    change.peers().set_stance(&theirs.origin(), Stance::Blocked, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert!(due().await.is_empty());
});

both_engines!(an_equal_version_that_says_the_same_changes_nothing, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let mut entry = project(&author, "1");
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::New);
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Stale);
    "Anders".clone_into(&mut entry.title);
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Changed);
});

/// Sets a copy aside as of this version.
async fn sets_aside(town: &Town, entry: &commons::Entry, version: i64) -> bool {
    let mut change = town.begin().await.unwrap();
    let done = change.entries().set_aside(&entry.iri, version, town.now()).await.unwrap();
    change.commit().await.unwrap();
    done
}

both_engines!(what_was_set_aside_comes_back_with_the_same_version, |town| async move {
    let (ours, author) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let mut entry = project(&author, "1");
    entry.version = 5;
    town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
    assert!(!sets_aside(&town, &entry, 4).await, "what is here is newer");
    assert!(sets_aside(&town, &entry, 5).await);
    assert!(!sets_aside(&town, &entry, 5).await);
    let row = town.reading().await.unwrap().entries().by_iri(&entry.iri).await.unwrap().unwrap();
    assert_eq!((row.standing, row.version, row.body()), (Standing::Withdrawn, 5, ""));
    entry.version = 4;
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Stale);
    entry.version = 5;
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Changed);
    let own = project(&ours, "own");
    town.put(&own).await;
    assert!(!sets_aside(&town, &own, 9).await, "nobody takes ours");
});

both_engines!(what_an_author_no_longer_shows_is_known_and_may_be_kept, |town| async move {
    let (ours, author) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let reader = Reader::of(ours.clone());
    let entries: Vec<_> = (0..4).map(|number| project(&author, &number.to_string())).collect();
    for entry in &entries {
        town.put_as(entry, Home::Elsewhere, Standing::Published).await;
    }
    town.clock.pass(Time::MINUTE);
    let since = town.now();
    let mut change = town.begin().await.unwrap();
    for entry in &entries[..2] {
        change.entries().see(&entry.iri, &author, since).await.unwrap();
    }
    change.entries().see(&entries[2].iri, &ours, since).await.unwrap();
    let unseen = change.entries().unseen(&author, &reader, Scope::All, since).await.unwrap();
    assert_eq!(
        unseen,
        [entries[2].iri.clone(), entries[3].iri.clone()],
        "nobody else can say that it is there"
    );
    for iri in &unseen {
        change.missing().ask(&ours, &author, iri, since).await.unwrap();
    }
    assert_eq!(change.missing().count(&ours, &author).await.unwrap(), 2);
    assert_eq!(change.missing().asked_of(&ours).await.unwrap(), std::slice::from_ref(&author));
    assert_eq!(change.entries().check_held(&author, &reader, Scope::All).await.unwrap().count, 4);
    assert_eq!(change.missing().keep(&ours, &author).await.unwrap(), 2);
    assert_eq!(change.missing().open(&ours, &author).await.unwrap(), []);
    assert!(change.entries().unseen(&author, &reader, Scope::All, since).await.unwrap().is_empty());
    assert_eq!(
        change.entries().check_held(&author, &reader, Scope::All).await.unwrap().count,
        2,
        "kept on purpose"
    );
    change.missing().found(&entries[2].iri).await.unwrap();
    assert_eq!(
        change.entries().check_held(&author, &reader, Scope::All).await.unwrap().count,
        3,
        "it is shown again"
    );
    change.commit().await.unwrap();
});

both_engines!(what_a_follower_walked_is_not_sent_any_more, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    town.follow(&theirs, &ours).await;
    let entries: Vec<_> = (0..3).map(|number| project(&ours, &number.to_string())).collect();
    for entry in &entries {
        town.put(entry).await;
        let mut change = town.begin().await.unwrap();
        let subject = Subject::Entry(entry.iri.clone());
        change.deliveries().want_for_followers(&ours, &subject, entry.version, town.now()).await.unwrap();
        change.commit().await.unwrap();
    }
    let number = async |place: usize| {
        let row = town.reading().await.unwrap().entries().by_iri(&entries[place].iri).await.unwrap();
        row.unwrap().changed
    };
    let follower = town.reading().await.unwrap().actors().by_iri(&theirs).await.unwrap().unwrap();
    let walked = async |upto: i64| {
        let mut change = town.begin().await.unwrap();
        let saved = change.deliveries().walked(&follower, &ours, upto, town.now()).await.unwrap();
        change.commit().await.unwrap();
        saved
    };
    assert_eq!(walked(0).await, 0);
    assert_eq!(walked(number(1).await).await, 2);
    assert_eq!(walked(number(1).await).await, 0);
    let backlog = town.reading().await.unwrap().deliveries().backlog().await.unwrap();
    assert_eq!(backlog.waiting, 1);
    town.withdraw(&entries[2], 7).await;
    let mut change = town.begin().await.unwrap();
    change.deliveries().raise(&Subject::Entry(entries[2].iri.clone()), 7, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(walked(number(2).await).await, 1, "a tombstone too");
});
