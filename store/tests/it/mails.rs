//! Mails that wait: each is claimed by one worker, forgotten when it is sent or no longer needed, and never shown.

use std::collections::BTreeSet;

use commons::Time;
use store::{MailRow, NewMail};

use crate::engines::Town;

const LEASE: i64 = Time::MINUTE;
const SECRET: &str = "https://auenstadt.de/anmelden/geheim";

/// A mail that is needed for a day, in a transaction of its own.
async fn post(town: &Town, recipient: &str) -> String {
    let until = town.now().plus(Time::DAY);
    let mut change = town.begin().await.unwrap();
    let mail = NewMail { recipient, subject: "Ihre Anmeldung", body: SECRET, unsubscribe: None, until };
    let id = change.mails().add(&mail, town.now()).await.unwrap();
    change.commit().await.unwrap();
    id
}

async fn claim(town: &Town, limit: i64) -> Vec<MailRow> {
    let now = town.now();
    let claimed =
        town.write(move |change| Box::pin(async move { change.mails().claim(now, LEASE, limit).await }));
    claimed.await.unwrap()
}

async fn backlog(town: &Town) -> (i64, i64) {
    let backlog = town.reading().await.unwrap().mails().backlog().await.unwrap();
    (backlog.waiting, backlog.parked)
}

both_engines!(a_mail_is_claimed_once_and_again_when_its_worker_died, |town| async move {
    let id = post(&town, "kim@auenstadt.de").await;
    let claimed = claim(&town, 10).await;
    assert_eq!(claimed.len(), 1);
    let MailRow { id: claimed_id, recipient, subject, body, created, failures, .. } = claimed[0].clone();
    assert_eq!(
        (claimed_id, recipient.as_str(), subject.as_str()),
        (id, "kim@auenstadt.de", "Ihre Anmeldung")
    );
    assert_eq!((body.as_str(), created, failures), (SECRET, town.now(), 0));
    assert!(claim(&town, 10).await.is_empty());
    town.clock.pass(LEASE);
    assert_eq!(claim(&town, 10).await, claimed);
});

both_engines!(eight_workers_get_each_mail_once, |town| async move {
    for number in 0..40 {
        post(&town, &format!("stelle{number}@auenstadt.de")).await;
    }
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let town = town.clone();
            tokio::spawn(async move { claim(&town, 6).await })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    let distinct: BTreeSet<_> = all.iter().map(|mail| &mail.id).collect();
    assert_eq!(distinct.len(), all.len(), "no mail is claimed twice");
    assert_eq!(all.len() + claim(&town, 100).await.len(), 40, "and none is forgotten");
});

both_engines!(what_is_sent_is_forgotten_and_what_failed_waits, |town| async move {
    let (sent, failed) = (post(&town, "kim@auenstadt.de").await, post(&town, "ada@birkenried.de").await);
    claim(&town, 10).await;
    let next = town.now().plus(Time::HOUR);
    let mut change = town.begin().await.unwrap();
    change.mails().sent(&sent).await.unwrap();
    change.mails().failed(&failed, next, "no answer").await.unwrap();
    change.commit().await.unwrap();

    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.mails().next_due(town.now()).await.unwrap(), Some(next));
    let rows = reading.mails().list(10).await.unwrap();
    drop(reading);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].recipient.as_str(), rows[0].failures, rows[0].parked),
        ("ada@birkenried.de", 1, false)
    );
    assert_eq!((rows[0].due, rows[0].error.as_deref()), (next, Some("no answer")));
    assert!(claim(&town, 10).await.is_empty());
    town.clock.pass(Time::HOUR);
    assert_eq!(claim(&town, 10).await[0].failures, 1);
});

both_engines!(what_is_parked_waits_for_a_person, |town| async move {
    let id = post(&town, "niemand@auenstadt.de").await;
    claim(&town, 10).await;
    let mut change = town.begin().await.unwrap();
    change.mails().park(&id, "550").await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(Time::HOUR);
    assert!(claim(&town, 10).await.is_empty());
    assert_eq!(backlog(&town).await, (0, 1));
    assert!(town.reading().await.unwrap().mails().list(10).await.unwrap()[0].parked);

    let mut change = town.begin().await.unwrap();
    assert_eq!(change.mails().release(town.now()).await.unwrap(), 1);
    change.commit().await.unwrap();
    assert_eq!(backlog(&town).await, (1, 0));
    assert_eq!(claim(&town, 10).await[0].failures, 0);
});

both_engines!(what_nobody_needs_any_more_is_neither_sent_nor_kept, |town| async move {
    let parked = post(&town, "kim@auenstadt.de").await;
    post(&town, "ada@birkenried.de").await;
    let mut change = town.begin().await.unwrap();
    change.mails().park(&parked, "550").await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(Time::DAY);
    post(&town, "eva@cronfeld.de").await;

    let claimed = claim(&town, 10).await;
    assert_eq!(claimed.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["eva@cronfeld.de"]);
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.mails().release(town.now()).await.unwrap(), 0, "not even for a person");
    assert_eq!(change.mails().tidy(town.now()).await.unwrap(), 2);
    change.commit().await.unwrap();
    assert_eq!(backlog(&town).await, (1, 0));
});

both_engines!(a_commit_with_a_mail_wakes_and_one_without_does_not, |town| async move {
    let mut posted = town.posted();
    let mail = NewMail {
        recipient: "kim@auenstadt.de",
        subject: "",
        body: "",
        unsubscribe: None,
        until: town.now().plus(1),
    };
    let mut change = town.begin().await.unwrap();
    change.mails().add(&mail, town.now()).await.unwrap();
    change.roll_back().await;
    town.settle("auenstadt.de").await;
    assert!(!posted.has_changed().unwrap());
    assert_eq!(backlog(&town).await, (0, 0));
    post(&town, "kim@auenstadt.de").await;
    posted.changed().await.unwrap();
});

both_engines!(what_a_mail_says_is_seen_by_its_worker_alone, |town| async move {
    post(&town, "kim@auenstadt.de").await;
    let listed = town.reading().await.unwrap().mails().list(10).await.unwrap();
    let claimed = claim(&town, 10).await;
    for shown in [format!("{listed:?}"), format!("{claimed:?}")] {
        assert!(!shown.contains("geheim") && !shown.contains("Anmeldung"), "{shown}");
    }
    assert!(!format!("{claimed:?}").contains("kim"));
});
