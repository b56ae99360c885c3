//! What the people of one organisation see of its connections, and what they let be or have tried again.

use commons::{Iri, Standing, Time};
use store::deliveries::Claim;
use store::entries::Home;
use store::peers::Which;
use store::{Answer, Cursor, Stance, Subject};

use crate::deliveries::{claim, claim_in, everything};
use crate::engines::{Town, comment, project};

async fn asks(town: &Town, follower: &Iri, followed: &Iri) {
    let mut change = town.begin().await.unwrap();
    change.follows().ask(follower, followed, &follower.with("#f"), "Guten Tag", town.now()).await.unwrap();
    change.commit().await.unwrap();
}

async fn stands(town: &Town, with: &Iri, stance: Stance) {
    let mut change = town.begin().await.unwrap();
    change.peers().set_stance(&with.origin(), stance, town.now()).await.unwrap();
    change.commit().await.unwrap();
}

async fn wants(town: &Town, author: &Iri, path: &str) {
    let subject = Subject::Entry(author.with(path));
    let mut change = town.begin().await.unwrap();
    change.deliveries().want_for_followers(author, &subject, 1, town.now()).await.unwrap();
    change.commit().await.unwrap();
}

both_engines!(requests_come_page_by_page_and_those_of_the_blocked_wait_for_nobody, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    for number in 0..7 {
        let asking = town.meet(&format!("stadt{number}.de"), "").await;
        asks(&town, &asking, &ours).await;
        // Two of each instant, so that the id decides.
        town.clock.pass(number % 2);
    }
    let blocked = town.meet("stadt3.de", "").await;
    stands(&town, &blocked, Stance::Blocked).await;
    let mut reading = town.reading().await.unwrap();
    let (mut cursor, mut all) = (Cursor::start(), Vec::new());
    loop {
        let page = reading.follows().requests(&ours, &cursor, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        cursor = Cursor::parse(&Cursor::at(last.asked, &last.id).to_string()).unwrap();
        all.extend(page.into_iter().map(|row| row.follower));
    }
    assert_eq!(all.len(), 6);
    assert!(!all.contains(&blocked));
    assert_eq!(reading.follows().count_requests(&ours, 100).await.unwrap(), 6);
    assert_eq!(reading.follows().count_requests(&ours, 4).await.unwrap(), 4, "counted no further");
    assert!(reading.follows().readers(&ours, &Cursor::start(), 10).await.unwrap().is_empty());
    assert!(reading.follows().requests(&blocked, &Cursor::start(), 10).await.unwrap().is_empty());
});

both_engines!(an_ended_connection_is_listed_no_more, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    town.follow(&ours, &theirs).await;
    town.follow(&theirs, &ours).await;
    let listed = async || {
        let mut reading = town.reading().await.unwrap();
        let readers = reading.follows().readers(&ours, &Cursor::start(), 10).await.unwrap().len();
        let followings = reading.follows().followings(&ours, &Cursor::start(), 10).await.unwrap().len();
        assert_eq!(reading.follows().count_followings(&ours).await.unwrap(), followings as i64);
        (readers, followings)
    };
    assert_eq!(listed().await, (1, 1));
    let mut change = town.begin().await.unwrap();
    change.follows().answer(&ours, &theirs, Answer::Ended, town.now()).await.unwrap();
    change.follows().answer(&theirs, &ours, Answer::Declined, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(listed().await, (0, 0));
    let mut reading = town.reading().await.unwrap();
    let all = reading.follows().with_origin(&ours, &theirs.origin(), 10).await.unwrap();
    assert_eq!(all.len(), 2, "what ended is remembered");
});

both_engines!(each_organisation_sees_its_own_side_of_a_neighbour, |town| async move {
    let (ours, other) = (town.settle("auenstadt.de").await, town.settle("cronfeld.de").await);
    let theirs = town.meet("birkenried.de", "").await;
    town.follow(&theirs, &ours).await;
    town.follow(&ours, &theirs).await;
    stands(&town, &theirs, Stance::Member).await;
    wants(&town, &ours, "1").await;
    let seen = async |by: &Iri| {
        let mut reading = town.reading().await.unwrap();
        reading.peers().neighbours(by, Which::Own, 10, 0).await.unwrap()
    };
    let row = seen(&ours).await.pop().unwrap();
    assert_eq!((row.peer.waiting, row.peer.parked, row.read, row.asked, row.readers), (1, 0, 1, 0, 1));
    assert!(seen(&other).await.is_empty());
    asks(&town, &other, &theirs).await;
    let row = seen(&other).await.pop().unwrap();
    assert_eq!((row.peer.waiting, row.read, row.asked, row.readers), (0, 0, 1, 0));
    let mut reading = town.reading().await.unwrap();
    let one = reading.peers().neighbour(&ours, &theirs.origin()).await.unwrap().unwrap();
    assert_eq!((one.peer.waiting, one.walk_error), (1, None));
});

both_engines!(who_is_in_difficulties_comes_first_and_who_is_blocked_last, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    for host in ["a.de", "b.de", "c.de"] {
        let theirs = town.meet(host, "").await;
        town.follow(&theirs, &ours).await;
        stands(&town, &theirs, Stance::Reader).await;
        town.clock.pass(1);
    }
    let stranger = town.meet("d.de", "").await;
    stands(&town, &stranger, Stance::Blocked).await;
    let mut change = town.begin().await.unwrap();
    let failing = crate::engines::iri("https://b.de/").origin();
    change.peers().failed(&failing, "peer-unreachable", town.now(), 0).await.unwrap();
    change.commit().await.unwrap();
    let listed = async |which, limit, offset| {
        let mut reading = town.reading().await.unwrap();
        let rows = reading.peers().neighbours(&ours, which, limit, offset).await.unwrap();
        rows.into_iter().map(|row| row.peer.origin.authority().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(Which::Own, 10, 0).await, ["b.de", "c.de", "a.de"]);
    assert_eq!(listed(Which::OwnAndBlocked, 10, 0).await, ["b.de", "c.de", "a.de", "d.de"]);
    assert_eq!(listed(Which::OwnAndBlocked, 2, 1).await, ["c.de", "a.de"]);
});

both_engines!(a_person_may_have_somebody_tried_who_was_silent_for_weeks, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    town.follow(&theirs, &ours).await;
    wants(&town, &ours, "1").await;
    wants(&town, &ours, "2").await;
    let mut change = town.begin().await.unwrap();
    change.peers().failed(&theirs.origin(), "peer-unreachable", town.now(), 0).await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(15 * Time::DAY);
    assert!(claim(&town).await.is_empty(), "nobody pushes any more");
    let mut change = town.begin().await.unwrap();
    assert!(change.peers().try_now(&theirs.origin(), town.now()).await.unwrap());
    assert_eq!(change.deliveries().hurry(&theirs.origin(), town.now()).await.unwrap(), 0, "all is due");
    change.commit().await.unwrap();
    assert_eq!(claim(&town).await.len(), 1, "one probe");
    let mut change = town.begin().await.unwrap();
    change.peers().failed(&theirs.origin(), "peer-unreachable", town.now(), 0).await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(Time::DAY);
    assert!(claim(&town).await.is_empty(), "and no more until somebody wants it again");
    let peer = town.reading().await.unwrap().peers().by_origin(&theirs.origin()).await.unwrap().unwrap();
    assert_eq!(peer.failing, Some(crate::engines::start()), "since when is not forgotten");
    let well = town.meet("cedernau.de", "").await.origin();
    let mut change = town.begin().await.unwrap();
    assert!(!change.peers().try_now(&well, town.now()).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(what_was_given_up_is_let_be_or_tried_again_by_whose_it_is, |town| async move {
    let (ours, other) = (town.settle("auenstadt.de").await, town.settle("cronfeld.de").await);
    let theirs = town.meet("birkenried.de", "").await;
    for author in [&ours, &other] {
        town.follow(&theirs, author).await;
        wants(&town, author, "1").await;
    }
    let mut change = town.begin().await.unwrap();
    let many = Claim { per_origin: 10, ..everything(&town) };
    for delivery in claim_in(&mut change, many).await {
        change.deliveries().park(&delivery, "HTTP 422").await.unwrap();
    }
    change.commit().await.unwrap();
    let origin = theirs.origin();
    let parked = async |of: &Iri| {
        let mut reading = town.reading().await.unwrap();
        let rows = reading.deliveries().parked_of(of, &origin, 10).await.unwrap();
        assert_eq!(reading.deliveries().backlog_of(of, &origin).await.unwrap().parked, rows.len() as i64);
        rows.len()
    };
    assert_eq!((parked(&ours).await, parked(&other).await), (1, 1));
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.deliveries().discard_parked(&ours, &origin).await.unwrap(), 1);
    change.commit().await.unwrap();
    assert_eq!((parked(&ours).await, parked(&other).await), (0, 1));
    town.clock.pass(Time::MINUTE);
    assert!(claim(&town).await.is_empty());
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.deliveries().try_parked_again(&other, &origin, town.now()).await.unwrap(), 1);
    // A later version is news, whatever became of the one before.
    let subject = Subject::Entry(ours.with("1"));
    change.deliveries().raise(&subject, 2, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(claim(&town).await.len(), 2);
});

both_engines!(what_is_out_of_turn_is_due_when_a_person_wants_it, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    town.follow(&theirs, &ours).await;
    town.follow(&ours, &theirs).await;
    wants(&town, &ours, "1").await;
    let delivery = claim(&town).await.pop().unwrap();
    let mut change = town.begin().await.unwrap();
    let later = town.now().plus(Time::HOUR);
    change.deliveries().failed_row(&delivery, later, "HTTP 404").await.unwrap();
    let due = store::follows::WalkDue::Reached(town.now(), later);
    change.follows().set_walk(&ours, &theirs, None, due, None).await.unwrap();
    change.commit().await.unwrap();
    assert!(claim(&town).await.is_empty());
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.deliveries().hurry(&theirs.origin(), town.now()).await.unwrap(), 1);
    assert_eq!(change.follows().hurry_walks(&theirs.origin(), town.now()).await.unwrap(), 1);
    change.commit().await.unwrap();
    assert_eq!(claim(&town).await.len(), 1);
    assert_eq!(town.reading().await.unwrap().follows().walk_due(town.now(), 10).await.unwrap().len(), 1);
});

both_engines!(an_inbox_is_known_to_have_what_it_acknowledged_or_walked, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    for path in ["1", "2", "3"] {
        town.put(&project(&ours, path)).await;
    }
    town.follow(&theirs, &ours).await;
    let inbox = theirs.with("shared");
    let recipient = store::Recipient { inbox: inbox.clone(), origin: theirs.origin() };
    let known = async |most| {
        town.reading().await.unwrap().deliveries().count_known(&ours, &inbox, most).await.unwrap()
    };
    assert_eq!(known(10).await, 0);
    let mut change = town.begin().await.unwrap();
    change.deliveries().know(&recipient, &ours, town.now()).await.unwrap();
    change.commit().await.unwrap();
    town.put(&project(&ours, "4")).await;
    wants(&town, &ours, "4").await;
    assert_eq!((known(10).await, known(2).await), (3, 2));
});

both_engines!(what_is_held_comes_page_by_page_to_whom_it_is_about, |town| async move {
    let (ours, other) = (town.settle("auenstadt.de").await, town.settle("cronfeld.de").await);
    let (stranger, nuisance) = (town.meet("fremd.de", "").await, town.meet("stoerer.de", "").await);
    town.put(&project(&ours, "1")).await;
    for number in 0..5 {
        let author = if number == 3 { &nuisance } else { &stranger };
        let said = comment(author, &number.to_string(), &ours.with("1"));
        town.put_as(&said, Home::Elsewhere, Standing::Held).await;
        town.clock.pass(1);
    }
    let count = async |by: &Iri| town.reading().await.unwrap().entries().count_held(by, 100).await.unwrap();
    assert_eq!((count(&ours).await, count(&other).await), (5, 0));
    stands(&town, &nuisance, Stance::Blocked).await;
    assert_eq!(count(&ours).await, 4);
    let mut reading = town.reading().await.unwrap();
    let (mut cursor, mut all) = (Cursor::start(), Vec::new());
    loop {
        let page = reading.entries().held_before(&ours, &cursor, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        cursor = Cursor::at(last.received, &last.id.to_string());
        all.extend(page);
    }
    assert_eq!(all.len(), 4);
    assert!(all.windows(2).all(|pair| pair[0].received > pair[1].received));
    assert!(reading.entries().held_by_id(&ours, &all[0].id).await.unwrap().is_some());
    assert!(reading.entries().held_by_id(&other, &all[0].id).await.unwrap().is_none());
});
