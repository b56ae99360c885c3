//! What inboxes should know, and what they have acknowledged.

use commons::{Iri, Time};
use store::deliveries::{Acknowledged, Backlog, Claim};
use store::{Answer, Change, Delivery, Recipient, Subject};

use crate::engines::{Town, iri, project};

const LEASE: i64 = 60_000;

/// Auenstadt, followed by two on one server and one on another.
async fn followed(town: &Town) -> Iri {
    let author = town.settle("auenstadt.de").await;
    for (host, path) in [("birkenried.de", "a/"), ("birkenried.de", "b/"), ("cedernau.de", "")] {
        let follower = town.meet(host, path).await;
        town.follow(&follower, &author).await;
    }
    // These get nothing: one of ours, one who only asked, one who left.
    let ours = town.settle("dorfen.de").await;
    town.follow(&ours, &author).await;
    let asks = town.meet("ebersau.de", "").await;
    let left = town.meet("fichtenau.de", "").await;
    town.follow(&left, &author).await;
    let mut change = town.begin().await.unwrap();
    change.follows().ask(&asks, &author, &asks.with("#follow"), "", town.now()).await.unwrap();
    change.follows().answer(&left, &author, Answer::Ended, town.now()).await.unwrap();
    change.commit().await.unwrap();
    author
}

async fn want(town: &Town, author: &Iri, subject: &Subject, version: i64) -> u64 {
    let mut change = town.begin().await.unwrap();
    let inboxes = change.deliveries().want_for_followers(author, subject, version, town.now()).await.unwrap();
    change.commit().await.unwrap();
    inboxes
}

pub async fn claim(town: &Town) -> Vec<Delivery> {
    let mut change = town.begin().await.unwrap();
    let claimed = claim_in(&mut change, everything(town)).await;
    change.commit().await.unwrap();
    claimed
}

/// A claim of all that is due, two for each neighbour.
pub fn everything(town: &Town) -> Claim {
    Claim { now: town.now(), lease: LEASE, limit: 100, per_origin: 2 }
}

/// Draws up a round and claims for it.
pub async fn claim_in(change: &mut Change, claim: Claim) -> Vec<Delivery> {
    let turns = change.deliveries().round(claim.now).await.unwrap();
    change.deliveries().claim(&turns, claim).await.unwrap().rows
}

async fn acknowledge(town: &Town, delivery: &Delivery, have: i64) -> bool {
    let mut change = town.begin().await.unwrap();
    let counted = change.deliveries().acknowledged(&Acknowledged::of(delivery, have)).await.unwrap();
    change.commit().await.unwrap();
    counted
}

async fn backlog(town: &Town) -> Backlog {
    town.reading().await.unwrap().deliveries().backlog().await.unwrap()
}

both_engines!(each_shared_inbox_hears_once, |town| async move {
    let author = followed(&town).await;
    let subject = Subject::Entry(author.with("1"));
    assert_eq!(want(&town, &author, &subject, 1).await, 2);
    assert_eq!(want(&town, &author, &subject, 1).await, 0, "nothing new");
    let claimed = claim(&town).await;
    let mut inboxes: Vec<_> = claimed.iter().map(|delivery| delivery.inbox.as_str()).collect();
    inboxes.sort_unstable();
    assert_eq!(inboxes, ["https://birkenried.de/shared", "https://cedernau.de/shared"]);
    assert!(
        claimed
            .iter()
            .all(|delivery| delivery.sender == author && delivery.have.is_none() && !delivery.tried_before)
    );
    assert_eq!(town.reading().await.unwrap().deliveries().of_subject(&subject).await.unwrap().len(), 2);
});

both_engines!(what_is_acknowledged_is_settled, |town| async move {
    let author = followed(&town).await;
    let subject = Subject::Entry(author.with("1"));
    want(&town, &author, &subject, 1).await;
    let claimed = claim(&town).await;
    let done: Vec<_> = claimed.iter().map(|delivery| Acknowledged::of(delivery, 1)).collect();
    let mut change = town.begin().await.unwrap();
    change.deliveries().acknowledge_all(&done).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(backlog(&town).await, Backlog::default());
    town.clock.pass(10 * LEASE);
    assert!(claim(&town).await.is_empty());
    want(&town, &author, &subject, 2).await;
    let again = claim(&town).await;
    assert_eq!(again.len(), 2);
    assert!(
        again
            .iter()
            .all(|delivery| delivery.have == Some(1) && delivery.tried_before && delivery.attempt == 2)
    );
});

both_engines!(a_higher_want_waits_until_the_lease_ends, |town| async move {
    let author = followed(&town).await;
    let subject = Subject::Entry(author.with("1"));
    want(&town, &author, &subject, 1).await;
    let claimed = claim(&town).await;
    want(&town, &author, &subject, 2).await;
    assert!(claim(&town).await.is_empty(), "another must not send the second before the first");
    assert!(acknowledge(&town, &claimed[0], 1).await);
    let next = claim(&town).await;
    assert_eq!(next.len(), 1);
    assert_eq!((next[0].want, next[0].have), (2, Some(1)));
});

both_engines!(a_lease_ends_and_the_late_report_counts_no_more, |town| async move {
    let author = followed(&town).await;
    want(&town, &author, &Subject::Entry(author.with("1")), 1).await;
    let first = claim(&town).await;
    town.clock.pass(LEASE - 1);
    assert!(claim(&town).await.is_empty());
    town.clock.pass(1);
    let second = claim(&town).await;
    assert_eq!(second.len(), first.len());
    assert!(second.iter().all(|delivery| delivery.tried_before));
    let late = first.iter().find(|delivery| delivery.inbox == second[0].inbox).unwrap();
    assert!(!acknowledge(&town, late, 1).await);
    assert!(acknowledge(&town, &second[0], 1).await);
});

both_engines!(a_row_that_fails_waits_and_may_be_given_up, |town| async move {
    let author = followed(&town).await;
    want(&town, &author, &Subject::Entry(author.with("1")), 1).await;
    let claimed = claim(&town).await;
    let mut change = town.begin().await.unwrap();
    let due = town.now().plus(Time::HOUR);
    change.deliveries().failed_row(&claimed[0], due, "404").await.unwrap();
    change.deliveries().park(&claimed[1], "422").await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(backlog(&town).await, Backlog { waiting: 1, parked: 1 });
    town.clock.pass(LEASE);
    assert!(claim(&town).await.is_empty());
    town.clock.pass(Time::HOUR);
    let again = claim(&town).await;
    assert_eq!(again.len(), 1);
    assert_eq!((&again[0].inbox, again[0].failures), (&claimed[0].inbox, 1));
    let mut change = town.begin().await.unwrap();
    assert_eq!(
        change.deliveries().try_parked_again(&author, &claimed[1].origin, town.now()).await.unwrap(),
        1
    );
    change.commit().await.unwrap();
    assert_eq!(claim(&town).await.len(), 1);
});

both_engines!(where_there_is_nothing_to_say_nothing_was_sent, |town| async move {
    let author = followed(&town).await;
    let subject = Subject::Entry(author.with("1"));
    want(&town, &author, &subject, 1).await;
    let claimed = claim(&town).await;
    let mut change = town.begin().await.unwrap();
    change.deliveries().settle_nothing(&claimed[0]).await.unwrap();
    change.deliveries().put_back(&claimed[1], "connection refused").await.unwrap();
    assert_eq!(change.deliveries().raise(&subject, 2, town.now()).await.unwrap(), 2);
    change.commit().await.unwrap();
    let again = claim(&town).await;
    let tried = |inbox: &Iri| again.iter().find(|delivery| delivery.inbox == *inbox).unwrap().tried_before;
    assert!(!tried(&claimed[0].inbox));
    assert!(tried(&claimed[1].inbox));
});

both_engines!(who_walks_hears_of_what_comes_later, |town| async move {
    let author = town.settle("auenstadt.de").await;
    for number in 0..5 {
        town.put(&project(&author, &number.to_string())).await;
    }
    let recipient = Recipient {
        inbox: iri("https://birkenried.de/shared"),
        origin: iri("https://birkenried.de/").origin(),
    };
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.deliveries().know(&recipient, &author, town.now()).await.unwrap(), 5);
    assert_eq!(change.deliveries().know(&recipient, &author, town.now()).await.unwrap(), 0);
    change.commit().await.unwrap();
    assert!(claim(&town).await.is_empty());
    let mut change = town.begin().await.unwrap();
    let subject = Subject::Entry(author.with("3"));
    assert_eq!(change.deliveries().raise(&subject, 2, town.now()).await.unwrap(), 1);
    change.commit().await.unwrap();
    let claimed = claim(&town).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!((claimed[0].have, claimed[0].tried_before), (Some(1), true));
});

both_engines!(a_single_inbox_is_told_of_a_follow, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let subject = Subject::Follow { from: ours.clone(), to: theirs.clone() };
    let recipient = Recipient { inbox: theirs.with("inbox"), origin: theirs.origin() };
    for (version, expected) in [(1, 1), (1, 0), (2, 1)] {
        let mut change = town.begin().await.unwrap();
        change.deliveries().want(&recipient, &ours, &subject, version, town.now()).await.unwrap();
        change.commit().await.unwrap();
        let claimed = claim(&town).await;
        assert_eq!(claimed.len(), expected, "version {version}");
        for delivery in claimed {
            assert_eq!(delivery.subject, subject);
            acknowledge(&town, &delivery, version).await;
        }
    }
});

both_engines!(news_that_came_while_a_letter_was_refused_is_sent_all_the_same, |town| async move {
    let author = followed(&town).await;
    let subject = Subject::Entry(author.with("1"));
    want(&town, &author, &subject, 1).await;
    let claimed = claim(&town).await;
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.deliveries().raise(&subject, 2, town.now()).await.unwrap(), 2, "withdrawn meanwhile");
    change.deliveries().park(&claimed[0], "422").await.unwrap();
    let later = town.now().plus(Time::HOUR);
    change.deliveries().failed_row(&claimed[1], later, "404").await.unwrap();
    change.commit().await.unwrap();
    let again = claim(&town).await;
    assert_eq!(again.len(), 2);
    assert!(again.iter().all(|delivery| delivery.want == 2 && delivery.tried_before));
    let mut change = town.begin().await.unwrap();
    for delivery in &again {
        change.deliveries().park(delivery, "422").await.unwrap();
    }
    change.commit().await.unwrap();
    assert_eq!(backlog(&town).await, Backlog { waiting: 0, parked: 2 });
});

both_engines!(what_was_given_up_and_has_news_waits_anew, |town| async move {
    let author = followed(&town).await;
    let subject = Subject::Entry(author.with("1"));
    want(&town, &author, &subject, 1).await;
    let mut change = town.begin().await.unwrap();
    for delivery in claim_in(&mut change, everything(&town)).await {
        change.deliveries().park(&delivery, "404").await.unwrap();
    }
    change.commit().await.unwrap();
    town.clock.pass(20 * Time::DAY);
    want(&town, &author, &subject, 2).await;
    assert!(claim(&town).await.iter().all(|delivery| delivery.since == town.now()));
});
