//! A letter that makes the memory fail is parked for a person; it takes no other letter with it.

use futures::future::join_all;

use crate::harness::{Ground, Peer, clusters, postgres};

/// The database itself refuses what is poisoned: only PostgreSQL can be told so from outside.
const POISON: &str = "create function poisoned() returns trigger as $$ begin \
    if new.iri like '%gift' then raise exception 'poisoned'; end if; return new; end $$ language plpgsql; \
    create trigger poisoned before insert on entries for each row execute function poisoned()";

mod a_letter_that_always_fails_is_parked_and_the_others_are_kept {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        for cluster in super::clusters() {
            super::parked(super::Ground::postgres(&cluster)).await;
        }
    }
}

async fn parked(ground: Ground) {
    let town = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    town.befriends(&peer).await;
    postgres::run(town.node().config.database.url.reveal(), POISON).await;
    let entries: Vec<_> = ["a", "b", "gift", "c", "d"].map(|name| peer.project(name, name)).into();
    let letters: Vec<_> = entries.iter().map(|entry| peer.creates(entry)).collect();
    for answer in join_all(letters.iter().map(|letter| letter.to(&town))).await {
        answer.is(202);
    }
    for entry in &entries {
        let kept = town.row(&entry.iri).await.is_some();
        assert_eq!(kept, !entry.iri.as_str().ends_with("gift"), "{}", entry.iri);
    }
    let parked = town.node().store.reading().await.unwrap().parked().list(10).await.unwrap();
    assert_eq!(parked.len(), 1);
    assert!(parked[0].body.contains("gift") && !parked[0].error.is_empty(), "{parked:?}");
    assert_eq!(parked[0].actor, *peer.iri());
    ground.clear().await;
}
