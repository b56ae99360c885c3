//! One transaction after another: whoever goes away in the middle, fails, or meets another, leaves nothing behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use commons::Refusal;
use store::{StoreError, Subject};

use crate::engines::{here, project};

both_engines!(who_goes_away_in_the_middle_leaves_nothing_behind, |town| async move {
    let author = town.settle("auenstadt.de").await;
    // Gone at every moment a client can be gone: before, while and after the transaction opens and writes.
    for pause in 0..60 {
        let (gone, writer) = (town.clone(), author.clone());
        let client = tokio::spawn(async move {
            let mut change = gone.begin().await.unwrap();
            for number in 0..50 {
                let entry = project(&writer, &format!("{pause}-{number}"));
                change.entries().put(&entry, here(&gone)).await.unwrap();
            }
            std::future::pending::<()>().await;
        });
        tokio::time::sleep(Duration::from_micros(100 * pause)).await;
        client.abort();
        let _ = client.await;
        if pause % 6 == 0 {
            let entry = project(&author, &format!("stays-{pause}"));
            assert_eq!(town.put(&entry).await, store::Put::New, "the connection is fit for use");
        }
    }
    let mut reading = town.reading().await.unwrap();
    let kept = reading.entries().set_of(&author, i64::MIN, 1000).await.unwrap();
    assert_eq!(kept.len(), 10);
    assert!(kept.iter().all(|row| row.iri.as_str().contains("stays")));
});

both_engines!(a_write_goes_on_when_its_client_goes_away, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let (store, entry) = (town.clone(), project(&author, "1"));
    let iri = entry.iri.clone();
    let client = tokio::spawn(async move {
        let arrival = here(&store);
        store
            .write::<_, StoreError, _>(move |change| {
                let entry = entry.clone();
                Box::pin(async move {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    change.entries().put(&entry, arrival).await
                })
            })
            .await
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    client.abort();
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(town.reading().await.unwrap().entries().by_iri(&iri).await.unwrap().is_some());
});

both_engines!(a_refusal_undoes_what_was_written_before_it, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let (entry, arrival) = (project(&author, "1"), here(&town));
    let iri = entry.iri.clone();
    let answer = town
        .write::<(), Refusal, _>(move |change| {
            let entry = entry.clone();
            Box::pin(async move {
                change.entries().put(&entry, arrival).await?;
                Err(Refusal::NotTheOwner {})
            })
        })
        .await;
    assert_eq!(answer, Err(Refusal::NotTheOwner {}));
    assert!(town.reading().await.unwrap().entries().by_iri(&iri).await.unwrap().is_none());
});

both_engines!(a_panic_undoes_it_too, |town| async move {
    let answer = town
        .write::<(), StoreError, _>(|change| {
            Box::pin(async move {
                change.heard().once("https://b.de/1", crate::engines::start()).await?;
                panic!("as a test");
            })
        })
        .await;
    assert!(matches!(answer, Err(StoreError::Failed(_))));
    assert!(!town.reading().await.unwrap().heard().knows("https://b.de/1").await.unwrap());
});

both_engines!(after_a_failed_statement_nothing_is_committed, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    change.heard().once("https://b.de/1", town.now()).await.unwrap();
    let scope = store::tokens::Scope::Read;
    change.tokens().add("same", &ours, scope, "", town.now()).await.unwrap();
    assert!(change.tokens().add("same", &ours, scope, "", town.now()).await.is_err());
    assert!(change.commit().await.is_err(), "PostgreSQL would say yes and keep nothing");
    assert!(!town.reading().await.unwrap().heard().knows("https://b.de/1").await.unwrap());
});

both_engines!(two_that_stand_in_each_others_way_both_get_through, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    for path in ["1", "2"] {
        change.entries().put(&project(&author, path), here(&town)).await.unwrap();
    }
    change.commit().await.unwrap();
    // On PostgreSQL this is a deadlock, which ends one of the two; on SQLite the second waits.
    let tries = Arc::new(AtomicUsize::new(0));
    let crossing = |first: &'static str, second: &'static str, version: i64| {
        let (author, town, tries) = (author.clone(), town.clone(), tries.clone());
        let arrival = here(&town);
        async move {
            town.store
                .clone()
                .write::<_, StoreError, _>(move |change| {
                    let (author, tries) = (author.clone(), tries.clone());
                    Box::pin(async move {
                        tries.fetch_add(1, Ordering::SeqCst);
                        for path in [first, second] {
                            let mut entry = project(&author, path);
                            entry.version = version;
                            change.entries().put(&entry, arrival).await?;
                            tokio::time::sleep(Duration::from_millis(300)).await;
                        }
                        Ok(())
                    })
                })
                .await
        }
    };
    let (one, other) = tokio::join!(crossing("1", "2", 2), crossing("2", "1", 3));
    one.unwrap();
    other.unwrap();
    let expected = if matches!(town.location, store::Location::Postgres(_)) { 3 } else { 2 };
    assert_eq!(tries.load(Ordering::SeqCst), expected);
});

both_engines!(what_a_subject_says_is_kept_letter_by_letter, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let subject = Subject::Entry(author.with("größe?a=1&b=%20"));
    let mut change = town.begin().await.unwrap();
    let recipient = store::Recipient { inbox: author.with("inbox"), origin: author.origin() };
    change.deliveries().want(&recipient, &author, &subject, 1, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(
        town.reading().await.unwrap().deliveries().of_subject(&subject).await.unwrap()[0].subject,
        subject
    );
});
