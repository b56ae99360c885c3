//! Small tables of what a node remembers by itself: pairs of plans, how far jobs have come, what was not found.

use commons::Time;

use crate::engines::{iri, project};

both_engines!(a_pair_is_told_of_once_whichever_is_named_first, |town| async move {
    let (one, other) = (iri("https://a.de/1"), iri("https://b.de/1"));
    let mut change = town.begin().await.unwrap();
    assert!(change.convoys().join(&one, &other, town.now()).await.unwrap());
    assert!(!change.convoys().join(&other, &one, town.now()).await.unwrap());
    assert!(change.convoys().join(&one, &iri("https://b.de/2"), town.now()).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(a_job_begins_now_and_is_one_workers_at_a_time, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    town.put(&project(&ours, "1")).await;
    let counter = town.changed().await.unwrap();
    let now = town.now();
    let mut change = town.begin().await.unwrap();
    let mut places = change.places();
    assert_eq!(places.claim("convoy", now, Time::MINUTE).await.unwrap(), None);
    places.begin("convoy").await.unwrap();
    places.begin("convoy").await.unwrap();
    assert_eq!(places.reached("convoy").await.unwrap(), Some(counter));
    assert_eq!(places.claim("convoy", now, Time::MINUTE).await.unwrap(), Some(counter));
    assert_eq!(places.claim("convoy", now, Time::MINUTE).await.unwrap(), None);
    let later = now.plus(Time::MINUTE);
    assert_eq!(
        places.claim("convoy", later, Time::MINUTE).await.unwrap(),
        Some(counter),
        "its worker is dead"
    );
    places.reach("convoy", counter + 5).await.unwrap();
    assert_eq!(places.claim("convoy", later, Time::MINUTE).await.unwrap(), Some(counter + 5));
    change.commit().await.unwrap();
});

both_engines!(misses_are_counted_by_day_and_forgotten, |town| async move {
    let (ours, now) = (iri("https://auenstadt.de/"), town.now());
    let mut change = town.begin().await.unwrap();
    let mut misses = change.misses();
    misses.add(Some(&ours), "zeppelin", 2, now).await.unwrap();
    misses.add(Some(&ours), "zeppelin", 1, now).await.unwrap();
    misses.add(None, "zeppelin", 1, now.plus(Time::DAY)).await.unwrap();
    misses.add(Some(&ours), "luftschiff", 1, now.plus(Time::DAY)).await.unwrap();
    let most = misses.most(now, 10).await.unwrap();
    let counts: Vec<_> = most.iter().map(|miss| (&*miss.words, miss.count)).collect();
    assert_eq!(counts, [("zeppelin", 4), ("luftschiff", 1)]);
    assert_eq!(most[0].last.date(), now.plus(Time::DAY).date());
    assert_eq!(misses.most(now, 1).await.unwrap().len(), 1);
    let of_ours = misses.of_organisation(&ours, now, now.plus(Time::DAY)).await.unwrap();
    assert_eq!(of_ours.iter().map(|miss| (&*miss.words, miss.count)).collect::<Vec<_>>(), [("zeppelin", 3)]);
    assert_eq!(misses.forget(now.plus(Time::DAY)).await.unwrap(), 1);
    change.commit().await.unwrap();
});

both_engines!(row_107_nobody_fills_the_table_of_misses, |town| async move {
    let now = town.now();
    let mut change = town.begin().await.unwrap();
    for number in 0..2_010 {
        change.misses().add(None, &format!("unsinn {number}"), 1, now).await.unwrap();
    }
    let day = change.misses().most(now, 5_000).await.unwrap();
    assert_eq!(day.len(), 2_000);
    change.misses().add(None, "unsinn 5", 1, now).await.unwrap();
    assert!(
        change.misses().most(now, 1).await.unwrap()[0].words == "unsinn 5",
        "what is known is still counted"
    );
    change.commit().await.unwrap();
});
