//! New keys, and the dialects in which nodes speak to one another: letters flow on before, during and after.

use commons::Time;
use federation::{Dialect, Learnt};
use node::operations::rotate::rotate;
use serde_json::json;
use store::keys::Algorithm;

use crate::harness::{Peer, Town, eventually, eventually_as_time_passes};

impl Town {
    /// Gets new keys, as its administrator would have it.
    async fn rotates(&self) -> u64 {
        rotate(&self.node(), &self.acting()).await.unwrap()
    }

    /// The public RSA key of an actor, as this town's node knows it.
    async fn key_of(&self, actor: &commons::Iri) -> String {
        let mut reading = self.node().store.reading().await.unwrap();
        let rows = reading.keys().of_actor(actor).await.unwrap();
        rows.into_iter().find(|row| row.key.algorithm == Algorithm::Rsa).unwrap().key.public
    }

    /// Waits until this town's node has the key that the other shows.
    async fn learns_the_key_of(&self, other: &Self) {
        // What waits for a node that was away goes spread over a minute.
        let (clock, step) = (&*self.house.clock, Time::MINUTE / 4);
        eventually_as_time_passes(clock, step, "the new key has arrived", || async {
            (self.key_of(other.iri()).await == other.key_of(other.iri()).await).then_some(())
        })
        .await;
    }

    /// Everybody has heard of the new keys.
    async fn expects_no_old_key(&self) {
        eventually("all have heard of the keys", || async { (self.expected().await == 0).then_some(()) })
            .await;
    }

    /// How many inboxes still expect a key that was replaced.
    async fn expected(&self) -> i64 {
        let mut reading = self.node().store.reading().await.unwrap();
        let retired = reading.keys().retired_of(self.iri()).await.unwrap();
        retired.iter().map(|row| row.expected_by).sum()
    }
}

both_engines!(letters_flow_on_after_a_rotation, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    auenstadt.follows(&birkenried).await;
    auenstadt.publishes("Sirene").await;
    birkenried.eventually_finds("Sirene").await;
    let before = auenstadt.key_of(auenstadt.iri()).await;
    assert!(auenstadt.rotates().await >= 1);
    assert_ne!(auenstadt.key_of(auenstadt.iri()).await, before);
    auenstadt.publishes("Backhaus").await;
    birkenried.eventually_finds("Backhaus").await;
    birkenried.learns_the_key_of(&auenstadt).await;
    auenstadt.expects_no_old_key().await;
    auenstadt.publishes("Drittens").await;
    birkenried.eventually_finds("Drittens").await;
    // What it fetches is signed anew too.
    birkenried.publishes("Viertens").await;
    auenstadt.eventually_finds("Viertens").await;
});

both_engines!(who_is_only_followed_hears_of_a_new_key_too, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    // Birkenried follows, and nobody in Auenstadt reads there: how it is now is believed all the same.
    birkenried.rotates().await;
    auenstadt.learns_the_key_of(&birkenried).await;
    birkenried.expects_no_old_key().await;
});

both_engines!(who_was_away_hears_of_both_rotations_when_it_is_back, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    birkenried.house.stops().await;
    auenstadt.rotates().await;
    ground.passes(Time::DAY);
    auenstadt.publishes("Während der Abwesenheit").await;
    auenstadt.rotates().await;
    assert_eq!(auenstadt.expected().await, 4, "RSA and Ed25519, twice");
    birkenried.house.starts_again().await;
    birkenried.learns_the_key_of(&auenstadt).await;
    let found = eventually_as_time_passes(&ground.clock(), Time::MINUTE, "the letter", || async {
        Some(birkenried.finds("Abwesenheit").await).filter(|titles| !titles.is_empty())
    })
    .await;
    assert_eq!(found, ["Während der Abwesenheit"]);
    auenstadt.expects_no_old_key().await;
});

both_engines!(after_two_weeks_one_question_suffices, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    birkenried.house.stops().await;
    auenstadt.rotates().await;
    ground.passes(15 * Time::DAY);
    node::jobs::tidy::tidy(&auenstadt.node()).await.unwrap();
    assert_eq!(auenstadt.expected().await, 0, "the old keys are forgotten");
    birkenried.house.starts_again().await;
    // After so long a silence nothing is pushed any more, until somebody wants it.
    let origin = birkenried.iri().origin();
    node::operations::try_now::try_for_all(&auenstadt.node(), origin, "command").await.unwrap();
    birkenried.learns_the_key_of(&auenstadt).await;
    auenstadt.publishes("Quellwasser").await;
    let found = eventually_as_time_passes(&ground.clock(), Time::MINUTE, "the letter", || async {
        Some(birkenried.finds("Quellwasser").await).filter(|titles| !titles.is_empty())
    })
    .await;
    assert_eq!(found, ["Quellwasser"]);
});

both_engines!(what_a_neighbour_reads_is_remembered_beyond_a_restart, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let origin = auenstadt.iri().origin();
    let kept = eventually("the dialect is kept", || async {
        birkenried.node().store.reading().await.unwrap().peers().by_origin(&origin).await.unwrap()?.dialect
    });
    assert_eq!(kept.await, "rfc9421-ed25519");
    birkenried.house.stops().await;
    birkenried.house.starts_again().await;
    let known = birkenried.node().dialects.of(&origin).unwrap();
    assert_eq!((known.dialect, known.learnt), (Dialect::Rfc9421Ed25519, Learnt::Announced));
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_neighbour_of_the_old_school_hears_of_a_new_key_under_the_old_one() {
    let ground = crate::harness::Ground::sqlite();
    let (town, peer) = (ground.town("auenstadt").await, Peer::new(&ground, "fremd").await);
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    town.accepts(peer.iri()).await;
    eventually("the answer", || async { peer.delivered("Accept").pop() }).await;
    let old = town.key_of(town.iri()).await;
    peer.answers_letters(503);
    town.rotates().await;
    let mut reading = town.node().store.reading().await.unwrap();
    let (origin, now) = (peer.iri().origin(), peer.now());
    let key = town.node().keyring.signing_key_for(&mut reading, town.iri(), &origin, now).await.unwrap();
    assert_eq!(key.public_pem().unwrap(), old);
    let elsewhere = commons::Origin::parse("https://anderswo.de").unwrap();
    let key = town.node().keyring.signing_key_for(&mut reading, town.iri(), &elsewhere, now).await.unwrap();
    assert_ne!(key.public_pem().unwrap(), old, "who never heard of it asks, and sees the new one");
    drop(reading);
    peer.answers_letters(202);
    let update = eventually_as_time_passes(&ground.clock(), Time::MINUTE, "the Update", || async {
        peer.delivered("Update").pop()
    })
    .await;
    let shown = town.key_of(town.iri()).await;
    assert_eq!(update["object"]["publicKey"]["publicKeyPem"], json!(shown));
    let implements = &update["object"]["generator"]["implements"];
    assert_eq!(implements.as_array().unwrap().len(), 2);
}
