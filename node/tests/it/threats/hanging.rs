//! Row 99: neighbours that take a letter, keep the connection open, and never answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commons::{Iri, Organisation, OrganisationKind};
use node::operations::accept;
use store::{Answer, RemoteActor, Role};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use super::stranger;
use crate::harness::{Town, a_while, eventually};

/// More than letters are waited for at once.
const HANGING: usize = 300;

/// Servers on one port that take whatever comes and never answer. Counts the connections.
async fn silent() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, taken) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(
                async move { while stream.read(&mut [0; 4_096]).await.is_ok_and(|read| read > 0) {} },
            );
        }
    });
    (port, taken)
}

/// So many on this port follow the town. By their names they have their turn before everybody else.
async fn are_followers(town: &Town, count: usize, port: u16) {
    let (node, now) = (town.node(), town.node().clock.now());
    let mut change = node.store.begin().await.unwrap();
    for number in 0..count {
        let (handle, host) = (format!("aa{number}"), format!("aa{number}.localhost:{port}"));
        let iri = Iri::parse("id", &format!("http://{host}/")).unwrap();
        let kind = OrganisationKind::Municipality;
        let organisation = Organisation::new(iri.clone(), &host, &handle, "Gemeinde Stumm", kind);
        let actor = RemoteActor {
            iri: iri.clone(),
            role: Role::Organisation,
            name: organisation.name.clone(),
            handle,
            host,
            inbox: iri.with("inbox"),
            shared_inbox: None,
            outbox: None,
            followers: None,
            changes: None,
            indexable: true,
            organisation: Some(organisation),
            keys: Vec::new(),
            fetched: now,
        };
        change.actors().put_remote(&actor).await.unwrap();
        change.follows().ask(&iri, town.iri(), &iri.with("#follow"), "", now).await.unwrap();
        change.follows().answer(&iri, town.iri(), Answer::Accepted, now).await.unwrap();
        accept::settle_stance(&mut change, &iri.origin(), now).await.unwrap();
    }
    change.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_99_whoever_hangs_keeps_nobody_else_waiting_and_gets_one_letter_at_a_time() {
    let scene = stranger().await;
    let (town, peer) = (&scene.town, &scene.peer);
    peer.asks_to_follow(town.iri()).to(town).await.is(202);
    town.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;
    let (port, taken) = silent().await;
    are_followers(town, HANGING, port).await;

    for (number, title) in ["Radweg", "Freibad", "Wochenmarkt"].into_iter().enumerate() {
        town.publishes(title).await;
        // Long before any of the others is given up.
        let arrived = || async { (peer.delivered("Create").len() == number + 1).then_some(()) };
        eventually(title, arrived).await;
        let all = || async { (taken.load(Ordering::SeqCst) >= HANGING).then_some(()) };
        eventually("all who hang have a letter", all).await;
        a_while().await;
    }
    assert_eq!(taken.load(Ordering::SeqCst), HANGING, "one letter each, and not three");
}
