//! Publish, correct, withdraw: seen by the neighbour who follows.

use commons::Standing;
use serde_json::json;

use crate::harness::{Peer, eventually};

both_engines!(an_entry_reaches_the_neighbour_and_can_be_found, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let written = auenstadt.publishes("Radweg: früh mit dem Kreis sprechen").await;
    assert_eq!(birkenried.eventually_finds("Radwege").await, ["Radweg: früh mit dem Kreis sprechen"]);
    let there = birkenried.row(&written.iri).await.unwrap();
    assert_eq!((there.version, there.local), (written.version, false));
});

both_engines!(a_correction_replaces_what_the_neighbour_finds, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let mut written = auenstadt.publishes("Schwimmbad").await;
    birkenried.eventually_finds("Schwimmbad").await;
    auenstadt.corrects(&mut written, "title", json!("Blumenuhr")).await;
    assert_eq!(birkenried.eventually_finds("Blumenuhr").await, ["Blumenuhr"]);
    birkenried.eventually_misses("Schwimmbad").await;
    assert_eq!(birkenried.row(&written.iri).await.unwrap().version, written.version);
});

both_engines!(what_is_withdrawn_is_found_no_more_and_is_gone_at_home, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let written = auenstadt.publishes("Parkleitsystem").await;
    birkenried.eventually_finds("Parkleitsystem").await;
    auenstadt.withdraws(&written).await;
    birkenried.eventually_misses("Parkleitsystem").await;
    auenstadt.eventually_misses("Parkleitsystem").await;
    assert_eq!(birkenried.row(&written.iri).await.unwrap().standing, Standing::Withdrawn);

    let page = format!("/eintraege/{}", written.id);
    auenstadt.http("GET", &page).for_people().send().await.is(410);
    let tombstone = auenstadt.http("GET", &page).for_neighbours().send().await.is(410).json();
    assert_eq!((&tombstone["type"], &tombstone["id"]), (&json!("Tombstone"), &json!(written.iri)));
    let copy = birkenried.row(&written.iri).await.unwrap().id;
    birkenried.http("GET", &format!("/eintraege/{copy}")).for_people().send().await.is(410);
});

both_engines!(a_withdrawal_is_a_delete_with_a_tombstone_and_its_version, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    peer.asks_to_follow(auenstadt.iri()).to(&auenstadt).await.is(202);
    auenstadt.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;

    let mut written = auenstadt.publishes("Ampeln").await;
    let create = eventually("a Create", || async { peer.delivered("Create").pop() }).await;
    assert_eq!(create["id"], format!("{}#create-{}", written.iri, written.version));
    assert_eq!(create["object"]["entry"]["title"], "Ampeln");

    auenstadt.corrects(&mut written, "title", json!("Grüne Welle")).await;
    let update = eventually("an Update", || async { peer.delivered("Update").pop() }).await;
    assert_eq!(update["object"]["entry"]["version"], written.version);

    auenstadt.withdraws(&written).await;
    let delete = eventually("a Delete", || async { peer.delivered("Delete").pop() }).await;
    assert_eq!(
        (&delete["object"]["type"], &delete["object"]["id"]),
        (&json!("Tombstone"), &json!(written.iri))
    );
    let tombstone = auenstadt.row(&written.iri).await.unwrap();
    assert_eq!(delete["id"], format!("{}#delete-{}", written.iri, tombstone.version));
    assert!(tombstone.version > written.version);
});

both_engines!(what_becomes_narrower_is_deleted_where_it_was_told, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let peer = Peer::new(&ground, "fremd").await;
    peer.asks_to_follow(auenstadt.iri()).to(&auenstadt).await.is(202);
    auenstadt.accepts(peer.iri()).await;
    let mut written = auenstadt.publishes("Haushaltsentwurf").await;
    birkenried.eventually_finds("Haushaltsentwurf").await;
    eventually("a Create", || async { peer.delivered("Create").pop() }).await;

    auenstadt.corrects(&mut written, "audience", json!("own")).await;
    eventually("a Delete", || async { peer.delivered("Delete").pop() }).await;
    birkenried.eventually_misses("Haushaltsentwurf").await;
    assert_eq!(birkenried.row(&written.iri).await.unwrap().standing, Standing::Withdrawn);
    assert_eq!(auenstadt.eventually_finds("Haushaltsentwurf").await, ["Haushaltsentwurf"]);
    assert!(peer.delivered("Update").is_empty(), "what is no longer for others is not sent to them");

    auenstadt.corrects(&mut written, "audience", json!("public")).await;
    assert_eq!(birkenried.eventually_finds("Haushaltsentwurf").await, ["Haushaltsentwurf"]);
});

both_engines!(all_who_follow_hear_of_it_and_who_does_not_follow_does_not, |ground| async move {
    let [auenstadt, birkenried, cronfeld] = ground.towns().await;
    let distant = ground.town("dornfelde").await;
    birkenried.follows(&auenstadt).await;
    cronfeld.follows(&auenstadt).await;
    distant.follows(&cronfeld).await;
    let written = auenstadt.publishes("Rathausuhr").await;
    for town in [&birkenried, &cronfeld] {
        assert_eq!(town.eventually_finds("Rathausuhr").await, ["Rathausuhr"]);
    }
    // Nobody passes on what is another's.
    assert!(distant.row(&written.iri).await.is_none());
    let changes = cronfeld.http("GET", "/changes").for_neighbours().send().await.is(200).json();
    assert_eq!(changes["items"], json!([]));
    let copy = cronfeld.row(&written.iri).await.unwrap().id;
    let there = cronfeld.http("GET", &format!("/eintraege/{copy}")).for_neighbours().send().await.is(303);
    assert_eq!(there.header("Location"), Some(written.iri.as_str()));
});

both_engines!(the_order_in_which_letters_arrive_does_not_matter, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let old = peer.project("1", "Alt");
    let mut new = peer.project("1", "Neu");
    new.version = old.version + 10;
    peer.updates(&new).to(&auenstadt).await.is(202);
    peer.creates(&old).to(&auenstadt).await.is(202);
    let row = auenstadt.row(&old.iri).await.unwrap();
    assert_eq!((row.version, row.entry().unwrap().title.as_str()), (new.version, "Neu"));

    // A Delete before the Create, of an entry that was never here.
    let gone = peer.project("2", "Schon weg");
    peer.deletes(&gone).to(&auenstadt).await.is(202);
    peer.creates(&gone).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.row(&gone.iri).await.unwrap().standing, Standing::Withdrawn);

    // A later version brings back what its owner had withdrawn.
    let mut again = peer.project("2", "Auferstanden");
    again.version = gone.version + 10;
    peer.updates(&again).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.eventually_finds("Auferstanden").await, ["Auferstanden"]);
});
