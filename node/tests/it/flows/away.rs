//! A node that was away gets everything after it comes back.

use commons::Time;
use serde_json::json;

use crate::harness::eventually;

both_engines!(what_was_written_while_a_node_was_away_arrives_when_it_is_back, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let mut first = auenstadt.publishes("Sirene").await;
    birkenried.eventually_finds("Sirene").await;

    birkenried.house.stops().await;
    auenstadt.publishes("Backhaus").await;
    auenstadt.publishes("Rodelhang").await;
    let gone = auenstadt.publishes("Blumenuhr").await;
    auenstadt.withdraws(&gone).await;
    auenstadt.corrects(&mut first, "title", json!("Zebrastreifen")).await;
    eventually("a failed delivery", || async {
        let peers = auenstadt.node().store.reading().await.unwrap().peers().list().await.unwrap();
        peers.into_iter().find(|peer| peer.failing.is_some())
    })
    .await;

    birkenried.house.starts_again().await;
    // What waited is let go spread over a minute: the clock goes on while it does.
    for title in ["Backhaus", "Rodelhang", "Zebrastreifen"] {
        let found = eventually(title, || async {
            ground.clock().pass(Time::MINUTE / 4);
            Some(birkenried.finds(title).await).filter(|titles| !titles.is_empty())
        });
        assert_eq!(found.await, [title]);
    }
    birkenried.eventually_misses("Sirene").await;
    assert!(birkenried.finds("Blumenuhr").await.is_empty());
    eventually("nothing waits any more", || async {
        let backlog = auenstadt.node().store.reading().await.unwrap().deliveries().backlog().await.unwrap();
        ground.clock().pass(Time::MINUTE);
        (backlog.waiting == 0 && backlog.parked == 0).then_some(())
    })
    .await;
});

both_engines!(a_node_finds_its_index_again_and_what_happened_between, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Vorher").await;
    auenstadt.eventually_finds("Vorher").await;
    auenstadt.house.stops().await;
    auenstadt.house.starts_again().await;
    assert_eq!(auenstadt.finds("Vorher").await, ["Vorher"]);
    auenstadt.withdraws(&written).await;
    auenstadt.eventually_misses("Vorher").await;

    auenstadt.house.stops().await;
    std::fs::remove_dir_all(ground.dir().join("auenstadt/index")).unwrap();
    auenstadt.house.starts_again().await;
    auenstadt.publishes("Nachher").await;
    assert_eq!(auenstadt.eventually_finds("Nachher").await, ["Nachher"]);
    assert!(auenstadt.finds("Vorher").await.is_empty());
});
