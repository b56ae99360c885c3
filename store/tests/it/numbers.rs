//! Numbers of change: one for each changed row, in the order of the commits.

use std::collections::BTreeSet;

use commons::{Adoption, Content, Entry, Iri, Reader, Stage, Target};
use store::entries::Scope;

use crate::engines::project;

both_engines!(each_change_takes_the_next_number, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let before = town.changed().await.unwrap();
    let mut told = town.changes();
    let mut change = town.begin().await.unwrap();
    for path in ["1", "2", "3"] {
        let arrival = crate::engines::here(&town);
        change.entries().put(&project(&author, path), arrival).await.unwrap();
    }
    let last = change.commit().await.unwrap();
    assert_eq!(last, Some(before + 3));
    told.changed().await.unwrap();
    assert_eq!(*told.borrow(), before + 3);
    assert_eq!(town.changed().await.unwrap(), before + 3);
    let rows = town.reading().await.unwrap().entries().changed_since(before, 10).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.changed - before).collect::<Vec<_>>(), [1, 2, 3]);
});

both_engines!(what_changes_nothing_takes_no_number, |town| async move {
    let before = town.changed().await.unwrap();
    let mut change = town.begin().await.unwrap();
    change.heard().once("https://b.de/1", town.now()).await.unwrap();
    assert_eq!(change.commit().await.unwrap(), None);
    assert_eq!(town.changed().await.unwrap(), before);
});

both_engines!(an_unfinished_change_is_not_seen, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    change.entries().put(&project(&author, "1"), crate::engines::here(&town)).await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert!(reading.entries().by_iri(&author.with("1")).await.unwrap().is_none());
    drop(reading);
    change.roll_back().await;
    assert!(town.reading().await.unwrap().entries().by_iri(&author.with("1")).await.unwrap().is_none());
});

both_engines!(eight_writers_leave_no_gap_that_is_filled_later, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let before = town.changed().await.unwrap();
    // Somebody who copies what changed must never meet a number below his own.
    let copying = tokio::spawn({
        let town = town.clone();
        async move {
            let (mut place, mut seen) = (before, BTreeSet::new());
            while seen.len() < 8 * 25 {
                for row in town.reading().await.unwrap().entries().changed_since(place, 7).await.unwrap() {
                    assert!(row.changed > place);
                    place = row.changed;
                    assert!(seen.insert(row.iri.to_string()), "no number is given twice");
                }
                tokio::task::yield_now().await;
            }
            place
        }
    });
    let writing = (0..8).map(|writer| {
        let (town, author) = (town.clone(), author.clone());
        tokio::spawn(async move {
            for turn in 0..25 {
                town.put(&project(&author, &format!("{writer}-{turn}"))).await;
            }
        })
    });
    for writer in writing {
        writer.await.unwrap();
    }
    let copied = tokio::time::timeout(std::time::Duration::from_secs(30), copying).await.unwrap().unwrap();
    assert_eq!(copied, town.changed().await.unwrap());
    assert_eq!(copied, before + 200);
    let check = town
        .reading()
        .await
        .unwrap()
        .entries()
        .count_and_check(&author, &Reader::anyone(), Scope::All)
        .await
        .unwrap();
    assert_eq!(check.count, 200);
});

both_engines!(what_has_one_user_less_takes_a_number, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let (first, second) = (project(&theirs, "1"), project(&theirs, "2"));
    let adopting = |target: &Iri, version: i64| {
        let content = Content::Adoption(Adoption {
            target: Target::Entry(target.clone()),
            stage: Stage::Productive,
            reason: String::new(),
        });
        Entry { content, version, ..project(&ours, "a") }
    };
    let adoption = adopting(&first.iri, 1);
    for entry in [&first, &second, &adoption] {
        town.put(entry).await;
    }
    let mut before = town.changed().await.unwrap();
    let mut changed = async || {
        let rows = town.reading().await.unwrap().entries().changed_since(before, 10).await.unwrap();
        before = town.changed().await.unwrap();
        rows.into_iter().map(|row| row.iri).collect::<BTreeSet<_>>()
    };
    town.put(&adopting(&first.iri, 2)).await;
    assert_eq!(changed().await, BTreeSet::from([adoption.iri.clone()]), "it is used as before");
    town.put(&adopting(&second.iri, 3)).await;
    assert_eq!(changed().await, BTreeSet::from([adoption.iri.clone(), first.iri.clone()]));
    town.withdraw(&adoption, 4).await;
    assert_eq!(changed().await, BTreeSet::from([adoption.iri.clone(), second.iri.clone()]));
    town.withdraw(&adoption, 5).await;
    assert_eq!(changed().await, BTreeSet::from([adoption.iri.clone()]), "that was told before");
});
