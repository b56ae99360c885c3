//! Claiming: each delivery by one worker, each neighbour with measure.

use std::collections::{BTreeMap, BTreeSet};

use commons::{Iri, Time};
use store::deliveries::{Acknowledged, Claim};
use store::{Recipient, Stance, Subject};

use crate::deliveries::{claim, claim_in, everything};
use crate::engines::{Town, iri};

/// So many rows due for each of these hosts.
async fn rows(town: &Town, hosts: &[&str], each: usize) -> Iri {
    let author = town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    for host in hosts {
        let inbox = iri(&format!("https://{host}/shared"));
        let recipient = Recipient { origin: inbox.origin(), inbox };
        for number in 0..each {
            let subject = Subject::Entry(author.with(&number.to_string()));
            change.deliveries().want(&recipient, &author, &subject, 1, town.now()).await.unwrap();
        }
    }
    change.commit().await.unwrap();
    author
}

both_engines!(eight_claimers_get_each_row_once, |town| async move {
    let hosts: Vec<_> = (0..20).map(|number| format!("stadt{number}.de")).collect();
    rows(&town, &hosts.iter().map(String::as_str).collect::<Vec<_>>(), 3).await;
    let claimers = (0..8).map(|_| {
        let town = town.clone();
        tokio::spawn(async move {
            town.write::<_, store::StoreError, _>(|change| {
                Box::pin(async move {
                    let claim =
                        Claim { now: crate::engines::start(), lease: 60_000, limit: 7, per_origin: 2 };
                    let turns = change.deliveries().round(claim.now).await?;
                    Ok(change.deliveries().claim(&turns, claim).await?.rows)
                })
            })
            .await
            .unwrap()
        })
    });
    let mut all = Vec::new();
    for claimer in claimers.collect::<Vec<_>>() {
        all.extend(claimer.await.unwrap());
    }
    let distinct: BTreeSet<_> =
        all.iter().map(|one| (one.inbox.to_string(), one.subject.to_string())).collect();
    assert_eq!(distinct.len(), all.len(), "no row is claimed twice");
    assert_eq!(all.len(), 40, "two for each neighbour, three were there");
    let mut each = BTreeMap::new();
    all.iter().for_each(|one| *each.entry(one.origin.to_string()).or_insert(0) += 1);
    assert!(each.values().all(|count| *count == 2));
});

both_engines!(who_is_in_difficulties_gets_one_probe, |town| async move {
    rows(&town, &["birkenried.de", "cedernau.de"], 5).await;
    let origin = iri("https://birkenried.de/").origin();
    let mut change = town.begin().await.unwrap();
    change.peers().failed(&origin, "connection refused", town.now(), 0).await.unwrap();
    change.commit().await.unwrap();
    assert!(claim(&town).await.iter().all(|one| one.origin != origin), "it is left alone for 30 seconds");
    town.clock.pass(30 * Time::SECOND);
    let probes = claim(&town).await.into_iter().filter(|one| one.origin == origin).count();
    assert_eq!(probes, 1);
    assert_eq!(claim(&town).await.into_iter().filter(|one| one.origin == origin).count(), 0);
});

both_engines!(after_fourteen_silent_days_pushing_stops_until_a_word_comes, |town| async move {
    rows(&town, &["birkenried.de"], 1).await;
    let origin = iri("https://birkenried.de/").origin();
    let mut change = town.begin().await.unwrap();
    change.peers().failed(&origin, "connection refused", town.now(), 0).await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(15 * Time::DAY);
    assert!(claim(&town).await.is_empty());
    let mut change = town.begin().await.unwrap();
    assert!(change.peers().heard_from(&origin, town.now()).await.unwrap());
    change.deliveries().release(&origin, town.now()).await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(Time::MINUTE);
    assert_eq!(claim(&town).await.len(), 1);
});

both_engines!(who_is_blocked_gets_nothing, |town| async move {
    rows(&town, &["birkenried.de"], 1).await;
    let mut change = town.begin().await.unwrap();
    change
        .peers()
        .set_stance(&iri("https://birkenried.de/").origin(), Stance::Blocked, town.now())
        .await
        .unwrap();
    change.commit().await.unwrap();
    assert!(claim(&town).await.is_empty());
});

both_engines!(those_who_wait_longest_come_first, |town| async move {
    rows(&town, &["birkenried.de"], 1).await;
    town.clock.pass(1);
    rows(&town, &["auenried.de", "cedernau.de"], 1).await;
    let mut change = town.begin().await.unwrap();
    let claimed = claim_in(&mut change, Claim { limit: 1, ..everything(&town) }).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].origin, iri("https://birkenried.de/").origin());
});

both_engines!(a_round_serves_many_claims_and_each_asks_again_what_has_changed, |town| async move {
    let hosts = ["auenried.de", "birkenried.de", "cedernau.de", "dorfen.de", "ebersau.de"];
    rows(&town, &hosts, 3).await;
    let round = town.reading().await.unwrap().deliveries().round(town.now()).await.unwrap();
    assert_eq!(round.iter().map(|turn| turn.origin.authority()).collect::<Vec<_>>(), hosts);
    let few = Claim { limit: 3, ..everything(&town) };
    let mut change = town.begin().await.unwrap();
    let first = change.deliveries().claim(&round, few).await.unwrap();
    assert_eq!((first.rows.len(), first.turns), (3, 2), "two for the first, one for the second");
    // Meanwhile one is blocked, one cannot be reached, and what waited for one has come to it by the walk.
    let [blocked, failing, settled] = [2, 3, 4].map(|at: usize| &round[at].origin);
    change.peers().set_stance(blocked, Stance::Blocked, town.now()).await.unwrap();
    change.peers().failed(failing, "connection refused", town.now(), 0).await.unwrap();
    for number in 0..3 {
        let subject = Subject::Entry(iri("https://auenstadt.de/").with(&number.to_string()));
        let inbox = iri(&format!("{settled}/shared"));
        let done = Acknowledged { inbox, subject, attempt: 0, have: 1, gone: false, turn: 0 };
        assert!(change.deliveries().acknowledged(&done).await.unwrap());
    }
    let rest = change.deliveries().claim(&round[first.turns..], few).await.unwrap();
    assert_eq!((rest.rows.len(), rest.turns), (0, 3));
    change.commit().await.unwrap();
    let round = town.reading().await.unwrap().deliveries().round(town.now()).await.unwrap();
    let waiting: Vec<_> = round.iter().map(|turn| (turn.origin.authority(), turn.failing)).collect();
    assert_eq!(waiting, [("auenried.de", false), ("birkenried.de", false)]);
    town.clock.pass(30 * Time::SECOND);
    let round = town.reading().await.unwrap().deliveries().round(town.now()).await.unwrap();
    assert_eq!(round.iter().filter(|turn| turn.failing).count(), 1, "one to be probed");
});
