//! Neighbours: stances that are remembered, and the ladder of back-off.

use commons::Time;
use store::Stance;
use store::peers::DialectRow;

use crate::engines::iri;

both_engines!(a_stance_is_remembered, |town| async move {
    let origin = iri("https://birkenried.de/").origin();
    assert_eq!(town.reading().await.unwrap().peers().stance(&origin).await.unwrap(), Stance::Unknown);
    for stance in [Stance::Asked, Stance::Member, Stance::Reader, Stance::Blocked, Stance::Unknown] {
        let mut change = town.begin().await.unwrap();
        change.peers().set_stance(&origin, stance, town.now()).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(town.reading().await.unwrap().peers().stance(&origin).await.unwrap(), stance);
    }
    let list = town.reading().await.unwrap().peers().list().await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].waiting, list[0].parked), (0, 0));
});

both_engines!(each_failed_probe_is_one_step_up_the_ladder, |town| async move {
    let origin = iri("https://birkenried.de/").origin();
    let minutes = [0.5, 2.0, 10.0, 30.0, 60.0, 180.0, 360.0, 360.0];
    for expected in minutes {
        let mut change = town.begin().await.unwrap();
        change.peers().failed(&origin, "connection refused", town.now(), 0).await.unwrap();
        // The second of two that were in flight together.
        change.peers().failed(&origin, "connection refused", town.now(), 0).await.unwrap();
        change.commit().await.unwrap();
        let peer = town.reading().await.unwrap().peers().by_origin(&origin).await.unwrap().unwrap();
        let pause = peer.next_try.millis() - town.now().millis();
        assert_eq!(pause, (expected * 60_000.0) as i64);
        assert_eq!(peer.failing, Some(crate::engines::start()));
        assert!(town.reading().await.unwrap().peers().due(town.now()).await.unwrap().is_empty());
        town.clock.pass(pause);
        assert_eq!(town.reading().await.unwrap().peers().due(town.now()).await.unwrap().len(), 1);
    }
    let mut change = town.begin().await.unwrap();
    assert!(change.peers().succeeded(&origin, town.now()).await.unwrap());
    assert!(!change.peers().succeeded(&origin, town.now()).await.unwrap());
    change.commit().await.unwrap();
    let peer = town.reading().await.unwrap().peers().by_origin(&origin).await.unwrap().unwrap();
    assert_eq!((peer.failing, peer.step, peer.last_success), (None, 0, Some(town.now())));
});

both_engines!(the_pause_is_spread_by_a_quarter, |town| async move {
    for (host, percent, expected) in [("a.de", -25, 22_500), ("b.de", 25, 37_500), ("c.de", 900, 37_500)] {
        let origin = iri(&format!("https://{host}/")).origin();
        let mut change = town.begin().await.unwrap();
        change.peers().failed(&origin, "timeout", town.now(), percent).await.unwrap();
        change.commit().await.unwrap();
        let peer = town.reading().await.unwrap().peers().by_origin(&origin).await.unwrap().unwrap();
        assert_eq!(peer.next_try.millis() - town.now().millis(), expected);
    }
});

both_engines!(a_neighbour_may_ask_for_patience_but_not_for_ever, |town| async move {
    let origin = iri("https://birkenried.de/").origin();
    let mut change = town.begin().await.unwrap();
    let never = town.now().plus(1000 * Time::DAY);
    change.peers().asked_for_patience(&origin, "429", town.now(), never).await.unwrap();
    change.commit().await.unwrap();
    let peer = town.reading().await.unwrap().peers().by_origin(&origin).await.unwrap().unwrap();
    assert_eq!(peer.next_try, town.now().plus(Time::DAY));
});

both_engines!(a_strangers_word_makes_no_row, |town| async move {
    let origin = iri("https://fremd.de/").origin();
    let mut change = town.begin().await.unwrap();
    assert!(!change.peers().heard_from(&origin, town.now()).await.unwrap());
    change
        .peers()
        .set_stance(&iri("https://birkenried.de/").origin(), Stance::Member, town.now())
        .await
        .unwrap();
    change.peers().heard_from(&iri("https://birkenried.de/").origin(), town.now()).await.unwrap();
    change.commit().await.unwrap();
    let list = town.reading().await.unwrap().peers().list().await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].last_heard, Some(town.now()));
});

both_engines!(a_dialect_is_kept_of_neighbours_and_of_no_stranger, |town| async move {
    let origin = iri("https://birkenried.de/").origin();
    let stranger = iri("https://fremd.de/").origin();
    let row = |origin: &commons::Origin, dialect: &str| DialectRow {
        origin: origin.clone(),
        dialect: dialect.to_owned(),
        learnt: "knocking".to_owned(),
    };
    let mut change = town.begin().await.unwrap();
    change.peers().set_stance(&origin, Stance::Member, town.now()).await.unwrap();
    for dialect in ["cavage", "rfc9421"] {
        assert!(change.peers().set_dialect(&row(&origin, dialect), town.now()).await.unwrap());
        assert!(!change.peers().set_dialect(&row(&stranger, dialect), town.now()).await.unwrap());
    }
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.peers().dialects(9).await.unwrap(), [row(&origin, "rfc9421")]);
    let listed = reading.peers().by_origin(&origin).await.unwrap().unwrap();
    assert_eq!(listed.dialect.as_deref(), Some("rfc9421"));
});
